"""How much room records take on a server: on its disk, and in memory, where a transaction is kept until its end."""

import re
from collections.abc import Iterable

from linkage.graph.errors import StoreError
from linkage.graph.store.database import Store

ONE_STEP = 50_000
"""Records to write, move or remove, and dyads to derive, up to which a load is one transaction."""
ON_DISK = 10_000
"""Bytes that store and log may grow by with a record, its links and what follows from it; 7,000 for 106,008 records."""
_EACH = 19_500
"""Bytes of a claim with its links and the relations that follow from it, as Neo4j 2026.08 counts them (18,168 records)."""
_SHARE = 0.65
"""Of what all transactions may have together; the rest is for those who read meanwhile."""
_SIZE = re.compile(r"([\d.]+)([KMGT]?)i?B")
_UNITS = ("", "K", "M", "G", "T")


def most_in_one_step(store: Store) -> int:
    """Up to how many records a load is one transaction on this server: fewer than ONE_STEP where memory is short."""
    try:
        limits = store.read("load.room")
    except StoreError:  # a server of others need not tell us
        limits = []
    return min(ONE_STEP, records_in(limits))


def records_in(limits: Iterable[str]) -> int:
    """How many records there is room for within the smallest of these limits, such as `716.80MiB`; `0B` is none."""
    sizes = [_bytes(limit) for limit in limits]
    return int(min(filter(None, sizes), default=ONE_STEP * _EACH / _SHARE) * _SHARE / _EACH)


def _bytes(limit: str) -> float:
    size = _SIZE.fullmatch(limit)
    return float(size[1]) * 1024 ** _UNITS.index(size[2]) if size else 0
