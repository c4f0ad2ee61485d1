"""Judgements merge actors on read and give them back; lenses roll acts up to those they were done for."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from rich.progress import Progress

from linkage.graph.dates import PartialDate
from linkage.graph.errors import InvalidDataSetError
from linkage.graph.records import Claim, Judgement, Verdict
from linkage.graph.relations.derivation import independent
from linkage.graph.relations.identity import resolve_identity
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.graph.store.digest import digest
from linkage.ingest.library import load
from linkage.ingest.loading import check
from linkage.ingest.rows import record_rows
from linkage.ingest.text.dataset import Located
from linkage.ingest.text.used import find
from tests.emptied import emptied
from tests.serving import ask, served
from tests.village import LASTING, VILLAGE, claim, write

KINDS = [
    *VILLAGE["kinds"],
    {"key": "serves", "verb": "serves", "inverse": "is served by", "membership": True, **LASTING},
]
ACTORS = [
    *VILLAGE["actors"],
    {"key": "anna", "kind": "person", "name": "Anna", "names": [{"text": "Аня", "language": "ru", "script": "Cyrl", "kind": "common"}]},
    {"key": "town", "kind": "government", "name": "Town"},
    {"key": "echo", "kind": "medium", "name": "Echo"},
    {"key": "watch", "kind": "armed_force", "name": "Watch", "part_of": "town"},
]  # fmt: skip
CLAIMS = [
    claim(),
    claim(key="two", subject="anna", document="echo-1", speakers=["cem", "echo"], summary="Anna is for Bob."),
    claim(
        key="three", kind="serves", subject="cem", object="town", held="2020-09-10/2020-09-20", summary="Cem serves."
    ),
    claim(key="four", subject="cem", object="bob", held="2020-09-15", summary="Cem backs Bob."),
    claim(key="five", subject="watch", object="bob", held="2020-09-16", summary="The watch backs Bob."),
]
DOCUMENTS = [*VILLAGE["documents"], {**VILLAGE["documents"][0], "key": "echo-1", "publisher": "echo"}]
SAME = {
    "key": "j1", "left": "ann", "right": "anna", "verdict": "same", "reason": "One woman.", "coder": "eve", "on": "2021-01",
}  # fmt: skip


def judgement(left: str, right: str, verdict: Verdict = Verdict.SAME) -> Judgement:
    return Judgement(
        key=f"{left}-{right}", left=left, right=right, verdict=verdict, reason="r", coder="eve", on=PartialDate(2021)
    )


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("identity")


@pytest.fixture(scope="module")
def store(database: Connection) -> Iterator[Store]:
    with emptied(database) as opened:
        yield opened


@pytest.fixture(scope="module")
def address(store: Store, database: Connection, settings: Settings) -> Iterator[str]:
    with served(database, settings) as running:
        yield running


def loaded(store: Store, folder: Path, *judgements: dict[str, Any]) -> None:
    records = {
        "kinds": KINDS,
        "actors": ACTORS,
        "documents": DOCUMENTS,
        "claims": CLAIMS,
        "judgements": list(judgements),
    }
    load(store, find(str(write(folder, records))), Progress(disable=True), allow_removal=True)


def backers(address: str, day: str, *, roll_up: bool = False) -> dict[str, tuple[str, int, bool]]:
    query = """query ($lens: LensInput) { relations(lens: $lens, filter: {object: {eq: "bob"}}) {
        nodes { subject { key } status origins rolledUp } } }"""
    lens = {"asOf": day, "rollUp": roll_up}
    nodes = ask(address, query, lens=lens)["relations"]["nodes"]  # type: ignore[index]
    return {node["subject"]["key"]: (node["status"], node["origins"], node["rolledUp"]) for node in nodes}


def test_sameness_is_transitive_and_the_key_stays_that_nothing_merges() -> None:
    found = resolve_identity([judgement("b", "c"), judgement("c", "d"), judgement("x", "y", Verdict.UNSURE)])

    assert found.kept_keys == {"c": "b", "d": "b"}
    assert resolve_identity([judgement("b", "c"), judgement("a", "c")]).kept_keys == {"b": "a", "c": "a"}
    assert resolve_identity([judgement("b", "a"), judgement("a", "b")]).kept_keys == {"b": "a"}


def test_the_left_key_stays_wherever_it_stands_in_the_alphabet() -> None:
    assert resolve_identity([judgement("zoe", "ann")]).kept_keys == {"ann": "zoe"}
    assert resolve_identity([judgement("zoe", "bob"), judgement("bob", "ann")]).kept_keys == {
        "ann": "zoe",
        "bob": "zoe",
    }
    assert resolve_identity([judgement("zoe", "ann"), judgement("yin", "ann")]).key("ann") == "yin"


def test_two_judged_the_same_are_read_as_one_with_claims_and_names_of_both(
    store: Store, address: str, village: Path
) -> None:
    loaded(store, village, SAME)
    query = """{ actor(key: "anna") { key merged { key } names { text } claims(orderBy: KEY_ASC) { nodes { key subject { key } } }
        judgements { verdict reason left { key } right { key } } } actors { nodes { key } } }"""
    answer = ask(address, query)

    assert answer["actor"] == {
        "key": "ann",
        "merged": [{"key": "anna"}],
        "names": [{"text": "Аня"}],
        "claims": {"nodes": [{"key": "one", "subject": {"key": "ann"}}, {"key": "two", "subject": {"key": "ann"}}]},
        "judgements": [{"verdict": "SAME", "reason": "One woman.", "left": {"key": "ann"}, "right": {"key": "anna"}}],
    }
    assert "anna" not in [node["key"] for node in answer["actors"]["nodes"]]  # type: ignore[index]
    assert backers(address, "2020-09-01") == {"ann": ("AGREED", 2, False)}


def test_a_judgement_taken_back_leaves_the_graph_as_it_was(store: Store, address: str, village: Path) -> None:
    loaded(store, village)
    before = digest(store)
    loaded(store, village, SAME)
    assert digest(store) != before

    loaded(store, village)

    assert digest(store) == before
    assert backers(address, "2020-09-01") == {
        "ann": ("SINGLE_SOURCE", 1, False),
        "anna": ("SINGLE_SOURCE", 1, False),
    }


def agency(*judgements: tuple[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Four papers, each of which passes on an agency, or reprints one, under one of four keys of the agency."""
    wires = ["wire", "wire-agency", "the-wire", "wire-plc"]
    papers = ["gazette", "echo", "notice", "crier"]
    names = [{"key": key, "kind": "medium", "name": key.title()} for key in [*wires, *papers[1:]]]
    documents = [{**VILLAGE["documents"][0], "key": f"{key}-1", "publisher": key} for key in papers]
    original = {**VILLAGE["documents"][0], "key": "wire-1", "publisher": wires[3], "published": "2020-09-19"}
    claims = [
        claim(key=f"by-{paper}", document=f"{paper}-1", speakers=[wire, paper])
        for wire, paper in zip(wires[:3], papers[:3], strict=True)
    ]
    return {
        "actors": [*VILLAGE["actors"], *names],
        "documents": [original, *documents[:3], {**documents[3], "origin": "wire-1"}],
        "claims": [*claims, claim(key="by-crier", document="crier-1", speakers=["crier"])],
        "judgements": [{**SAME, "key": f"{left}-{right}", "left": left, "right": right} for left, right in judgements],
    }


@pytest.mark.parametrize(
    ("judgements", "origins"),
    [
        pytest.param([], 4, id="nobody has judged"),
        pytest.param([("wire", "wire-agency")], 3, id="two speakers are one"),
        pytest.param([("wire", "wire-plc")], 3, id="a speaker is who published what a paper reprints"),
        pytest.param([("wire", "wire-agency"), ("wire-agency", "the-wire")], 2, id="a chain of two judgements"),
        pytest.param([("the-wire", "wire-plc"), ("wire-agency", "the-wire"), ("wire", "wire-agency")], 1, id="a chain of three"),
    ],
)  # fmt: skip
def test_whatever_counts_by_speaker_counts_one_who_has_several_keys_once(
    tmp_path: Path, judgements: list[tuple[str, str]], origins: int
) -> None:
    dataset = find(str(write(tmp_path, agency(*judgements))))
    catalogue = check(dataset, Progress(disable=True))
    claims = [entry.record for entry in dataset.records(Claim) if isinstance(entry, Located)]
    evidence = [next(record_rows(claim, catalogue)).properties for claim in claims]

    assert len({properties["origin"] for properties in evidence}) == origins
    assert independent([Traced(frozenset(properties["roots"])) for properties in evidence]) == origins


def test_who_speaks_for_a_government_on_the_day_is_its_voice_and_itself_on_others(tmp_path: Path) -> None:
    """Ann serves the council until the tenth of September; Bob is part of it for good, Cem of nothing."""
    council = {"key": "council", "kind": "government", "name": "Council"}
    actors = [
        council,
        *({**each, "part_of": "council"} if each["key"] == "bob" else each for each in VILLAGE["actors"]),
    ]
    office = claim(key="office", kind="serves", object="council", held="2020-08/2020-09-10", locator={"paragraph": 1})
    said = [
        claim(key=f"by-{speaker}-{day}", speakers=[speaker, "gazette"], said=f"2020-09-{day}", locator={"paragraph": 2})
        for speaker in ("ann", "bob", "cem")
        for day in (10, 11)
    ]
    folder = write(tmp_path, {"kinds": KINDS, "actors": actors, "claims": [office, *said]})
    dataset = find(str(folder))
    catalogue = check(dataset, Progress(disable=True))
    rows = (
        next(record_rows(entry.record, catalogue)) for entry in dataset.records(Claim) if isinstance(entry, Located)
    )
    voices = [row.properties.get("voice", row.properties["origin"]) for row in rows]

    assert voices == ["gazette", "council", "ann", "council", "council", "cem", "cem"]


@dataclass(frozen=True, slots=True)
class Traced:
    """A claim as what it goes back to alone."""

    roots: frozenset[str]
    certainty: float = 0.7


@pytest.mark.parametrize(
    ("judgements", "standing"),
    [
        pytest.param([("wire", "wire-agency")], ("SINGLE_SOURCE", 1, 0.7, 1), id="one agency"),
        pytest.param([], ("AGREED", 2, 0.91, 2), id="taken back, two agencies"),
    ],
)
def test_one_agency_under_two_keys_is_one_origin_of_a_tie_and_of_its_spell(
    store: Store, address: str, tmp_path: Path, judgements: list[tuple[str, str]], standing: tuple[str, int, float, int]
) -> None:
    records = agency(*judgements)
    folder = write(tmp_path, {**records, "claims": records["claims"][:2]})
    load(store, find(str(folder)), Progress(disable=True), allow_removal=True)
    query = """{ relations(lens: {asOf: "2020-09-10"}) { nodes { status origins certainty spell { origins } } } }"""

    [tie] = ask(address, query)["relations"]["nodes"]  # type: ignore[index]

    assert (tie["status"], tie["origins"], tie["certainty"], tie["spell"]["origins"]) == standing


def test_an_act_counts_for_whom_it_was_done_only_while_the_office_is_held(
    store: Store, address: str, village: Path
) -> None:
    loaded(store, village)

    assert backers(address, "2020-09-15").keys() == {"ann", "anna", "cem"}
    rolled = backers(address, "2020-09-15", roll_up=True)
    assert rolled["town"] == ("SINGLE_SOURCE", 1, True) and "cem" not in rolled
    assert rolled["ann"] == ("SINGLE_SOURCE", 1, False)
    assert backers(address, "2020-09-16", roll_up=True)["town"][2] is True


@pytest.mark.parametrize(
    ("judgements", "said"),
    [
        pytest.param([{**SAME, "left": "anna"}], "right = 'anna': is the actor itself", id="of itself"),
        pytest.param([{**SAME, "right": "dan"}], "right = 'dan': no actor has this key", id="of nobody"),
        pytest.param([SAME, {**SAME, "key": "j2", "verdict": "not_same"}], "verdict = 'not_same': other judgements make the two the same", id="both"),
        pytest.param([{**SAME, "left": "town", "right": "watch", "verdict": "part_of"}], "right = 'watch': closes a circle of parts", id="a circle"),
        pytest.param([SAME, {**SAME, "key": "j2", "verdict": "part_of"}], "right = 'anna': closes a circle of parts", id="part of itself"),
        pytest.param([{**SAME, "coder": "mallory"}], "coder = 'mallory': is not among", id="by nobody"),
    ],
)  # fmt: skip
def test_judgements_that_cannot_be_right_are_refused(
    tmp_path: Path, judgements: list[dict[str, Any]], said: str
) -> None:
    folder = write(tmp_path, {"kinds": KINDS, "actors": ACTORS, "claims": CLAIMS, "judgements": judgements})

    with pytest.raises(InvalidDataSetError) as caught:
        check(find(str(folder)), Progress(disable=True))

    assert any(said in problem for problem in caught.value.problems), caught.value.problems
