"""`linkage check agreement`: a second coder's blind coding of the same passages against that of a data set."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from linkage.cli.load import SHIPPED
from linkage.cli.terminal import figures, print_json, progress, texts
from linkage.graph.records import Claim
from linkage.graph.wording.numbers import fixed, number, percent
from linkage.ingest.loading import check
from linkage.ingest.text.dataset import Located
from linkage.ingest.text.used import find

if TYPE_CHECKING:
    from linkage.ingest.coder_agreement import BlindCoding, CoderAgreement


def check_agreement(
    other: Annotated[Path, typer.Argument(help="The second coding: a file of claims, YAML or JSON Lines.")],
    dataset: Annotated[str, typer.Argument(help="Name of a data set that ships with Linkage, or a folder.")] = SHIPPED,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, not tables.")] = False,
) -> None:
    """
    Hold a second coder's blind coding of the same passages against that of a data set.

    Of each record only document, locator, kind, hedge, held and theatres are needed; subject and object tell apart
    what one passage says of several. Kappa (Cohen 1960) is 1 where both always agree, 0 where no more than by chance.

    Example: linkage check agreement second.yaml syria-libya
    """
    from linkage.ingest.coder_agreement import BlindCoding, compare_codings, read_codings

    theirs = read_codings(other)
    folder = find(dataset)
    with progress() as bars:
        check(folder, bars)
    claims = (entry.record for entry in folder.records(Claim) if isinstance(entry, Located))
    agreement = compare_codings((BlindCoding.of(claim) for claim in claims), theirs)
    if as_json:
        print_json(_record(agreement))
    else:
        _show(agreement)


def _record(agreement: "CoderAgreement") -> dict[str, Any]:
    return {
        "pairs": len(agreement.pairs),
        "ours_alone": [_place(coding) for coding in agreement.ours_alone],
        "theirs_alone": [_place(coding) for coding in agreement.theirs_alone],
        "items": agreement.items,
        "differences": [
            {"claim": pair[0].key, **_place(pair[1]), "item": item, "ours": ours, "theirs": theirs}
            for item, pair, ours, theirs in agreement.differences()
        ],
    }


def _place(coding: "BlindCoding") -> dict[str, Any]:
    return {"document": coding.document, "locator": str(coding.locator), "kind": coding.kind}


def _show(agreement: "CoderAgreement") -> None:
    console = Console(highlight=False)
    pairs, ours, theirs = len(agreement.pairs), len(agreement.ours_alone), len(agreement.theirs_alone)
    console.print(
        f"{number(pairs, 'statement')} that both coded; in the same passages {ours} are ours alone, {theirs} theirs alone."
    )
    table = Table("item", *figures("n", "same", "by chance", "kappa"), title="Agreement", title_justify="left")
    for it in agreement.items:
        same = percent(it.agreed / it.cases) if it.cases else "–"
        chance = percent(it.expected) if it.cases else "–"
        table.add_row(it.item, str(it.cases), same, chance, "–" if it.kappa is None else fixed(it.kappa))
    console.print(table)
    differences = Table(*texts("claim", "item", "ours", "theirs"), title="Where they differ", title_justify="left")
    for row in _rows(agreement):
        differences.add_row(*row)
    console.print(differences if differences.row_count else "They differ nowhere.")


def _rows(agreement: "CoderAgreement") -> Iterator[tuple[str, str, str, str]]:
    for item, (claim, _), ours, theirs in agreement.differences():
        yield f"{claim.key} ({claim.document}, {claim.locator})", item, ours, theirs
