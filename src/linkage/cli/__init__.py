"""
The command line: where the rooms are put together.

Answers go to standard output, everything else to standard error; an error is one line that says what to do.
"""

import logging
import sys
from typing import Annotated

import typer

from linkage.cli import (
    backtest,
    backup,
    camps,
    check,
    claim,
    db,
    diff,
    exchange,
    export,
    fmt,
    import_,
    init,
    leverage,
    load,
    mcp,
    package,
    path,
    picture,
    query,
    restore,
    run,
    schema,
    search,
    serve,
    unload,
)
from linkage.cli.terminal import fail
from linkage.graph.errors import InvalidDataSetError, LinkageError

app = typer.Typer(
    help="Who stands with whom, in which theatre, since when, and who says so.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command()(run.run)
app.command()(init.init)
app.command()(load.load)
app.command()(unload.unload)
app.command()(query.query)
app.command()(search.search)
app.command()(picture.picture)
app.command()(diff.diff)
app.command()(path.path)
app.command()(claim.claim)
app.command()(leverage.leverage)
app.command()(package.package)
app.command()(backtest.backtest)
app.command()(camps.camps)
app.command()(exchange.exchange)
app.command()(serve.serve)
app.command()(mcp.mcp)
app.command()(schema.schema)
app.command()(fmt.fmt)
app.add_typer(check.app, name="check")
app.add_typer(export.app, name="export")
app.add_typer(import_.app, name="import")
app.command()(backup.backup)
app.command()(restore.restore)
app.add_typer(db.app, name="db")

_debug = False


@app.callback()
def options(
    debug: Annotated[bool, typer.Option(help="Show a traceback where something fails.")] = False,
) -> None:
    """Who stands with whom, in which theatre, since when, and who says so."""
    global _debug
    _debug = debug
    # Whatever the driver has to say in passing is said again, better, by an error of ours.
    logging.getLogger("neo4j").setLevel(logging.DEBUG if debug else logging.CRITICAL)


def main() -> None:
    """Run the command that was typed; the exit code is 0, 1 for a failure, 2 for a call that is wrong."""
    try:
        app()
    except LinkageError as error:
        if _debug:
            raise
        if isinstance(error, InvalidDataSetError):
            for problem in error.problems:
                print(problem, file=sys.stderr)
        fail(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if _debug:
            raise
        fail(f"{type(error).__name__}: {error}; run `linkage --debug …` for the whole story")
