"""`linkage run`: the web server with everything that it needs."""

from linkage.cli import load
from linkage.cli.serve import AllowedHosts, Host, Port, Public, check_address, serve_pages, settings_for
from linkage.cli.terminal import NOTES, NoWait, connect, open_for_writing, progress
from linkage.ingest.loading import load as load_dataset
from linkage.ingest.text.dataset import find
from linkage.visualizations import javascript


def run(
    host: Host = None,
    port: Port = None,
    public: Public = False,
    allowed_host: AllowedHosts = None,
    no_wait: NoWait = False,
) -> None:
    """
    Do everything: fetch what is missing, start the database, load the data set, serve the pages.

    What is there already is left as it is. Ctrl-C stops the web server, `linkage db stop` the database.

    Example: linkage run
    """
    settings = settings_for(host, port, public, allowed_host)
    check_address(settings)
    javascript.install(settings.cache, console=NOTES)
    connection = connect(settings)
    dataset = find(load.SHIPPED)
    with open_for_writing(connection, "run", who=settings.coder, no_wait=no_wait) as store:
        store.migrate()
        with progress() as bars:
            report = load_dataset(store, dataset, bars)
    if report.counters:
        load.show(dataset.name, report, dry_run=False)
    serve_pages(settings, connection)
