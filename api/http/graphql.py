"""
GraphQL over HTTP, and GraphiQL for a browser.

A body is read to a limit in size and time before anything looks at it; whatever it holds, the answer is a
GraphQL response with a code and never a stack trace.
"""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import orjson
from graphql import GraphQLError, OperationType
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from linkage.api.http.accounts import account_opened, current_account, told_cost, told_plan
from linkage.api.http.conditional import NEVER_KEPT, answer_conditionally
from linkage.api.http.documents import Documents
from linkage.api.http.event_stream import respond_with_events
from linkage.api.http.identification import current_request
from linkage.api.http.media import GRAPHQL, JSON, answer_type, check_body, takes_events
from linkage.api.http.refusals import RefusedRequest, bad_request, error_codes, retry_after
from linkage.api.http.service import Service, asked_types, format_error
from linkage.api.http.tracing import step
from linkage.graph.errors import LensError, QueryError
from linkage.graph.store.generation import GraphState

LARGEST_BODY = 64 * 1024
SLOWEST_BODY = 10.0

_IN_ADDRESS = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """What a request asks: a document with its values, and whether to tell what the answer cost and how it was got."""

    document: str
    variables: dict[str, Any] | None
    operation_name: str | None
    cost: bool
    plan: bool

    @property
    def types(self) -> frozenset[OperationType]:
        """Of which types the operations are that may be asked for; read from the text, so only for who needs to know."""
        return asked_types(self.document, self.operation_name)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """GraphQL at one address: which documents it answers, and whether it tells the statements that it sends."""

    documents: Documents
    plans: bool = False

    async def answer_request(self, request: Request) -> Response:
        """Answer one GraphQL request; what is none is answered with an error and a status of HTTP, never raised."""
        media = JSON
        try:
            media = JSON if takes_events(request, alone=True) else answer_type(request)
            question = self.question(await _sent(request))
            if request.method in _IN_ADDRESS and OperationType.MUTATION in question.types:
                raise RefusedRequest(405, "METHOD_NOT_ALLOWED", "an address asks no mutations", {"allow": "POST"})
            if request.method != "HEAD" and _by_events(request, question):
                return respond_with_events(request, question.document, question.variables, question.operation_name)
        except RefusedRequest as refusal:
            return _refuse(refusal, media)
        except GraphQLError as error:
            return _told({"errors": [format_error(error)]}, media)
        if request.method == "HEAD":
            return _respond({}, media)
        make = partial(_answer, request.app.state.service, media, question)
        try:
            response = await answer_conditionally(request, make, key=media, look=False)
        except LensError as error:
            return _refuse(bad_request(str(error)), media)
        except QueryError as error:
            return _told({"errors": error.errors}, media)
        response.headers.add_vary_header("accept")
        return response

    def question(self, sent: Any) -> GraphQLRequest:
        """
        What was sent asks; RefusedRequest where it is no request, a coded GraphQLError where its document is none that is
        answered here.
        """
        if not isinstance(sent, dict):
            raise bad_request("a request is one JSON object; batches are not answered")
        query, variables, name = sent.get("query"), sent.get("variables"), sent.get("operationName")
        extensions = sent.get("extensions")
        if not isinstance(query, str | None):
            raise bad_request("query is missing or not text")
        if not isinstance(variables, dict | None):
            raise bad_request("variables is not an object")
        if not isinstance(name, str | None):
            raise bad_request("operationName is not text")
        if not isinstance(sent.get("documentId"), str | None):
            raise bad_request("documentId is not text")
        if not isinstance(extensions, dict | None):
            raise bad_request("extensions is not an object")
        extensions = extensions or {}
        document = self.documents.text((query or "").strip() and query, sent.get("documentId"), extensions)
        plan = extensions.get("plan") is True
        if plan and not self.plans:
            raise bad_request("extensions.plan is told by a server that runs with LINKAGE_PLANS=yes")
        return GraphQLRequest(document, variables, name, extensions.get("cost") is True, plan)


def _by_events(request: Request, question: GraphQLRequest) -> bool:
    """Whether the answer is a stream: whatever is asked of who takes nothing else, and subscriptions where it is taken."""
    if takes_events(request, alone=True):
        return True
    return takes_events(request, alone=False) and question.types == {OperationType.SUBSCRIPTION}


async def _answer(service: Service, media: str, question: GraphQLRequest) -> tuple[Response, GraphState | None]:
    asked = partial(service.answer_of, question.document, question.variables, question.operation_name)
    if not (question.cost or question.plan):
        answer, state = await asked()
        return _told(answer, media), state
    with account_opened() as account:
        answer, state = await asked()
    cost = told_cost(account, answer.get("data")) if question.cost else {}
    extensions = answer.get("extensions", {}) | cost | (told_plan(account) if question.plan else {})
    return _told(answer | {"extensions": extensions}, media), state


def _told(answer: dict[str, Any], media: str) -> Response:
    """The answer with the status of its errors; one with errors is not for keeping."""
    errors = answer.get("errors", ())
    _note(errors)
    wait = retry_after(errors)
    if wait is not None:
        return _respond(answer, media, 503, {"retry-after": str(wait), "cache-control": NEVER_KEPT})
    status = 400 if "data" not in answer and media == GRAPHQL else 200
    return _respond(answer, media, status, {"cache-control": NEVER_KEPT} if errors else None)


def _refuse(refusal: RefusedRequest, media: str) -> Response:
    error = {"message": str(refusal), "extensions": {"code": refusal.code, **current_request()}}
    _note([error])
    return _respond({"errors": [error]}, media, refusal.status, refusal.headers)


def _note(errors: Iterable[Mapping[str, Any]]) -> None:
    account = current_account()
    if account:
        account.codes += error_codes(errors)


async def _sent(request: Request) -> Any:
    return _in_address(request) if request.method in _IN_ADDRESS else await _in_body(request)


def _in_address(request: Request) -> dict[str, Any]:
    """What stands behind the question mark: texts, and maps as JSON."""
    address = request.query_params
    texts = {name: address[name] for name in ("query", "operationName", "documentId") if name in address}
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
        raise bad_request("the body broke off") from error
    return bytes(read)


def _decode(text: bytes) -> Any:
    try:
        return orjson.loads(text)
    except (orjson.JSONDecodeError, RecursionError) as error:
        raise bad_request("the request is not JSON") from error


def _respond(answer: dict[str, Any], media: str, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    with step("encode"):
        encoded = orjson.dumps(answer)
    return Response(
        encoded,
        status,
        {"cache-control": "no-cache", **(headers or {})},
        f"{media}; charset=utf-8",
    )
