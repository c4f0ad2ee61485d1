"""What changed in the graph since a client last looked: asked for, or told as it happens."""

import datetime
from typing import Any, Self

import strawberry
from strawberry import ID

from linkage.api.journal import LARGEST, EntrySearch, RecordSearch
from linkage.api.schema import enums  # noqa: F401 - tells strawberry of them
from linkage.api.schema.declaration import argument, computed, described
from linkage.api.storage.places import Leaf, Listed, Worked
from linkage.graph.store.changes import RecordTransition

ENTRIES = 100
"""Changes of the graph where the query does not say how many."""


@described
class RecordCountType:
    """How many records of one kind came, changed or went."""

    kind: str = computed(Leaf("{x}.kind"), "The type that they have in this schema.")
    added: int = computed(Leaf("{x}.added"), "How many are there now and were not before.")
    changed: int = computed(
        Leaf("{x}.changed"), "How many are not what they were, or one of whose names or other parts is not."
    )
    removed: int = computed(Leaf("{x}.removed"), "How many are not there any more.")


@described
class GraphChangeType:
    """
    A change of the graph that readers see in one step: a load or a part of a large one, an unloading, a restoring, a
    derivation anew, a repair, a migration, or what somebody wrote by hand.
    """

    cursor: str = computed(
        Leaf("{x}.cursor"),
        "What the changes after this one are asked for by: the id of the generation that it made, which "
        "`extensions.dataSet` of an answer names.",
    )
    generation: int = computed(Leaf("{x}.generation"), "The number of the generation that it made.")
    at: datetime.datetime = computed(Leaf("{x}.at"), "When it was made, by the clock of the database.")
    data_sets: list[str] = computed(Leaf("{x}.datasets"), "The names of the data sets whose records it may concern.")
    listed: bool = computed(
        Leaf("{x}.listed"),
        "Whether `counts` and `changedRecords` tell all records that it changes, as of every load; otherwise any may have "
        "changed.",
    )
    relations: int | None = computed(
        Leaf("{x}.relations"), "How many versions of relations were derived anew; null where that is not known."
    )
    building: str | None = computed(
        Leaf("{x}.building"),
        "The data set that a large load has begun to add to, of which a part may be missing until the next change.",
    )
    counts: list[RecordCountType] = computed(
        Listed("{x}.counts"), "How many records came, changed or went, by kind; only kinds of which there are any."
    )

    @classmethod
    def of(cls, entry: dict[str, Any]) -> Self:
        """The entry as events tell it, which reads nothing more."""
        names = {"datasets": "data_sets"}
        counts = [RecordCountType(**count) for count in entry["counts"]]
        return cls(**{names.get(name, name): value for name, value in entry.items()} | {"counts": counts})


@described
class ChangedRecordType:
    """A record that came, changed or went."""

    id: ID = computed(Leaf("{x}.id"), "Its global id, which leads back to it by `nodes` unless it has gone.")
    kind: str = computed(Leaf("{x}.kind"), "The type that it has in this schema.")
    change: RecordTransition = computed(Leaf("{x}.how"), "What became of it.")
    dataset: str = computed(Leaf("{x}.dataset"), "The name of the data set that holds or held it.")


@described
class ChangedRecordsType:
    """Records that came, changed or went in one change of the graph."""

    total_count: int = computed(Leaf("{x}.totalCount"), "How many there are of that change in all.")
    records: list[ChangedRecordType] = computed(Listed("{x}.records"), "The first of them behind `after`.")
    end_cursor: str | None = computed(
        Leaf("{x}.endCursor"), "The cursor that the next ones start behind; null where these are the last."
    )


class JournalQuery:
    """Root fields about what has changed since."""

    changes: list[GraphChangeType] = computed(
        Worked(EntrySearch.of),
        "The changes of the graph, the earliest first.",
        [
            argument("after", str | None, "The cursor that they start behind; the beginning where left out."),
            argument("first", int, f"How many of them at most, up to {LARGEST:,}.", ENTRIES),
        ],
    )
    changed_records: ChangedRecordsType = computed(
        Worked(RecordSearch.of),
        "The records that came, changed or went in one change of the graph.",
        [
            argument("of", str, "The cursor of the change."),
            argument("first", int, f"How many of them at most, up to {LARGEST:,}.", LARGEST),
            argument("after", str | None, "The cursor that they start behind."),
        ],
    )


strawberry.type(JournalQuery)


@strawberry.type(description="What is told as it happens.")
class Subscription:
    changes: GraphChangeType = computed(
        None,
        "Each change of the graph when it has been made, in order, none twice.",
        [
            argument(
                "after",
                str | None,
                "The cursor of the last change that the client knows; those since come first. Where left out, they begin now.",
            )
        ],
    )
