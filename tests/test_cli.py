"""The command line as a user meets it: help with examples, answers, and errors of one line."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.environment import server_variables

from linkage.graph.lens import Lens
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from tests.emptied import SMALL, filled
from tests.village import claim, write

COMMANDS = [
    "run", "load", "query", "picture", "diff", "path", "search", "claim", "leverage", "package", "camps", "serve", "schema",
    "db start", "db stop", "db status", "db reset", "db check", "db shell", "db migrate", "db digest",
]  # fmt: skip


def linkage(
    *words: str, stdin: str = "", cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from linkage.cli import main; main()", *words],
        check=False,
        capture_output=True,
        text=True,
        input=stdin,
        cwd=cwd,
        timeout=120,
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1", **environment},
    )


BACKING = """query Backing($day: Date!) {
  relations(filter: {family: {eq: BACKS}}, lens: {theatres: ["bay"], asOf: $day}) { nodes { subject { name } object { name } } }
}"""


@pytest.fixture(scope="module")
def environment(database: Connection, settings: Settings) -> Iterator[dict[str, str]]:
    """What points the commands at the tests' database and home."""
    with filled(database):
        yield {
            **server_variables(database),
            "LINKAGE_HOME": str(settings.home),
        }


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(command: str) -> None:
    done = linkage(*command.split(), "--help")

    assert done.returncode == 0 and f"Example: linkage {command}" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("command", "lacking"),
    [("picture", []), ("diff", []), ("path", []), ("leverage", ["theatre", "issue"])],
    ids=["picture", "diff", "path", "leverage, which takes theatres as arguments"],
)
def test_whatever_looks_at_relations_takes_the_whole_lens(command: str, lacking: list[str]) -> None:
    shown = linkage(command, "--help").stdout

    assert [field.word for field in Lens.fields() if f"--{field.word} " not in shown] == lacking


def test_a_query_prints_its_answer_as_json(environment: dict[str, str], tmp_path: Path) -> None:
    backing = tmp_path / "backing.graphql"
    backing.write_text(BACKING, "utf-8")
    done = linkage("query", str(backing), "--var", "day=2020-03-05", **environment)

    relations = json.loads(done.stdout)["data"]["relations"]["nodes"]
    assert done.returncode == 0 and done.stderr == ""
    assert ("Alder", "Cedar Front") in {(r["subject"]["name"], r["object"]["name"]) for r in relations}


def test_a_variable_may_be_json_and_a_document_may_come_by_standard_input(
    environment: dict[str, str],
) -> None:
    document = "query Q($lens: LensInput) { relations(lens: $lens) { totalCount } }"
    done = linkage("query", "-", "--var", 'lens={"theatres": ["bay"]}', stdin=document, **environment)

    assert json.loads(done.stdout)["data"]["relations"]["totalCount"] > 0


def test_a_second_load_has_nothing_to_write(environment: dict[str, str]) -> None:
    done = linkage("load", str(SMALL), **environment)

    assert done.returncode == 0 and "nothing to write" in done.stdout


def test_a_picture_is_one_file(environment: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    words = ["--theatre", "bay", "--theatre", "ridge", "--as-of", "2020-03-05", "-o", str(out)]
    done = linkage("picture", *words, **environment)

    assert done.returncode == 0, done.stderr
    assert 300_000 < out.stat().st_size < 900_000 and "Cedar Front" in out.read_text("utf-8")


def test_the_digest_is_one_word(environment: dict[str, str]) -> None:
    done = linkage("db", "digest", **environment)

    assert done.returncode == 0 and len(done.stdout.strip()) == 32


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        pytest.param(["query", "no-such.graphql"], 1, "no-such.graphql cannot be read", id="no file"),
        pytest.param(["query", "-"], 1, "Syntax Error", id="an empty document"),
        pytest.param(["query", "docs/queries/said-by.graphql", "--var", "day"], 2, "is not name=value", id="no value"),
        pytest.param(["query", "docs/queries/said-by.graphql", "--var", "day=soon"], 1, "soon", id="a bad value"),
        pytest.param(["load", "atlantis"], 1, "there is no data set 'atlantis'", id="no data set"),
        pytest.param(["picture", "--theatre", "atlantis", "-o", "/dev/null"], 1, "theatre atlantis", id="no theatre"),
        pytest.param(
            ["picture", "--theatre", "bay", "-o", "/no/such/folder/x.html"], 1, "cannot be written", id="no folder"
        ),
        pytest.param(["picture", "--as-of", "2020-02-31", "-o", "x.html"], 2, "2020-02-31", id="31 February"),
        pytest.param(["serve", "--host", "127.0.0.1", "--port", "70000"], 2, "--port", id="no port"),
        pytest.param(["serve", "--host", "0.0.0.0"], 1, "--public", id="for everybody without saying so"),
        pytest.param(["serve", "--host", "192.0.2.7", "--public"], 1, "cannot be served", id="no address of ours"),
        pytest.param(["db", "start"], 1, "LINKAGE_NEO4J_URI", id="another server is set"),
        pytest.param(["fly"], 2, "No such command", id="no command"),
    ],
)
def test_a_wrong_call_gets_one_clear_line(environment: dict[str, str], words: list[str], code: int, said: str) -> None:
    done = linkage(*words, **environment)

    assert done.returncode == code, done.stdout + done.stderr
    assert any(part in done.stderr for part in said.split("|")) and "Traceback" not in done.stderr
    if code == 1:
        assert done.stderr.strip().count("\n") == 0 and done.stderr.startswith("linkage: ")


def test_every_problem_of_a_data_set_is_printed(environment: dict[str, str], tmp_path: Path) -> None:
    folder = write(tmp_path, {"claims": [claim(subject="dan", certainty=0.5), claim(key="two", held="2020-13")]})
    done = linkage("load", str(folder), **environment)

    lines = [line for line in done.stderr.splitlines() if line.startswith(("claims.jsonl", "linkage:"))]
    assert done.returncode == 1 and len(lines) == 3
    assert lines[-1] == "linkage: data set 'village' has 2 problems; nothing was written"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        pytest.param({"LINKAGE_NEO4J_URI": "http://127.0.0.1"}, "LINKAGE_NEO4J_URI needs one of neo4j", id="scheme"),
        pytest.param({"LINKAGE_NEO4J_URI": "bolt://127.0.0.1:1"}, "does not answer", id="nobody there"),
        pytest.param({"LINKAGE_NEO4J_PASSWORD": "guess"}, "refused user", id="password"),
        pytest.param({"LINKAGE_PORT": "many"}, "LINKAGE_PORT: ", id="port"),
    ],
)
def test_a_wrong_setting_gets_one_clear_line(environment: dict[str, str], changed: dict[str, str], said: str) -> None:
    done = linkage("query", "docs/queries/said-by.graphql", **{**environment, **changed})

    lines = done.stderr.strip().splitlines()
    assert done.returncode == 1 and len(lines) == 1 and said in lines[0], done.stderr


def test_debug_shows_the_whole_story(environment: dict[str, str]) -> None:
    done = linkage("--debug", "load", "atlantis", **environment)

    assert done.returncode != 0 and "Traceback" in done.stderr
