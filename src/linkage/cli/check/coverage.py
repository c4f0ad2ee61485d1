"""`linkage check coverage`: what a data set covers, who speaks in it, and what to read next."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from linkage.cli.load import SHIPPED
from linkage.cli.terminal import NOTES, figures, print_json, progress, texts
from linkage.graph.dates import PartialDate
from linkage.graph.errors import LinkageError
from linkage.graph.records import Theatre
from linkage.graph.wording import coverage as wording
from linkage.graph.wording.numbers import count, percent
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.loading import check
from linkage.ingest.text.used import find

if TYPE_CHECKING:
    from linkage.ingest.coverage.dyad_months import DyadRow, Month
    from linkage.ingest.coverage.report import Coverage

_WIDEST = 12
"""Imbalances that the table has room for."""


def check_coverage(
    dataset: Annotated[str, typer.Argument(help="Name of a data set that ships with Linkage, or a folder.")] = SHIPPED,
    since: Annotated[str, typer.Option(help="The first month, such as 2019-04.")] = "",
    until: Annotated[str, typer.Option(help="The last month.")] = "",
    dyads: Annotated[int, typer.Option(min=1, help="Dyads that are told, those with most claims first.")] = 25,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="Write the heat map to this file: a picture where it ends in .svg, else HTML."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, not tables.")] = False,
) -> None:
    """
    Tell what a data set covers: dyads by months, speakers and outlets by side, what rests on little, what to read next.

    The months are those in which most of what is told began, unless *since* and *until* say otherwise. No database is
    needed.

    Example: linkage check coverage syria-libya -o heat.html
    """
    from linkage.ingest.coverage.report import cover

    folder = find(dataset)
    span = _span(since, until)
    with progress() as bars:
        catalogue = check(folder, bars)
    coverage = cover(folder, catalogue, span)
    if output:
        _write_heat_map(output, coverage, catalogue, dyads)
    if as_json:
        print_json(_record(coverage, dyads))
    elif not output:
        _show(coverage, dyads)


def _span(since: str, until: str) -> "list[Month] | None":
    from linkage.ingest.coverage.dyad_months import months_between

    if not (since or until):
        return None
    if not (since and until):
        raise LinkageError("--since and --until go together: which months are to be looked at?")
    first, last = (_month(text) for text in (since, until))
    if last < first:
        raise LinkageError(f"--until {until} is before --since {since}")
    return months_between(first, last)


def _month(text: str) -> "Month":
    try:
        day = PartialDate.parse(text)
    except ValueError as error:
        raise LinkageError(f"a month is written YYYY-MM: {error}") from error
    if day.month is None:
        raise LinkageError(f"a month is written YYYY-MM, not {text}")
    return day.year, day.month


def _record(coverage: "Coverage", dyads: int) -> dict[str, Any]:
    from linkage.ingest.coverage.dyad_months import month_names

    return {
        "dataset": coverage.dataset,
        "claims": coverage.claims,
        "relations": coverage.relations,
        "months": list(month_names(coverage.months)),
        "dyads": [
            {"actors": row.actors, "theatre": row.theatre, "claims": len(row.claims), "months": row.months}
            for row in coverage.dyads[:dyads]
        ],
        "sides": [
            {"side": row.side, "outlets": row.outlets, "published": row.published, "speakers": row.speakers, "spoken": row.spoken}
            for row in coverage.sides
        ],
        "languages": coverage.languages,
        "imbalances": coverage.imbalances,
        "single_document_relations": {"relations": coverage.alone.total(), "documents": coverage.alone},
        "unconfirmed_stances": {"stances": coverage.unconfirmed.total(), "issues": coverage.unconfirmed},
        "outlets_without_a_side": coverage.unsided,
        "locators_without_a_place": {"claims": coverage.pointless.total(), "documents": coverage.pointless},
        "read_next": coverage.readings,
    }  # fmt: skip


def _show(coverage: "Coverage", dyads: int) -> None:
    console = Console(highlight=False)
    console.print(wording.opening(coverage.dataset, coverage.claims, coverage.relations, len(coverage.dyads)))
    console.print(_dyads(coverage, dyads))
    console.print(wording.legend())
    console.print(_sides(coverage))
    console.print(_imbalances(coverage) if coverage.imbalances else wording.NO_GAP)
    for fact in _facts(coverage):
        console.print(fact)
    table = Table(*figures("bears on"), *texts("what to read next"), title="In this order", title_justify="left")
    for reading in coverage.readings:
        table.add_row(count(reading.weight), reading.what)
    console.print(table)


def _dyads(coverage: "Coverage", dyads: int) -> Table:
    years = sorted({year for year, _ in coverage.months})
    span = f"{years[0]} to {years[-1]}" if years else "no month"
    columns = [*texts("dyad", "theatre", "years"), *figures("claims", "#", "+", "x", ".")]
    title = f"Dyads by months, and the best month of each year from {span}"
    table = Table(*columns, title=title, title_justify="left")
    for row in coverage.dyads[:dyads]:
        counts = [str(row.months.count(state)) for state in _states()]
        claims = count(len(row.claims))
        table.add_row(_pair(row, coverage), row.theatre or "none", _years(row, coverage.months), claims, *counts)
    return table


def _states() -> "list[Any]":
    from linkage.ingest.coverage.dyad_months import Attestation

    return list(Attestation)


def _pair(row: "DyadRow", coverage: "Coverage") -> str:
    return " – ".join(coverage.names[key] for key in row.actors)


def _years(row: "DyadRow", months: "Sequence[Month]") -> str:
    """A mark a year: that of its best month."""
    best: dict[int, Any] = {}
    for (year, _), state in zip(months, row.months, strict=True):
        best[year] = min(state, best.get(year, state), key=_states().index)
    return "".join(wording.MARKS[state] for state in best.values())


def _sides(coverage: "Coverage") -> Table:
    columns = figures("outlets", "claims published", "first speakers", "claims spoken")
    table = Table("side", *columns, title="Outlets and speakers by side", title_justify="left")
    for row in coverage.sides:
        counts = (row.outlets, row.published, row.speakers, row.spoken)
        table.add_row(wording.side(row.side), *map(count, counts))
    return table


def _imbalances(coverage: "Coverage") -> Table:
    title = "Principals with more than twice the speakers of an opponent, the widest apart first"
    table = Table(*texts("theatre", "heard", "against", "never heard"), title=title, title_justify="left")
    for it in coverage.imbalances[:_WIDEST]:
        heard, against = (
            f"{it.speakers} of {coverage.names[it.principal]}",
            f"{it.opposing} of {coverage.names[it.opponent]}",
        )
        table.add_row(it.theatre, heard, against, ", ".join(coverage.names[key] for key in it.missing))
    more = len(coverage.imbalances) - _WIDEST
    if more > 0:
        table.caption = f"{count(more)} more: --json has all"
    return table


def _facts(coverage: "Coverage") -> Iterator[str]:
    yield wording.part(coverage.alone.total(), coverage.relations, "relation", "rest on one document")
    yield wording.part(coverage.unconfirmed.total(), coverage.stances, "stance", "wait for a person's word")
    yield wording.part(
        coverage.pointless.total(),
        coverage.claims,
        "claim",
        "have neither a paragraph nor printed words in the locator",
    )
    documents = coverage.languages.total()
    parts = (f"{language} {percent(size / documents)}" for language, size in coverage.languages.most_common(8))
    yield f"Languages of {count(documents)} documents: {', '.join(parts)}."


def _write_heat_map(output: Path, coverage: "Coverage", catalogue: Catalogue, dyads: int) -> None:
    from linkage.ingest.coverage.dyad_months import month_names
    from linkage.visualizations.pages.heat_map import HeatRow, render_heat_map, render_heat_picture

    rows = [
        HeatRow(
            who=_pair(row, coverage),
            theatre=catalogue.get(Theatre, row.theatre).name if row.theatre else "none",
            claims=len(row.claims),
            cells=tuple(state.value for state in row.months),
        )
        for row in coverage.dyads[:dyads]
    ]
    months = list(month_names(coverage.months))
    title = f"Coverage of {coverage.dataset}"
    if output.suffix.lower() == ".svg":
        drawn = render_heat_picture(title, months, rows)
    else:
        drawn = render_heat_map(title, months, rows, _facts(coverage))
    try:
        output.write_text(drawn, encoding="utf-8")
    except OSError as error:
        raise LinkageError(f"{output} cannot be written: {error.strerror}; choose another -o") from error
    NOTES.print(f"{output}: {len(rows)} dyads, {len(months)} months", highlight=False)
