"""
GraphQL over HTTP, and GraphiQL for a browser.

A body is read to a limit in size and time before anything looks at it; whatever it holds, the answer is a
GraphQL response with a code and never a stack trace.
"""

import asyncio
import logging
from functools import partial
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from linkage.api.http.conditional import NEVER_KEPT, answer_conditionally
from linkage.api.http.refusals import retry_after
from linkage.api.http.service import Service, may_write
from linkage.graph.errors import LensError, QueryError
from linkage.graph.store.generation import GraphState

LARGEST_BODY = 64 * 1024
SLOWEST_BODY = 10.0

_JSON = "application/json"
_GRAPHQL = "application/graphql-response+json"
_IN_ADDRESS = ("GET", "HEAD")
_log = logging.getLogger(__name__)


class RefusedRequest(Exception):
    """A request that is no GraphQL request; `status` is HTTP's."""

    def __init__(self, status: int, code: str, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.headers = headers or {}


async def answer_request(request: Request) -> Response:
    """Answer one GraphQL request; what is none is answered with an error and a status of HTTP, never raised."""
    media = _JSON
    try:
        media = _accepted(request)
        query, variables, operation_name = await _parameters(request)
    except RefusedRequest as refusal:
        return _refuse(refusal, media)
    if request.method == "HEAD":
        return _respond({}, media)
    make = partial(_answer, request.app.state.service, media, query, variables, operation_name)
    try:
        response = await answer_conditionally(request, make, key=media, look=False)
    except LensError as error:
        return _refuse(RefusedRequest(400, "BAD_REQUEST", str(error)), media)
    except QueryError as error:
        return _told({"errors": error.errors}, media)
    response.headers.add_vary_header("accept")
    return response


async def _answer(
    service: Service, media: str, query: str, variables: dict[str, Any] | None, operation_name: str | None
) -> tuple[Response, GraphState | None]:
    answer, state = await service.answer_of(query, variables, operation_name)
    return _told(answer, media), state


def _told(answer: dict[str, Any], media: str) -> Response:
    """The answer with the status of its errors; one with errors is not for keeping."""
    errors = answer.get("errors", ())
    wait = retry_after(errors)
    if wait is not None:
        return _respond(answer, media, 503, {"retry-after": str(wait), "cache-control": NEVER_KEPT})
    status = 400 if "data" not in answer and media == _GRAPHQL else 200
    return _respond(answer, media, status, {"cache-control": NEVER_KEPT} if errors else None)


def _refuse(refusal: RefusedRequest, media: str) -> Response:
    error = {"message": str(refusal), "extensions": {"code": refusal.code}}
    return _respond({"errors": [error]}, media, refusal.status, refusal.headers)


def _accepted(request: Request) -> str:
    """The media type to answer in; what a request does not name is application/json."""
    accept = request.headers.get("accept", "*/*")
    wanted = [media.split(";")[0].strip().lower() for media in accept.split(",")]
    for media in (_GRAPHQL, _JSON):
        if media in wanted:
            return media
    if {"*/*", "application/*", ""} & set(wanted):
        return _JSON
    raise RefusedRequest(406, "NOT_ACCEPTABLE", f"answers come as {_GRAPHQL} or {_JSON}")


async def _parameters(request: Request) -> tuple[str, dict[str, Any] | None, str | None]:
    if request.method in _IN_ADDRESS:
        address = request.query_params
        body: Any = {name: address[name] for name in ("query", "operationName") if name in address}
        if "variables" in address:
            body["variables"] = _decode(address["variables"].encode())
    else:
        kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind != _JSON:
            raise RefusedRequest(415, "UNSUPPORTED_MEDIA_TYPE", f"a body is {_JSON}, not {kind or 'nothing'}")
        body = _decode(await _body(request))
    if not isinstance(body, dict):
        raise RefusedRequest(400, "BAD_REQUEST", "a request is one JSON object; batches are not answered")
    query, variables, name = body.get("query"), body.get("variables"), body.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise RefusedRequest(400, "BAD_REQUEST", "query is missing or not text")
    if not isinstance(variables, dict | None):
        raise RefusedRequest(400, "BAD_REQUEST", "variables is not an object")
    if not isinstance(name, str | None):
        raise RefusedRequest(400, "BAD_REQUEST", "operationName is not text")
    if request.method in _IN_ADDRESS and may_write(query, name):
        raise RefusedRequest(405, "METHOD_NOT_ALLOWED", "an address asks queries alone", {"allow": "POST"})
    return query, variables, name


async def _body(request: Request) -> bytes:
    read = bytearray()
    try:
        async with asyncio.timeout(SLOWEST_BODY):
            async for chunk in request.stream():
                read += chunk
                if len(read) > LARGEST_BODY:
                    raise RefusedRequest(413, "TOO_LARGE", f"a body holds at most {LARGEST_BODY:,} bytes")
    except TimeoutError as error:
        raise RefusedRequest(408, "TIMEOUT", f"the body took more than {SLOWEST_BODY:g} seconds") from error
    except ClientDisconnect as error:
        raise RefusedRequest(400, "BAD_REQUEST", "the body broke off") from error
    return bytes(read)


def _decode(text: bytes) -> Any:
    try:
        return orjson.loads(text)
    except (orjson.JSONDecodeError, RecursionError) as error:
        raise RefusedRequest(400, "BAD_REQUEST", "the request is not JSON") from error


def _respond(answer: dict[str, Any], media: str, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(
        orjson.dumps(answer),
        status,
        {"cache-control": "no-cache", **(headers or {})},
        f"{media}; charset=utf-8",
    )
