"""
GraphQL over HTTP, and GraphiQL for a browser.

A body is read to a limit in size and time before anything looks at it; whatever it holds, the answer is a
GraphQL response with a code and never a stack trace.
"""

import asyncio
from functools import partial
from typing import Any

import orjson
from graphql import OperationType
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from linkage.api.http.conditional import NEVER_KEPT, answer_conditionally
from linkage.api.http.event_stream import respond_with_events
from linkage.api.http.identification import current_request
from linkage.api.http.media import GRAPHQL, JSON, answer_type, check_body, takes_events
from linkage.api.http.refusals import RefusedRequest, retry_after
from linkage.api.http.service import Service, asked_types
from linkage.graph.errors import LensError, QueryError
from linkage.graph.store.generation import GraphState

LARGEST_BODY = 64 * 1024
SLOWEST_BODY = 10.0

_IN_ADDRESS = ("GET", "HEAD")


async def answer_request(request: Request) -> Response:
    """Answer one GraphQL request; what is none is answered with an error and a status of HTTP, never raised."""
    media = JSON
    try:
        media = JSON if takes_events(request, alone=True) else answer_type(request)
        query, variables, operation_name = await _parameters(request)
        if _asks_for_events(request, query, operation_name):
            return respond_with_events(request, query, variables, operation_name)
    except RefusedRequest as refusal:
        return _refuse(refusal, media)
    if request.method == "HEAD":
        return _respond({}, media)
    make = partial(_answer, request.app.state.service, media, query, variables, operation_name)
    try:
        response = await answer_conditionally(request, make, key=media, look=False)
    except LensError as error:
        return _refuse(_bad_request(str(error)), media)
    except QueryError as error:
        return _told({"errors": error.errors}, media)
    response.headers.add_vary_header("accept")
    return response


def _asks_for_events(request: Request, query: str, operation_name: str | None) -> bool:
    """Whether the answer is a stream: whatever is asked of who takes nothing else, and subscriptions."""
    subscribes = asked_types(query, operation_name) == {OperationType.SUBSCRIPTION}
    return request.method != "HEAD" and takes_events(request, alone=not subscribes)


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
    status = 400 if "data" not in answer and media == GRAPHQL else 200
    return _respond(answer, media, status, {"cache-control": NEVER_KEPT} if errors else None)


def _refuse(refusal: RefusedRequest, media: str) -> Response:
    error = {"message": str(refusal), "extensions": {"code": refusal.code, **current_request()}}
    return _respond({"errors": [error]}, media, refusal.status, refusal.headers)


async def _parameters(request: Request) -> tuple[str, dict[str, Any] | None, str | None]:
    body = _in_address(request) if request.method in _IN_ADDRESS else await _in_body(request)
    query, variables, name = asked_parameters(body)
    if request.method in _IN_ADDRESS and OperationType.MUTATION in asked_types(query, name):
        raise RefusedRequest(405, "METHOD_NOT_ALLOWED", "an address asks no mutations", {"allow": "POST"})
    return query, variables, name


def asked_parameters(body: Any) -> tuple[str, dict[str, Any] | None, str | None]:
    """Query, variables and name of the operation of a request; RefusedRequest where it is none."""
    if not isinstance(body, dict):
        raise _bad_request("a request is one JSON object; batches are not answered")
    query, variables, name = body.get("query"), body.get("variables"), body.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise _bad_request("query is missing or not text")
    if not isinstance(variables, dict | None):
        raise _bad_request("variables is not an object")
    if not isinstance(name, str | None):
        raise _bad_request("operationName is not text")
    if not isinstance(body.get("extensions"), dict | None):
        raise _bad_request("extensions is not an object")
    return query, variables, name


def _in_address(request: Request) -> dict[str, Any]:
    """What stands behind the question mark: texts, and maps as JSON."""
    address = request.query_params
    texts = {name: address[name] for name in ("query", "operationName") if name in address}
    return texts | {name: _decode(address[name].encode()) for name in ("variables", "extensions") if name in address}


async def _in_body(request: Request) -> Any:
    check_body(request)
    return _decode(await _body(request))


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
        raise _bad_request("the body broke off") from error
    return bytes(read)


def _decode(text: bytes) -> Any:
    try:
        return orjson.loads(text)
    except (orjson.JSONDecodeError, RecursionError) as error:
        raise _bad_request("the request is not JSON") from error


def _bad_request(message: str) -> RefusedRequest:
    return RefusedRequest(400, "BAD_REQUEST", message)


def _respond(answer: dict[str, Any], media: str, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(
        orjson.dumps(answer),
        status,
        {"cache-control": "no-cache", **(headers or {})},
        f"{media}; charset=utf-8",
    )
