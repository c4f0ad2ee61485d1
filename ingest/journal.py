"""What a load notes in the journal: which records come, change and go, page by page, with what is written."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any

from linkage.graph.ids import global_id, split_id
from linkage.graph.records import KINDS, Claim
from linkage.graph.store.changes import RecordTransition
from linkage.graph.store.transactions import Step
from linkage.ingest.spill import Shelf, Spool

JOURNALLED = frozenset({"DataSet", *(kind.__name__ for kind in KINDS.values())})
"""The labels of what the journal speaks of; other rows are parts of these."""


class Wholes:
    """
    Records that change only by what is stored beside them: their names, shares and assertions.

    `waiting` are those that no row of their own will tell of.
    """

    def __init__(self) -> None:
        self.waiting: Spool[str] = Spool()
        self._told: Shelf[None] = Shelf()
        self._written = ""

    def write(self, label: str, identifier: str, *, stored: bool) -> None:
        """A row is written, which is *stored* already or not; those of a record come after its own."""
        if label not in JOURNALLED:
            self._part_changes(whole_of(identifier))
        elif stored:
            self._told.add(identifier, None)
        else:
            self._written = identifier

    def remove(self, identifier: str, staying: Collection[str]) -> None:
        """A row goes, all others of the data set being compared; *staying* are the ids of those that were stored and stay."""
        if split_id(identifier)[0] not in JOURNALLED and (whole := whole_of(identifier)) in staying:
            self._part_changes(whole)

    def _part_changes(self, whole: str) -> None:
        if whole != self._written and self._told.add(whole, None):
            self.waiting.append(whole)


class Notebook:
    """Makes the pages of one load, which is told by *run*, of a data set."""

    def __init__(self, run: str, dataset: str) -> None:
        self._run, self._dataset = run, dataset
        self._pages = 0

    def note(self, changes: Iterable[tuple[RecordTransition, str]]) -> list[Step]:
        """The step that notes what becomes of these rows, for the transaction that does it; none where they are parts."""
        ids: defaultdict[tuple[str, RecordTransition], list[str]] = defaultdict(list)
        for change, identifier in changes:
            kind = split_id(identifier)[0]
            if kind in JOURNALLED:
                ids[kind, change].append(identifier)
        pages = [self._page(kind, change, records) for (kind, change), records in ids.items()]
        return [("journal.note", {"pages": pages})] if pages else []

    def _page(self, kind: str, change: RecordTransition, ids: list[str]) -> dict[str, Any]:
        self._pages += 1
        name = f"{self._pages:08}-{self._run}"
        return {"id": name, "dataset": self._dataset, "kind": kind, "how": change.name, "ids": ids}


def whole_of(identifier: str) -> str:
    """The id of the record that a name, a share or an assertion is a part of."""
    label, *keys = split_id(identifier)
    return _WHOLES[label](keys)


_WHOLES: dict[str, Callable[[list[str]], str]] = {
    "Name": lambda keys: global_id(keys[0], keys[1]),
    "Share": lambda keys: global_id(Claim.__name__, keys[0]),
    "Assertion": lambda keys: global_id("DataSet", keys[0]),
}
"""How the id of a part leads to that of its record."""
