"""Every rule that text may break is refused with file, record, field, value and rule."""

import os
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from rich.progress import Progress

from linkage.graph.errors import InvalidDataSetError, LinkageError
from linkage.graph.fields import Field, table
from linkage.graph.records import KINDS, Addition, Claim, Record, Reference
from linkage.ingest.cautions import Caution
from linkage.ingest.loading import check
from linkage.ingest.text.dataset import kind_of
from linkage.ingest.text.used import find
from tests.full import FILES, write_full
from tests.village import SPOKEN, VILLAGE, claim, write

TOLL = VILLAGE["issues"][0]


def without(field: str) -> list[dict[str, Any]]:
    """The kinds of the village, none of which has this field."""
    return [{name: value for name, value in kind.items() if name != field} for kind in VILLAGE["kinds"]]


def problems(folder: Path, records: dict[str, list[dict[str, Any]]] | None = None) -> list[str]:
    try:
        check(find(str(write(folder, records))), Progress(disable=True))
    except InvalidDataSetError as error:
        return error.problems
    return []


def test_the_village_is_valid(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


def test_the_shipped_data_set_is_valid_and_ends_little_that_never_was() -> None:
    found = check(find("syria-libya"), Progress(disable=True))

    assert sum(found.counts.values()) > 4_000
    kinds = Counter(warning.caution for warning in found.warnings)
    # docs/coding.md tells of four ends of ties of which no other claim tells.
    assert kinds[Caution.IDLE_END] == 4
    assert kinds.keys() <= {Caution.IDLE_END, Caution.IDLE_DENIAL, Caution.OPPOSITE, Caution.ELSEWHERE}
    assert all(count < 40 for count in kinds.values()), kinds


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        pytest.param({"subject": "dan"}, "subject = 'dan': no actor has this key", id="unknown actor"),
        pytest.param({"object": "dan"}, "object = 'dan': no actor has this key", id="unknown object"),
        pytest.param({"held": "2020-02-31"}, "held = '2020-02-31': '2020-02-31' is not in the calendar", id="31 February"),
        pytest.param({"held": "2020-09/2020-08"}, "held = '2020-09/2020-08': .* ends before it starts", id="ends first"),
        pytest.param({"certainty": 1.2}, "certainty = 1.2: .*less than or equal to 1", id="certainty over 1"),
        pytest.param({"certainty": "NaN"}, "certainty = 'NaN': ", id="certainty not a number"),
        pytest.param({"locator": None}, "locator: is missing", id="no locator"),
        pytest.param({"locator": {}}, "locator = {}: a locator needs", id="empty locator"),
        pytest.param({"locator": {"words": "a b c d e f g h i"}}, "locator.words = .*more than eight words", id="long locator"),
        pytest.param({"kind": "likes"}, "kind = 'likes': no relationkind has this key", id="unknown kind"),
        pytest.param({"object": "place/bridge"}, "object = 'place/bridge': a claim of kind backs is about actor, not place", id="wrong object"),
        pytest.param({"object": None}, "a claim of kind backs is about actor, not none", id="no object"),
        pytest.param({"object": "ann"}, "object = 'ann': is the subject itself", id="about itself"),
        pytest.param({"speakers": ["ann"]}, "speakers = 'ann': must end with the publisher", id="chain without publisher"),
        pytest.param({"speakers": ["ann", "ann", "gazette"]}, "speakers = 'ann': stands twice", id="speaker twice"),
        pytest.param({"said": "2020-09-21"}, "said = '2020-09-21': is after gazette-1 was published", id="said after print"),
        pytest.param({"coder": "mallory"}, "coder = 'mallory': is not among the coders", id="unknown coder"),
        pytest.param({"disputes": ["one"]}, "disputes = 'one': is the claim itself", id="disputes itself"),
        pytest.param({"disputes": ["two"]}, "disputes = 'two': no claim has this key", id="disputes nothing"),
        pytest.param({"hedge": "perhaps"}, "hedge = 'perhaps': ", id="unknown hedge"),
        pytest.param({"mood": "sad"}, "mood = 'sad': is not a field of this kind of record", id="unknown field"),
        pytest.param({"summary": "Ann\u202eBob"}, r"summary = .*hidden character U\+202E", id="hidden character"),
        pytest.param({"key": "One!"}, "key = 'One!': ", id="key not a slug"),
        pytest.param({"kind": "meets", "held": "2020/.."}, r"held = '2020/\.\.': has an open end, and kind meets tells of single acts: give both days", id="act without an end"),
        pytest.param({"kind": "meets", "held": "../2020"}, r"held = '\.\./2020': has an open end, and kind meets", id="act without a beginning"),
        pytest.param({"kind": "meets", "held": "2020/..", "course": "begins"}, "has an open end, and kind meets", id="act that begins and has no end"),
        pytest.param({"kind": "meets", "held": "2020/..", "course": "goes-on"}, "has an open end, and kind meets", id="act that goes on without an end"),
        pytest.param({"kind": "meets", "held": "../2020", "course": "ends"}, "has an open end, and kind meets", id="act that ends and has no beginning"),
        pytest.param({"course": "sometimes"}, "course = 'sometimes': Input should be 'begins', 'goes-on', 'ends' or 'whole'", id="unknown course"),
    ],
)  # fmt: skip
def test_a_bad_claim_is_refused_by_name(tmp_path: Path, fields: dict[str, Any], said: str) -> None:
    [problem] = problems(tmp_path, {"claims": [claim(**fields)]})

    key = "One!" if fields.get("key") else "one"
    assert problem.startswith(f"claims.jsonl:1: claim {key}: ") and re.search(said, problem), problem


@pytest.mark.parametrize(
    ("kind", "records", "said"),
    [
        pytest.param("actors", [*VILLAGE["actors"], VILLAGE["actors"][0]], "actors.jsonl:5: actor ann: key = 'ann': is given to two records, first at actors.jsonl:1", id="one key twice"),
        pytest.param("actors", [{**VILLAGE["actors"][0], "part_of": "bob"}, {**VILLAGE["actors"][1], "part_of": "ann"}, *VILLAGE["actors"][2:]], "part_of = 'bob': closes a circle", id="circle"),
        pytest.param("theatres", [{"key": "valley", "name": "Valley", "within": "valley"}, VILLAGE["theatres"][1]], "theatre valley: within = 'valley': closes a circle", id="within itself"),
        pytest.param("documents", [{**VILLAGE["documents"][0], "origin": "gazette-1"}], "origin = 'gazette-1': closes a circle", id="origin of itself"),
        pytest.param("documents", [{**VILLAGE["documents"][0], "published": "2020/.."}], "published = '2020/..': needs an end", id="never out"),
        pytest.param("documents", [{**VILLAGE["documents"][0], "address": "javascript:alert(1)"}], r"address = 'javascript:alert\(1\)': ", id="address not http"),
        pytest.param("issues", [{**VILLAGE["issues"][0], "high": "none"}], "high = 'none': is the same as the other end", id="equal ends"),
        pytest.param("issues", [{**TOLL, "overlaps": ["toll"]}], "issues.jsonl:1: issue toll: overlaps = 'toll': is the issue itself", id="overlaps itself"),
        pytest.param("issues", [{**TOLL, "part_of": "toll"}], "part_of = 'toll': closes a circle", id="issue within itself"),
        pytest.param("issues", [{**TOLL, "opens": "2020-06", "closes": "2020-05"}], "issues.jsonl:1: issue toll: closes = '2020-05': is before it opens, 2020-06", id="closed before open"),
        pytest.param("issues", [{**TOLL, "outcome": 85}], "issues.jsonl:1: issue toll: outcome = 85.0: needs a day in closes: an open issue has no outcome", id="outcome of an open issue"),
        pytest.param("issues", [{**TOLL, "closes": "2020", "outcome": 101}], "outcome = 101: .*less than or equal to 100", id="outcome outside the scale"),
        pytest.param("issues", [{**TOLL, "closes": "2020", "outcome_claims": ["one"]}], r"outcome_claims = \['one'\]: there is no outcome that they could tell", id="claims for no outcome"),
        pytest.param("issues", [{**TOLL, "closes": "2020", "outcome": 1, "outcome_claims": ["two"]}], "outcome_claims = 'two': no claim has this key", id="outcome by no claim"),
        pytest.param("kinds", [{**VILLAGE["kinds"][0], "ends": "opposes"}, *VILLAGE["kinds"][1:]], "kinds.jsonl:1: relationkind backs: ends = 'opposes': stands beside family backs: a claim adds up to a tie or ends one", id="makes and ends a tie"),
        pytest.param("kinds", without("aspect"), "kinds.jsonl:1: relationkind backs: aspect: is missing: state or event, for this kind most likely state", id="no aspect where claims have a sign"),
        pytest.param("kinds", without("aspect"), "kinds.jsonl:2: relationkind meets: aspect: is missing: state or event, for this kind most likely event", id="no aspect of a channel"),
        pytest.param("kinds", without("aspect"), "kinds.jsonl:3: relationkind says: aspect: is missing: state or event, for this kind most likely event", id="no aspect without a family"),
        pytest.param("kinds", without("force"), "kinds.jsonl:1: relationkind backs: force: is missing: deeds or words", id="no force"),
        pytest.param("kinds", [{**VILLAGE["kinds"][0], "symmetric": True}, *VILLAGE["kinds"][1:]], "symmetric = True: backs has a direction", id="symmetric backing"),
        pytest.param("stances", [{"key": "s", "issue": "toll", "actor": "ann", "held": "2020", "position": {"low": 10, "high": 120}, "reasoning": "r", "coder": "eve"}], "position = .*runs from 0 to 100", id="position over 100"),
        pytest.param("stances", [{"key": "s", "issue": "toll", "actor": "ann", "held": "2020", "salience": {"low": 0.5, "high": 0.4}, "reasoning": "r", "coder": "eve"}], "salience = .*low ≤ value ≤ high", id="range upside down"),
        pytest.param("stances", [{"key": "s", "issue": "toll", "actor": "ann", "held": "2020", "claims": ["one"], "against": ["one"], "reasoning": "r", "coder": "eve"}], "against = 'one': is a claim that the position leans on, too", id="for and against"),
        pytest.param("stances", [{"key": "s", "issue": "toll", "actor": "ann", "held": "2020", "salience": {"low": 0, "high": 1}, "salience_claims": ["one"], "salience_against": ["one"], "reasoning": "r", "coder": "eve"}], "salience_against = 'one': is a claim that the salience leans on, too", id="for and against a salience"),
        pytest.param("stances", [{"key": "s", "issue": "toll", "actor": "ann", "held": "2020", "capability_claims": ["one"], "reasoning": "r", "coder": "eve"}], r"capability_claims = \['one'\]: there is no capability that they could tell", id="claims of a figure that is not coded"),
        pytest.param("stances", [{"key": key, "issue": "toll", "actor": "ann", "held": "2020", "reasoning": "r", "coder": "eve"} for key in "st"], "held = '2020': overlaps s", id="overlapping stances"),
    ],
)  # fmt: skip
def test_a_bad_record_is_refused_by_name(tmp_path: Path, kind: str, records: list[dict[str, Any]], said: str) -> None:
    found = problems(tmp_path, {kind: records})

    assert any(re.search(said, problem) for problem in found), found


@pytest.mark.parametrize("figure", ["position", "salience", "capability"])
def test_claims_that_contradict_each_other_are_never_both_for_a_figure(tmp_path: Path, figure: str) -> None:
    side = "claims" if figure == "position" else f"{figure}_claims"
    against = "against" if figure == "position" else f"{figure}_against"
    said = {"kind": "says", "object": "place/bridge"}
    contradicting = claim(key="two", locator={"paragraph": 4}, disputes=["one"], **said)
    coded = {"key": "s", "issue": "toll", "actor": "ann", "held": "2020", "reasoning": "r", "coder": "eve"}
    figures = {**coded, figure: {"low": 0, "high": 1}}

    def told(name: str, **sides: list[str]) -> list[str]:
        return problems(tmp_path / name, {"claims": [claim(**said), contradicting], "stances": [{**figures, **sides}]})

    assert told("apart", **{side: ["one"], against: ["two"]}) == []
    [problem] = told("together", **{side: ["one", "two"]})
    assert problem.endswith(f"{side} = 'two': contradicts one: one of the two speaks against the {figure}")


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        pytest.param({"key": "f", "family": "backs", "aspect": "state", "force": "deeds"}, True, id="backing"),
        pytest.param({"key": "f", "family": "backs", "aspect": "event", "force": "words"}, True, id="a word for somebody"),
        pytest.param({"key": "f", "family": "negotiates_with", "aspect": "event", "force": "words"}, True, id="talks"),
        pytest.param({"key": "f", "family": "backs", "aspect": "event", "force": "deeds"}, False, id="a deed"),
        pytest.param({"key": "f", "family": "opposes", "aspect": "event", "force": "words"}, False, id="an objection"),
        pytest.param({"key": "f", "aspect": "event", "force": "words"}, False, id="a demand"),
    ],
)  # fmt: skip
def test_who_stands_with_whom_tells_no_salience(tmp_path: Path, kind: dict[str, str], told: bool) -> None:
    stance = {"key": "s", "issue": "toll", "actor": "ann", "held": "2020", "reasoning": "r", "coder": "eve"}
    figures = {"position": {"low": 0, "high": 9}, "salience": {"low": 0, "high": 1}}
    leaning = {"claims": ["one"], "salience_claims": ["one"]}

    found = problems(
        tmp_path,
        {
            "kinds": [{"verb": "f", "inverse": "f", **kind}],
            "claims": [claim(kind="f")],
            "stances": [{**stance, **figures, **leaning}],
        },
    )

    expected = "salience_claims = 'one': tells who stands or speaks with whom (f), not how much it matters"
    assert [expected in problem for problem in found] == [True] * told, found


REFERRING = [
    pytest.param(kind, field, id=f"{kind.__name__}.{field.name}")
    for kind in KINDS.values()
    for field in table(kind)
    if field.refers and kind is not Addition  # which speaks of another data set: tests/test_library.py
]


def changed(folder: Path, kind: type[Record], fields: dict[str, Any]) -> list[str]:
    """What is wrong with the full data set once these fields of the first record of a kind are others."""
    write_full(folder)
    file = next(name for name in FILES if kind_of(name) is kind and FILES[name])
    items = [{**FILES[file][0], **fields}, *FILES[file][1:]]
    (folder / file).unlink()
    lines = b"".join(orjson.dumps(item) + b"\n" for item in items)
    (folder / file).with_suffix(".jsonl").write_bytes(lines)
    try:
        check(find(str(folder)), Progress(disable=True))
    except InvalidDataSetError as error:
        return error.problems
    return []


@pytest.mark.parametrize(("kind", "field"), REFERRING)
def test_whatever_a_field_names_has_to_be_there(tmp_path: Path, kind: type[Record], field: Field) -> None:
    key = "place/nobody" if field.type is Reference else "nobody"

    found = changed(tmp_path, kind, {field.name: [key] if field.many else key})

    rule = f"{field.name} = '{key}': (no [a-z]+ has this key|is not among the coders)"
    assert any(re.search(rule, problem) for problem in found), found


def warnings(folder: Path, records: dict[str, list[dict[str, Any]]]) -> list[str]:
    return [str(warning) for warning in check(find(str(write(folder, records))), Progress(disable=True)).warnings]


DOCUMENT = VILLAGE["documents"][0]
WITHDRAWN = {"on": "2020-09-19", "reason": "r"}


@pytest.mark.parametrize(
    ("records", "said"),
    [
        pytest.param({"claims": [claim(withdrawn=WITHDRAWN)]}, "withdrawn.on = '2020-09-19': is before it was said, 2020-09-20", id="withdrawn before print"),
        pytest.param({"claims": [claim(said="2020-09-20", withdrawn=WITHDRAWN)]}, "withdrawn.on = '2020-09-19': is before it was said, 2020-09-20", id="withdrawn before said"),
        pytest.param({"documents": [DOCUMENT, {**DOCUMENT, "key": "late", "published": "2020-09-19", "origin": "gazette-1"}]}, "document late: origin = 'gazette-1': was published 2020-09-20, after its reprint of 2020-09-19", id="a reprint before its origin"),
    ],
)  # fmt: skip
def test_days_that_cannot_be_are_refused(tmp_path: Path, records: dict[str, list[dict[str, Any]]], said: str) -> None:
    [problem] = problems(tmp_path, records)

    assert problem.endswith(said)


@pytest.mark.parametrize(
    ("records", "said"),
    [
        pytest.param({"claims": [claim(held="0025-09-16")]}, "claim one: held = '0025-09-16': is in the year 25: is it the right century?", id="held without a century"),
        pytest.param({"documents": [{**DOCUMENT, "published": "0020-09-20"}], "claims": []}, "published = '0020-09-20': is in the year 20", id="published without a century"),
        pytest.param({"documents": [{**DOCUMENT, "published": "3020-09-20"}], "claims": []}, "published = '3020-09-20': is in the future", id="published in the future"),
        pytest.param({"claims": [claim(held="2021-05-20")]}, "held = '2021-05-20': begins long after gazette-1 was out, yet is asserted", id="asserted before it was"),
    ],
)  # fmt: skip
def test_odd_days_are_worth_a_second_look(tmp_path: Path, records: dict[str, list[dict[str, Any]]], said: str) -> None:
    [warning] = warnings(tmp_path, records)

    assert said in warning


def test_days_that_can_be_are_not_asked_about(tmp_path: Path) -> None:
    claims = [
        claim(said="2020-09-19", withdrawn={"on": "2020-09", "reason": "r"}),
        claim(key="two", held="2020-10-01", summary="From next month on."),
        claim(key="three", held="2021", hedge="speculated", summary="One day."),
    ]

    assert warnings(tmp_path, {"claims": claims}) == []


@pytest.mark.parametrize(
    ("kind", "field"),
    [case for case in REFERRING if case.values[1].refers.to == case.values[0].__name__],
)
def test_nothing_lies_within_itself(tmp_path: Path, kind: type[Record], field: Field) -> None:
    key = next(FILES[name][0]["key"] for name in FILES if kind_of(name) is kind and FILES[name])

    found = changed(tmp_path, kind, {field.name: [key] if field.many else key})

    assert any(
        re.search(f"{field.name} = '{key}': (closes a circle|is the (claim|issue) itself)", each) for each in found
    )


@pytest.mark.parametrize("course", ["begins", "goes-on", "ends", "whole"])
def test_a_state_may_be_open_at_an_end_and_an_act_may_take_time(tmp_path: Path, course: str) -> None:
    lasting = claim(held="2020-09/..", course=course)
    acts = claim(key="two", kind="meets", held="2020-09/2020-11", course=course)

    assert problems(tmp_path, {"claims": [lasting, acts]}) == []


def test_an_issue_may_close_within_the_month_in_which_it_opens(tmp_path: Path) -> None:
    settled = {**TOLL, "opens": "2020-06-20", "closes": "2020-06", "outcome": 0, "outcome_claims": ["one"]}

    assert problems(tmp_path, {"issues": [settled]}) == []


LEAVES = {"key": "leaves", "verb": "leaves", "inverse": "is left by", "ends": "backs", **SPOKEN}
OVER = claim(key="over", kind="leaves", summary="Ann leaves Bob.")


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        pytest.param([OVER], ["claims.jsonl:1: claim over: kind = 'leaves': ends a tie of which no other claim tells"], id="a tie nobody tells of"),
        pytest.param([claim(course="ends")], ["claims.jsonl:1: claim one: course = 'ends': ends a tie of which no other claim tells"], id="a tie told by its end alone"),
        pytest.param([claim(object="cem"), OVER], ["claims.jsonl:2: claim over: kind = 'leaves': ends a tie of which no other claim tells"], id="a tie to somebody else"),
        pytest.param([claim(hedge="denied"), OVER], ["claims.jsonl:2: claim over: kind = 'leaves': ends a tie of which no other claim tells"], id="a tie that is denied"),
        pytest.param([OVER, claim()], [], id="a tie told later in the text"),
        pytest.param([claim(), claim(key="two", held="2020-10", course="ends")], [], id="a tie told twice"),
        pytest.param([claim(kind="meets", object="cem", hedge="denied", course="ends")], [], id="an end that is denied"),
    ],
)  # fmt: skip
def test_the_end_of_a_tie_that_nobody_tells_of_is_worth_a_second_look(
    tmp_path: Path, claims: list[dict[str, Any]], said: list[str]
) -> None:
    folder = write(tmp_path, {"kinds": [*VILLAGE["kinds"], LEAVES], "claims": claims})

    found = check(find(str(folder)), Progress(disable=True))

    assert [str(warning) for warning in found.warnings if warning.caution == Caution.IDLE_END] == said


@pytest.mark.parametrize(
    ("denial", "said"),
    [
        pytest.param({"held": "2020-10"}, ["claims.jsonl:2: claim no: disputes = 'one': speaks of other days, 2020-09, than 2020-10: give the span that is disputed, or no dispute"], id="the month after"),
        pytest.param({"held": "../2020-08"}, ["claims.jsonl:2: claim no: disputes = 'one': speaks of other days, 2020-09, than ../2020-08: give the span that is disputed, or no dispute"], id="all that came before"),
        pytest.param({"held": "2020-09-30/2020-10"}, [], id="one day in common"),
        pytest.param({"held": "2020-10", "disputes": None}, [], id="no dispute"),
        pytest.param({"held": "2020-10", "disputes": None, "supports": ["one"]}, [], id="support from other days"),
        pytest.param({"held": None}, [], id="a denial without a date"),
    ],
)  # fmt: skip
def test_a_claim_disputes_only_what_it_shares_a_day_with(
    tmp_path: Path, denial: dict[str, Any], said: list[str]
) -> None:
    fields = {"key": "no", "hedge": "denied", "summary": "Ann does not back Bob.", "disputes": ["one"], **denial}

    assert problems(tmp_path, {"claims": [claim(), claim(**fields)]}) == said
    assert problems(tmp_path, {"claims": [claim(held=None), claim(**fields)]}) == []


def test_two_claims_that_say_the_same_are_refused(tmp_path: Path) -> None:
    [problem] = problems(tmp_path, {"claims": [claim(), claim(key="two", summary="Ann is for Bob.")]})

    assert problem == "claims.jsonl:2: claim two: key = 'two': says the same as claim one"


def test_every_problem_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    bad = [claim(held="2020-13", certainty=2, coder="x"), claim(key="two", subject="dan", kind="likes")]

    found = problems(tmp_path, {"claims": bad, "issues": [{"key": "toll"}]})

    assert len([problem for problem in found if problem.startswith("claims.jsonl:1")]) == 3
    assert len([problem for problem in found if problem.startswith("claims.jsonl:2")]) == 2
    assert len([problem for problem in found if problem.startswith("issues.jsonl:1")]) == 4


def test_a_file_of_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "gossip.yaml").write_text("- key: a\n", "utf-8")

    [problem] = problems(tmp_path)

    assert problem.startswith("gossip.yaml: is none of kinds, theatres")


def _linked(name: str, target: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).symlink_to(target)


def _renamed(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / "claims.jsonl").rename(folder / name)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(_renamed("claims.yml"), "claims.yml: has an ending that is not read: name it claims.yaml", id="yml"),
        pytest.param(_renamed("claims.json"), "claims.json: has an ending that is not read: name it claims.jsonl", id="json"),
        pytest.param(_renamed("claims.JSONL"), "claims.JSONL: has an ending that is not read: name it claims.jsonl", id="capitals"),
        pytest.param(_renamed("claims.jsonl~"), "claims.jsonl~: is neither data", id="what an editor leaves"),
        pytest.param(_renamed("claims"), "claims: is neither data", id="no ending"),
        pytest.param(_renamed(".claims.jsonl"), ".claims.jsonl: is none of kinds", id="hidden"),
        pytest.param(_renamed("claims\x1b.jsonl"), "claims\\x1b.jsonl: is none of kinds", id="a name that cannot be shown"),
        pytest.param(_linked("events.yaml", "nowhere.yaml"), "events.yaml: is a link to nothing", id="a link to nothing"),
        pytest.param(_linked("events.yaml", "events.yaml"), "events.yaml: is a link that leads to itself", id="a link to itself"),
        pytest.param(_linked("events", ".."), "events: is a link to a folder", id="a link to a folder"),
        pytest.param(_linked("events.yaml", "/dev/zero"), "events.yaml: is no plain file", id="a link to a device"),
        pytest.param(lambda folder: os.mkfifo(folder / "events.yaml"), "events.yaml: is no plain file", id="a pipe"),
        pytest.param(lambda folder: (folder / "LICENSE").write_text("x"), "LICENSE: is neither data", id="any other file"),
    ],
)  # fmt: skip
def test_nothing_in_the_folder_is_passed_over(tmp_path: Path, change: Callable[[Path], object], said: str) -> None:
    write(tmp_path / "village")
    change(tmp_path / "village")

    with pytest.raises(InvalidDataSetError) as caught:
        check(find(str(tmp_path / "village")), Progress(disable=True))

    assert [problem for problem in caught.value.problems if problem.startswith(said)], caught.value.problems


def test_a_readme_version_control_and_a_linked_file_may_lie_beside_the_data(tmp_path: Path) -> None:
    write(tmp_path / "village")
    (tmp_path / "village" / "claims.jsonl").rename(tmp_path / "claims.jsonl")
    (tmp_path / "village" / "claims.jsonl").symlink_to(tmp_path / "claims.jsonl")
    (tmp_path / "village" / "README.md").write_text("About the village.", "utf-8")
    (tmp_path / "village" / ".gitignore").write_text("*~", "utf-8")
    (tmp_path / "village" / ".git" / "refs").mkdir(parents=True)
    (tmp_path / "village" / ".git" / "refs" / "x.yml").write_text("x", "utf-8")

    assert check(find(str(tmp_path / "village")), Progress(disable=True)).counts[Claim] == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("name: [", "is not YAML|while parsing|did not find", id="not YAML"),
        pytest.param("name: a\ntitle: b\n", "coders: is missing", id="no coders"),
        pytest.param("- a\n", "is not a map", id="a list"),
    ],
)
def test_a_bad_head_is_refused(tmp_path: Path, text: str, said: str) -> None:
    write(tmp_path)
    (tmp_path / "dataset.yaml").write_text(text, "utf-8")

    with pytest.raises(InvalidDataSetError) as caught:
        find(str(tmp_path))

    assert re.search(said, caught.value.problems[0]), caught.value.problems


def test_a_data_set_that_is_not_there_is_named() -> None:
    with pytest.raises(LinkageError, match="there is no data set 'atlantis'"):
        find("atlantis")
