"""What goes wrong when a server is asked, and when it is worth asking again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from linkage.graph.errors import QueryError

FIRST_PAUSE = 0.25
"""Seconds before a question is asked again; twice as long each time, and never less than the server says."""
PASSING = frozenset({"BUSY", "STORE_UNAVAILABLE"})
"""Codes of what may be over in a moment; a TIMEOUT is answered by asking for less."""


class AnswerError(QueryError):
    """
    A question was not answered: `errors` as the server tells them, `code` and `request_id` of the first.

    `code` is None where the server did not say why; `wait` are the least seconds after which it may answer, None where
    asking again does not help.
    """

    def __init__(self, errors: list[dict[str, Any]], wait: float | None = None) -> None:
        super().__init__(errors)
        extensions: Mapping[str, Any] = errors[0].get("extensions") or {}
        self.code: str | None = extensions.get("code")
        self.request_id: str | None = extensions.get("requestId")
        self.wait = wait

    def __str__(self) -> str:
        marks = [self.code, f"request {self.request_id}" if self.request_id else None]
        told = ", ".join(mark for mark in marks if mark)
        return f"{super().__str__()} ({told})" if told else super().__str__()


@dataclass
class Patience:
    """How long a question is asked again: *seconds* in all, at growing distances."""

    seconds: float
    _next: float = field(default=FIRST_PAUSE, init=False)

    def pause(self, error: AnswerError) -> float:
        """Seconds to wait before asking again; raises *error* where that does not help or takes too long."""
        if error.wait is None:
            raise error
        pause = max(self._next, error.wait)
        if pause > self.seconds:
            raise error
        self.seconds -= pause
        self._next *= 2
        return pause


def refused(response: httpx.Response, errors: list[dict[str, Any]]) -> AnswerError:
    """The error of a response, with how long to wait where that may help."""
    passing = response.status_code == httpx.codes.SERVICE_UNAVAILABLE or any(
        (error.get("extensions") or {}).get("code") in PASSING for error in errors
    )
    text = response.headers.get("retry-after", "")
    return AnswerError(errors, (float(text) if text.isdigit() else 0) if passing else None)
