"""
Asks a GraphQL server by its address, for pictures of another server's graph.

`view = fetch_network(executor("https://example.org/graphql"), Lens())` is what the picture of that graph shows.
"""

from typing import Any

import httpx

from linkage.graph.answers import answered
from linkage.graph.errors import QueryError
from linkage.visualizations.client.answers import Execute

TIMEOUT = 60.0


def executor(address: str) -> Execute:
    """
    A function that asks the GraphQL endpoint at *address*, as `fetch_network` and the pages take one.

    It waits a minute at most, follows no redirect, and raises QueryError with what is wrong with the endpoint or
    with the query.
    """
    return lambda document, variables: answered(fetch_answer(address, document, variables))


def fetch_answer(
    address: str, document: str, variables: dict[str, Any], operation: str | None = None
) -> dict[str, Any]:
    """The whole answer of the endpoint at *address*; QueryError where that does not speak GraphQL."""
    request = {"query": document, "variables": variables, "operationName": operation}
    try:
        response = httpx.post(
            address,
            json={name: value for name, value in request.items() if value is not None},
            headers={"accept": "application/graphql-response+json, application/json"},
            timeout=TIMEOUT,
            follow_redirects=False,
        )
        answer = response.json()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _refusal(f"{address} does not answer ({error or type(error).__name__}); is it running?") from error
    except ValueError as error:
        raise _refusal(f"{address} answers {response.status_code} and no GraphQL; check the address") from error
    if not isinstance(answer, dict) or not (answer.get("errors") or isinstance(answer.get("data"), dict)):
        raise _refusal(f"{address} answers {response.status_code} and no GraphQL; check the address")
    return answer


def _refusal(message: str) -> QueryError:
    return QueryError([{"message": message}])
