"""`linkage check standing`: what the text of a data set says about the half-lives that it is read by."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from linkage.cli.cautions import tell_warnings
from linkage.cli.load import SHIPPED
from linkage.cli.terminal import figures, print_json, progress
from linkage.graph.records import Claim
from linkage.graph.wording import half_lives as wording
from linkage.graph.wording.numbers import count, fixed, share
from linkage.ingest.loading import check
from linkage.ingest.text.dataset import Located
from linkage.ingest.text.used import find

if TYPE_CHECKING:
    from linkage.graph.relations.half_lives import Band, Estimate


def check_standing(
    dataset: Annotated[str, typer.Argument(help="Name of a data set that ships with Linkage, or a folder.")] = SHIPPED,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, not tables.")] = False,
) -> None:
    """
    Estimate from the claims themselves how long a report of a tie goes on testifying.

    Each report is hidden in turn: did what was known before still hold? No database is needed.

    Example: linkage check standing syria-libya
    """
    from linkage.graph.relations.half_lives import FEWEST, estimate, hidden_cases  # half a second to import
    from linkage.ingest.reports import tie_reports

    folder = find(dataset)
    with progress() as bars:
        catalogue = check(folder, bars)
    tell_warnings(catalogue.warnings)
    claims = (entry.record for entry in folder.records(Claim) if isinstance(entry, Located))
    used = folder.head.half_lives
    estimates = estimate(hidden_cases(tie_reports(claims, catalogue)), used)
    if as_json:
        kinds = [_record(found) for found in estimates]
        source = used.source if used else None
        print_json({"dataset": folder.name, "fewest": FEWEST, "kinds": kinds, "source": source, "note": wording.NOTE})
    else:
        _show(estimates, FEWEST)
        Console(highlight=False).print(wording.used(used.source if used else None))


def _record(found: "Estimate") -> dict[str, object]:
    aspect, force = found.kind
    return {
        "aspect": aspect,
        "force": force,
        "cases": found.cases,
        "ended": found.broken,
        "half_life": found.half_life,
        "used": found.used,
        "brier": {
            "half_life": found.score,
            "used": found.score_of_used,
            "never": found.score_of_never,
            "for_ever": found.score_of_ever,
        },
        "ages": [
            {"from": first, "to": last, "cases": band.cases, "held": band.held, "foretold": band.expected}
            for first, last, band in _rows(found.bands)
        ],
    }


def _rows(bands: "Sequence[Band]") -> "Iterator[tuple[int, int | None, Band]]":
    """Each band with its first age and its last, None for that of all ages beyond."""
    from linkage.graph.relations.half_lives import AGES

    for band in bands:
        place = AGES.index(band.age)
        yield 1 + (AGES[place - 1] if place else 0), None if band.age == AGES[-1] else band.age, band


def _show(estimates: "Sequence[Estimate]", fewest: int) -> None:
    console = Console(highlight=False)
    if not estimates:
        console.print(wording.NO_CASE)
        return
    console.print(_half_lives(estimates))
    console.print(wording.BRIER)
    for found in estimates:
        if found.score is None:
            console.print(wording.too_few(_name(found), found.cases, found.broken, fewest))
        elif found.score >= found.score_of_ever:
            console.print(wording.no_better(_name(found)))
    console.print(_calibration(estimates))
    console.print(wording.NOTE)


def _name(found: "Estimate") -> str:
    return wording.testimony(*found.kind)


def _half_lives(estimates: "Sequence[Estimate]") -> Table:
    columns = figures("cases", "ended", "found", "used", "Brier", "used", "never", "ever")
    table = Table("testimony", *columns, title="Half-lives in days, and Brier scores", title_justify="left")
    for found in estimates:
        lives = ("–" if days is None else count(round(days)) for days in (found.half_life, found.used))
        counts = count(found.cases), count(found.broken), *lives
        scores = (found.score, found.score_of_used, found.score_of_never, found.score_of_ever)
        table.add_row(_name(found), *counts, *("–" if score is None else fixed(score, 3) for score in scores))
    return table


def _calibration(estimates: "Sequence[Estimate]") -> Table:
    columns = figures("age", "cases", "still held", "foretold")
    title = "Calibration: the share that still held, by age of the last report"
    table = Table("testimony", *columns, title=title, title_justify="left")
    for found in estimates:
        for first, last, band in _rows(found.bands):
            foretold = "–" if band.expected is None else share(band.expected)
            ages = wording.band(first, last)
            table.add_row(_name(found), ages, count(band.cases), share(band.held / band.cases), foretold)
        table.add_section()
    return table
