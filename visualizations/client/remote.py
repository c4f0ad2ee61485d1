"""
Asks a GraphQL server by its address, for pictures of another server's graph.

`view = fetch_network(executor("https://example.org/graphql"), Lens())` is what the picture of that graph shows.
"""

from typing import Any

import httpx

from linkage.graph.answers import answered
from linkage.visualizations.client.answers import Execute
from linkage.visualizations.client.transport import HEADERS, read_response, request_body, unreachable

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
    try:
        response = httpx.post(
            address,
            json=request_body(document, variables, operation),
            headers=HEADERS,
            timeout=TIMEOUT,
            follow_redirects=False,
        )
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise unreachable(address, error) from error
    return read_response(address, response)
