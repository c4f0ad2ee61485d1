"""`linkage diff`: what changed from one day, or from one version of a data set, to another."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from linkage.cli.answers import fetch_whole
from linkage.cli.lens_options import DAY, day, takes_lens
from linkage.cli.picture import write_picture
from linkage.cli.terminal import print_answer, print_json, progress, texts
from linkage.graph.families import Family
from linkage.graph.lens import Lens
from linkage.graph.relations.versions import Version
from linkage.graph.wording.claims import chain
from linkage.graph.wording.numbers import count, number
from linkage.graph.wording.relations import CHANGES, GONE, brief, changed, contested, lapsed, pair
from linkage.ingest.dataset_diff import Comparison, RelationTurn, compare
from linkage.ingest.text.used import find

if TYPE_CHECKING:
    from linkage.visualizations.client.answers import Execute
    from linkage.visualizations.network.view import View

DOCUMENT = f"""query Diff($from: LensInput!, $to: LensInput!) {{
  diff(from: $from, to: $to) {{
    totalCount
    {" ".join(f"{kind} {{ ...change }}" for kind in CHANGES)}
  }}
}}
fragment change on Change {{
  relation {{
    id theatre {{ key name }} subject {{ key name }} object {{ key name }} ...standing
    contested {{ key summary }} spell {{ validFrom validTo lastAttested ending endedBy {{ key }} }}
  }}
  before {{ id ...standing }}
  claims {{ key summary hedge speakers {{ key name }} document {{ key published publisher {{ key name }} }} }}
}}
fragment standing on Relation {{
  family validFrom validTo status certainty origins basis lastAttested nextAttested
}}"""


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
    Tell which relations began, ended, were cut, turned round or are disputed now, and which claims say so.

    What begins or ends by no claim is told apart as reported since, or as no longer reported.

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
    (answer, view), state = fetch_whole(lambda execute: _asked(execute, earlier, later, drawn=bool(output)))
    if as_json:
        print_answer(answer, state)
    else:
        _show(answer)
    if output and view:
        write_picture(output, view, later)


def _asked(execute: "Execute", earlier: Lens, later: Lens, *, drawn: bool) -> "tuple[Any, View | None]":
    """What changed, and its picture if it is to be drawn."""
    answer: Any = execute(DOCUMENT, {"from": earlier.variables(), "to": later.variables()})["diff"]
    if not drawn:
        return answer, None
    from linkage.visualizations.network.diff import fetch_network_diff

    return answer, fetch_network_diff(execute, earlier, later)


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
    if kind in GONE:
        last = (after["spell"] or {"lastAttested": None})["lastAttested"]
        return lapsed(_brief(after), None if last in (after["lastAttested"], after["nextAttested"]) else _day(last))
    stands = "; ".join([_brief(after), *contested(act["summary"] for act in after["contested"])])
    if before is None or kind in ("begun", "attested"):
        return stands
    return changed(stands, _brief(before), Family[before["family"]] if kind == "flipped" else None)


def _brief(relation: dict[str, Any]) -> str:
    last, following = _day(relation["lastAttested"]), _day(relation["nextAttested"])
    return brief(relation["status"], relation["certainty"], last, following)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


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
            yield f"{days}: {_finding(version)}"


def _finding(version: Version) -> str:
    stretch, finding = version.stretch, version.finding
    return brief(finding.status, finding.certainty, _on(stretch.last), _on(stretch.following))


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
                "before": list(map(_version, relation.before)),
                "after": list(map(_version, relation.after)),
                "claims": relation.claims,
            }
        )
    return {"claims": comparison.claims, "relations": relations}


def _version(version: Version) -> dict[str, Any]:
    """A version by the names that a relation's fields have in GraphQL."""
    finding, stretch = version.finding, version.stretch
    return {
        "dated": version.dated,
        "validFrom": version.valid_from if version.dated else None,
        "validTo": version.valid_to if version.dated else None,
        "knownFrom": version.known_from,
        "knownTo": version.known_to,
        "status": finding.status.name,
        "certainty": finding.certainty,
        "origins": finding.origins,
        "basis": version.basis.name,
        "lastAttested": _on(stretch.last),
        "nextAttested": _on(stretch.following),
        "ending": stretch.ending and stretch.ending.name,
    }


def _on(ordinal: int | None) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None
