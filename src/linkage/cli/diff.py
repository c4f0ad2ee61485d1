"""`linkage diff`: what changed from one day, or from one version of a data set, to another."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from linkage.cli.answers import executor
from linkage.cli.lens_options import DAY, day, takes_lens
from linkage.cli.picture import assets, write_page
from linkage.cli.terminal import print_json, progress
from linkage.graph.lens import Lens
from linkage.graph.relations.derivation import Version
from linkage.ingest.dataset_diff import Comparison, RelationTurn, compare
from linkage.ingest.text.dataset import find

if TYPE_CHECKING:
    from linkage.visualizations.network.view import Execute

DOCUMENT = """query Diff($from: LensInput!, $to: LensInput!) {
  diff(from: $from, to: $to) {
    totalCount
    added { ...change } ended { ...change } flipped { ...change } disputed { ...change }
  }
}
fragment change on Change {
  relation {
    id family theatre { key name } subject { key name } object { key name } validFrom validTo status certainty origins
  }
  before { id family validFrom validTo status certainty origins }
  claims { key summary hedge speakers { key name } document { key published publisher { key name } } }
}"""
KINDS = {
    "added": "added",
    "ended": "ended",
    "flipped": "turned round",
    "disputed": "newly disputed",
}


@takes_lens(
    apart={"known_from_by": ("theatres", "issues", "as_of", "known_by")},
    help={"as_of": "One day for both sides, in place of --from and --to."},
)
def diff(
    *,
    since: Annotated[datetime | None, typer.Option("--from", formats=DAY, help="The earlier day.")] = None,
    until: Annotated[datetime | None, typer.Option("--to", formats=DAY, help="The later day.")] = None,
    known_from_by: Annotated[
        datetime | None,
        typer.Option(formats=DAY, help="The same for the earlier side, where it is another day."),
    ] = None,
    lens: Lens,
    dataset: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="OLD NEW", help="Compare two data sets instead, by name or folder."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Draw it too: the HTML file to write.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, not a table.")] = False,
) -> None:
    """
    Tell which relations were added, ended, turned round or newly disputed, and by which claims.

    With --dataset it needs no database: two folders are compared, such as two versions of one data set.

    Example: linkage diff --from 2019-12-01 --to 2020-03-31 --theatre libya
    """
    if dataset:
        if since or until or known_from_by or output or lens != Lens():
            raise typer.BadParameter(
                "compares whole data sets; leave out days and whatever else narrows", param_hint="--dataset"
            )
        _versions(*dataset, as_json=as_json)
        return
    if lens.as_of and (since or until):
        raise typer.BadParameter("is the day of both sides; leave out --from and --to", param_hint="--as-of")
    later = replace(lens, as_of=day(until) or lens.as_of)
    earlier = replace(lens, as_of=day(since) or lens.as_of, known_by=day(known_from_by) or lens.known_by)
    if earlier == later:
        raise typer.BadParameter(
            "give two days, or say with --known-from-by by when else it was known",
            param_hint="--from and --to",
        )
    execute = executor()
    changes: Any = execute(DOCUMENT, {"from": earlier.variables(), "to": later.variables()})["diff"]
    if as_json:
        print_json(changes)
    else:
        _show(changes)
    if output:
        _draw(execute, earlier, later, output)


def _draw(execute: "Execute", earlier: Lens, later: Lens, output: Path) -> None:
    from linkage.visualizations.network.canvas import render
    from linkage.visualizations.network.diff import fetch

    view = fetch(execute, earlier, later)
    write_page(output, render(view, later, assets()), len(view.relations))


def _show(changes: dict[str, Any]) -> None:
    if not changes["totalCount"]:
        print("no relation changed")
        return
    table = _table("change", "theatre", "relation", "how it stands", "by")
    for kind, label in KINDS.items():
        for change in changes[kind]:
            relation = change["relation"]
            table.add_row(*map(Text, [
                label,
                (relation["theatre"] or {"name": ""})["name"],
                _relation(relation["subject"]["name"], relation["family"], relation["object"]["name"]),
                _standing(change, kind),
                "\n".join(map(_claim, change["claims"])),
            ]))  # fmt: skip
    Console().print(table)
    count = sum(len(changes[kind]) for kind in KINDS)
    if count < changes["totalCount"]:
        print(f"{count:,} of {changes['totalCount']:,} changes are shown: name a theatre to see fewer")


def _table(*headings: str) -> Table:
    table = Table(show_lines=True)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _relation(subject: str, family: str, object_: str) -> str:
    return f"{subject} {_words(family)} {object_}"


def _standing(change: dict[str, Any], kind: str) -> str:
    now, before = change["relation"], change["before"]
    words = f"{_words(now['status'])}, {now['certainty']:.2f}"
    if kind in ("added", "ended") or before is None:
        return words
    was = f"{_words(before['status'])}, {before['certainty']:.2f}"
    return (
        f"{_words(before['family'])} before ({was}); {words}"
        if kind == "flipped"
        else f"{was} before; {words}"
    )


def _claim(claim: dict[str, Any]) -> str:
    speakers = " → ".join(speaker["name"] for speaker in claim["speakers"])
    return f"{claim['summary']} ({speakers}, {claim['document']['published']})"


def _words(constant: str) -> str:
    return constant.lower().replace("_", " ")


# Two versions of a data set


def _versions(old: str, new: str, *, as_json: bool) -> None:
    with progress() as bars:
        comparison = compare(find(old), find(new), bars)
    if as_json:
        print_json(_plain(comparison))
    elif not comparison.claims:
        print("no claim changed")
    else:
        claims = _table("claim", "key", "what it says")
        for turned in comparison.claims:
            claims.add_row(*map(Text, [turned.turn.value, turned.key, turned.summary]))
        Console().print(claims)
        _show_relations(comparison.relations)


def _show_relations(turned: Iterable[RelationTurn]) -> None:
    table = _table("relation", "theatre", "who", "before", "after", "by")
    for relation in turned:
        family, subject, object_ = relation.pair.split("|")
        table.add_row(*map(Text, [
            relation.turn.value,
            relation.theatre or "",
            _relation(subject, family, object_),
            "\n".join(_known_now(relation.before)),
            "\n".join(_known_now(relation.after)),
            ", ".join(relation.claims),
        ]))  # fmt: skip
    if table.row_count:
        Console().print(table)
    else:
        print("no relation changed by them")


def _known_now(versions: Iterable[Version]) -> Iterator[str]:
    for version in versions:
        if version.known_to is None:
            days = f"{version.valid_from or '..'}/{version.valid_to or '..'}" if version.dated else "undated"
            yield f"{days}: {_words(version.finding.status.name)}, {version.finding.certainty:.2f}"


def _plain(comparison: Comparison) -> dict[str, Any]:
    relations = []
    for turned in comparison.relations:
        family, subject, object_ = turned.pair.split("|")
        relations.append(
            {
                "turn": turned.turn, "family": family, "subject": subject, "object": object_,
                "theatre": turned.theatre, "before": turned.before, "after": turned.after, "claims": turned.claims,
            }
        )  # fmt: skip
    return {"claims": comparison.claims, "relations": relations}
