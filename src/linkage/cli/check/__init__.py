"""`linkage check`: what the text of a data set says about itself, without a database."""

import typer

from linkage.cli.check import agreement, coverage, standing, text

app = typer.Typer(help="Hold a data set against rules, other codings and itself.", no_args_is_help=True)


@app.callback()
def options() -> None:
    """Hold a data set against rules, other codings and itself. No database is needed."""


app.command("text")(text.check_text)
app.command("coverage")(coverage.check_coverage)
app.command("agreement")(agreement.check_agreement)
app.command("standing")(standing.check_standing)
