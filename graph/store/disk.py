"""Room on the disk of a database that lies on this machine, for a server that runs out of it may never start again."""

import shutil

from linkage.graph.errors import FullDiskError
from linkage.graph.store.connection import Connection

RESERVE = 64 << 20
"""Bytes that are left free, for the server writes down what it will do before it does it."""
_FULL = 8 << 20
"""Bytes below which a failure is laid to the disk."""


def require_disk(connection: Connection, size: int) -> None:
    """FullDiskError where the disk of the database has no room for *size* bytes more; nothing where it is elsewhere."""
    free = _free(connection)
    if free is not None and free < size + RESERVE:
        raise FullDiskError(
            f"{connection.folder} has {_megabytes(free)} free and this may need {_megabytes(size + RESERVE)}; "
            "nothing was written: make room on that disk, or let LINKAGE_HOME name a folder on another one"
        )


def full_disk(connection: Connection) -> FullDiskError | None:
    """What is wrong where the disk of the database is full by now."""
    free = _free(connection)
    if free is None or free >= _FULL:
        return None
    return FullDiskError(
        f"the disk of the database is full ({connection.folder} has {_megabytes(free)} free): make room, "
        "run `linkage db stop` and `linkage db start`, then the command again"
    )


def _free(connection: Connection) -> int | None:
    if connection.folder is None or not connection.folder.is_dir():
        return None
    return shutil.disk_usage(connection.folder).free


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):,.0f} MiB"
