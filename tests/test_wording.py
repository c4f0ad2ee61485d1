import math
from datetime import date
from typing import Any

import pytest

from linkage.graph.dates import PartialDate
from linkage.graph.lens import Lens
from linkage.graph.relations.turns import ChangeKind
from linkage.graph.wording import language, numbers, pictures, relations
from linkage.graph.wording.dates import between, period, spell
from linkage.graph.wording.lists import first_keys, listed
from linkage.visualizations.network import words as wording
from linkage.visualizations.network.view import View, read_network
from tests.orchard import ACTORS, THEATRES, answer, lapse, lasting, quarrel, relation

BOTH = Lens.from_address("theatre=orchard&theatre=harbour&as-of=2020-09-16")


def shown(**changes: Any) -> View:
    return read_network(answer(ACTORS, [relation("north", "BACKS", "guild", "orchard", **changes)], THEATRES), BOTH)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, None, "no date given"),
        ("2020-09-16", None, "since 16 September 2020"),
        (None, "2020-02", "until February 2020"),
        ("2020-09-16", "2020-09-16", "16 September 2020"),
        ("2020-09-01", "2020-09-30", "September 2020"),
        ("2020-01-01", "2020-12-31", "2020"),
        ("2020-09-01", "2020-09-15", "1 to 15 September 2020"),
        ("2020-09~", "2020-09~", "about September 2020"),
        ("2020-03-05", "2020-08-18", "5 March 2020 to 18 August 2020"),
    ],
)
def test_a_period_is_said_as_shortly_as_it_can_be(start: str | None, end: str | None, words: str) -> None:
    first, last = (PartialDate.parse(text) if text else None for text in (start, end))

    assert period(first, last) == words


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("DENIED", "In Orchard: Northmark backs Orchard Guild (denied)"),
        ("DISPUTED", "In Orchard: Northmark backs Orchard Guild (disputed)"),
        ("AGREED", "In Orchard: Northmark backs Orchard Guild"),
    ],
)
def test_what_is_disputed_or_denied_is_never_said_without_that(status: str, words: str) -> None:
    view = shown(status=status)

    assert wording.sentence(view.lines[0], view) == words


def test_one_origin_is_said_and_so_are_several() -> None:
    assert wording.standing(shown().relations[0]) == "one origin only, certainty 0.7"
    assert wording.standing(shown(status="AGREED", origins=3).relations[0]) == "3 independent origins, certainty 0.7"
    assert wording.standing(shown(status="DISPUTED", origins=2).relations[0]).startswith("disputed, 2 independent")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        pytest.param({}, "agreed, 0.43", id="a report of the day"),
        pytest.param({"last": date(2020, 7, 4)}, "agreed, last on 4 July 2020, 0.43", id="one before"),
        pytest.param(
            {"last": date(2020, 3, 2), "following": date(2020, 6, 9)},
            "agreed, between 2 March and 9 June 2020, 0.43",
            id="one on each side",
        ),
    ],
)
def test_a_tie_of_which_nobody_speaks_on_the_day_is_never_called_agreed_without_its_reports(
    days: dict[str, date], words: str
) -> None:
    assert relations.brief("AGREED", 0.43, **days) == words


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (date(2020, 6, 2), "between 2 and 9 June 2020"),
        (date(2020, 3, 2), "between 2 March and 9 June 2020"),
        (date(2019, 6, 2), "between 2 June 2019 and 9 June 2020"),
    ],
)
def test_what_two_days_share_is_said_once(start: date, words: str) -> None:
    assert between(start, date(2020, 6, 9)) == words


def test_every_kind_of_change_has_words_of_its_own_and_none_says_new_or_ended_for_silence() -> None:
    assert tuple(relations.CHANGES) == tuple(ChangeKind) and len(set(relations.CHANGES.values())) == len(ChangeKind)
    assert [kind for kind, words in relations.CHANGES.items() if words in ("new", "ended", "begun")] == [
        "begun",
        "ended",
    ]


def test_acts_against_a_tie_are_named_the_first_of_many() -> None:
    assert relations.contested([]) == []
    assert relations.contested(["A raid."]) == ["acts of the opposite sign since: A raid."]
    assert relations.contested("ABCDE") == ["acts of the opposite sign since: A, B, C and 2 more"]


def test_what_stands_no_longer_is_told_with_its_last_report() -> None:
    assert relations.lapsed("agreed, 0.90", None) == "agreed, 0.90 before"
    assert relations.lapsed("agreed, 0.90", date(2020, 7, 4)) == "agreed, 0.90 before; last reported of 4 July 2020"


def test_a_line_of_several_periods_says_how_many() -> None:
    relations = [relation("ann", "BACKS", "north", "orchard", id=str(n), validFrom=f"202{n}") for n in range(2)]
    view = read_network(answer(ACTORS, relations, THEATRES), BOTH)

    assert wording.spoken(view.lines[0], view) == "In Orchard: Ann backs Northmark, 2 periods; one origin only"
    assert wording.counts(view) == "2 relations between 2 actors, in 1 line. 1 line said for this day."


def test_lines_are_counted_by_what_they_stand_on() -> None:
    said = wording.counts(read_network(lapse(), BOTH))

    assert "2 lines said for this day, 1 between two reports, 1 carried, oldest from 24 May 2019." in said


def test_without_a_day_nothing_is_said_for_one() -> None:
    assert "for this day" not in wording.counts(read_network(lapse(), Lens()))


def test_what_is_carried_is_never_said_without_the_day_of_its_last_report() -> None:
    view = read_network(lapse(), BOTH)
    said = {line.id: wording.spoken(line, view) for line in view.lines}

    assert said["south-backs-guild-orchard"] == (
        "In Orchard: Southmark backs Orchard Guild, carried; one origin only, last on 24 May 2019, certainty 0.4, "
        "contested by 1 act of the opposite sign"
    )
    assert (
        "between two reports; one origin only, between 4 July and 9 October 2020" in said["south-backs-watch-orchard"]
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"validFrom": "2020-05-03", "validTo": "2021-06-09", "lastAttested": "2020-07-04", "ending": "FADED"},
            "from 3 May 2020 to 9 June 2021, on 1 claim from 1 origin; last reported on 4 July 2020. Then it fades.",
        ),
        ({"validFrom": "2020-05-03", "validTo": None}, "since 3 May 2020, on 1 claim from 1 origin."),
        ({"validFrom": "2020-05-03", "validTo": "2020-05-03"}, "on 3 May 2020, on 1 claim from 1 origin."),
    ],
    ids=["faded", "open", "one day"],
)
def test_a_spell_says_its_days_and_what_ends_it(changes: dict[str, Any], words: str) -> None:
    view = shown(spell=lasting(**changes))

    assert wording.lasting(view.relations[0]) == f"Stands without a gap {words}"


def test_what_is_not_drawn_is_counted() -> None:
    assert "Not drawn: 3 without a date that fits the day." in wording.counts(read_network(quarrel(), BOTH))


@pytest.mark.parametrize(
    ("query", "undated", "advice"),
    [
        ("theatre=orchard&as-of=2020-09-16", 1, "leave out the day, for 1 relation has no date"),
        ("theatre=orchard&as-of=1990-01-01", 0, "choose a later day or leave it out"),
        ("min-certainty=0.9", 0, "lower the certainty"),
        ("disputed=only", 0, "include disputed relations"),
        ("theatre=orchard", 0, "choose other theatres or issues"),
    ],
)
def test_an_empty_picture_says_what_to_change(query: str, undated: int, advice: str) -> None:
    lens = Lens.from_address(query)

    assert advice in pictures.nothing(lens, {}, undated)


def test_an_empty_graph_is_told_apart_from_an_empty_answer() -> None:
    assert "holds no relation yet" in pictures.nothing(Lens(), {}, 0)


@pytest.mark.parametrize(
    ("text", "words"),
    [("2020", "2020"), ("2020-09", "September 2020"), ("2020-09-16~", "about 16 September 2020")],
)
def test_partial_dates_are_spelt_as_far_as_they_are_known(text: str, words: str) -> None:
    assert spell(PartialDate.parse(text)) == words


def test_words_are_listed_with_commas_and_one_and() -> None:
    assert [listed("a"), listed("ab"), listed("abc")] == ["a", "a and b", "a, b and c"]
    assert first_keys(["a", "b", "c"], 2) == "a, b and 1 more"


def test_counts_take_the_form_that_goes_with_them() -> None:
    assert [numbers.number(count, "claim") for count in (0, 1, 2000)] == [
        "0 claims",
        "1 claim",
        "2,000 claims",
    ]


@pytest.mark.parametrize("value", [0.0, 0.015, 0.285, 0.7, 0.996, 1.0, 12.345, -3.255, 12345.678])
def test_a_figure_is_rounded_as_it_is_stored(value: float) -> None:
    """A float of 0.015 lies below that, and goes down."""
    assert numbers.fixed(value) == f"{value:.2f}" and numbers.with_sign(value, 1) == f"{value:+.1f}"


@pytest.mark.parametrize(
    ("value", "words"), [(35.0, "35"), (82.46, "82.5"), (-0.5, "−0.5"), (100.0, "100"), (0.0, "0")]
)
def test_a_figure_has_no_needless_noughts(value: float, words: str) -> None:
    assert numbers.decimal(value) == words


def test_what_is_divided_by_a_coded_nought_is_not_unknown() -> None:
    assert [numbers.ratio(value) for value in (0.5, math.inf, None)] == ["0.50", "without bound", "unknown"]


@pytest.mark.parametrize(("code", "name"), [("ar", "Arabic"), ("hy", "Armenian"), ("qqq", "qqq")])
def test_a_language_is_called_by_its_name_where_it_has_one(code: str, name: str) -> None:
    assert language.language(code) == name


@pytest.mark.parametrize("script", ["Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"])
def test_scripts_that_run_to_the_left_are_told_from_others(script: str) -> None:
    assert language.direction(script) == "rtl"
    assert {language.direction(other) for other in ("Latn", "Cyrl", "Grek", "Hans", "Zyyy", "Abcd")} == {"ltr"}
