"""`linkage diff`: what changed from one day, or from one version of a data set, to another."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from linkage.cli.answers import executor
from linkage.cli.lens_options import DAY, day, takes_lens
from linkage.cli.picture import write_picture
from linkage.cli.terminal import print_json, progress, texts
from linkage.graph.families import Family
from linkage.graph.lens import Lens
from linkage.graph.relations.versions import Version
from linkage.graph.wording.claims import chain
from linkage.graph.wording.numbers import count, number
from linkage.graph.wording.relations import CHANGES, brief, changed, pair
from linkage.ingest.dataset_diff import Comparison, RelationTurn, compare
from linkage.ingest.text.dataset import find

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
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Draw it too: the HTML file to write.")] = None,
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
    answer: Any = execute(DOCUMENT, {"from": earlier.variables(), "to": later.variables()})["diff"]
    if as_json:
        print_json(answer)
    else:
        _show(answer)
    if output:
        from linkage.visualizations.network.diff import fetch_network_diff

        write_picture(output, fetch_network_diff(execute, earlier, later), later)


def _show(answer: dict[str, Any]) -> None:
    if not answer["totalCount"]:
        print("no relation changed")
        return
    rows = [_row(change, kind, title) for kind, title in CHANGES.items() for change in answer[kind]]
    _print_rows(rows, "change", "theatre", "relation", "how it stands", "by")
    if len(rows) < answer["totalCount"]:
        changes = number(answer["totalCount"], "change")
        print(f"{count(len(rows))} of {changes} are shown: name a theatre to see fewer")


def _row(change: dict[str, Any], kind: str, title: str) -> list[str]:
    relation = change["relation"]
    return [
        title,
        (relation["theatre"] or {"name": ""})["name"],
        pair(relation["subject"]["name"], Family[relation["family"]], relation["object"]["name"]),
        _standing(change, kind),
        "\n".join(map(_claim, change["claims"])),
    ]


def _print_rows(rows: Iterable[Iterable[str]], *headings: str) -> None:
    table = Table(*texts(*headings), show_lines=True)
    for cells in rows:
        table.add_row(*map(Text, cells))
    Console().print(table)


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
        claims = [(claim.turn.value, claim.key, claim.summary) for claim in comparison.claims]
        _print_rows(claims, "claim", "key", "what it says")
        if comparison.relations:
            rows = map(_turn_row, comparison.relations)
            _print_rows(rows, "relation", "theatre", "who", "before", "after", "by")
        else:
            print("no relation changed by them")


def _turn_row(relation: RelationTurn) -> list[str]:
    family, subject, object_ = relation.pair.split("|")
    return [
        relation.turn.value,
        relation.theatre or "",
        pair(subject, Family[family.upper()], object_),
        "\n".join(_known_now(relation.before)),
        "\n".join(_known_now(relation.after)),
        ", ".join(relation.claims),
    ]


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
                "turn": relation.turn,
                "family": family,
                "subject": subject,
                "object": object_,
                "theatre": relation.theatre,
                "before": relation.before,
                "after": relation.after,
                "claims": relation.claims,
            }
        )
    return {"claims": comparison.claims, "relations": relations}
