"""How far two coders agree, against figures worked out by hand."""

from pathlib import Path
from typing import Any

import pytest

from linkage.graph.errors import InvalidDataSetError, LinkageError
from linkage.graph.records import Hedge, Locator
from linkage.ingest.coder_agreement import BlindCoding, compare_codings, item_agreement, read_codings
from tests.calling import Caller
from tests.village import claim, write


def cases(both_yes: int, ours_only: int, theirs_only: int, both_no: int) -> list[tuple[str, str]]:
    return [("yes", "yes")] * both_yes + [("yes", "no")] * ours_only + [("no", "yes")] * theirs_only + [("no", "no")] * both_no  # fmt: skip


@pytest.mark.parametrize(
    ("table", "expected", "kappa"),
    [
        # pₒ = 35/50; pₑ = (25·30 + 25·20) / 50² = 0.5
        pytest.param(cases(20, 5, 10, 15), 0.5, 0.4, id="more than by chance"),
        # pₒ = 60/100; pₑ = (70·60 + 30·40) / 100² = 0.54
        pytest.param(cases(45, 25, 15, 15), 0.54, (0.60 - 0.54) / 0.46, id="hardly more"),
        # pₒ = 0; pₑ = 2·(10·10) / 20² = 0.5
        pytest.param(cases(0, 10, 10, 0), 0.5, -1.0, id="never"),
        pytest.param(cases(3, 0, 0, 7), 0.58, 1.0, id="always"),
        pytest.param([("a", "a"), ("a", "b"), ("b", "b"), ("c", "a")], (2 * 2 + 1 * 2) / 16, (0.5 - 0.375) / 0.625, id="three categories"),
    ],
)  # fmt: skip
def test_kappa_is_agreement_beyond_chance(table: list[tuple[str, str]], expected: float, kappa: float) -> None:
    found = item_agreement("kind", table)

    assert (found.cases, found.expected) == (len(table), pytest.approx(expected))
    assert found.kappa == pytest.approx(kappa)


def test_there_is_no_kappa_without_a_case_or_with_one_category_alone() -> None:
    assert item_agreement("kind", []).kappa is None
    assert item_agreement("kind", [("a", "a"), ("a", "a")]).kappa is None


def coding(paragraph: int | None = 1, kind: str = "backs", **fields: Any) -> BlindCoding:
    locator = Locator(paragraph=paragraph, words=fields.pop("words", None))
    return BlindCoding(**{"document": "gazette-1", "locator": locator, "kind": kind, "hedge": Hedge.ASSERTED, **fields})


def test_codings_of_a_passage_are_paired_by_their_actors_and_never_by_what_is_compared() -> None:
    ours = [coding(kind="backs", subject="ann"), coding(kind="arms", subject="bob")]
    theirs = [coding(kind="backs", subject="bob"), coding(kind="arms", subject="ann")]

    found = compare_codings(ours, theirs)

    assert [(one.subject, other.subject) for one, other in found.pairs] == [("bob", "bob"), ("ann", "ann")]
    assert found.items[0].agreed == 0


def test_what_only_one_has_counts_in_passages_that_both_read_alone() -> None:
    ours = [coding(1), coding(1, kind="arms"), coding(2)]

    found = compare_codings(ours, [coding(1), coding(7)])

    assert (len(found.pairs), len(found.ours_alone), len(found.theirs_alone)) == (1, 1, 1)
    assert found.ours_alone[0].kind == "arms" and found.theirs_alone[0].locator.paragraph == 7


def test_a_passage_is_known_by_its_words_too() -> None:
    ours = [coding(3, words="Ann stands by"), coding(None, words="Bob said")]

    found = compare_codings(ours, [coding(None, words="ann stands By"), coding(9, words="Bob said")])

    assert len(found.pairs) == 2


def second(folder: Path, *records: dict[str, Any]) -> Path:
    import orjson

    path = folder / "second.jsonl"
    path.write_bytes(b"".join(orjson.dumps(record) + b"\n" for record in records))
    return path


THEIRS = {"document": "gazette-1", "locator": {"paragraph": 3}, "kind": "meets", "hedge": "asserted", "held": "2020-09"}


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(monkeypatch, capsys)


def test_the_command_tells_agreement_with_its_cases_and_the_differences_side_by_side(
    call: Caller, tmp_path: Path
) -> None:
    folder, other = (
        write(tmp_path / "village", {"claims": [claim()]}),
        second(tmp_path, {**THEIRS, "theatres": ["valley"]}),
    )

    told = call("check", "agreement", str(other), str(folder)).stdout
    record = call("check", "agreement", str(other), str(folder), "--json").record

    assert "1 statement that both coded" in told and "kind" in told and "meets" in told
    assert [(it["item"], it["cases"], it["agreed"]) for it in record["items"]] == [
        ("kind", 1, 0), ("hedge", 1, 1), ("date", 1, 1), ("theatre", 1, 1),
    ]  # fmt: skip
    assert record["differences"] == [
        {"claim": "one", "document": "gazette-1", "locator": "paragraph 3", "kind": "meets", "item": "kind",
         "ours": "backs", "theirs": "meets"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("record", "said"),
    [
        pytest.param({**THEIRS, "hegde": "asserted"}, "second.jsonl:1: coding (without a key): hegde: is not a field of a claim", id="a field that is none"),
        pytest.param({**THEIRS, "hedge": "perhaps"}, "second.jsonl:1: coding (without a key): hedge: ", id="a hedge that is none"),
        pytest.param({**THEIRS, "locator": {}}, "locator: a locator needs a paragraph or words", id="an empty locator"),
    ],
)  # fmt: skip
def test_a_coding_that_is_none_is_refused_by_name(tmp_path: Path, record: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidDataSetError) as caught:
        read_codings(second(tmp_path, record))

    assert said in caught.value.problems[0]


def test_a_file_that_is_not_there_or_is_no_coding_is_named(tmp_path: Path) -> None:
    with pytest.raises(LinkageError, match="there is no file"):
        read_codings(tmp_path / "second.yaml")
    with pytest.raises(LinkageError, match="is no coding"):
        read_codings(tmp_path / "second.xlsx")
