"""What a check carries from one part to the next."""

from dataclasses import dataclass, field

from rich.progress import Progress

from linkage.graph.store.database import Store
from linkage.graph.store.faults import Fault
from linkage.ingest.spill import Shelf


@dataclass(slots=True)
class Survey:
    """
    A check of one store: how much was looked at, and what later parts have to know of earlier ones.

    `damaged` are the records whose content does not fit their digests, by id; `doubled` the ids that several nodes
    carry; `incomplete` the data sets, with None for none, of which records are not as they should be in another way.
    """

    store: Store
    progress: Progress
    damaged: Shelf[Fault] = field(default_factory=Shelf)
    doubled: set[str] = field(default_factory=set)
    incomplete: set[str | None] = field(default_factory=set)
    records: int = 0
    dyads: int = 0
    relations: int = 0
