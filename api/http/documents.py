"""
The documents that a request may name instead of sending them, and those that it may ask for at all.

A client that has sent a text once may name it by its hash from then on, as Apollo's clients do (automatic persisted
queries). Where the operator trusts certain documents alone, no other is run, however it is asked for.
"""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, Field, ValidationError

from linkage.api.errors import coded
from linkage.api.http.refusals import RefusedRequest, bad_request
from linkage.api.http.service import DOCUMENTS
from linkage.api.http.trusted import TrustedDocuments, sha256

NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
_PREFIX = "sha256:"


class PersistedQuery(BaseModel):
    """What Apollo's protocol sends in `extensions.persistedQuery`."""

    version: Annotated[int, Field(ge=1, le=1)]
    sha256Hash: Annotated[str, Field(min_length=1, max_length=256)]


class Documents:
    """Finds the text that a request means: any that can be read, or one of those that are *trusted*, if there are any."""

    def __init__(self, trusted: TrustedDocuments | None = None) -> None:
        self._trusted = trusted
        self._sent: OrderedDict[str, str] = OrderedDict()

    def text(self, query: str | None, name: str | None, extensions: Mapping[str, Any]) -> str:
        """
        The text of the document that a request sends, or names by `documentId` or by `extensions.persistedQuery`.

        A coded GraphQLError where it is not known here, so that the client sends it; RefusedRequest where the request
        names none, contradicts itself, or asks for what is not trusted.
        """
        persisted = _read(extensions.get("persistedQuery"))
        wanted = persisted or (name.removeprefix(_PREFIX) if name else None)
        if not query:
            if wanted is None:
                raise bad_request("query is missing or not text")
            return self._known(wanted)
        if self._trusted:
            return self._allowed(query)
        if persisted:
            self._keep(query, persisted)
        return query

    def _known(self, name: str) -> str:
        text = self._trusted.named(name) if self._trusted else self._sent.get(name)
        if text is None:
            # Apollo's older clients, and those for telephones, know it by these words.
            raise coded(NOT_FOUND, "PersistedQueryNotFound")
        if not self._trusted:
            self._sent.move_to_end(name)
        return text

    def _allowed(self, query: str) -> str:
        assert self._trusted
        text = self._trusted.alike(query)
        if text is None:
            raise RefusedRequest(
                400, "PERSISTED_QUERY_NOT_IN_LIST", "only documents that this server was given in advance are answered"
            )
        return text

    def _keep(self, query: str, wanted: str) -> None:
        if sha256(query) != wanted:
            raise RefusedRequest(400, "PERSISTED_QUERY_MISMATCH", "sha256Hash is not the SHA-256 of query")
        self._sent[wanted] = query
        self._sent.move_to_end(wanted)
        if len(self._sent) > DOCUMENTS:
            self._sent.popitem(last=False)


def _read(persisted: Any) -> str | None:
    """The hash that is sent; RefusedRequest where it is none of version 1."""
    if persisted is None:
        return None
    try:
        return PersistedQuery.model_validate(persisted, strict=True).sha256Hash
    except ValidationError as error:
        raise bad_request("extensions.persistedQuery is {version: 1, sha256Hash}") from error
