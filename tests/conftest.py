"""What tests of several rooms share: a real Neo4j of their own."""

import signal
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from linkage.graph import embedded
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.visualizations import javascript
from linkage.visualizations.assets import Assets
from tests.emptied import emptied, filled, require_sound
from tests.lent import ADDRESS, lent_database, require_ours
from tests.recording import Recorder, recording
from tests.routes import SMALL, Routes, routes
from tests.serving import load_shipped

# How long an example takes is for benchmarks: a busy machine is no fault.
hypothesis.settings.register_profile("untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("untimed")

SHIPPED = Path(__file__).parents[1] / "ingest" / "datasets" / "syria-libya"


def pytest_configure(config: pytest.Config) -> None:
    """A run that is told to end stops its database too, as Ctrl-C does; a database that is lent serves one process."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if lent_database() and config.getoption("numprocesses", default=None):
        raise pytest.UsageError(
            f"tests side by side need a database each: unset {ADDRESS}, or leave --numprocesses out"
        )


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process runs a file; two share those that read the shipped data set, which each of them loads but once."""
    readers = sorted({item.location[0] for item in items if "shipped" in getattr(item, "fixturenames", ())})
    groups = {file: f"shipped {number % 2}" for number, file in enumerate(readers)}
    for item in items:
        file = item.location[0]
        item.add_marker(pytest.mark.xdist_group(groups.get(file, file)))
    if lent_database():  # which can hold the shipped data set only once nobody empties it any more
        items.sort(key=lambda item: "shipped" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home of its own, whatever the environment says; the cache is the user's, so Neo4j is fetched once."""
    return Settings(neo4j_uri=None, home=tmp_path_factory.mktemp("home"), bolt_port=None)


@pytest.fixture(scope="session")
def database(request: pytest.FixtureRequest) -> Connection:
    """A Neo4j for as long as the tests run, embedded or lent; whoever uses it leaves it empty."""
    connection = lent_database()
    if connection is None:
        connection = request.getfixturevalue("embedded_database")
    else:
        with Store(connection) as store:
            require_ours(store)
    return connection


@pytest.fixture(scope="session")
def embedded_database(settings: Settings) -> Iterator[Connection]:
    """An embedded Neo4j that runs as long as the tests do, for those that are about it."""
    connection = embedded.start(settings)
    try:
        yield connection
    finally:
        embedded.stop(settings)


@pytest.fixture(scope="session")
def shipped(
    request: pytest.FixtureRequest, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Connection]:
    """Another Neo4j, or a lent one, which holds the shipped data set; whoever uses it leaves it as it was."""
    if lent_database():
        with filled(request.getfixturevalue("database"), SHIPPED) as connection:
            yield connection
        return
    home = settings.model_copy(update={"home": tmp_path_factory.mktemp("shipped")})
    connection = embedded.start(home)
    try:
        load_shipped(connection)
        yield connection
        with Store(connection) as store:
            require_sound(store)
    finally:
        embedded.stop(home)


@pytest.fixture(scope="session")
def packages(settings: Settings) -> Path:
    """The folder of the pages' JavaScript packages."""
    javascript.install(settings.cache)
    return javascript.folder(settings.cache) / "node_modules"


@pytest.fixture(scope="session")
def assets(packages: Path) -> Assets:
    return Assets.load(packages / "vis-network/dist/vis-network.min.js")


@pytest.fixture
def store(database: Connection) -> Iterator[Store]:
    """An empty store, for each test anew."""
    with emptied(database) as opened:
        yield opened


@pytest.fixture(scope="module")
def both(database: Connection) -> Iterator[Routes]:
    """The small data set, asked by the compiled statement and by the reference."""
    with routes(database) as made:
        yield made


@pytest.fixture(scope="module")
def recorder(database: Connection) -> Iterator[Recorder]:
    """Answers over the small data set, with the statements that make them."""
    with recording(database, SMALL) as made:
        yield made
