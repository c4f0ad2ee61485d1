"""What can be wrong with a graph that is stored: the closed list, and one fault of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class FaultKind(StrEnum):
    """What is wrong; how each is told and what a repair does about it stands in `linkage.graph.wording.faults`."""

    MIGRATION_LACKING = "migration-lacking"
    """A migration was never applied."""
    SCHEMA_LACKING = "schema-lacking"
    """A constraint or an index is not there."""
    INDEX_FAILED = "index-failed"
    """A constraint or an index is there and does not work."""
    ID_LACKING = "id-lacking"
    """A record has no id, so that nothing can refer to it."""
    ID_WRONG = "id-wrong"
    """The id of a record is none that Linkage gives."""
    RECORD_DOUBLED = "record-doubled"
    """Several nodes carry the id of one record."""
    KEY_DOUBLED = "key-doubled"
    """Several records of a kind carry one key."""
    LABEL_WRONG = "label-wrong"
    """The labels of a record are not those of its kind."""
    DATASET_LACKING = "dataset-lacking"
    """A record is of no data set, and those that it is linked with tell of which it was."""
    DATASET_UNKNOWN = "dataset-unknown"
    """A record is of no data set, and nothing tells of which it was."""
    DIGEST_LACKING = "digest-lacking"
    """A record has content and no digest of it."""
    RELEASED = "released"
    """The next load is to write a record anew."""
    COMPUTED_DAMAGED = "computed-damaged"
    """What is stored of a record does not fit its digest, but what its fields come to does."""
    CONTENT_DAMAGED = "content-damaged"
    """The fields of a record do not fit its digest."""
    FORMS_LACKING = "forms-lacking"
    """The forms by which a search finds a name are not those of the name."""
    TARGET_LACKING = "target-lacking"
    """Something links to a record that is not there."""
    ORPHAN = "orphan"
    """An id without a record, to which nothing links."""
    LINK_DOUBLED = "link-doubled"
    """A record links twice to the same in the same place."""
    LINK_UNKNOWN = "link-unknown"
    """A record has a link of a type that there is not, or to something that is no record."""
    OWNER_LACKING = "owner-lacking"
    """A share, a name or an assertion belongs to nothing."""
    HEAD_LACKING = "head-lacking"
    """There are records of a data set, but not what it says of itself."""
    RECORDS_LACKING = "records-lacking"
    """A file of a data set has not the records that its head counts, in their places."""
    TEXT_REFUSED = "text-refused"
    """The text of a data set, as it is stored, breaks rules."""
    ROW_LACKING = "row-lacking"
    """What follows from the text of a data set is not stored."""
    ROW_DIFFERS = "row-differs"
    """What is stored of a record is not what follows from the text of its data set now."""
    ROW_SURPLUS = "row-surplus"
    """What is stored does not follow from the text of its data set."""
    RELATION_DOUBLED = "relation-doubled"
    """A relation is stored more than once."""
    RELATION_STRAY = "relation-stray"
    """A relation is stored that no claim speaks of."""
    RELATION_LACKING = "relation-lacking"
    """Claims add up to a relation that is not stored."""
    RELATION_WRONG = "relation-wrong"
    """A relation is not stored as claims add up."""
    DYAD_UNREADABLE = "dyad-unreadable"
    """The relations of a dyad cannot be derived, for a claim about it is damaged."""
    ACTOR_LACKING = "actor-lacking"
    """Claims speak of a dyad of which an actor is not there."""
    MARK_LEFT = "mark-left"
    """A dyad is marked to be derived anew."""
    MARK_LOST = "mark-lost"
    """A mark names no two actors that are stored."""
    RUN_UNCLOSED = "run-unclosed"
    """A load wrote all that it was to write, and its record was not closed."""
    RUN_OPEN = "run-open"
    """A load did not end."""


@dataclass(frozen=True, slots=True)
class Fault:
    """
    One thing that is wrong: with what, of which data set, and in which way where that has to be told.

    `target` is what the repair has to know of it.
    """

    kind: FaultKind
    subject: str
    dataset: str | None = None
    detail: str = ""
    target: Any = None
