"""A question to a GraphQL server as HTTP carries it, and what came back; whoever sends it is another's matter."""

from collections.abc import Mapping
from typing import Any

import httpx

from linkage.graph.errors import QueryError

HEADERS = {"accept": "application/graphql-response+json, application/json"}


def request_body(document: str, variables: Mapping[str, Any], operation: str | None = None) -> dict[str, Any]:
    """The body of the request."""
    request = {"query": document, "variables": variables, "operationName": operation}
    return {name: value for name, value in request.items() if value is not None}


def read_response(address: str, response: httpx.Response) -> dict[str, Any]:
    """The whole answer, errors included; QueryError where it is none of GraphQL."""
    try:
        answer = response.json()
    except ValueError as error:
        raise _foreign(address, response) from error
    if not isinstance(answer, dict) or not (answer.get("errors") or isinstance(answer.get("data"), dict)):
        raise _foreign(address, response)
    return answer


def unreachable(address: str, error: Exception) -> QueryError:
    """That nothing came back from an address."""
    return refusal(f"{address} does not answer ({error or type(error).__name__}); is it running?")


def refusal(message: str) -> QueryError:
    """An error that the server did not send itself."""
    return QueryError([{"message": message}])


def _foreign(address: str, response: httpx.Response) -> QueryError:
    return refusal(f"{address} answers {response.status_code} and no GraphQL; check the address")
