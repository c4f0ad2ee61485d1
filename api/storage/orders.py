"""In which order lists come, as text of a statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from linkage.api.storage.filters import certainty

Kind = Literal["text", "number", "day"]

_FIRST_DAY = "date('0001-01-01')"


@dataclass(frozen=True, slots=True)
class Order:
    """What a list is sorted by."""

    expression: str
    description: str
    kind: Kind = "text"
    descending: bool = False

    def value(self, y: str, day: str | None) -> str:
        """What `y` is sorted by."""
        return self.expression.format(x=y, certainty=certainty(y, day))


_MARKS = "".join(f"\\u{mark:04X}" for mark in (*range(0x300, 0x30D), 0x31B, *range(0x323, 0x329), 0x32E, 0x331))
"""Accents of Latin, Greek and Cyrillic letters, as they stand apart from these."""


def collated(text: str) -> str:
    """What a text of the store is sorted by, as in an index of a book: whatever its case, without its accents."""
    # Neo4j compares stored texts by code points and parameters by UTF-16 units, which differ beyond U+FFFF; what is
    # made anew counts as a parameter, so that ORDER BY and the place of a cursor agree.
    return f"reduce(text = toLower(normalize({text}, NFKD)), mark IN split('{_MARKS}', '') | replace(text, mark, ''))"


_NAME = collated("{x}.name")
BY_NAME = f"{collated('{y}.name')}, {{y}}.key"
"""The order of lists of what has a name."""
_VALID = "coalesce({x}.validFrom, date('0001-01-01'))"

PAIR = Order("{x}.pair", "By family and the keys of both ends.")
"""The order of relations that indexes have."""

ORDERS: dict[str, dict[str, Order]] = {
    "Actor": {
        "NAME_ASC": Order(_NAME, "By the name that is shown, whatever its case and accents."),
        "NAME_DESC": Order(
            _NAME, "By the name that is shown, whatever its case and accents, backwards.", descending=True
        ),
        "KEY_ASC": Order("{x}.key", "By key."),
    },
    "Relation": {
        "PAIR_ASC": PAIR,
        "VALID_FROM_ASC": Order(_VALID, "By the day from which it held, the earliest first.", "day"),
        "VALID_FROM_DESC": Order(_VALID, "By the day from which it held, the latest first.", "day", descending=True),
        "CERTAINTY_DESC": Order("{certainty}", "The most certain first.", "number", descending=True),
        "ORIGINS_DESC": Order("{x}.origins", "Those of most independent origins first.", "number", descending=True),
    },
    "Claim": {
        "KNOWN_FROM_ASC": Order("{x}.knownFrom", "By the day they became known, the earliest first.", "day"),
        "KNOWN_FROM_DESC": Order(
            "{x}.knownFrom", "By the day they became known, the latest first.", "day", descending=True
        ),
        "VALID_FROM_ASC": Order(_VALID, "By the day from which they held, the earliest first.", "day"),
        "CERTAINTY_DESC": Order("{x}.certainty", "The most certain first.", "number", descending=True),
        "KEY_ASC": Order("{x}.key", "By key."),
    },
    "Document": {
        "PUBLISHED_DESC": Order(
            "{x}.publishedBy", "By the day by which they were out, the latest first.", "day", descending=True
        ),
        "PUBLISHED_ASC": Order("{x}.publishedBy", "By the day by which they were out, the earliest first.", "day"),
        "KEY_ASC": Order("{x}.key", "By key."),
    },
}
"""The orders of each connection; the first is that of a query that names none."""


@dataclass(frozen=True, slots=True)
class Sorting:
    """Several orders of things of a kind, by their names: each sorts what those before it leave equal."""

    kind: str
    names: Sequence[str]

    @property
    def tag(self) -> str:
        """What cursors of a list that is sorted so are good for."""
        return f"{self.kind}.{','.join(self.names)}"

    @property
    def orders(self) -> list[Order]:
        """What is sorted by, the first before all others."""
        return [ORDERS[self.kind][name] for name in self.names]

    def by(self, y: str, day: str | None, *, backwards: bool = False) -> str:
        """What ORDER BY takes to sort `y` so, looked at on a day."""
        keys = [(order.value(y, day), order.descending) for order in self.orders] + [(f"{y}.id", False)]
        return ", ".join(f"{value}{' DESC' if descending is not backwards else ''}" for value, descending in keys)

    def place(self, y: str, day: str | None) -> list[str]:
        """What tells the place of `y` in the list, as it leaves the store."""
        values = [(order, order.value(y, day)) for order in self.orders]
        return [f"toString({value})" if order.kind == "day" else value for order, value in values] + [f"{y}.id"]
