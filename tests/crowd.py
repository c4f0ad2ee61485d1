"""An invented answer in which three powers and their guests have more lines than a picture can show."""

from tests.orchard import THEATRES, Json, actor, answer, carried, relation

POWERS = ("north", "south", "west")
GUESTS = 24


def crowd() -> Json:
    """
    Three powers that meet in both theatres, and guests: each has one weak line to a power.

    Guests with an even number are in the orchard, the others in the harbour; the last one is in the orchard too, a
    guest of the one before and of nobody else.
    """
    people = [actor(key, key.title()) for key in POWERS]
    people += [actor(guest(n), f"Guest {n:02}", "PERSON") for n in range(GUESTS)]
    relations = [
        relation(one, "OPPOSES", other, theatre, origins=3)
        for theatre in ("orchard", "harbour")
        for one, other in (("north", "south"), ("south", "west"), ("west", "north"))
    ]
    relations += [_visit(n) for n in range(GUESTS - 1)]
    relations.append(carried(guest(GUESTS - 1), guest(GUESTS - 2), "2018-01-01"))
    return answer(people, relations, THEATRES)


def guest(number: int) -> str:
    return f"guest-{number:02}"


def _visit(number: int) -> Json:
    """Guests with lower numbers were seen later."""
    visit = carried(guest(number), POWERS[number % 3], f"2019-{12 - number // 2:02}-01")
    return visit if number % 2 == 0 else visit | {"theatre": {"key": "harbour"}}
