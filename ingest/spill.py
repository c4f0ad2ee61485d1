"""
Maps and lists that may outgrow memory: small ones stay in it, the rest goes to a temporary file.

SQLite keeps them. The file has no name that anybody could open and is gone with the process, however that
ends; SQLite puts it where SQLITE_TMPDIR or TMPDIR says, else into /var/tmp.
"""

import pickle
import sqlite3
import weakref
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from linkage.graph.errors import LinkageError

CACHE = 16_000
"""KiB of memory for each map or list, at the most."""
PIECE = 500

T = TypeVar("T")


class Shelf(Mapping[str, T]):
    """A map from text to values, in the order of their first coming; the value last looked up is kept at hand."""

    def __init__(self) -> None:
        self._table = _Table("CREATE TABLE held (number INTEGER PRIMARY KEY, key TEXT UNIQUE, value BLOB)")
        self._recent: tuple[str, T] | None = None

    def __getitem__(self, key: str) -> T:
        if self._recent is not None and self._recent[0] == key:
            return self._recent[1]
        row = self._table.run("SELECT value FROM held WHERE key = ?", key).fetchone()
        if row is None:
            raise KeyError(key)
        value: T = pickle.loads(row[0])
        self._recent = key, value
        return value

    def add(self, key: str, value: T) -> bool:
        """Put a value under a key that has none yet; tell whether it had none."""
        text = "INSERT OR IGNORE INTO held (key, value) VALUES (?, ?)"
        return self._table.run(text, key, _pickled(value)).rowcount == 1

    def __setitem__(self, key: str, value: T) -> None:
        self._recent = None
        self._table.run(
            "INSERT INTO held (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            key,
            _pickled(value),
        )

    def __iter__(self) -> Iterator[str]:
        for (key,) in self._table.run("SELECT key FROM held ORDER BY number"):
            yield key

    def __len__(self) -> int:
        [count] = self._table.run("SELECT count(*) FROM held").fetchone()
        return int(count)


class Spool(Collection[T]):
    """A list that is written to its end and read from its start."""

    def __init__(self, items: Iterable[T] = ()) -> None:
        self._table: _Table | None = None
        self._open: list[T] = []
        self._size = 0
        self.extend(items)

    def append(self, item: T) -> None:
        self._open.append(item)
        self._size += 1
        if len(self._open) == PIECE:
            self._table = self._table or _Table("CREATE TABLE pieces (number INTEGER PRIMARY KEY, items BLOB)")
            self._table.run("INSERT INTO pieces (items) VALUES (?)", _pickled(self._open))
            self._open = []

    def extend(self, items: Iterable[T]) -> None:
        for item in items:
            self.append(item)

    def __iter__(self) -> Iterator[T]:
        if self._table:
            for (items,) in self._table.run("SELECT items FROM pieces ORDER BY number"):
                yield from pickle.loads(items)
        yield from self._open

    def __len__(self) -> int:
        return self._size

    def __contains__(self, item: object) -> bool:
        return any(item == other for other in self)


class _Table:
    """One table of a database without a name, which ends with this object."""

    def __init__(self, schema: str) -> None:
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._database.close)
        for text in (f"PRAGMA cache_size = -{CACHE}", "PRAGMA journal_mode = OFF", schema, "BEGIN"):
            self.run(text)

    def run(self, text: str, *values: object) -> sqlite3.Cursor:
        try:
            return self._database.execute(text, values)
        except sqlite3.Error as error:
            raise LinkageError(
                f"a temporary file cannot be written ({error}): let TMPDIR name a folder with more room"
            ) from error


def _pickled(value: Any) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
