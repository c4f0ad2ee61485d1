"""Stored records and relations held against what they should be, without a database."""

from datetime import date
from typing import Any

import pytest
from rich.progress import Progress

from linkage.graph.ids import global_id
from linkage.graph.store.faults import Fault, FaultKind
from linkage.graph.wording.faults import FAULTS, record_title, relation_title, remaining, repaired, wrong
from linkage.ingest.loading import check
from linkage.ingest.plan import all_rows
from linkage.ingest.soundness.content import StoredNode, content_digest, node_faults
from linkage.ingest.soundness.relations import compare
from linkage.ingest.soundness.repair import MENDABLE
from linkage.ingest.text.used import find
from tests.full import write_full

VERSION = {
    "id": "r",
    "theatre": "valley",
    "validFrom": date(2020, 9, 1),
    "knownFrom": date(2020, 9, 20),
    "certainty": 0.7,
}
DERIVED = {"dyad": "ann|bob", "ties": [{"family": "BACKS", "forward": True, "versions": [VERSION]}]}


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> list[StoredNode]:
    """The rows of every kind of record as the store would have them, links in no order."""
    dataset = find(str(write_full(tmp_path_factory.mktemp("full"))))
    rows = all_rows(dataset, check(dataset, Progress(disable=True)))
    return [_node(row.parameters("full")) for row in rows]


def _node(row: dict[str, Any]) -> StoredNode:
    properties = {name: value for name, value in row["properties"].items() if value is not None}
    links = sorted(((link["type"], link["target"], link["position"]) for link in row["links"]), reverse=True)
    return StoredNode(frozenset({"Record", row["label"]}), properties, links)


def test_a_record_that_was_stored_whole_fits_its_digest_whatever_it_is(nodes: list[StoredNode]) -> None:
    assert len({node.label for node in nodes}) == 15
    assert [fault for node in nodes for fault in node_faults(node)] == []


def test_whatever_is_changed_in_a_record_shows(nodes: list[StoredNode]) -> None:
    unseen = [
        (node.label, name)
        for node in nodes
        for name in node.properties.keys() - {"id", "dataset", "digest", "file", "ordinal"}
        if content_digest(node, **{name: "changed"}) == node.digest
    ]
    linked = [node for node in nodes if node.links]

    assert unseen == []
    assert all(
        content_digest(StoredNode(node.labels, node.properties, node.links[1:])) != node.digest for node in linked
    )


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        pytest.param([("BACKS", True, VERSION)], [], id="as derived"),
        pytest.param([("BACKS", True, VERSION | {"certainty": 0.7 + 1e-12})], [], id="by another machine"),
        pytest.param([], [("relation-lacking", "")], id="nothing"),
        pytest.param([("BACKS", True, VERSION)] * 2, [("relation-doubled", "2")], id="twice"),
        pytest.param([("BACKS", False, VERSION)], [("relation-wrong", "the other way round")], id="turned round"),
        pytest.param([("OPPOSES", True, VERSION)], [("relation-wrong", "family OPPOSES, not BACKS")], id="another family"),
        pytest.param([("BACKS", True, VERSION | {"certainty": 0.9})], [("relation-wrong", "certainty 0.9, not 0.7")], id="a value"),
        pytest.param([("BACKS", True, VERSION | {"seen": True})], [("relation-wrong", "seen True, not nothing")], id="a value too many"),
        pytest.param([("BACKS", True, VERSION), ("OPPOSES", True, {"id": "x"})], [("relation-stray", "")], id="one too many"),
    ],
)  # fmt: skip
def test_a_relation_is_held_against_what_claims_add_up_to(stored: list[Any], expected: list[tuple[str, str]]) -> None:
    assert [(fault.kind, fault.detail) for fault in compare(DERIVED, stored)] == expected


@pytest.mark.parametrize("kind", FaultKind)
def test_every_fault_is_told_with_what_a_repair_does_or_what_to_load(kind: FaultKind) -> None:
    told = wrong(Fault(kind, "claim one", "village", "2"))

    assert told[0].isupper() and told.endswith(".") and "{" not in told
    assert ("--repair" in told) == (kind in MENDABLE)
    assert ("load data set 'village' again" in told) == (kind not in MENDABLE or FAULTS[kind].load)
    if kind in MENDABLE:
        done = repaired(Fault(kind, "claim one", "village", "2"))
        assert done.endswith(".") and done.count(": ") >= 1


@pytest.mark.parametrize(
    ("identifier", "key", "expected"),
    [
        (global_id("Actor", "ann"), "ann", "actor ann"),
        (global_id("Claim", "a1"), "one", "claim one"),
        (global_id("Claim", "a1"), None, "claim a1"),
        (global_id("Name", "Actor", "ann", "en", "Ann: of us"), None, "name Ann: of us of actor ann"),
        (global_id("Share", "a1", "0"), None, "share 1 of claim a1"),
        (global_id("DataSet", "village"), "village", "data set village"),
        ("nonsense", None, "record nonsense"),
    ],
)
def test_a_record_is_called_by_kind_and_key(identifier: str, key: str | None, expected: str) -> None:
    assert record_title(identifier, key) == expected


def test_a_relation_is_called_by_the_keys_of_its_ends_its_theatre_and_its_days() -> None:
    assert (
        relation_title("ann", "BACKS", "bob", VERSION)
        == "In valley: ann backs bob (held from 2020-09-01, known from 2020-09-20)"
    )
    assert relation_title("ann", "BACKS", "bob", {}) == "ann backs bob"


def test_the_last_line_says_how_much_a_repair_sees_to() -> None:
    assert remaining(1, 1) == "1 fault; `linkage db check --repair` sees to it."
    assert remaining(5, 3) == "5 faults; `linkage db check --repair` sees to 3 of them."
    assert remaining(2, 0) == "2 faults that only a load puts right."
