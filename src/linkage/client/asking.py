"""Clients that wait, and clients that let others work meanwhile."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any, Self

import httpx

from linkage.client.errors import AnswerError, Patience, refused
from linkage.client.pages import paged_list
from linkage.graph.errors import QueryError
from linkage.visualizations.client.answers import Value, read_answer
from linkage.visualizations.client.transport import HEADERS, read_response, request_body, unreachable

PATIENCE = 30.0
"""Seconds in all that are waited between questions that may be answered in a moment."""
TIMEOUT = 60.0
Data = dict[str, Any]


class Client:
    """
    Asks the GraphQL endpoint at *address*; what may be over in a moment is asked again for *patience* seconds.

    AnswerError tells what is wrong with the question or with the server.
    """

    def __init__(self, address: str, *, patience: float = PATIENCE, timeout: float = TIMEOUT) -> None:
        self.address = address
        self._patience = patience
        self._http = httpx.Client(headers=HEADERS, timeout=timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def ask(self, document: str, **variables: Any) -> Value:
        """The answer as a value: an attribute for each field, in snake_case; days are dates, lists are tuples."""
        return read_answer(document, self.data(document, **variables), flat=False)

    def each(self, document: str, **variables: Any) -> Iterator[Value]:
        """Every item of the list that the document gives `after: $after`, page by page, each once and in order."""
        listed, more = paged_list(document), True
        while more:
            data = self.data(document, **variables)
            yield from listed.values(read_answer(document, data, flat=False))
            variables["after"] = listed.following(data)
            more = variables["after"] is not None

    def data(self, document: str, **variables: Any) -> Data:
        """The `data` of the answer as JSON."""
        patience = Patience(self._patience)
        while True:
            try:
                response = self._http.post(self.address, json=request_body(document, variables))
                return _data(self.address, response)
            except httpx.HTTPError as error:
                failure = _lost(self.address, error)
            except AnswerError as error:
                failure = error
            time.sleep(patience.pause(failure))


class AsyncClient:
    """The same for asyncio."""

    def __init__(self, address: str, *, patience: float = PATIENCE, timeout: float = TIMEOUT) -> None:
        self.address = address
        self._patience = patience
        self._http = httpx.AsyncClient(headers=HEADERS, timeout=timeout)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()

    async def ask(self, document: str, **variables: Any) -> Value:
        """See `Client.ask`."""
        return read_answer(document, await self.data(document, **variables), flat=False)

    async def each(self, document: str, **variables: Any) -> AsyncIterator[Value]:
        """See `Client.each`."""
        listed, more = paged_list(document), True
        while more:
            data = await self.data(document, **variables)
            for value in listed.values(read_answer(document, data, flat=False)):
                yield value
            variables["after"] = listed.following(data)
            more = variables["after"] is not None

    async def data(self, document: str, **variables: Any) -> Data:
        """See `Client.data`."""
        patience = Patience(self._patience)
        while True:
            try:
                response = await self._http.post(self.address, json=request_body(document, variables))
                return _data(self.address, response)
            except httpx.HTTPError as error:
                failure = _lost(self.address, error)
            except AnswerError as error:
                failure = error
            await asyncio.sleep(patience.pause(failure))


def _data(address: str, response: httpx.Response) -> Data:
    """The data of a response; AnswerError where it has errors or is none of GraphQL."""
    try:
        answer = read_response(address, response)
    except QueryError as error:
        raise refused(response, error.errors) from error
    if answer.get("errors"):
        raise refused(response, answer["errors"])
    data: Data = answer["data"]
    return data


def _lost(address: str, error: Exception) -> AnswerError:
    """Nothing came back, which may be for a moment."""
    return AnswerError(unreachable(address, error).errors, 0)
