"""
The data sets that one store holds side by side: loaded with what they use, read anew, taken away.

What a data set says rests on its own text and on those that it uses, and on nothing else but judgements: who is one
and who belongs to whom is settled for all data sets by whoever judges it. So each can come and go, in any order, and
the others stay as they are.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.progress import Progress

from linkage.graph.errors import LeaseLostError, LinkageError, StoreError
from linkage.graph.records import Judgement
from linkage.graph.store.database import Store
from linkage.ingest.export import datasets, export
from linkage.ingest.loading import CheckedText, LoadReport, TextLoad, write
from linkage.ingest.plan import plan_unload
from linkage.ingest.properties import StoredRecord, read_fields
from linkage.ingest.rows import OWNED
from linkage.ingest.text.dataset import DataSet, opened, parse_record
from linkage.ingest.text.reader import Problem
from linkage.ingest.text.used import find, in_order


def load(store: Store, dataset: DataSet, progress: Progress, **options: Any) -> LoadReport:
    """Load a data set and what it uses, as `load_all` does; the report on the data set itself."""
    return load_all(store, [dataset], progress, **options)[dataset.name]


def load_all(
    store: Store,
    wanted: Iterable[DataSet],
    progress: Progress,
    *,
    who: str | None = None,
    dry_run: bool = False,
    allow_removal: bool = False,
) -> dict[str, LoadReport]:
    """
    Make the store hold what the texts say, and those that they use, on record as done by *who*.

    All are checked before anything is written; each is written after those that it uses, in one transaction unless it
    is large. The same text twice writes nothing. LinkageError where much of what is stored would go and
    *allow_removal* is not given, FullDiskError where the disk may not suffice.
    """
    texts = in_order(wanted)
    checked: dict[str, CheckedText] = {}

    def load_of(text: DataSet) -> TextLoad:
        users = [other.name for other in texts if other is not text and text in in_order([other])]
        judgements = judgements_elsewhere(store, text)
        return TextLoad(text, progress, who, allow_removal, judgements, users, checked.get(text.name))

    if dry_run:
        return {text.name: load_of(text).plan(store)[0] for text in texts}
    names = " and ".join(text.name for text in texts)
    with store.writing(f"the load of {names}" + (f" by {who}" if who else "")):
        for text in texts:
            checked[text.name] = CheckedText.of(text, progress, judgements_elsewhere(store, text))
        loads: list[TextLoad] = []
        reports: dict[str, LoadReport] = {}
        for text in texts:
            loads.append(load_of(text))
            reports[text.name] = loads[-1].carry_out(store)
        if any(report.rejudged for report in reports.values()):
            settled = {
                load.dataset.name for load in loads if judgements_elsewhere(store, load.dataset) == load.judgements
            }
            reports[texts[-1].name].warnings.extend(_read_anew(store, progress, who, settled))
    return reports


def unload(store: Store, name: str, progress: Progress, *, who: str | None = None, dry_run: bool = False) -> LoadReport:
    """Take a data set out of the store; LinkageError where it is not there, or where others use it."""
    if name not in datasets(store):
        raise LinkageError(
            f"there is no data set {name!r} in the store; there is: {', '.join(datasets(store)) or 'none'}"
        )
    users = store.read("library.users", dataset=name, owned=list(OWNED))
    if users:
        raise LinkageError(f"data set {name!r} is in use: {'; '.join(map(_use, users))}; unload that first")
    if dry_run:
        return LoadReport(plan_unload(store, name))
    with store.writing(f"the unloading of data set {name}" + (f" by {who}" if who else "")):
        report = LoadReport(plan_unload(store, name))
        write(store, report, progress, name, None, who)
        if report.rejudged:
            report.warnings.extend(_read_anew(store, progress, who))
    return report


def _use(row: Sequence[Any]) -> str:
    name, count, records = row
    examples = f", such as {', '.join(f'{label.lower()} {key}' for label, key in records)}" if records else ""
    return f"{name!r} uses it, and {count:,} of its records name records of it{examples}"


def judgements_elsewhere(store: Store, dataset: DataSet) -> list[Judgement]:
    """What stored data sets that this one does not use judge of actors."""
    known = [text.name for text in in_order([dataset])]
    return [
        parse_record(Judgement, read_fields(Judgement, StoredRecord(properties, links)))
        for properties, links in store.read("library.judgements", datasets=known)
    ]


def export_with_used(store: Store, name: str, folder: Path, progress: Progress) -> DataSet:
    """Write the text of a stored data set, and of all that it uses, each into a folder of its name; return it."""
    wanted, written = [name], set()
    while wanted:
        current = wanted.pop()
        if current not in written:
            export(store, current, folder / current, progress)
            written.add(current)
            wanted += opened(folder / current, current).head.uses
    return find(str(folder / name))


def _read_anew(store: Store, progress: Progress, who: str | None, settled: Collection[str] = ()) -> Iterator[Problem]:
    """
    Read what is stored of every data set but those *settled* once more, for judgements tell otherwise who is one.

    A problem for each that cannot be read, which waits for its next load.
    """
    names = datasets(store)
    for name in (name for name in names if len(names) > 1 and name not in settled):
        with TemporaryDirectory(prefix="linkage-library-") as folder:
            try:
                text = export_with_used(store, name, Path(folder), progress)
                [_, _, version] = store.read("load.last_run", dataset=name)
                TextLoad(text, progress, who, judgements=judgements_elsewhere(store, text)).carry_out(store, version)
            except (StoreError, LeaseLostError):
                raise
            except (LinkageError, ValueError) as error:
                reason = str(error).splitlines()[0]
                yield Problem(
                    name, f"cannot be read from the database to tell who is one in it ({reason}): load it again"
                )
