"""How long one request may wait for the database, whatever it asks of it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Allowance:
    """
    So many *seconds* of waiting, those of all statements together; what waits at the same time counts once.

    What is worked out, drawn or written in between does not count. It belongs to one event loop.
    """

    def __init__(self, seconds: float) -> None:
        self._left = seconds
        self._waits = 0
        self._since = 0.0

    @contextmanager
    def spent(self) -> Iterator[float]:
        """What runs within waits, and may do so until the moment that it gets, by the loop's clock."""
        clock = asyncio.get_running_loop().time
        if not self._waits:
            self._since = clock()
        self._waits += 1
        try:
            yield self._since + self._left
        finally:
            self._waits -= 1
            if not self._waits:
                self._left -= clock() - self._since


_CURRENT: ContextVar[Allowance | None] = ContextVar("allowance", default=None)


@contextmanager
def allowed(seconds: float) -> Iterator[None]:
    """What runs within, in whatever task or thread, waits for the database so long at most."""
    token = _CURRENT.set(Allowance(seconds))
    try:
        yield
    finally:
        _CURRENT.reset(token)


@contextmanager
def waiting(latest: float) -> Iterator[float]:
    """What runs within waits for the database, until *latest* or for as long as whoever asks is allowed to."""
    allowance = _CURRENT.get()
    if allowance is None:
        yield latest
    else:
        with allowance.spent() as end:
            yield min(latest, end)
