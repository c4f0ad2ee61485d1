"""For whom an actor acts on which days, and what is left for itself."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from linkage.graph.relations.affiliation import ALWAYS, Affiliation, Membership, affiliations, subtract_days


def day(number: int) -> date:
    return date(2020, 1, 1) + timedelta(days=number)


def test_who_acts_for_nobody_stands_for_itself() -> None:
    assert affiliations("ann", (day(0), day(9)), {}) == [Affiliation("ann", (day(0), day(9)))]


def test_an_office_counts_only_while_it_is_held_and_once_it_is_known() -> None:
    memberships = {"ann": [Membership("ann", "town", (day(3), day(5)), known_from=day(7))]}

    found = affiliations("ann", (day(0), day(9)), memberships)

    assert found == [
        Affiliation("town", (day(3), day(5)), known_from=day(7)),
        Affiliation("ann", (day(0), day(9)), withdrawn_on=day(7)),
        Affiliation("ann", (day(0), day(2)), known_from=day(7)),
        Affiliation("ann", (day(6), day(9)), known_from=day(7)),
    ]


def test_a_chain_is_followed_to_its_end_and_a_circle_ends() -> None:
    chain = {"ann": [Membership("ann", "ministry")], "ministry": [Membership("ministry", "state")]}
    circle = {**chain, "state": [Membership("state", "ann")]}

    assert [s.principal for s in affiliations("ann", ALWAYS, chain)] == ["state"]
    assert [s.principal for s in affiliations("ann", ALWAYS, circle)] == ["state"]


def test_two_principals_at_one_time_are_both_shown() -> None:
    memberships = {"ann": [Membership("ann", "town"), Membership("ann", "mill", (day(0), day(9)))]}

    assert {s.principal for s in affiliations("ann", (day(0), day(9)), memberships)} == {"town", "mill"}


spans = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda pair: (day(min(pair)), day(max(pair))))


@given(spans, st.lists(spans, max_size=5))
def test_what_is_left_is_every_day_that_is_not_covered(
    days: tuple[date, date], covered: list[tuple[date, date]]
) -> None:
    def within(number: int, spans: list[tuple[date, date]]) -> bool:
        return any(first <= day(number) <= last for first, last in spans)

    left = subtract_days(days, covered)

    for number in range(21):
        assert within(number, left) is (within(number, [days]) and not within(number, covered))


def test_a_day_at_the_end_of_time_is_no_trouble() -> None:
    assert subtract_days(ALWAYS, [ALWAYS]) == [] and subtract_days(ALWAYS, []) == [ALWAYS]
