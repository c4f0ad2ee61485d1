"""Where a database is and who we are to it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Connection:
    """Enough to open a driver; the password stays out of every printed form."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str = "neo4j"
