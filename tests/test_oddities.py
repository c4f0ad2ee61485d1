"""What is odd is told as a warning of its kind, and nothing that is in order."""

from pathlib import Path
from typing import Any

import pytest
from rich.progress import Progress

from linkage.cli.cautions import warning_lines
from linkage.ingest.cautions import Caution
from linkage.ingest.loading import check
from linkage.ingest.text.dataset import HEAD
from linkage.ingest.text.reader import Problem
from linkage.ingest.text.used import find
from tests.calling import Caller
from tests.test_checks import problems
from tests.village import LASTING, VILLAGE, claim, write

Json = dict[str, Any]

KINDS = [
    *VILLAGE["kinds"],
    {"key": "opposes", "verb": "opposes", "inverse": "is opposed by", "family": "opposes", **LASTING},
    {"key": "serves", "verb": "serves", "inverse": "is served by", "membership": True, **LASTING},
    {"key": "bound", "verb": "is bound by", "inverse": "binds", "objects": ["agreement"], **LASTING},
]
PLACES = [
    {"key": "bridge", "name": "Bridge", "theatre": "mill"},
    {"key": "pier", "name": "Pier", "within": "bridge"},
    {"key": "moor", "name": "Moor", "theatre": "heath"},
    {"key": "road", "name": "Road"},
]
THEATRES = [*VILLAGE["theatres"], {"key": "heath", "name": "Heath"}]
EVENTS = [{"key": "fair", "name": "Fair", "hypothetical": True}, {"key": "fall", "name": "Fall"}]


def cautions(folder: Path, words: str = "", **records: list[Json]) -> list[tuple[str, str]]:
    """Each warning as its kind and its record."""
    return [(warning.caution or "", warning.record or "") for warning in warned(folder, words, **records)]


def warned(folder: Path, words: str = "", **records: list[Json]) -> list[Problem]:
    write(folder, {"kinds": KINDS, "places": PLACES, "theatres": THEATRES, "events": EVENTS, **records})
    with (folder / HEAD).open("a", encoding="utf-8") as head:
        head.write(words)
    return list(check(find(str(folder)), Progress(disable=True)).warnings)


def later(**fields: Any) -> Json:
    return claim(held="2021-03", **fields)


def backs(key: str, **fields: Any) -> Json:
    return claim(key=key, locator={"words": key}, **fields)


def serves(key: str, held: str, **fields: Any) -> Json:
    return backs(key, kind="serves", held=held, role=fields.pop("role", "Mayor"), **fields)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        pytest.param({"hedge": "asserted"}, True, id="asserted"),
        pytest.param({"hedge": "reported", "speakers": ["ann", "gazette"]}, True, id="reported"),
        pytest.param({"hedge": "speculated"}, False, id="a guess"),
        pytest.param({"kind": "bound", "object": "agreement/pact"}, False, id="the term of a text"),
        pytest.param({"event": "fair"}, False, id="a plan"),
        pytest.param({"event": "fall"}, True, id="an event that took place"),
    ],
)
def test_nobody_tells_of_what_is_to_come_but_as_a_guess_a_plan_or_a_term(
    tmp_path: Path, fields: Json, told: bool
) -> None:
    found = cautions(tmp_path, claims=[later(**fields)], agreements=[{"key": "pact", "name": "Pact"}])

    assert found == ([(Caution.FORETOLD, "claim one")] if told else [])


@pytest.mark.parametrize(
    ("ended", "fields", "told"),
    [
        pytest.param("2020-08", {}, True, id="acts after its end"),
        pytest.param("2020-09", {}, False, id="acts in the month of its end"),
        pytest.param("2020-08", {"held": "2020-07/2020-10"}, False, id="began before"),
        pytest.param("2020-08", {"hedge": "speculated"}, False, id="a guess"),
        pytest.param("2020-08", {"subject": "cem", "speakers": ["ann", "gazette"], "said": "2020-09-02"}, True, id="speaks after its end"),
        pytest.param("2020-08", {"subject": "cem", "speakers": ["ann", "gazette"], "said": "2020-08-02"}, False, id="quoted later"),
        pytest.param("2020-08", {"subject": "bob", "object": "ann"}, False, id="somebody acts towards it"),
    ],
)  # fmt: skip
def test_nobody_acts_or_speaks_after_the_end_of_life(tmp_path: Path, ended: str, fields: Json, told: bool) -> None:
    actors = [{**VILLAGE["actors"][0], "ended": ended}, *VILLAGE["actors"][1:]]

    found = cautions(tmp_path, actors=actors, claims=[claim(**fields)])

    assert found == ([(Caution.AFTER_ITS_END, "claim one")] if told else [])


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        pytest.param([serves("a", "2020-03", course="ends"), serves("b", "2020-06")], ["claim b"], id="held after its end"),
        pytest.param([serves("b", "2020-06"), serves("a", "2020-03", course="ends")], ["claim b"], id="in another order"),
        pytest.param([serves("a", "2020-03", course="ends"), serves("b", "2020-02")], [], id="held before its end"),
        pytest.param([serves("a", "2020-03", course="ends"), serves("b", "2020-06", role="Clerk")], [], id="another office"),
        pytest.param([serves("a", "2020-03", course="ends"), serves("b", "2020-06", subject="cem")], [], id="somebody else"),
        pytest.param([serves("a", "2020-03", course="ends"), serves("b", "2020-05", course="begins"), serves("c", "2020-06")], [], id="taken up again"),
        pytest.param([serves("a", "2020-03"), serves("b", "2020-06")], [], id="nobody says that it ended"),
    ],
)  # fmt: skip
def test_nobody_holds_an_office_after_its_end_unless_it_begins_again(
    tmp_path: Path, claims: list[Json], told: list[str]
) -> None:
    assert cautions(tmp_path, claims=claims) == [(Caution.AFTER_OFFICE, record) for record in told]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        pytest.param({"place": "moor"}, True, id="a place in another theatre"),
        pytest.param({"place": "pier"}, False, id="a place within a place in a theatre within that of the claim"),
        pytest.param({"place": "road"}, False, id="a place in no theatre"),
        pytest.param({"place": "moor", "theatres": []}, False, id="a claim in no theatre"),
        pytest.param({"place": "moor", "theatres": ["mill", "heath"]}, False, id="a claim in both"),
        pytest.param({"kind": "says", "object": "place/moor"}, True, id="a claim about the place"),
    ],
)
def test_a_place_lies_in_a_theatre_of_its_claim(tmp_path: Path, fields: Json, told: bool) -> None:
    if fields.get("kind") == "says":
        fields = {**fields, "held": "2020-09-01"}

    found = cautions(tmp_path, claims=[claim(**fields)])

    assert found == ([(Caution.ELSEWHERE, "claim one")] if told else [])


def test_a_denial_answers_a_claim(tmp_path: Path) -> None:
    claims = [claim(), backs("two", hedge="denied"), backs("three", hedge="denied", disputes=["one"])]

    assert cautions(tmp_path, claims=claims) == [(Caution.IDLE_DENIAL, "claim two")]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        pytest.param({}, True, id="on the same days"),
        pytest.param({"disputes": ["one"]}, False, id="one disputes the other"),
        pytest.param({"held": "2020-08"}, False, id="on other days"),
        pytest.param({"theatres": ["heath"]}, False, id="in another theatre"),
        pytest.param({"subject": "bob", "object": "ann"}, False, id="the other way round"),
        pytest.param({"hedge": "speculated"}, False, id="a guess"),
        pytest.param({"held": None}, False, id="without a day"),
        pytest.param({"withdrawn": {"on": "2021", "reason": "An error."}}, False, id="taken back"),
        pytest.param({"subject": "anna"}, True, id="under another key of the same"),
    ],
)
def test_backing_and_opposition_on_the_same_days_are_a_dispute(tmp_path: Path, fields: Json, told: bool) -> None:
    anna = {"key": "anna", "kind": "person", "name": "Anna"}
    same = {"key": "j", "left": "ann", "right": "anna", "verdict": "same", "reason": "r", "coder": "eve", "on": "2021"}

    found = cautions(
        tmp_path,
        actors=[*VILLAGE["actors"], anna],
        judgements=[same],
        claims=[backs("two", kind="opposes", **fields), claim()],
    )

    assert found == ([(Caution.OPPOSITE, "claim two")] if told else [])


@pytest.mark.parametrize(
    ("summary", "told"),
    [
        pytest.param("Ann backs the bandits.", True, id="the word with an ending"),
        pytest.param("BANDIT Bob backs Ann.", True, id="in capitals"),
        pytest.param("Ann calls Bob “a bandit”.", False, id="in quotes"),
        pytest.param("Ann fears banditry.", False, id="another word"),
        pytest.param("Ann backs the legal town hall.", True, id="a phrase"),
        pytest.param("Ann backs Bob.", False, id="neutral words"),
    ],
)
def test_summaries_have_no_word_that_the_head_lists_as_partisan(tmp_path: Path, summary: str, told: bool) -> None:
    found = cautions(tmp_path, "partisan_words: [bandit, legal town hall]\n", claims=[claim(summary=summary)])

    assert found == ([(Caution.PARTISAN, "claim one")] if told else [])


def test_a_word_of_two_alphabets_is_worth_a_second_look(tmp_path: Path) -> None:
    mixed = "B\N{CYRILLIC SMALL LETTER O}b"
    actors = [VILLAGE["actors"][0], {**VILLAGE["actors"][1], "name": f"{mixed} Öz"}, *VILLAGE["actors"][2:]]

    [warning] = warned(tmp_path, actors=actors)

    assert warning.caution == Caution.MIXED_SCRIPT and repr(mixed) in str(warning)


@pytest.mark.parametrize(
    ("name", "verdict", "told"),
    [
        pytest.param("ANN", None, True, id="case alone"),
        pytest.param("\N{CYRILLIC CAPITAL LETTER A}\N{LATIN SMALL LETTER N}n", None, True, id="a letter that looks alike"),
        pytest.param("Ann", None, False, id="the same name"),
        pytest.param("Anna", None, False, id="another name"),
        pytest.param("ANN", "not_same", False, id="judged to be two"),
        pytest.param("ANN", "same", False, id="judged to be one"),
    ],
)  # fmt: skip
def test_names_of_two_that_look_alike_are_told_with_both(
    tmp_path: Path, name: str, verdict: str | None, told: bool
) -> None:
    judgement = {"key": "j", "left": "ann", "right": "dan", "verdict": verdict, "reason": "r", "coder": "eve", "on": "2021"}  # fmt: skip
    actors = [*VILLAGE["actors"], {"key": "dan", "kind": "person", "name": name}]

    found = warned(tmp_path, actors=actors, judgements=[judgement] if verdict else [])

    alike = [str(warning) for warning in found if warning.caution == Caution.ALIKE]
    assert [f"actor dan: name = {name!r}: looks like 'Ann' of ann" in warning for warning in alike] == [True] * told


def test_what_is_reported_is_the_word_of_somebody_before_the_publisher(tmp_path: Path) -> None:
    [problem] = problems(tmp_path, {"claims": [claim(hedge="reported")]})

    assert "claim one: hedge = 'reported': needs a speaker before the publisher" in problem
    assert problems(tmp_path, {"claims": [claim(hedge="reported", speakers=["ann", "gazette"])]}) == []


def test_warnings_are_told_by_kind_with_the_first_few_and_a_count() -> None:
    warnings = [Problem("a.yaml", f"rule {number}", caution=Caution.ALIKE) for number in range(5)]
    warnings.insert(1, Problem("b.yaml", "another", caution=Caution.FUTURE))

    lines = list(warning_lines(warnings))

    assert lines == [
        "warning: a.yaml: rule 0", "warning: a.yaml: rule 1", "warning: a.yaml: rule 2",
        "warning: 2 more like these: two names that look alike; `linkage check text … --all` has all",
        "warning: b.yaml: another",
    ]  # fmt: skip
    assert len(list(warning_lines(warnings, everything=True))) == 6


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(monkeypatch, capsys)


def test_the_text_is_checked_without_a_database(call: Caller, tmp_path: Path) -> None:
    denials = [backs(f"c{number}", hedge="denied") for number in range(5)]
    folder = str(write(tmp_path, {"claims": denials}))

    few, entire = call("check", "text", folder), call("check", "text", folder, "--all")

    assert few.returncode == 0 and few.stdout.startswith("village: 17 records, no problem, 5 warnings")
    assert few.stderr.count("disputes no claim") == 3 and "warning: 2 more like these" in few.stderr
    assert entire.stderr.count("disputes no claim") == 5


def test_the_text_that_breaks_a_rule_is_refused(call: Caller, tmp_path: Path) -> None:
    done = call("check", "text", str(write(tmp_path, {"claims": [claim(subject="dan")]})))

    assert done.returncode == 1 and "subject = 'dan': no actor has this key" in done.stderr
