"""Every deliberate error of the project; catch `LinkageError` at the edge, not in the middle."""

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


def reason(detail: "ErrorDetails") -> str:
    """Why pydantic refused a value, without its own words before those of our validators."""
    return detail["msg"].removeprefix("Value error, ")


class LinkageError(Exception):
    """Base of all deliberate errors; its text is one line that says what to do next."""


class SettingsError(LinkageError):
    """A setting has a value that cannot be used."""


class StatementError(LinkageError):
    """A file in `cypher/` and its header disagree."""


class StoreError(LinkageError):
    """The database cannot be reached or did not do what was asked."""


class EmbeddedServerError(StoreError):
    """The embedded Neo4j cannot be installed, started, stopped or found."""


class InvalidDataSetError(LinkageError):
    """The text of a data set breaks rules; nothing was written. There are *total* problems where not all are listed."""

    def __init__(self, dataset: str, rejects: Collection[object], total: int | None = None) -> None:
        count = len(rejects) if total is None else total
        super().__init__(f"data set {dataset!r} has {count} problem{'s' * (count != 1)}; nothing was written")
        self.dataset = dataset
        self.rejects = rejects

    @property
    def problems(self) -> list[str]:
        """What is wrong, a line each."""
        return [str(reject) for reject in self.rejects]


class QueryError(LinkageError):
    """A GraphQL request was answered with errors."""

    def __init__(self, errors: list[dict[str, object]]) -> None:
        super().__init__("; ".join(str(error.get("message")) for error in errors))
        self.errors = errors


class ProcedureError(StoreError):
    """A procedure of the server failed, perhaps for want of an index."""


class RefusedByConstraintError(StoreError):
    """What was to be written, or a constraint that was to be created, contradicts what is stored."""


class WriteRefusedError(StoreError):
    """A statement writes where only reading is allowed; nothing was written."""


class StatementTimeoutError(StoreError):
    """A statement ran longer than it may; ask for less."""


class StoreBusyError(StoreError):
    """More is asked of the database than it can do now; ask again in a moment."""


class TornReadError(StoreError):
    """The graph became another one between two statements of one answer."""


class TransactionEndedError(StoreError):
    """Somebody ended a transaction before its time; nothing of it was written."""


class TransactionTooLargeError(StoreError):
    """A transaction needs more memory than the server has for it; nothing of it was written."""


class FullDiskError(StoreError):
    """The disk of the database has no room, or not enough."""


class LeaseHeldError(LinkageError):
    """Another writes to the database, and we were not to wait for it."""


class LeaseLostError(LinkageError):
    """Another has taken over writing to the database; nothing was written since."""


class LensError(LinkageError):
    """A part of a lens has a value that cannot be used."""


class PictureError(LinkageError):
    """A picture cannot be made of what was answered."""


class JavaScriptError(LinkageError):
    """The pages' JavaScript is not there and cannot be fetched."""


class CampsError(LinkageError):
    """Ties cannot be split into camps as they stand."""


class TableError(LinkageError):
    """A table that was handed in breaks a rule, in one of its lines or as a whole."""

    def __init__(self, table: str, line: int | None, rule: str) -> None:
        super().__init__(f"{table}:{line}: {rule}" if line else f"{table}: {rule}")
        self.table = table
        self.line = line


class LeverageError(LinkageError):
    """A question about trades asks for more than is worked out, or for what there is not."""
