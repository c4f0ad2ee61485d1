"""A database that died is started again, and one that came back elsewhere is found."""

import asyncio
import logging
from collections.abc import Callable

from linkage.graph.errors import StoreError
from linkage.graph.store.connection import Connection
from linkage.graph.store.reader import Reader

PAUSE = 2.0
"""Seconds between two looks."""
PATIENCE = 3.0
"""Seconds that the database has to answer one."""
Revive = Callable[[], Connection | None]
"""Finds the database that is in use, or starts it; None where it is not to run."""
_log = logging.getLogger(__name__)


async def supervise(reader: Reader, revive: Revive) -> None:
    """Look after the reader's database until cancelled."""
    while True:
        await asyncio.sleep(PAUSE)
        if not await _answers(reader):
            await _recover(reader, revive)


async def _answers(reader: Reader) -> bool:
    try:
        async with asyncio.timeout(PATIENCE):
            await reader.verify()
    except (StoreError, TimeoutError):
        return False
    return True


async def _recover(reader: Reader, revive: Revive) -> None:
    try:
        connection = await asyncio.to_thread(revive)
    except StoreError as error:
        _log.warning("%s", error)
    else:
        if connection is not None:
            await reader.follow(connection)
