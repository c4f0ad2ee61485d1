"""Start, find, stop and delete the embedded Neo4j."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil
from filelock import FileLock, Timeout
from neo4j import GraphDatabase, Query
from neo4j.exceptions import AuthError, DriverError, Neo4jError
from rich.console import Console

from linkage.graph.embedded import aot, lock, logs, process
from linkage.graph.embedded.home import USUAL_PORT, Home, free_port, page_cache
from linkage.graph.errors import EmbeddedServerError
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection

LIMIT = 240  # seconds; a start takes 4 to 20, a stop less than one, or 15 to 60 when it writes a cache
PATIENCE = 5  # seconds for one answer
PAUSE = 0.1
TRIES = 3  # to find a port that nobody else takes meanwhile
OVERHEAD = 256  # MiB that Java needs beside heap and page cache


@contextmanager
def _in_words() -> Iterator[None]:
    """Say what the system refused and what to do about it."""
    try:
        yield
    except OSError as error:
        raise EmbeddedServerError(
            f"{error.filename or 'a file'} cannot be used ({error.strerror or error}): "
            "free or allow it, or set LINKAGE_HOME and LINKAGE_CACHE to other folders"
        ) from error
    except psutil.Error as error:
        raise EmbeddedServerError(
            f"the process of the embedded database is out of reach ({error}): run `linkage db status`"
        ) from error


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """What is known of the embedded database; a server that runs but does not answer has no version."""

    folder: Path
    log: Path
    pid: int | None = None
    uri: str | None = None
    version: str | None = None
    since: datetime | None = None
    memory: int | None = None  # MiB in use


@_in_words()
def start(settings: Settings, console: Console | None = None) -> Connection:
    """
    The embedded Neo4j runs and answers: the one that ran already, or one that was started now.

    It outlives this command. The first start fetches Neo4j; two commands at once get the same server.
    """
    if connection := running(settings):
        return connection
    console = console or Console(stderr=True)
    home = Home.of(settings)
    with _alone(home, console):
        server = process.find(home)
        # One that is found is on its way up, or down: then it ends, and another takes its place.
        if server is None or not _answers(server, home, console):
            _launch_where_free(settings, home, console)
        return home.connection()


@_in_words()
def running(settings: Settings) -> Connection | None:
    """How to reach the embedded Neo4j, if one runs and listens."""
    home = Home.of(settings)
    port = home.port()
    server = process.find(home)
    if port is None or server is None or not process.listens(server, port):
        return None
    return home.connection()


@_in_words()
def revive(settings: Settings, console: Console | None = None) -> Connection | None:
    """How to reach the embedded Neo4j, started again if it died; None where somebody stopped or deleted it."""
    if connection := running(settings):
        return connection
    home = Home.of(settings)
    if home.stopped.exists() or not (home.data / "databases").exists():
        return None
    return start(settings, console)


@_in_words()
def status(settings: Settings) -> ServerStatus:
    """What runs, where, since when."""
    home = Home.of(settings)
    server = process.find(home)
    if server is None:
        return ServerStatus(home.folder, home.log)
    connection = home.connection()
    since = datetime.fromtimestamp(server.create_time(), UTC).astimezone()
    memory = server.memory_info().rss // 2**20
    version = _version(connection)
    return ServerStatus(home.folder, home.log, server.pid, connection.uri, version, since, memory)


@_in_words()
def stop(settings: Settings, console: Console | None = None) -> bool:
    """The embedded Neo4j does not run; tells whether it did before."""
    console = console or Console(stderr=True)
    home = Home.of(settings)
    server = process.find(home)
    if home.folder.exists():
        home.stopped.touch()
    if server is None:
        return False
    once = ", and writing once what makes its next starts faster" if aot.is_recorded(home) else ""
    with console.status(f"Stopping Neo4j{once}"):
        server.terminate()
        if not _ended(server, LIMIT):
            raise logs.failure(home, f"Neo4j (process {server.pid}) is still stopping after {LIMIT} s")
        with suppress(OSError):  # without the cache the next start is slower, that is all
            aot.publish(home, settings.cache)
    return True


@_in_words()
def reset(settings: Settings, console: Console | None = None) -> None:
    """The embedded database is stopped, and its data, password and logs are deleted."""
    console = console or Console(stderr=True)
    home = Home.of(settings)
    if home.folder.exists():
        with _alone(home, console):
            stop(settings, console)
            home.delete()


def _launch_where_free(settings: Settings, home: Home, console: Console) -> None:
    """Launch, and again on another port where somebody took it between our look at it and the server's."""
    for _ in range(TRIES - 1):
        try:
            return _launch(settings, home, console)
        except EmbeddedServerError:
            if settings.bolt_port is not None or not logs.port_was_taken(home):
                raise
    return _launch(settings, home, console)


def _launch(settings: Settings, home: Home, console: Console) -> None:
    """Start a server and return when it answers; one that does not is ended."""
    from linkage.graph.embedded import jars  # what fetches is slow to import, and seldom needed

    _require_memory(settings.memory)
    if settings.bolt_port is not None:
        free_port(settings.bolt_port, None)  # refused before minutes go into fetching
    cache = settings.cache.expanduser().resolve()
    classpath = jars.fetch(lock.jars(), cache / f"neo4j-{lock.version()}", console)
    home.prepare()
    home.stopped.unlink(missing_ok=True)
    ports = (None, None) if logs.port_was_taken(home) else (home.port(), USUAL_PORT)
    home.configure(free_port(settings.bolt_port, *ports), settings.memory)
    home.set_first_password()
    home.connection()
    aot.publish(home, cache)
    cached = aot.location(cache, classpath)
    launched = process.launch(home, settings.memory, classpath, aot.options(home, cached))
    try:
        if not _answers(launched, home, console):
            raise logs.failure(home, "Neo4j ended while it was starting")
    except BaseException:
        launched.kill()
        _ended(launched, PATIENCE)
        raise
    if aot.REJECTED in home.log.read_text("utf-8", "replace"):
        cached.unlink(missing_ok=True)


def _require_memory(memory: int) -> None:
    needed = memory + page_cache(memory) + OVERHEAD
    available = psutil.virtual_memory().available // 2**20
    if available < needed:
        raise EmbeddedServerError(
            f"Neo4j needs {needed} MiB of memory and {available} MiB are free: "
            f"close other programs, or set LINKAGE_MEMORY lower than {memory} (512 at least)"
        )


def _answers(server: psutil.Process, home: Home, console: Console) -> bool:
    """Wait until the server answers; False when it ends instead."""
    deadline = time.monotonic() + LIMIT
    with console.status(f"Starting Neo4j {lock.version()}"):
        while process.alive(server):
            port = home.port()
            if port is not None and process.listens(server, port) and _version(home.connection()):
                return True
            if reason := logs.refused(home):
                raise EmbeddedServerError(
                    f"Neo4j cannot open its data ({reason}; more in {home.details}): "
                    "put them right, or run `linkage db reset` and load them again"
                )
            if time.monotonic() > deadline:
                raise logs.failure(home, f"Neo4j does not answer {LIMIT} s after its start")
            time.sleep(PAUSE)
    return False


def _version(connection: Connection) -> str | None:
    """The version that the server says it has; None where it does not answer in time."""
    question = Query(
        "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0]",
        timeout=PATIENCE,
    )
    try:
        with (
            GraphDatabase.driver(
                connection.uri,
                auth=(connection.user, connection.password),
                connection_acquisition_timeout=PATIENCE,
            ) as driver,
            driver.session(database=connection.database) as session,
        ):
            return str(session.run(question).single(strict=True)[0])
    except AuthError:
        raise EmbeddedServerError(
            "the embedded database refuses its own password: put the former password file back, "
            "or run `linkage db reset` and load the data again"
        ) from None
    except (DriverError, Neo4jError):
        return None


def _ended(server: psutil.Process, limit: float) -> bool:
    deadline = time.monotonic() + limit
    while process.alive(server):
        if time.monotonic() > deadline:
            return False
        time.sleep(PAUSE)
    return True


@contextmanager
def _alone(home: Home, console: Console) -> Iterator[None]:
    """Keep other commands from starting or deleting the same database meanwhile."""
    home.lock.parent.mkdir(parents=True, exist_ok=True)
    guard = FileLock(home.lock)
    try:
        guard.acquire(timeout=0)
    except Timeout:
        with console.status("Waiting for another command that starts or deletes the database"):
            try:
                guard.acquire(timeout=2 * LIMIT)
            except Timeout:
                raise EmbeddedServerError(
                    f"another command has held {home.lock} for {2 * LIMIT} s: end it and try again"
                ) from None
    try:
        yield
    finally:
        guard.release()
