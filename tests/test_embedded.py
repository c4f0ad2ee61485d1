"""The embedded Neo4j, the real one: each test has a home of its own, all share the fetched jars."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError
from rich.console import Console

from linkage.graph import embedded
from linkage.graph.embedded import aot, jars, lock, logs, process
from linkage.graph.embedded.home import Home, first_login, free_port
from linkage.graph.errors import EmbeddedServerError, StoreError
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store

START = """
from linkage.graph import embedded
from linkage.graph.settings import load_settings
print(embedded.start(load_settings()).uri, embedded.status(load_settings()).pid)
"""


@pytest.fixture(scope="module")
def database(embedded_database: Connection) -> Connection:
    return embedded_database


@pytest.fixture
def own(settings: Settings, tmp_path: Path) -> Iterator[Settings]:
    """Settings with an unused home; what a test leaves running there is stopped."""
    mine = settings.model_copy(update={"home": tmp_path / "home"})
    try:
        yield mine
    finally:
        embedded.stop(mine)


def environment(settings: Settings) -> dict[str, str]:
    """What tells a command of its own to use *settings*."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LINKAGE_")}
    return kept | {"LINKAGE_HOME": str(settings.home), "LINKAGE_CACHE": str(settings.cache)}


def linked_cache(settings: Settings, folder: Path) -> Path:
    """A cache of its own with the jars of the shared one."""
    for path in (settings.cache / f"neo4j-{lock.version()}").glob("*.jar"):
        target = folder / path.parent.name / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(path, target)
    return folder


def test_it_answers_at_once_when_start_returns(settings: Settings, database: Connection) -> None:
    with Store(database) as store:
        _, rows = store.rows("RETURN 1")

    assert rows == [[1]]
    assert embedded.status(settings).version == lock.version()


def test_a_second_start_finds_the_first(settings: Settings, database: Connection) -> None:
    before = embedded.status(settings).pid

    assert embedded.start(settings) == database
    assert embedded.status(settings).pid == before


def test_nobody_else_can_read_its_password(settings: Settings, database: Connection) -> None:
    home = Home.of(settings)

    assert home.folder.stat().st_mode & 0o777 == 0o700
    for secret in (home.password, home.data / "dbms" / "auth.ini"):
        assert secret.stat().st_mode & 0o777 == 0o600


def test_the_password_that_every_new_neo4j_has_is_refused(database: Connection) -> None:
    with (
        GraphDatabase.driver(database.uri, auth=("neo4j", "neo4j")) as driver,
        pytest.raises(AuthError),
    ):
        driver.verify_connectivity()


def test_it_listens_on_loopback_only(settings: Settings, database: Connection) -> None:
    found = process.find(Home.of(settings))
    assert found is not None
    listening = [
        connection.laddr.ip for connection in found.net_connections("inet") if connection.status == psutil.CONN_LISTEN
    ]

    assert listening
    assert {address.removeprefix("::ffff:") for address in listening} == {"127.0.0.1"}


def test_it_reports_to_nobody_and_looks_for_nobody(database: Connection) -> None:
    with Store(database) as store:
        _, rows = store.rows(
            "SHOW SETTINGS 'dbms.usage_report.enabled', 'dbms.fleet_manager.enabled', "
            "'server.fleet_discovery.enabled' YIELD value"
        )

    assert rows == [["false"]] * 3


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/a.csv", "https://[::1]:9/a.csv", "file:///etc/hosts"])
def test_a_statement_cannot_make_it_read_an_address(database: Connection, address: str) -> None:
    with Store(database) as store, pytest.raises(StoreError, match=r"blocked|is false"):
        store.rows(f"LOAD CSV FROM '{address}' AS line RETURN line")


def test_two_commands_that_start_it_at_once_get_the_same_server(own: Settings) -> None:
    commands = [
        subprocess.Popen([sys.executable, "-c", START], env=environment(own), stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    answers = [command.communicate(timeout=300)[0] for command in commands]

    assert [command.returncode for command in commands] == [0, 0]
    assert answers[0] == answers[1]


def test_it_outlives_the_command_that_started_it_and_its_ctrl_c(own: Settings) -> None:
    command = subprocess.Popen(
        [sys.executable, "-c", START + "print('waiting', flush=True)\ninput()"],
        env=environment(own),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert command.stdout is not None
    assert "waiting\n" in command.stdout
    os.killpg(command.pid, signal.SIGINT)
    command.communicate(timeout=120)

    assert embedded.status(own).version == lock.version()


def test_after_a_kill_the_next_start_has_the_data_again(own: Settings) -> None:
    with Store(embedded.start(own)) as store:
        store.rows("CREATE (:Kept)")
    found = process.find(Home.of(own))
    assert found is not None
    found.kill()
    found.wait()
    assert embedded.running(own) is None
    assert embedded.status(own).pid is None

    with Store(embedded.start(own)) as store:
        _, rows = store.rows("MATCH (kept:Kept) RETURN count(kept)")

    assert rows == [[1]]


def test_a_stop_leaves_no_process_and_a_second_one_has_nothing_to_do(own: Settings) -> None:
    embedded.start(own)
    pid = embedded.status(own).pid
    assert pid is not None

    assert embedded.stop(own)
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    assert not embedded.stop(own)


def test_a_lost_password_is_said_and_a_reset_helps(own: Settings) -> None:
    embedded.start(own)
    embedded.stop(own)
    Home.of(own).password.unlink()
    with pytest.raises(EmbeddedServerError, match="linkage db reset"):
        embedded.start(own)

    embedded.reset(own)

    assert embedded.start(own).password


def test_a_foreign_password_is_said(own: Settings) -> None:
    embedded.start(own)
    embedded.stop(own)
    Home.of(own).password.write_text("another", "utf-8")

    with pytest.raises(EmbeddedServerError, match="refuses its own password"):
        embedded.start(own)
    assert embedded.status(own).pid is None


def test_data_that_cannot_be_opened_end_the_start_with_the_reason(own: Settings) -> None:
    embedded.start(own)
    embedded.stop(own)
    home = Home.of(own)
    (home.data / "databases" / "neo4j" / "neostore").write_bytes(b"damaged" * 1000)

    with pytest.raises(EmbeddedServerError, match=f"cannot open its data.*{home.details}.*linkage db reset"):
        embedded.start(own)
    assert process.find(home) is None


def test_a_server_that_ends_while_it_starts_is_said_with_its_log(own: Settings) -> None:
    home = Home.of(own)
    with ThreadPoolExecutor() as threads:
        starting = threads.submit(embedded.start, own)
        while (found := process.find(home)) is None:
            time.sleep(0.02)
        found.kill()

        with pytest.raises(EmbeddedServerError, match=f"ended while it was starting.*{home.log}"):
            starting.result()


@pytest.mark.parametrize(
    ("log", "reason"),
    [
        pytest.param(
            "Picked up X: " + "a.jar:" * 5_000 + "\nError: no main class\n", " (Error: no main class)", id="Java"
        ),
        pytest.param(
            "Failed\n\tat a.b(C.java)\nCaused by: a: it is locked\n\t... 9 more\n", " (a: it is locked)", id="Neo4j"
        ),
        pytest.param("a.jar:" * 5_000, " (" + "a.jar:" * 33 + "a…)", id="a class path alone"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_failed_start_is_one_sentence(tmp_path: Path, log: str, reason: str) -> None:
    home = Home(tmp_path)
    home.log.write_text(log)

    assert str(logs.failure(home, "It ended")) == f"It ended{reason}: see its log {home.log}"


def test_a_stop_needs_no_cache(own: Settings, tmp_path: Path) -> None:
    embedded.start(own)

    assert embedded.stop(own.model_copy(update={"cache": tmp_path / "nowhere"}))
    assert process.find(Home.of(own)) is None


def test_a_set_port_that_is_in_use_is_named(own: Settings) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(EmbeddedServerError, match=f"port {port} is in use.*LINKAGE_BOLT_PORT"):
            embedded.start(own.model_copy(update={"bolt_port": port}))


def test_a_port_that_is_taken_while_it_starts_is_left_to_the_other_program(own: Settings) -> None:
    home = Home.of(own)
    with socket.socket() as other, ThreadPoolExecutor() as threads:
        starting = threads.submit(embedded.start, own)
        while process.find(home) is None:
            time.sleep(0.02)
        port = home.port()
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port))
        other.listen()

        assert starting.result().uri != f"bolt://127.0.0.1:{port}"


def test_the_port_used_last_is_used_again_unless_another_program_has_it() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        last = other.getsockname()[1]
        other.listen()
        assert free_port(None, last) != last

    assert free_port(None, last) == last


def test_too_little_memory_is_said_with_figures(own: Settings) -> None:
    free = psutil.virtual_memory().available // 2**20

    with pytest.raises(EmbeddedServerError, match=r"needs \d+ MiB of memory and \d+ MiB are free"):
        embedded.start(own.model_copy(update={"memory": free}))


def test_a_home_that_cannot_be_used_is_named(own: Settings) -> None:
    own.home.write_text("a file", "utf-8")

    with pytest.raises(EmbeddedServerError, match="home.*LINKAGE_HOME"):
        embedded.start(own)


def test_a_process_that_only_mentions_the_folder_is_not_taken_for_the_server(own: Settings) -> None:
    home = Home.of(own)
    command = [sys.executable, "-c", "input()", f"--home-dir={home.folder}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as other:
        found = process.find(home)
        other.communicate(b"\n")

    assert found is None


def test_a_broken_jar_is_fetched_anew(settings: Settings, database: Connection, tmp_path: Path) -> None:
    folder = linked_cache(settings, tmp_path) / f"neo4j-{lock.version()}"
    jar = min(lock.jars(), key=lambda jar: jar.size)
    jars.fetch(lock.jars(), folder, Console(quiet=True))
    (folder / jar.filename).unlink()
    (folder / jar.filename).write_bytes(b"broken")
    (folder / f"{jar.filename}.part").write_bytes(b"what a killed command had of it")

    jars.fetch(lock.jars(), folder, Console(quiet=True))

    assert hashlib.sha256((folder / jar.filename).read_bytes()).hexdigest() == jar.sha256


def test_a_jar_that_is_not_the_locked_one_is_refused_by_name(tmp_path: Path) -> None:
    genuine = min(lock.jars(), key=lambda jar: jar.size)
    other = lock.Jar.parse(f"{genuine.coordinates} {'0' * 64} {genuine.size}")

    with pytest.raises(EmbeddedServerError, match=f"{genuine.coordinates}.*checksum"):
        jars.fetch([other], tmp_path, Console(quiet=True))
    assert list(tmp_path.glob("**/*.jar")) == []


def test_every_jar_has_a_file_name_of_its_own() -> None:
    names = [jar.filename for jar in lock.jars()]

    assert len(set(names)) == len(names) == 237


def test_a_damaged_start_up_cache_does_not_prevent_a_start(own: Settings, database: Connection, tmp_path: Path) -> None:
    mine = own.model_copy(update={"cache": linked_cache(own, tmp_path / "cache")})
    classpath = jars.fetch(lock.jars(), mine.cache / f"neo4j-{lock.version()}", Console(quiet=True))
    cached = aot.location(mine.cache, classpath)
    embedded.start(mine)
    embedded.stop(mine)
    size = cached.stat().st_size
    with cached.open("r+b") as file:
        file.seek(size // 2)
        file.write(b"\x5a" * (size // 4))

    embedded.start(mine)

    assert embedded.status(mine).version == lock.version()
    assert not cached.exists(), "the next start records a new one"


def test_the_first_login_is_the_one_that_neo4j_admin_writes() -> None:
    salt = bytes.fromhex("c4f65c29ad80ac6b550ebcd9512f6777a8ad45abd8c0333235d764062673d9fc")

    assert first_login("secretsecret", salt) == (
        "neo4j:SHA-256,eae5ce49319c7c3e034572a2aceaf760ccd8d0350a414755fc0a5f45808094b0,"
        "c4f65c29ad80ac6b550ebcd9512f6777a8ad45abd8c0333235d764062673d9fc,1024:\n"
    )
