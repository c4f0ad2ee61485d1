"""Where a database is and who we are to it."""

from dataclasses import dataclass, field
from pathlib import Path

from linkage.graph.errors import StoreError

LOGIN_IN_ADDRESS = "an address holds no user and no password, which would be shown with it: give them apart"


def holds_login(uri: str) -> bool:
    """Whether the address holds a user or a password, as `bolt://user:password@host` does."""
    return "@" in uri


@dataclass(frozen=True, slots=True)
class Connection:
    """
    Enough to open a driver; the password stays out of every printed form.

    `folder` is where the data lie, of a database of our own on this machine.

    StoreError where the address holds a login, for addresses are printed.
    """

    uri: str
    user: str
    password: str = field(repr=False)
    database: str = "neo4j"
    folder: Path | None = None

    def __post_init__(self) -> None:
        if holds_login(self.uri):
            raise StoreError(LOGIN_IN_ADDRESS)
