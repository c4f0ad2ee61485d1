"""Errors as HTTP tells them: a status that caches and balancers believe, and when to come again."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from linkage.api.http.front import EVERYWHERE
from linkage.api.http.identification import identity, traced
from linkage.graph.errors import LinkageError, QueryError

_RETRY_AFTER = {"STORE_UNAVAILABLE": 5, "BUSY": 1}
"""Seconds after which it may go better, by the code of the error."""
_STATUS = {"TIMEOUT": 504, "INTERNAL_SERVER_ERROR": 500}
_log = logging.getLogger(__name__)


class RefusedRequest(Exception):
    """A request that is no GraphQL request; `status` is HTTP's."""

    def __init__(self, status: int, code: str, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.headers = headers or {}


def bad_request(message: str) -> RefusedRequest:
    """The request is none that can be read."""
    return RefusedRequest(400, "BAD_REQUEST", message)


def retry_after(errors: Iterable[Mapping[str, Any]]) -> int | None:
    """Seconds after which the same question may be answered; None where the errors are not the database's."""
    waits = [_RETRY_AFTER[code] for code in error_codes(errors) if code in _RETRY_AFTER]
    return max(waits, default=None)


def page_refusal(error: Exception) -> Response:
    """One sentence on why there is no page, for a bad address, an unknown key or a database that is away."""
    if not isinstance(error, QueryError):
        return PlainTextResponse(f"{error}\n", 400)
    wait = retry_after(error.errors)
    if wait is not None:
        return PlainTextResponse(f"{error}\n", 503, {"retry-after": str(wait)})
    statuses = [_STATUS[code] for code in error_codes(error.errors) if code in _STATUS]
    return PlainTextResponse(f"{error}\n", max(statuses, default=404))


async def refuse_page(_request: Request, error: Exception) -> Response:
    """What is wrong with the address of a page, or with the database behind it."""
    return page_refusal(error)


async def refuse_method(request: Request, error: Exception) -> Response:
    """OPTIONS is told which methods there are; any other is told that it is none of them."""
    assert isinstance(error, HTTPException)
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=error.headers)
    return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)


async def report_failure(_request: Request, error: Exception) -> Response:
    """One sentence for the caller, everything else for the log."""
    _log.error(traced("a request failed"), exc_info=error)
    known = str(error) if isinstance(error, LinkageError) else "something went wrong here; it has been logged"
    return PlainTextResponse(f"{known}\n", 500, EVERYWHERE | identity())


def error_codes(errors: Iterable[Mapping[str, Any]]) -> list[str]:
    """The codes of errors as answers have them."""
    return [(error.get("extensions") or {}).get("code", "") for error in errors]
