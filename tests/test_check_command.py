"""`linkage check standing`: what claims report of ties, and the figures and sentences that come of it."""

from pathlib import Path
from typing import Any

import pytest

from linkage.graph.records import Aspect, Claim, Force
from linkage.graph.relations.half_lives import Report
from linkage.graph.wording import half_lives as wording
from linkage.ingest.checks import build_catalogue
from linkage.ingest.reports import tie_reports
from linkage.ingest.text.dataset import Located
from linkage.ingest.text.used import find
from tests.calling import Caller
from tests.village import VILLAGE, claim, write

Json = dict[str, Any]
STATE, ACT = {"aspect": "state", "force": "deeds"}, {"aspect": "event", "force": "deeds"}
KINDS: list[Json] = [
    {"key": "backs", "verb": "backs", "inverse": "is backed by", "family": "backs", **STATE},
    {"key": "cheers", "verb": "cheers", "inverse": "is cheered by", "family": "backs", "aspect": "state", "force": "words"},
    {"key": "meets", "verb": "meets", "inverse": "meets", "family": "negotiates_with", "symmetric": True, **ACT},
    {"key": "drops", "verb": "drops", "inverse": "is dropped by", "ends": "backs", **ACT},
    {"key": "makes-up", "verb": "makes up with", "inverse": "makes up with", "ends": "opposes", "symmetric": True, **ACT},
    {"key": "says", "verb": "says", "inverse": "is said by", "objects": ["none", "actor"], **ACT},
]  # fmt: skip
FIELDS = [f"field-{number}" for number in range(10)]
THEATRES = [*VILLAGE["theatres"], *({"key": key, "name": key} for key in FIELDS)]
DEEDS = (Aspect.STATE, Force.DEEDS)
FIRST = 737_669
"""The ordinal of 1 September 2020."""


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(monkeypatch, capsys)


def village(folder: Path, *claims: Json, **records: list[Json]) -> str:
    numbered = [{**fields, "key": f"c-{number}"} for number, fields in enumerate(claims)]
    return str(write(folder, {"kinds": KINDS, "theatres": THEATRES, "claims": numbered, **records}))


def fields_of_ann(folder: Path) -> str:
    """
    Ann backs Bob in ten fields; ten days later he is backed in five, and dropped in the other five.

    She cheers Cem twice, which is one case.
    """
    return village(
        folder,
        claim(held="2020-09-01", theatres=FIELDS),
        claim(held="2020-09-11", theatres=FIELDS[:5]),
        claim(held="2020-09-11", theatres=FIELDS[5:], kind="drops"),
        claim(held="2020-09-01", object="cem", kind="cheers"),
        claim(held="2020-09-03", object="cem", kind="cheers"),
    )


def reports(folder: Path, *claims: Json, **records: list[Json]) -> list[Report]:
    dataset = find(village(folder, *claims, **records))
    catalogue, problems = build_catalogue(dataset)
    assert not problems
    entries = [entry for entry in dataset.records(Claim) if isinstance(entry, Located)]
    return list(tie_reports([entry.record for entry in entries], catalogue))


def spans(found: list[Report]) -> list[tuple[int, int, bool]]:
    """First and last day, 1 September 2020 being 0, and whether it is the end that is reported."""
    return [(report.first - FIRST, report.last - FIRST, report.ends) for report in found]


def test_a_claim_reports_a_tie_in_each_of_its_theatres_and_merged_actors_are_one(tmp_path: Path) -> None:
    merged = {
        "key": "j", "left": "bob", "right": "cem", "verdict": "same", "reason": "One man.", "coder": "eve", "on": "2020",
    }  # fmt: skip
    found = reports(tmp_path, claim(object="cem", theatres=["valley", "mill"]), judgements=[merged])

    ties = [("BACKS", "ann", "bob", theatre) for theatre in ("valley", "mill")]
    assert found == [Report(tie, FIRST, FIRST + 29, 1, DEEDS) for tie in ties]


def test_what_is_said_of_one_actor_under_two_keys_is_no_tie(tmp_path: Path) -> None:
    merged = {
        "key": "j", "left": "ann", "right": "bob", "verdict": "same", "reason": "One.", "coder": "eve", "on": "2020",
    }  # fmt: skip

    assert reports(tmp_path, claim(), judgements=[merged]) == []


def test_a_channel_has_no_direction_and_a_claim_without_a_theatre_is_a_tie_of_its_own(tmp_path: Path) -> None:
    found = reports(tmp_path, claim(kind="meets", subject="bob", object="ann", theatres=None))

    assert [(report.tie, report.sign) for report in found] == [(("NEGOTIATES_WITH", "ann", "bob", ""), 0)]


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"hedge": "denied"}, id="denied"),
        pytest.param({"held": None}, id="undated"),
        pytest.param({"withdrawn": {"on": "2020-09-21", "reason": "A misprint."}}, id="withdrawn"),
        pytest.param({"kind": "says"}, id="no family"),
    ],
)
def test_what_is_denied_undated_withdrawn_or_of_no_family_reports_nothing(tmp_path: Path, fields: Json) -> None:
    assert reports(tmp_path, claim(**fields)) == []


@pytest.mark.parametrize(
    ("held", "span"),
    [
        ("2020-09-05/..", (4, 19)),
        ("../2020-09-05", (4, 4)),
        ("2020-09-30/..", (29, 29)),
        ("../2020-09-30", (19, 29)),
    ],
)
def test_an_open_end_counts_as_the_day_from_which_the_claim_is_known(
    tmp_path: Path, held: str, span: tuple[int, int]
) -> None:
    assert spans(reports(tmp_path, claim(held=held))) == [(*span, False)]  # the document is of the 20th


def test_a_kind_that_ends_a_family_reports_the_end_of_that_tie_on_its_first_day(tmp_path: Path) -> None:
    found = reports(tmp_path, claim(kind="drops", held="2020-09-02/2020-09-04"))

    assert [report.tie[0] for report in found] == ["BACKS"] and spans(found) == [(1, 1, True)]


def test_what_two_do_together_ends_the_ties_of_both(tmp_path: Path) -> None:
    found = reports(tmp_path, claim(kind="makes-up", held="2020-09-02"))

    assert [report.tie[1:3] for report in found] == [("ann", "bob"), ("bob", "ann")]
    assert [(report.sign, report.ends) for report in found] == [(-1, True), (-1, True)]


@pytest.mark.parametrize(
    ("kind", "course", "expected"),
    [
        ("backs", "goes-on", [(4, 8, False)]),
        ("backs", "begins", [(3, 3, True), (4, 8, False)]),
        ("backs", "ends", [(9, 9, True)]),
        ("backs", "whole", [(3, 3, True), (9, 9, True)]),
        ("meets", "whole", [(4, 8, False)]),
    ],
)
def test_a_course_reports_that_the_tie_did_not_hold_before_or_after(
    tmp_path: Path, kind: str, course: str, expected: list[tuple[int, int, bool]]
) -> None:
    assert spans(reports(tmp_path, claim(kind=kind, course=course, held="2020-09-05/2020-09-09"))) == expected


def test_json_has_the_figures_that_are_worked_out_by_hand(call: Caller, tmp_path: Path) -> None:
    record = call("check", "standing", fields_of_ann(tmp_path), "--json").record
    deeds, words = record["kinds"]

    # Half of ten ties held ten days later, so ten days are the half-life, and each case is foretold as 1/2.
    assert deeds == {
        "aspect": "state", "force": "deeds", "cases": 10, "ended": 5, "half_life": pytest.approx(10, rel=1e-3),
        "used": None, "brier": {"half_life": pytest.approx(0.25), "used": None, "never": 0.5, "for_ever": 0.5},
        "ages": [{"from": 8, "to": 30, "cases": 10, "held": 5, "foretold": pytest.approx(0.5, rel=1e-3)}],
    }  # fmt: skip
    assert words == {
        "aspect": "state", "force": "words", "cases": 1, "ended": 0, "half_life": None,
        "used": None, "brier": {"half_life": None, "used": None, "never": 1.0, "for_ever": 0.0},
        "ages": [{"from": 1, "to": 7, "cases": 1, "held": 1, "foretold": None}],
    }  # fmt: skip
    assert (record["dataset"], record["fewest"], record["note"]) == ("village", 5, wording.NOTE)


def test_the_tables_say_the_same_and_what_they_do_not_say(call: Caller, tmp_path: Path) -> None:
    done = call("check", "standing", fields_of_ann(tmp_path))
    rows = [[cell.strip() for cell in line.strip("│").split("│")] for line in done.stdout.splitlines() if "│" in line]

    assert rows == [
        ["state, deeds", "10", "5", "10", "–", "0.250", "–", "0.500", "0.500"],
        ["state, words", "1", "0", "–", "–", "–", "–", "1.000", "0.000"],
        ["state, deeds", "8 to 30 days", "10", "0.50", "0.50"],
        ["state, words", "1 to 7 days", "1", "1.00", "–"],
    ]
    text = " ".join(done.stdout.split())
    assert "state, words: too few cases to tell. Of 1 case 1 still held and 0 had ended; a half-life takes 5" in text
    assert text.endswith(f"{wording.NOTE} {wording.used(None)}") and "no better" not in text


def test_the_half_lives_that_a_data_set_gives_are_held_against_the_same_cases(call: Caller, tmp_path: Path) -> None:
    folder = fields_of_ann(tmp_path)
    with (tmp_path / "dataset.yaml").open("a", encoding="utf-8") as head:
        head.write("half_lives: {state_deeds: 5, state_words: 7, event_deeds: 9, event_words: 9, source: A guess.}\n")

    deeds, words = call("check", "standing", folder, "--json").record["kinds"]

    # After ten days 5 foretells 1/4: half of the cases miss by 3/4, half by 1/4.
    assert (deeds["used"], deeds["brier"]["used"], deeds["ages"][0]["foretold"]) == (5, pytest.approx(0.3125), 0.25)
    assert (words["used"], words["half_life"]) == (7, None)
    assert " ".join(call("check", "standing", folder).stdout.split()).endswith(wording.used("A guess."))


def test_a_half_life_that_foretells_no_better_than_carrying_for_ever_is_called_so(call: Caller, tmp_path: Path) -> None:
    folder = village(
        tmp_path,
        claim(held="2020-09-01", theatres=FIELDS),
        claim(held="2020-09-02", theatres=FIELDS[5:], kind="drops"),  # young testimony fails, old testimony does not
        claim(held="2020-09-15", theatres=FIELDS[:5]),
        claim(held="2018-09-01", theatres=FIELDS),
    )

    assert wording.no_better("state, deeds") in " ".join(call("check", "standing", folder).stdout.split())


def test_the_oldest_cases_stand_in_a_row_without_an_upper_end(call: Caller, tmp_path: Path) -> None:
    done = call("check", "standing", village(tmp_path, claim(held="2015"), claim(held="2020-09-01")))

    assert "over 730 days" in done.stdout


def test_a_text_in_which_nothing_is_reported_twice_gives_no_figure(call: Caller, tmp_path: Path) -> None:
    folder = village(tmp_path, claim())

    assert " ".join(call("check", "standing", folder).stdout.split()) == f"{wording.NO_CASE} {wording.used(None)}"
    assert call("check", "standing", folder, "--json").record["kinds"] == []


def test_a_data_set_that_is_not_there_is_one_clear_line(call: Caller) -> None:
    done = call("check", "standing", "nowhere")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "linkage: there is no data set 'nowhere': dataset.yaml is not in that folder\n"


def test_a_text_that_breaks_rules_is_refused_with_its_problems(call: Caller, tmp_path: Path) -> None:
    done = call("check", "standing", village(tmp_path, claim(subject="dan")))

    assert (done.returncode, done.stdout) == (1, "")
    assert "subject = 'dan': no actor has this key" in done.stderr and "has 1 problem" in done.stderr


def test_help_has_an_example(call: Caller) -> None:
    assert "Example: linkage check standing" in call("check", "standing", "--help").stdout
