"""What a load refuses is told by name, kept as JSON Lines, and held against the text once it was mended."""

import json
from pathlib import Path
from typing import Any

import pytest
from rich.progress import Progress

from linkage.graph.errors import InvalidDataSetError, LinkageError
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.loading import check
from linkage.ingest.text import rejects
from linkage.ingest.text.dataset import HEAD
from linkage.ingest.text.reader import LONGEST_LINE, Problem
from linkage.ingest.text.used import find
from tests.village import LASTING, VILLAGE, claim, write


def checked(folder: Path) -> tuple[Catalogue | None, list[Problem]]:
    try:
        return check(find(str(folder)), Progress(disable=True)), []
    except InvalidDataSetError as error:
        return None, [reject for reject in error.rejects if isinstance(reject, Problem)]


def refused(folder: Path, records: dict[str, list[dict[str, Any]]] | None = None) -> list[Problem]:
    return checked(write(folder, records))[1]


def stance(key: str, **fields: Any) -> dict[str, Any]:
    return {
        "key": key,
        "issue": "toll",
        "actor": "ann",
        "held": "2020",
        "reasoning": "r",
        "coder": "eve",
        **fields,
    }


# Bad input


@pytest.mark.parametrize(
    ("kind", "records", "said"),
    [
        pytest.param("claims", [claim(disputes=["nine"])], "claim one: disputes = 'nine': no claim has this key", id="a dispute with an unknown claim"),
        pytest.param("claims", [claim(theatres=["mill", "mill"])], "theatres = 'mill': stands twice", id="a theatre twice"),
        pytest.param("claims", [claim(held="2020-00")], "held = '2020-00': '2020-00' is not in the calendar", id="a month that is none"),
        pytest.param("claims", [claim(held="2020-09-00")], "held = '2020-09-00': '2020-09-00' is not in the calendar", id="a day that is none"),
        pytest.param("claims", [claim(said="2020-09-16T12:00")], "is not YYYY, YYYY-MM or YYYY-MM-DD", id="an hour"),
        pytest.param("claims", [claim(held=None, basis="stated")], "basis = 'stated': there is no held that it could be the basis of", id="a basis without a date"),
        pytest.param("claims", [claim(held="2020", basis="year_inferred")], "held = '2020': has no month that the source could state", id="a year that is stated and inferred"),
        pytest.param("claims", [claim(object="bob\n")], "object = 'bob\\n': is not the key", id="a key with a line end"),
        pytest.param("claims", [claim(summary="x" * 10_001)], "summary = 'xxx", id="a text without end"),
        pytest.param("claims", [claim(locator={"paragraph": 10**7})], "locator.paragraph = 1000000", id="a paragraph beyond all books"),
        pytest.param("documents", [{**VILLAGE["documents"][0], "origin": "gazette-1"}], "document gazette-1: origin = 'gazette-1': closes a circle", id="a document that is its own origin"),
        pytest.param("stances", [stance("s", position={"low": 0, "high": 5}), stance("t", position={"low": 9, "high": 9})], "stance t: held = '2020': overlaps s", id="two stances at one time"),
        pytest.param("stances", [stance("s"), stance("t", alternative="a")], "stance t: held = '2020': overlaps s", id="one of two rivals without a letter"),
        pytest.param("stances", [stance("s", claims=["one", "one"])], "claims = 'one': stands twice", id="a claim leant on twice"),
    ],
)  # fmt: skip
def test_a_bad_record_is_refused_by_name(tmp_path: Path, kind: str, records: list[dict[str, Any]], said: str) -> None:
    found = refused(tmp_path, {kind: records})

    assert any(said in str(problem) for problem in found), [str(problem) for problem in found]


ROLE = {"key": "serves", "verb": "serves", "inverse": "is served by", "membership": True, **LASTING}
JUDGEMENT = {"key": "j", "left": "ann", "right": "ann", "reason": "r", "coder": "eve", "on": "2024"}


@pytest.mark.parametrize(
    ("records", "said"),
    [
        pytest.param(
            {"documents": [{**VILLAGE["documents"][0], "published": "2020-02-30"}], "kinds": [ROLE], "claims": [claim(kind="serves")]},
            "documents.jsonl:1: document gazette-1: published = '2020-02-30': '2020-02-30' is not in the calendar",
            id="a document of a claim that somebody serves",
        ),
        pytest.param(
            {"documents": [{**VILLAGE["documents"][0], "published": "2020/.."}], "kinds": [ROLE], "claims": [claim(kind="serves")]},
            "documents.jsonl:1: document gazette-1: published = '2020/..': needs an end: by when was it out?",
            id="a document that is never out, of a claim that somebody serves",
        ),
        pytest.param(
            {"kinds": [{**ROLE, "verb": 1}], "claims": [claim(kind="serves")]},
            "kinds.jsonl:1: relationkind serves: verb = 1: Input should be a valid string",
            id="the kind of a claim",
        ),
        pytest.param(
            {"actors": [{**VILLAGE["actors"][0], "key": None}, *VILLAGE["actors"][1:]]},
            "actors.jsonl:1: actor (without a key): key: Input should be a valid string",
            id="an actor without a key",
        ),
        pytest.param({"judgements": [{**JUDGEMENT, "verdict": "part_of"}]}, "judgements.jsonl:1: judgement j: right = 'ann': is the actor itself", id="part of itself"),
        pytest.param({"judgements": [{**JUDGEMENT, "verdict": "not_same"}]}, "judgements.jsonl:1: judgement j: right = 'ann': is the actor itself", id="not itself"),
    ],
)  # fmt: skip
def test_one_mistake_is_told_once(tmp_path: Path, records: dict[str, list[dict[str, Any]]], said: str) -> None:
    assert [str(problem) for problem in refused(tmp_path, records)] == [said]


@pytest.mark.parametrize("kind", [kind for kind in VILLAGE if kind != "stances"])
def test_a_file_that_cannot_be_read_is_the_only_thing_told(tmp_path: Path, kind: str) -> None:
    write(tmp_path, {"places": [], "stances": [stance("s", claims=["one"])]})
    (tmp_path / f"{kind}.jsonl").unlink()
    (tmp_path / f"{kind}.yaml").write_bytes(b"- key: [\n")

    found = checked(tmp_path)[1]

    assert [problem.file for problem in found] == [f"{kind}.yaml"], [str(problem) for problem in found]


@pytest.mark.parametrize(
    ("name", "point"),
    [
        pytest.param("Ann\u202egnivri", "U+202E", id="right-to-left override"),
        pytest.param("Ann\u2067Bob", "U+2067", id="right-to-left isolate"),
        pytest.param("\u061cAnn", "U+061C", id="Arabic letter mark"),
        pytest.param("An\u200bn", "U+200B", id="zero-width space"),
        pytest.param("An\u200dn", "U+200D", id="joiner between Latin letters"),
        pytest.param("آن\u200c", "U+200C", id="non-joiner at the end"),
        pytest.param("A\u00adnn", "U+00AD", id="soft hyphen"),
        pytest.param("Ann\u2028", "U+2028", id="line separator"),
        pytest.param("A\ufe0fnn", "U+FE0F", id="variation selector"),
        pytest.param("A\U000e0041nn", "U+E0041", id="tag"),
        pytest.param("A\u3164nn", "U+3164", id="filler"),
    ],
)
def test_a_name_that_hides_something_is_refused(tmp_path: Path, name: str, point: str) -> None:
    names = [{"text": name, "language": "en", "script": "Latn", "kind": "common"}]
    found = refused(tmp_path, {"actors": [{**VILLAGE["actors"][0], "names": names}, *VILLAGE["actors"][1:]]})

    assert [problem.rule for problem in found] == [f"holds the hidden character {point}"]


@pytest.mark.parametrize(
    ("script", "name"),
    [
        ("Arab", "می‌خواهم"),
        ("Arab", "حكومة الوفاق"),
        ("Latn", "İdlib’in kuzeyi"),
        ("Cyrl", "Сирия"),
        ("Deva", "क्‍ष"),
        ("Cyrl", "M4 – север"),
        ("Jpan", "東京タワーへ"),
        ("Kore", "서울 市"),
        ("Arab", "قناة MBC"),
        ("Latn", "24"),
    ],
)
def test_a_name_as_its_script_writes_it_is_welcome(tmp_path: Path, script: str, name: str) -> None:
    names = [{"text": name, "language": "en", "script": script, "kind": "common"}]

    assert refused(tmp_path, {"actors": [{**VILLAGE["actors"][0], "names": names}, *VILLAGE["actors"][1:]]}) == []


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        pytest.param("claims.jsonl", b'{"key": "' + b"a" * 10_000_000 + b'"}\n', "claims.jsonl:1: has a line of more than 1,048,576 bytes", id="a line of 10 MB of JSON"),
        pytest.param("places.yaml", b"- key: a\n  name: " + b"a" * 10_000_000 + b"\n", "places.yaml:2: has a line of more than 1,048,576 bytes", id="a line of 10 MB of YAML"),
        pytest.param("places.yaml", b"- key: " + b"[" * 100_000 + b"\n", "places.yaml:1: is not YAML: nests more than 8 deep", id="brackets without end"),
        pytest.param("places.yaml", b"- " * 100_000 + b"a\n", "places.yaml:1: is not YAML: nests more than 8 deep", id="lists without end"),
        pytest.param("places.yaml", b"- key: " + b"1" * 5_000 + b"\n", "places.yaml:1: place 1111", id="a number without end"),
        pytest.param(HEAD, b"name: " + b"[" * 100_000, "dataset.yaml: nests more than 8 deep", id="brackets in the head"),
        pytest.param(HEAD, b"name: Village!\ntitle: T\ncoders: [eve]\n", "dataset.yaml:1: name = 'Village!'", id="a name that is no slug"),
        pytest.param(HEAD, b"name: a\ntitle: T\ncoders: []\n", "dataset.yaml:1: coders = []", id="nobody codes"),
        pytest.param(HEAD, b"name: a\ntitle: T\ncoders: [eve]\nmotto: x\n", "dataset.yaml:1: motto = 'x': is not a field", id="an unknown field of the head"),
        pytest.param(HEAD, b"name: \xff", "dataset.yaml: is not UTF-8", id="a head that is not UTF-8"),
    ],
)  # fmt: skip
def test_a_file_that_would_break_the_reader_is_refused(tmp_path: Path, file: str, text: bytes, said: str) -> None:
    write(tmp_path)
    (tmp_path / "places.jsonl").unlink()
    (tmp_path / file).write_bytes(text)

    try:
        found = checked(tmp_path)[1]
    except InvalidDataSetError as error:
        found = list(error.rejects)  # type: ignore[arg-type]  # problems

    assert len(text) < LONGEST_LINE or len(str(found[0])) < 300
    assert any(str(problem).startswith(said) for problem in found), [str(problem)[:200] for problem in found]


# One strictness, whatever the form


NAME = {"text": "Anna", "language": "en", "script": "Latn", "kind": "common"}
LOOSE = [
    pytest.param("claims", claim(certainty=True), "certainty = True: Input should be a valid number", id="a truth value for a number"),
    pytest.param("claims", claim(certainty="0.5"), "certainty = '0.5': Input should be a valid number", id="a quoted number"),
    pytest.param("claims", claim(certainty="5_0e-2"), "certainty = '5_0e-2': Input should be a valid number", id="a number with a dash"),
    pytest.param("claims", claim(figures={"dead": "7"}), "figures.dead = '7': Input should be a valid number", id="a quoted figure"),
    pytest.param("claims", claim(locator={"paragraph": True}), "locator.paragraph = True: Input should be a valid integer", id="a truth value for a paragraph"),
    pytest.param("claims", claim(locator={"paragraph": 3.0}), "locator.paragraph = 3.0: Input should be a valid integer", id="a paragraph with a point"),
    pytest.param("claims", claim(key=7), "key = 7: Input should be a valid string", id="a number for a key"),
    pytest.param("kinds", {**VILLAGE["kinds"][0], "veto": "yes"}, "veto = 'yes': Input should be a valid boolean", id="a word for a truth value"),
    pytest.param("kinds", {**VILLAGE["kinds"][0], "veto": 1}, "veto = 1: Input should be a valid boolean", id="a number for a truth value"),
    pytest.param("stances", stance("s", salience={"low": "0", "high": 1}), "salience.low = '0': Input should be a valid number", id="a quoted bound"),
    pytest.param("issues", {**VILLAGE["issues"][0], "closes": "2020", "outcome": False}, "outcome = False: Input should be a valid number", id="a truth value for an outcome"),
    pytest.param("claims", claim(matter="Cafe\u0301"), "is not in composed form (NFC): write 'é' as U+00E9", id="letters with loose accents"),
    pytest.param("actors", {**VILLAGE["actors"][0], "names": [{**NAME, "text": "تركيا"}]}, "is not in the script Latn: it has 'ت'", id="another script"),
    pytest.param("actors", {**VILLAGE["actors"][0], "names": [{**NAME, "text": "Turk\u0435y"}]}, "mixes Latn with 'е', CYRILLIC SMALL LETTER IE", id="a letter that looks alike"),
    pytest.param("actors", {**VILLAGE["actors"][0], "names": [{**NAME, "script": "Xxxx"}]}, "Xxxx is no code of a script", id="a script that there is not"),
]  # fmt: skip


@pytest.mark.parametrize("ending", ["jsonl", "yaml"])
@pytest.mark.parametrize(("kind", "record", "said"), LOOSE)
def test_what_is_not_as_its_field_says_is_refused_in_either_form(
    tmp_path: Path, ending: str, kind: str, record: dict[str, Any], said: str
) -> None:
    others = [other for other in VILLAGE[kind] if other["key"] != record["key"]]
    write(tmp_path, {kind: [*others, record]})
    if ending == "yaml":
        content = (tmp_path / f"{kind}.jsonl").read_bytes().replace(b"\n", b"\n- ")[:-3]
        (tmp_path / f"{kind}.yaml").write_bytes(b"- " + content + b"\n")
        (tmp_path / f"{kind}.jsonl").unlink()

    found = [str(problem) for problem in checked(tmp_path)[1]]

    assert any(said in problem for problem in found), found


# Assertions


def asserting(folder: Path, *assertions: str) -> Path:
    write(folder)
    lines = "".join(f"  - {assertion}\n" for assertion in assertions)
    (folder / HEAD).write_text(f"name: village\ntitle: Village\ncoders: [eve]\nassertions:\n{lines}", "utf-8")
    return folder


@pytest.mark.parametrize(
    ("assertion", "said"),
    [
        pytest.param("{family: backs, theatre: valley, minimum: 2}", "assertion 1 (claims of family backs in valley): minimum = 2: the text has 1", id="family and theatre"),
        pytest.param("{theatre: mill, minimum: 1}", "assertion 1 (claims in mill): minimum = 1: the text has 0", id="theatre"),
        pytest.param("{kind: meets, minimum: 1}", "assertion 1 (claims of kind meets): minimum = 1: the text has 0", id="kind"),
        pytest.param("{records: actors, minimum: 5}", "assertion 1 (actors): minimum = 5: the text has 4", id="records"),
        pytest.param("{records: gossip, minimum: 5}", "records = 'gossip': is none of kinds, theatres", id="unknown records"),
        pytest.param("{kind: likes, minimum: 1}", "kind = 'likes': no relationkind has this key", id="unknown kind"),
        pytest.param("{theatre: dale, minimum: 1}", "theatre = 'dale': no theatre has this key", id="unknown theatre"),
    ],
)  # fmt: skip
def test_a_text_that_holds_too_little_is_refused(tmp_path: Path, assertion: str, said: str) -> None:
    [problem] = checked(asserting(tmp_path, assertion))[1]

    assert str(problem).startswith("dataset.yaml: ") and said in str(problem)


@pytest.mark.parametrize(
    ("assertion", "said"),
    [
        pytest.param("{theatre: mill}", "needs a minimum or a maximum", id="no bound"),
        pytest.param("{minimum: 3, maximum: 2}", "needs minimum ≤ maximum", id="bounds upside down"),
        pytest.param(
            "{records: actors, theatre: mill, minimum: 2}", "only claims have a family", id="actors by theatre"
        ),
        pytest.param("{family: likes, minimum: 2}", "assertions.0.family = 'likes'", id="unknown family"),
    ],
)
def test_an_assertion_that_says_nothing_is_refused(tmp_path: Path, assertion: str, said: str) -> None:
    with pytest.raises(InvalidDataSetError) as caught:
        find(str(asserting(tmp_path, assertion)))

    assert said in caught.value.problems[0]


def test_a_text_that_holds_more_than_expected_is_a_warning(tmp_path: Path) -> None:
    found, problems = checked(asserting(tmp_path, "{maximum: 0}", "{records: actors, minimum: 4, maximum: 4}"))

    assert found and problems == []
    assert [str(warning) for warning in found.warnings] == [
        "dataset.yaml: assertion 1 (claims): maximum = 0: the text has 1"
    ]


# Rejects


def test_a_reject_says_where_what_why_and_what_was_written(tmp_path: Path) -> None:
    bad = claim(key="two", subject="dan", held=None)
    problems = refused(tmp_path / "a", {"claims": [claim(), bad, claim(key="three", certainty=7)]})
    rejects.write_rejects(tmp_path / "rejects.jsonl", problems)

    lines = [json.loads(line) for line in (tmp_path / "rejects.jsonl").read_text("utf-8").splitlines()]

    assert lines[0] == {
        "file": "claims.jsonl", "line": 2, "record": "claim two", "field": "subject", "value": "dan",
        "rule": "no actor has this key; it belongs in actors.jsonl", "raw": bad,
    }  # fmt: skip
    assert lines[1]["record"] == "claim three" and lines[1]["raw"] == claim(key="three", certainty=7)
    assert [str(problem) for problem in rejects.read_rejects(tmp_path / "rejects.jsonl")] == [str(p) for p in problems]


def test_what_is_no_json_is_kept_as_text(tmp_path: Path) -> None:
    problems = [
        Problem("a.jsonl", "r", raw=b'{"key": \xff\n'),
        Problem("a.yaml", "r", value=10**30, raw={"a": float("nan"), 1: ["\ud800"]}),
    ]
    rejects.write_rejects(tmp_path / "r.jsonl", problems)

    one, two = rejects.read_rejects(tmp_path / "r.jsonl")

    assert one.raw == '{"key": \ufffd'
    assert (two.value, two.raw) == ("1" + "0" * 30, {"a": "nan", "1": ["?"]})


def test_a_record_is_mended_when_the_text_has_nothing_against_it(tmp_path: Path) -> None:
    before = refused(
        tmp_path,
        {
            "claims": [
                claim(subject="dan", certainty=2),
                claim(key="two", kind="likes", hedge="denied"),
                {"kind": "x"},
            ]
        },
    )
    now = refused(tmp_path, {"claims": [claim(), claim(key="two", kind="hates", hedge="denied")]})

    assert [(outcome.record, outcome.mended) for outcome in rejects.outcomes(before, now)] == [
        ("claim one", True),
        ("claim two", False),
        ("claims.jsonl", True),
    ]


@pytest.mark.parametrize("line", ["", "{", "[]", '{"file": "a"}'])
def test_a_file_that_holds_no_rejects_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "r.jsonl").write_text(line + "\n", "utf-8")

    with pytest.raises(LinkageError, match="r.jsonl:1 is no reject"):
        rejects.read_rejects(tmp_path / "r.jsonl")
