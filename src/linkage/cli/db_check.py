"""`linkage db check`: whether what is stored is as it should be."""

from typing import Annotated, Any

import typer
from rich.console import Console

from linkage.cli.terminal import NOTES, NoWait, open_store, print_json, progress
from linkage.graph.settings import load_settings
from linkage.graph.wording import faults as wording
from linkage.ingest.soundness.check import Faults, Soundness, check_store, repair_store
from linkage.ingest.soundness.repair import MENDABLE


def check(
    repair: Annotated[
        bool, typer.Option("--repair", help="Mend what can be mended from what the database holds.")
    ] = False,
    no_wait: NoWait = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, not sentences.")] = False,
) -> None:
    """
    Derive every relation anew and hold all that is stored against what it should be.

    One sentence for each fault; exit code 1 where faults remain. Without --repair nothing is written.

    Example: linkage db check --repair
    """
    settings = load_settings()
    with open_store(settings) as store:
        with progress() as bars:
            soundness = check_store(store, bars)
        if repair and soundness.faults.listed:
            holder = f"`linkage db check --repair` by {settings.coder}"
            with progress() as bars:
                soundness = repair_store(store, bars, holder, wait=not no_wait, tell=NOTES.print)
    if as_json:
        print_json(_record(soundness))
    else:
        _show(soundness)
    if soundness.faults.listed:
        raise typer.Exit(1)


def _record(soundness: Soundness) -> dict[str, Any]:
    return {
        "records": soundness.records,
        "dyads": soundness.dyads,
        "relations": soundness.relations,
        "repaired": _faults(soundness.repaired, done=True),
        "faults": _faults(soundness.faults, done=False),
    }


def _faults(faults: Faults, *, done: bool) -> dict[str, Any]:
    """How many of each kind there are, and the first of them."""
    listed = [
        {
            "kind": fault.kind,
            "subject": fault.subject,
            "dataset": fault.dataset,
            "mendable": fault.kind in MENDABLE,
            "sentence": wording.repaired(fault) if done else wording.wrong(fault),
        }
        for fault in faults.listed
    ]
    return {"counts": {kind.value: count for kind, count in faults.counts.items()}, "listed": listed}


def _show(soundness: Soundness) -> None:
    console = Console(highlight=False, markup=False, soft_wrap=True)
    for faults, worded in ((soundness.repaired, wording.repaired), (soundness.faults, wording.wrong)):
        for kind, count in faults.counts.items():
            of_kind = [fault for fault in faults.listed if fault.kind is kind]
            for fault in of_kind:
                console.print(worded(fault))
            if count > len(of_kind):
                console.print(wording.more(kind, count - len(of_kind)))
    counts = soundness.faults.counts
    if counts:
        mendable = sum(count for kind, count in counts.items() if kind in MENDABLE)
        console.print(wording.remaining(counts.total(), mendable))
    else:
        console.print(wording.sound(soundness.records, soundness.dyads, soundness.relations))
