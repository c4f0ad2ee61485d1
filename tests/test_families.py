"""A family is one record: one that is added there is loaded, asked for, drawn and taken away like the others."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from benchmarks.environment import server_variables

from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from tests.village import LASTING, VILLAGE, claim, write

ROOT = Path(__file__).parent.parent
MEMBER = """
    SHELTERS = (
        "shelters", 1, True, "gives shelter to",
        Stroke(
            tag="shelters", light="#117733", text="#0B5A25", dark="#66CC88", dashes=(4, 2),
            end="vee", length=20, outline="M0 0L-1 .4L-1 -.4z", slope=0.25, pull=2.5, outside=3,
        ),
    )
    \"\"\"The subject gives the object shelter.\"\"\"
"""
INDEX = """// name: migrations.9999-shelters-theatre
// Pictures read the relations of a theatre.
//
// returns: nothing
// access: schema
CREATE INDEX shelters_theatre IF NOT EXISTS FOR ()-[relation:SHELTERS]-() ON (relation.theatre)
"""
KINDS = [
    *VILLAGE["kinds"],
    {"key": "shelters", "verb": "shelters", "inverse": "has shelter from", "family": "shelters", **LASTING},
]
BACKS, SHELTERS = claim(), claim(key="two", kind="shelters", summary="Ann shelters Bob.")
QUESTION = """query ($family: RelationFamily!) {
  relations { totalCount nodes { family sign } }
  some: relations(filter: {family: {eq: $family}}) { nodes { id subject { key } certainty } }
}"""


@dataclass(frozen=True, slots=True)
class House:
    """A copy of the package, whose commands use the tests' database."""

    folder: Path
    database: Connection

    def __call__(self, *words: str) -> str:
        environment = os.environ | {
            "PYTHONPATH": str(self.folder),
            **server_variables(self.database),
        }
        command = [sys.executable, "-c", "from linkage.cli import main; main()", *words]
        done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def load(self, folder: Path, *claims: dict[str, Any]) -> str:
        return self("load", "--allow-removal", str(write(folder / "village", {"kinds": KINDS, "claims": list(claims)})))

    def ask(self, folder: Path) -> dict[str, Any]:
        (folder / "question").write_text(QUESTION, "utf-8")
        data: dict[str, Any] = json.loads(self("query", str(folder / "question"), "--var", "family=SHELTERS"))
        return data["data"]  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package with a fourth family: a record of it, an index, and the schema printed again."""
    folder = tmp_path_factory.mktemp("families") / "linkage"
    shutil.copytree(ROOT / "src" / "linkage", folder, ignore=shutil.ignore_patterns("__pycache__", "datasets"))
    families = folder / "graph" / "families.py"
    text = families.read_text("utf-8")
    end = text.index("\n\n\nRELATIONSHIP_TYPES")
    families.write_text(text[:end] + "\n" + MEMBER.strip("\n") + text[end:], "utf-8")
    (folder / "cypher" / "migrations" / "9999-shelters-theatre.cypher").write_text(INDEX, "utf-8")
    command = [sys.executable, "-c", "from linkage.cli import main; main()", "schema"]
    environment = os.environ | {"PYTHONPATH": str(folder.parent)}
    printed = subprocess.run(command, check=True, capture_output=True, env=environment).stdout
    (folder / "api" / "schema.graphql").write_bytes(printed)
    return folder.parent


@pytest.fixture
def house(copied: Path, store: Store, database: Connection) -> Iterator[House]:
    yield House(copied, database)
    store.rows("DROP INDEX shelters_theatre IF EXISTS")
    store.rows("MATCH (step:Migration) WHERE step.name STARTS WITH '9999' DELETE step")


def test_a_fourth_family_is_loaded_asked_for_drawn_and_taken_away(house: House, store: Store, tmp_path: Path) -> None:
    house.load(tmp_path, BACKS, SHELTERS)
    answer = house.ask(tmp_path)
    house("picture", "--theatre", "valley", "-o", str(tmp_path / "picture.html"))
    page = (tmp_path / "picture.html").read_text("utf-8")
    way = house("path", "ann", "bob", "--family", "shelters")

    assert answer["relations"]["totalCount"] == 2
    assert {"family": "SHELTERS", "sign": 1} in answer["relations"]["nodes"]
    assert [node["subject"]["key"] for node in answer["some"]["nodes"]] == ["ann"]
    assert "gives shelter to" in page and "<svg" in page
    assert "shelter" in way

    house.load(tmp_path, BACKS, {**SHELTERS, "certainty": 0.4})

    [node] = house.ask(tmp_path)["some"]["nodes"]
    assert node["certainty"] == pytest.approx(0.4)
    assert store.rows("MATCH ()-[r]->() WHERE r.pair IS NOT NULL RETURN count(r), count(DISTINCT r.id)")[1] == [[2, 2]]

    house.load(tmp_path, BACKS)

    assert house.ask(tmp_path) == {
        "relations": {"totalCount": 1, "nodes": [{"family": "BACKS", "sign": 1}]},
        "some": {"nodes": []},
    }
    assert store.rows("MATCH ()-[r:$any(['SHELTERS'])]->() RETURN count(r)")[1] == [[0]]


def test_adding_a_family_touches_its_record_an_index_and_the_printed_schema(house: House) -> None:
    before = (ROOT / "api" / "schema.graphql").read_text("utf-8").splitlines()

    added = [line for line in house("schema").splitlines() if line not in before]

    assert any(line.strip() == "SHELTERS" for line in added)
    assert [line for line in added if "shelter" not in line.lower()] == []
