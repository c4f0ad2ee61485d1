"""`linkage db`: the embedded Neo4j, and a prompt for Cypher on whichever database is in use."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Column, Table

from linkage.cli.db_check import check
from linkage.cli.shell import Ask, interact, reading, run
from linkage.cli.terminal import NOTES, NoWait, connect, figures, open_for_writing, open_store, texts
from linkage.graph import embedded
from linkage.graph.errors import SettingsError
from linkage.graph.settings import Settings, load_settings
from linkage.graph.store.database import Store
from linkage.graph.store.digest import digest

app = typer.Typer(help="Start, stop, check and query the database.", no_args_is_help=True)
app.command()(check)

VERSION = (
    "CALL dbms.components() YIELD name, versions, edition WHERE name = 'Neo4j Kernel' "
    "RETURN versions[0] + ' ' + edition"
)


@app.command()
def start() -> None:
    """
    Start the embedded Neo4j, if it does not run already.

    It keeps running when this command ends. The first start fetches Neo4j (176 MB).

    Example: linkage db start
    """
    connection = embedded.start(_embedded("start"), NOTES)
    typer.echo(f"Neo4j answers at {connection.uri}")


@app.command()
def stop() -> None:
    """
    Stop the embedded Neo4j; its data stay.

    Example: linkage db stop
    """
    stopped = embedded.stop(_embedded("stop"), NOTES)
    typer.echo("Neo4j has stopped" if stopped else "Neo4j was not running")


@app.command()
def status() -> None:
    """
    Say which database is in use and whether it answers; exit code 1 means that it does not.

    Example: linkage db status
    """
    settings = load_settings()
    facts = _served(settings) if settings.neo4j_uri else _own(settings)
    table = Table.grid(padding=(0, 2))
    for name, value in facts.items():
        table.add_row(name, value)
    Console(soft_wrap=True, highlight=False).print(table)
    if "version" not in facts:
        raise typer.Exit(1)


@app.command()
def reset(yes: Annotated[bool, typer.Option("--yes", help="Delete without asking.")] = False) -> None:
    """
    Stop the embedded Neo4j and delete its data; data sets can be loaded again.

    Example: linkage db reset --yes
    """
    settings = _embedded("reset")
    if not yes:
        typer.confirm(f"Delete the embedded database in {settings.home} with all its data?", abort=True)
    embedded.reset(settings, NOTES)
    typer.echo("the embedded database is deleted")


@app.command()
def shell(
    statement: Annotated[str | None, typer.Argument(help="Cypher to run; without it, a prompt.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Write, too, while no other command does.")] = False,
    no_wait: NoWait = False,
) -> None:
    """
    Run Cypher: from the command line, from a pipe, or at a prompt where a statement ends with ;

    Each statement that writes (--write) makes another generation of the graph, to its end or not at all.
    Into a pipe or a file the answer is written as tab-separated lines.

    Example: linkage db shell "MATCH (actor:Actor) RETURN actor.key LIMIT 5"
    """
    settings = load_settings()
    with _asking(settings, write=write, no_wait=no_wait) as ask:
        console = Console(highlight=False)
        if statement is None and sys.stdin.isatty():
            interact(ask, console, settings.home / "shell-history")
        else:
            run(ask, console, sys.stdin.read() if statement is None else statement)


@contextmanager
def _asking(settings: Settings, *, write: bool, no_wait: bool) -> Iterator[Ask]:
    """What runs statements; those that *write* while nobody else does."""
    if write:
        with open_for_writing(connect(settings), "db shell", who=settings.coder, no_wait=no_wait) as store:
            yield store.run
    else:
        with open_store(settings) as store:
            yield reading(store)


@app.command()
def migrate(no_wait: NoWait = False) -> None:
    """
    Bring the database's schema up to date; `linkage load` and `linkage run` do so by themselves.

    Example: linkage db migrate
    """
    settings = load_settings()
    with open_for_writing(connect(settings), "db migrate", who=settings.coder, no_wait=no_wait) as store:
        applied = store.migrate()
    typer.echo("\n".join(applied) or "the schema is up to date")


@app.command()
def runs() -> None:
    """
    List the loads, the latest first: who loaded which text, and how far it came.

    Example: linkage db runs
    """
    with open_store() as store:
        loads = store.read("load.runs")
    console = Console(highlight=False)
    console.print(_table_of_runs(loads))
    if not all(entry["closedAt"] for entry in loads):
        console.print("the next load of its data set goes on with one that is open")


def _table_of_runs(loads: list[dict[str, Any]]) -> Table:
    """One line for each load, which fits a narrow terminal unless names are long."""
    table = Table(
        *(Column(heading, no_wrap=True) for heading in ("started", "state")),
        *texts("who", "data set"),
        Column("version", no_wrap=True),
        *figures("records", "relations"),
        box=None,
        padding=(0, 2, 0, 0),
    )
    for entry in loads:
        cells = [
            entry["startedAt"][:16].replace("T", " "),
            "done" if entry["closedAt"] else "open",
            entry.get("who"),
            entry["dataset"],
            entry["version"][:8],
            f"{entry.get('done', 0)}/{entry['expected']}",
            entry.get("relations"),
        ]
        table.add_row(*("" if cell is None else str(cell) for cell in cells))
    return table


@app.command("digest")
def show_digest() -> None:
    """
    Print one word that is equal for equal graphs.

    Example: linkage db digest
    """
    with open_store() as store:
        typer.echo(digest(store))


def _embedded(verb: str) -> Settings:
    """The settings, where they leave the database to us."""
    settings = load_settings()
    if settings.neo4j_uri:
        raise SettingsError(
            f"`linkage db {verb}` is for the embedded database, but LINKAGE_NEO4J_URI names a server "
            f"({settings.neo4j_uri}): unset it, or {verb} that server by its own means"
        )
    return settings


def _served(settings: Settings) -> dict[str, str]:
    """What there is to say of a server that others run."""
    connection = connect(settings)
    with Store(connection) as store:
        _, rows = store.rows(VERSION)
        return {
            "database": "a server of its own (LINKAGE_NEO4J_URI)",
            "address": f"{connection.uri}, database {connection.database}, user {connection.user}",
            "version": f"Neo4j {rows[0][0]}",
            **_content(store),
        }


def _own(settings: Settings) -> dict[str, str]:
    """What there is to say of the embedded server."""
    server = embedded.status(settings)
    facts = {"database": "embedded", "folder": str(server.folder)}
    if server.pid is None:
        return facts | {"state": "not running; `linkage db start` starts it"}
    facts |= {
        "address": f"{server.uri}",
        "process": f"{server.pid}, since {server.since:%Y-%m-%d %H:%M:%S}, {server.memory} MiB",
        "log": str(server.log),
    }
    if server.version is None:
        return facts | {"state": "running, but it does not answer (it may be starting or stopping)"}
    with Store(connect(settings)) as store:
        return facts | {"version": f"Neo4j {server.version} community", **_content(store)}


def _content(store: Store) -> dict[str, str]:
    """What the database holds, by its generation, and who writes to it at the moment."""
    generation, lease = store.generation(), store.lease()
    content = f"generation {generation.number}"
    if generation.since:
        content += f" ({generation.id}), since {_moment(generation.since)}"
    facts = {"content": content}
    loaded = [
        f"{name}: {title}; version {version[:8]}, loaded {_moment(day)}"
        for name, title, version, day in store.read("library.datasets")
    ]
    if loaded:
        facts["data sets"] = "\n".join(loaded)
    if generation.building:
        facts["loading"] = f"{generation.building}, in part since {_moment(generation.building_since or '')}"
    return facts if lease.free else facts | {"writer": str(lease)}


def _moment(text: str) -> str:
    return f"{datetime.fromisoformat(text).astimezone():%Y-%m-%d %H:%M:%S}"
