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

from linkage.cli.lens_options import (
    DAY,
    Issues,
    KnownBy,
    MinCertainty,
    RollUp,
    Theatres,
    WhatIsDisputed,
    day,
    lens,
)
from linkage.cli.query import assets, executor, write_page
from linkage.cli.terminal import connect, print_json, progress
from linkage.graph.families import Family
from linkage.graph.lens import Disputed, Lens
from linkage.graph.relations.derivation import Version
from linkage.graph.settings import load_settings
from linkage.graph.wording.claims import chain
from linkage.graph.wording.numbers import count, number
from linkage.graph.wording.relations import CHANGES, brief, changed, pair
from linkage.ingest.dataset_diff import Comparison, RelationTurn, compare
from linkage.ingest.text.dataset import find

if TYPE_CHECKING:
    from linkage.visualizations.client.answers import Execute

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


def diff(
    since: Annotated[datetime | None, typer.Option("--from", formats=DAY, help="The earlier day.")] = None,
    until: Annotated[datetime | None, typer.Option("--to", formats=DAY, help="The later day.")] = None,
    theatre: Theatres = None,
    issue: Issues = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=DAY, help="One day for both sides, in place of --from and --to."),
    ] = None,
    known_by: KnownBy = None,
    known_from_by: Annotated[
        datetime | None,
        typer.Option(formats=DAY, help="The same for the earlier side, where it is another day."),
    ] = None,
    min_certainty: MinCertainty = None,
    disputed: WhatIsDisputed = Disputed.INCLUDE,
    roll_up: RollUp = False,
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
    both = lens(theatre, issue, as_of, known_by, min_certainty, disputed, roll_up)
    if dataset:
        if since or until or known_from_by or output or both != Lens():
            raise typer.BadParameter(
                "compares whole data sets; leave out days and whatever else narrows", param_hint="--dataset"
            )
        _versions(*dataset, as_json=as_json)
        return
    if as_of and (since or until):
        raise typer.BadParameter("is the day of both sides; leave out --from and --to", param_hint="--as-of")
    later = replace(both, as_of=day(until or as_of))
    earlier = replace(both, as_of=day(since or as_of), known_by=day(known_from_by or known_by))
    if earlier == later:
        raise typer.BadParameter(
            "give two days, or say with --known-from-by by when else it was known",
            param_hint="--from and --to",
        )
    execute = executor(connect(load_settings()))
    answer: Any = execute(DOCUMENT, {"from": earlier.variables(), "to": later.variables()})["diff"]
    if as_json:
        print_json(answer)
    else:
        _show(answer)
    if output:
        _draw(execute, earlier, later, output)


def _draw(execute: "Execute", earlier: Lens, later: Lens, output: Path) -> None:
    from linkage.visualizations.network.canvas import render_network
    from linkage.visualizations.network.diff import fetch_network_diff

    view = fetch_network_diff(execute, earlier, later)
    write_page(output, render_network(view, later, assets(load_settings())), len(view.relations))


def _show(answer: dict[str, Any]) -> None:
    if not answer["totalCount"]:
        print("no relation changed")
        return
    table = _table("change", "theatre", "relation", "how it stands", "by")
    for kind, title in CHANGES.items():
        for change in answer[kind]:
            relation = change["relation"]
            table.add_row(*map(Text, [
                title,
                (relation["theatre"] or {"name": ""})["name"],
                pair(relation["subject"]["name"], Family[relation["family"]], relation["object"]["name"]),
                _standing(change, kind),
                "\n".join(map(_claim, change["claims"])),
            ]))  # fmt: skip
    Console().print(table)
    rows = sum(len(answer[kind]) for kind in CHANGES)
    if rows < answer["totalCount"]:
        changes = number(answer["totalCount"], "change")
        print(f"{count(rows)} of {changes} are shown: name a theatre to see fewer")


def _table(*headings: str) -> Table:
    table = Table(show_lines=True)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _standing(change: dict[str, Any], kind: str) -> str:
    after, before = change["relation"], change["before"]
    standing = brief(after["status"], after["certainty"])
    if kind in ("added", "ended") or before is None:
        return standing
    family = Family[before["family"]] if kind == "flipped" else None
    return changed(standing, brief(before["status"], before["certainty"]), family)


def _claim(claim: dict[str, Any]) -> str:
    speakers = chain(speaker["name"] for speaker in claim["speakers"])
    return f"{claim['summary']} ({speakers}, {claim['document']['published']})"


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
        for claim in comparison.claims:
            claims.add_row(*map(Text, [claim.turn.value, claim.key, claim.summary]))
        Console().print(claims)
        _show_relations(comparison.relations)


def _show_relations(relations: Iterable[RelationTurn]) -> None:
    table = _table("relation", "theatre", "who", "before", "after", "by")
    for relation in relations:
        family, subject, object_ = relation.pair.split("|")
        table.add_row(*map(Text, [
            relation.turn.value,
            relation.theatre or "",
            pair(subject, Family[family.upper()], object_),
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
            yield f"{days}: {brief(version.finding.status, version.finding.certainty)}"


def _plain(comparison: Comparison) -> dict[str, Any]:
    relations = []
    for relation in comparison.relations:
        family, subject, object_ = relation.pair.split("|")
        relations.append(
            {
                "turn": relation.turn, "family": family, "subject": subject, "object": object_,
                "theatre": relation.theatre, "before": relation.before, "after": relation.after,
                "claims": relation.claims,
            }
        )  # fmt: skip
    return {"claims": comparison.claims, "relations": relations}
