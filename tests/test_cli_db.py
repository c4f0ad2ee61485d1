"""`linkage db` against a real Neo4j."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.environment import server_variables
from click.testing import Result
from neo4j.time import Date
from typer.testing import CliRunner

from linkage.cli import db
from linkage.cli.shell import shown, split
from linkage.graph.errors import LeaseHeldError, SettingsError, StoreError
from linkage.graph.settings import Settings
from linkage.graph.store.changes import advance
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store

Environment = dict[str, str | None]


def run(environment: Environment, *arguments: str, given: str | None = None) -> Result:
    """What the command did; deliberate errors are raised."""
    result = CliRunner().invoke(db.app, arguments, input=given, env=environment)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture(scope="module")
def database(embedded_database: Connection) -> Connection:
    return embedded_database


@pytest.fixture
def running(settings: Settings, database: Connection) -> Environment:
    """The environment that makes the tests' own embedded database the one in use."""
    return {
        "LINKAGE_HOME": str(settings.home),
        "LINKAGE_CACHE": str(settings.cache),
        "LINKAGE_NEO4J_URI": None,
    }


@pytest.fixture
def served(database: Connection) -> Environment:
    """The environment that names the same server as one that others run."""
    return server_variables(database)


def test_status_tells_address_and_version(running: Environment, database: Connection) -> None:
    result = run(running, "status")

    assert result.exit_code == 0
    assert database.uri in result.stdout
    assert "Neo4j 2026" in result.stdout


def test_status_names_the_generation_and_who_writes(running: Environment, served: Environment, store: Store) -> None:
    with store.writing("a test"):
        store.write(
            ("load.open_run", {"id": "r", "dataset": "d", "version": "v", "expected": 1, "who": None}), advance()
        )
        generation = store.generation()
        texts = [run(environment, "status").stdout for environment in (running, served)]
    after = run(running, "status").stdout

    for text in texts:
        assert f"content   generation {generation.number} ({generation.id}), since 20" in text
        assert "loading   d, in part since 20" in text
        assert f"writer    a test (process {os.getpid()} on " in text
    assert "loading" in after and "writer" not in after


@pytest.mark.parametrize(
    "words",
    [
        ["db", "migrate"],
        ["load", "syria-libya"],
        ["restore", "none.tar.gz"],
        ["run", "--port", "18763"],
        ["db", "shell", "--write", "RETURN 1"],
    ],
)
def test_a_command_that_writes_waits_for_another_or_gives_up(
    served: dict[str, str], store: Store, words: list[str]
) -> None:
    command = [sys.executable, "-c", "from linkage.cli import main; main()", *words]
    with store.writing("a test"):
        done = subprocess.run(
            [*command, "--no-wait"], check=False, capture_output=True, text=True, env=os.environ | served
        )
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ | served) as waiting:
            assert waiting.stderr is not None
            sentence = waiting.stderr.readline()
            waiting.kill()

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("linkage: the database is being written to by a test (process ")
    assert done.stderr.endswith("): try again when that has ended\n") and done.stderr.count("\n") == 1
    assert sentence.startswith("waiting for a test (process ") and sentence.endswith("which writes to the database\n")


def test_status_of_a_database_that_does_not_run_is_a_failure(running: Environment, tmp_path: Path) -> None:
    result = run(running | {"LINKAGE_HOME": str(tmp_path)}, "status")

    assert result.exit_code == 1
    assert "linkage db start" in result.stdout


def test_start_says_where_it_answers(running: Environment, database: Connection) -> None:
    assert run(running, "start").stdout == f"Neo4j answers at {database.uri}\n"


@pytest.mark.parametrize("verb", ["start", "stop", "reset"])
def test_the_server_of_others_is_neither_started_nor_stopped_nor_deleted(
    served: Environment, database: Connection, verb: str
) -> None:
    with pytest.raises(SettingsError, match=f"LINKAGE_NEO4J_URI.*{database.uri}"):
        run(served, verb)


def test_status_and_shell_speak_to_the_server_of_others(served: Environment, database: Connection) -> None:
    assert database.uri in run(served, "status").stdout
    assert run(served, "shell", "RETURN 1 AS one").stdout == "one\n1\n"


def test_a_reset_that_is_not_wanted_deletes_nothing(running: Environment) -> None:
    assert run(running, "reset", given="n\n").exit_code == 1
    assert run(running, "status").exit_code == 0


def test_a_reset_deletes_the_database(running: Environment, tmp_path: Path) -> None:
    mine = running | {"LINKAGE_HOME": str(tmp_path)}
    run(mine, "shell", "--write", "CREATE (:Gone)")

    assert run(mine, "reset", "--yes").exit_code == 0
    assert run(mine, "status").exit_code == 1
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == []


def test_piped_statements_run_in_order_and_are_answered_as_lines(running: Environment) -> None:
    given = "RETURN 'a;b' AS text, null AS nothing; // one; more\nUNWIND [1, 2] AS number RETURN number"

    assert run(running, "shell", given=given).stdout == "text\tnothing\na;b\tnull\nnumber\n1\n2\n"


def test_the_first_statement_that_is_refused_ends_the_run(running: Environment) -> None:
    with pytest.raises(StoreError, match="SyntaxError"):
        run(running, "shell", "RETRN 1; RETURN 2")


@pytest.mark.parametrize("statement", ["CREATE (:Gone)", "CREATE INDEX gone FOR (n:Gone) ON (n.key)"])
def test_the_shell_writes_only_where_it_is_told_to(running: Environment, store: Store, statement: str) -> None:
    before = store.generation()
    with pytest.raises(StoreError, match="this statement writes, and nothing was written: `linkage db shell --write`"):
        run(running, "shell", f"RETURN 1; {statement}")

    assert store.rows("MATCH (node:Gone) RETURN count(node)")[1] == [[0]]
    assert store.generation() == before


def test_each_statement_of_the_shell_that_writes_is_another_generation(running: Environment, store: Store) -> None:
    before = store.generation().number
    index = "CREATE INDEX gone FOR (n:Gone) ON (n.key); DROP INDEX gone"
    told = run(
        running,
        "shell",
        "--write",
        f"CREATE (n:Gone) RETURN 1 AS one; RETURN 2 AS two; {index}; MATCH (n:Gone) DELETE n",
    )

    assert told.stdout == "one\n1\ntwo\n2\n"
    assert store.generation().number == before + 2
    assert store.lease().free and not store.generation().changing


def test_the_shell_does_not_write_beside_another_command(running: Environment, store: Store) -> None:
    with store.writing("a test"), pytest.raises(LeaseHeldError, match="is being written to by a test"):
        run(running, "shell", "--write", "--no-wait", "CREATE (:Gone)")

    assert store.rows("MATCH (node:Gone) RETURN count(node)")[1] == [[0]]


def test_a_stored_text_cannot_steer_the_terminal(running: Environment) -> None:
    result = run(running, "shell", r"RETURN 'red \u001b[31m tab \t end' AS text")

    assert result.stdout == "text\nred \\x1b[31m tab \\t end\n"


def test_the_prompt_goes_on_after_an_error_and_keeps_its_history(running: Environment, settings: Settings) -> None:
    typed = ":help\nRETRN 1;\nRETURN\n  40 + 2 AS sum;\n:exit\n"
    environment = {name: value for name, value in (os.environ | running).items() if value is not None}
    environment |= {"TERM": "xterm", "COLUMNS": "100"}
    environment.pop("LINKAGE_NEO4J_URI", None)
    script = "from linkage.cli import main; main()"
    terminal, end = pty.openpty()
    command = subprocess.Popen(
        [sys.executable, "-c", script, "db", "shell"],
        stdin=end,
        stdout=end,
        stderr=end,
        env=environment,
        start_new_session=True,
    )
    os.close(end)
    os.write(terminal, typed.encode())
    printed = _read(terminal)

    assert command.wait(timeout=120) == 0
    assert "A statement ends with ;" in printed
    assert "SyntaxError" in printed
    assert "│ 42" in printed
    assert "1 row" in printed
    history = settings.home / "shell-history"
    assert "40 + 2 AS sum;" in history.read_text("utf-8")
    assert history.stat().st_mode & 0o777 == 0o600


def _read(terminal: int) -> str:
    """All that is printed until the other end closes."""
    chunks = []
    while True:
        try:
            chunk = os.read(terminal, 4096)
        except OSError:  # how Linux says that the other end is closed
            chunk = b""
        if not chunk:
            os.close(terminal)
            return b"".join(chunks).decode()
        chunks.append(chunk)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("RETURN 1; RETURN 2;", (["RETURN 1", "RETURN 2"], ""), id="two"),
        pytest.param("RETURN 1", ([], "RETURN 1"), id="no end yet"),
        pytest.param("RETURN ';' ;", (["RETURN ';'"], ""), id="in a text"),
        pytest.param(r"RETURN 'it\'s ;' ;", ([r"RETURN 'it\'s ;'"], ""), id="after an escaped quote"),
        pytest.param("MATCH (n:`a;b`);", (["MATCH (n:`a;b`)"], ""), id="in a quoted name"),
        pytest.param("RETURN 1 // a;b\n;", (["RETURN 1 // a;b"], ""), id="in a comment"),
        pytest.param("RETURN /* ; */ 1;", (["RETURN /* ; */ 1"], ""), id="in a long comment"),
        pytest.param("RETURN 1; RETURN 'a;", (["RETURN 1"], "RETURN 'a;"), id="in a text that goes on"),
        pytest.param(" ; ;", ([], ""), id="nothing"),
    ],
)
def test_a_semicolon_ends_a_statement_only_where_cypher_says_so(text: str, expected: tuple[list[str], str]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain", "plain"),
        (None, "null"),
        (True, "true"),
        (2.5, "2.5"),
        (Date(2020, 9, 16), "2020-09-16"),
        (["a", 1, None], '["a", 1, null]'),
        ({"name": "Türkiye", "since": Date(2019, 1, 1)}, '{name: "Türkiye", since: 2019-01-01}'),
    ],
    ids=str,
)
def test_a_value_is_shown_as_cypher_writes_it(value: object, expected: str) -> None:
    assert shown(value) == expected


def test_nodes_relationships_and_paths_are_shown_with_their_direction(running: Environment) -> None:
    created = "CREATE path = (:A {key: 'a'})<-[:BACKS {since: 2019}]-(:B:C) RETURN path"
    printed = run(running, "shell", "--write", f"{created}; MATCH (node:A|B) DETACH DELETE node").stdout

    assert printed == 'path\n(:A {key: "a"})<-[:BACKS {since: 2019}]-(:B:C)\n'


def test_loads_are_listed_with_day_and_state_in_eighty_columns(
    running: Environment, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.rows(
        "UNWIND [null, datetime('2026-11-28T15:40:00Z')] AS closed "
        "CREATE (:Run {id: toString(closed), startedAt: datetime('2026-11-28T15:38:10.1234Z'), closedAt: closed, "
        "who: 'ann', dataset: 'syria-libya', version: 'a3952eea0123456789', done: 1500, expected: 1500, relations: 3040})"
    )
    lines = run(running | {"COLUMNS": "80"}, "runs").stdout.splitlines()

    rows = [line.split() for line in lines if line.startswith("2026")]
    assert sorted(row[2] for row in rows) == ["done", "open"]
    assert rows[0][:2] == ["2026-11-28", "15:38"] and rows[0][3:] == [
        "ann",
        "syria-libya",
        "a3952eea",
        "1500/1500",
        "3040",
    ]
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("verb", ["status", "start"])
def test_a_password_in_an_address_is_refused_and_never_printed(verb: str) -> None:
    environment = {"LINKAGE_NEO4J_URI": "bolt://eve:hunter2@127.0.0.1:1"}
    words = [sys.executable, "-c", "from linkage.cli import main; main()", "--debug", "db", verb]
    done = subprocess.run(words, env={**os.environ, **environment}, capture_output=True, text=True, check=False)

    assert done.returncode == 1 and "LINKAGE_NEO4J_PASSWORD" in done.stderr
    assert "hunter2" not in done.stdout + done.stderr


def test_a_connection_holds_no_login_in_its_address() -> None:
    with pytest.raises(StoreError, match="give them apart") as caught:
        Connection("bolt://eve:hunter2@127.0.0.1:1", "eve", "hunter2")

    assert "hunter2" not in str(caught.value)
