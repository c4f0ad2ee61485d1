"""On which side an outlet or a speaker stands: a field with its source, which evidence shows and lists are narrowed by."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from linkage.cli.claim import lines
from linkage.graph.records import SpeakerSide
from linkage.graph.store.connection import Connection
from linkage.graph.wording.claims import SIDES, voice
from tests.asking import Ask, asking
from tests.test_checks import problems
from tests.village import VILLAGE, claim, write

SOURCE = "https://example.org/who-owns-what"
PRESS = [
    {"key": "crier", "kind": "medium", "name": "Crier", "side": "party", "side_source": "gazette-1"},
    {"key": "notice", "kind": "medium", "name": "Notice", "side": "unknown"},
]
GAZETTE = {**VILLAGE["actors"][3], "side": "state_run", "side_source": SOURCE}
RECORDS = {
    "actors": [*VILLAGE["actors"][:3], GAZETTE, *PRESS],
    "documents": [
        *VILLAGE["documents"],
        *({**VILLAGE["documents"][0], "key": f"{key}-1", "publisher": key} for key in ("crier", "notice")),
    ],
    "claims": [
        claim(speakers=["ann", "gazette"]),
        claim(key="two", document="crier-1", speakers=["crier"]),
        claim(key="three", document="notice-1", speakers=["notice"]),
    ],
}


def sided(**fields: Any) -> dict[str, list[dict[str, Any]]]:
    return {"actors": [*VILLAGE["actors"][:3], {**VILLAGE["actors"][3], **fields}]}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        pytest.param({"side": "state_run"}, "side = 'state_run': needs a side_source", id="a side without a source"),
        pytest.param({"side_source": SOURCE}, f"side_source = '{SOURCE}': there is no side", id="a source of nothing"),
        pytest.param({"side": "left"}, "side = 'left': Input should be 'state_run', 'party', 'opposition', 'independent' or 'unknown'", id="no such side"),
        pytest.param({"side": "party", "side_source": "crier-9"}, "side_source = 'crier-9': no document has this key", id="no such document"),
        pytest.param({"side": "party", "side_source": "I heard so"}, "side_source = 'I heard so': ", id="neither address nor key"),
    ],
)  # fmt: skip
def test_a_side_without_somebody_who_says_so_is_refused(tmp_path: Path, fields: dict[str, Any], said: str) -> None:
    [problem] = problems(tmp_path, sided(**fields))

    assert problem.startswith(f"actors.jsonl:4: actor gazette: {said}")


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"side": "unknown"}, id="nobody could tell"),
        pytest.param({"side": "opposition", "side_source": SOURCE}, id="an address says so"),
        pytest.param({"side": "independent", "side_source": "gazette-1"}, id="a document says so"),
    ],
)
def test_a_side_may_rest_on_an_address_or_a_document_and_need_not_be_known(
    tmp_path: Path, fields: dict[str, Any]
) -> None:
    assert problems(tmp_path, sided(**fields)) == []


def test_a_side_stands_beside_the_name_wherever_somebody_has_looked() -> None:
    assert [voice("Gazette", side) for side in (None, SpeakerSide.PARTY, SpeakerSide.UNKNOWN)] == [
        "Gazette", "Gazette (party to the conflict)", "Gazette (side unknown)",
    ]  # fmt: skip
    assert set(SIDES) == set(SpeakerSide)


@pytest.fixture(scope="module")
def village(database: Connection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    with asking(database, write(tmp_path_factory.mktemp("village"), RECORDS)) as ask:
        yield ask


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        pytest.param({"eq": "PARTY"}, ["two"], id="one side"),
        pytest.param({"in": ["STATE_RUN", "UNKNOWN"]}, ["one", "three"], id="either of two"),
        pytest.param({"eq": "OPPOSITION"}, [], id="a side that no outlet is on"),
    ],
)
def test_claims_are_narrowed_by_the_side_of_their_outlet(village: Ask, asked: Any, keys: list[str]) -> None:
    query = """query ($side: SpeakerSideFilter) {
        claims(filter: {publisherSide: $side}, orderBy: KEY_ASC) { nodes { key } } }"""

    nodes = village(query, side=asked)["data"]["claims"]["nodes"]

    assert sorted(node["key"] for node in nodes) == sorted(keys)


def test_an_actor_tells_its_side_and_who_says_so(village: Ask) -> None:
    query = "{ actors(filter: {side: {eq: STATE_RUN}}) { nodes { key side sideSource } } }"

    assert village(query)["data"]["actors"]["nodes"] == [
        {"key": "gazette", "side": "STATE_RUN", "sideSource": SOURCE},
    ]


def test_the_command_that_opens_a_claim_has_the_side_beside_the_name(village: Ask) -> None:
    from linkage.cli.claim import DOCUMENT

    told = list(lines(village(DOCUMENT, key="one")["data"]["claim"]))

    assert any("Ann → Gazette (state-run), 2020-09-20" in line for line in told)
    assert any("On Ann (Gazette (state-run), 2020-09-20)" in line for line in told)
