"""`linkage run`: the web server with everything that it needs."""

from linkage.cli import load
from linkage.cli.serve import (
    AccessLog,
    AllowedHosts,
    Host,
    Port,
    Processes,
    Public,
    check_address,
    settings_for,
)
from linkage.cli.serving import serve_pages
from linkage.cli.terminal import NOTES, NoWait, connect, open_for_writing, progress
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.ingest.export import datasets
from linkage.ingest.library import load_all
from linkage.ingest.text.used import find
from linkage.visualizations import javascript


def run(
    host: Host = None,
    port: Port = None,
    public: Public = False,
    allowed_host: AllowedHosts = None,
    workers: Processes = None,
    access_log: AccessLog = False,
    no_wait: NoWait = False,
) -> None:
    """
    Do everything: fetch what is missing, start the database, load the data set, serve the pages.

    What is there already is left as it is, the data set too. Ctrl-C stops the web server, `linkage db stop` the database.

    Example: linkage run
    """
    settings = settings_for(host, port, public, allowed_host, workers, access_log)
    check_address(settings)
    javascript.install(settings.cache, console=NOTES)
    connection = connect(settings)
    _load_shipped(settings, connection, no_wait=no_wait)
    serve_pages(settings, connection)


def _load_shipped(settings: Settings, connection: Connection, *, no_wait: bool) -> None:
    """Load the shipped data set into a database that lacks it; one that has another text of it keeps that."""
    dataset = find(load.SHIPPED)
    with open_for_writing(connection, "run", who=settings.coder, no_wait=no_wait) as store:
        store.migrate()
        run = store.read("load.last_run", dataset=dataset.name)
        if run is None or not run[1] or dataset.name not in datasets(store):
            with progress() as bars:
                reports = load_all(store, [dataset], bars, who=settings.coder)
            for name, report in reports.items():
                load.show(name, report, "Loaded")
        elif run[2] != dataset.version():
            NOTES.print(
                f"the database has another text of {dataset.name} than this Linkage brings, and keeps it; "
                f"`linkage load {dataset.name} --dry-run` says what would change",
                highlight=False,
            )
