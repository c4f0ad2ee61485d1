"""Documents that the operator trusts: read at the start, and no other is run."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import orjson
from graphql import GraphQLError, parse, print_ast
from pydantic import BaseModel, TypeAdapter, ValidationError

from linkage.api.http import limits
from linkage.api.http.service import DOCUMENTS, ValidationErrors, prepare
from linkage.graph.errors import SettingsError

SETTING = "LINKAGE_TRUSTED_DOCUMENTS"


class TrustedDocuments:
    """Documents by id and by the hash of their text; each can be answered."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = dict(texts)
        self._named = {**{sha256(text): text for text in texts.values()}, **texts}
        self._alike = {_canonical(text): text for text in texts.values()}

    def named(self, name: str) -> str | None:
        """The document of this id or hash."""
        return self._named.get(name)

    def alike(self, text: str) -> str | None:
        """The document that asks the same; white space, commas and comments do not count."""
        return self._alike.get(_canonical(text))


class ApolloOperation(BaseModel):
    """One document of Apollo's manifest."""

    id: str
    body: str


class ApolloManifest(BaseModel):
    """What `@apollo/generate-persisted-query-manifest` writes."""

    operations: list[ApolloOperation]


_MANIFEST: TypeAdapter[ApolloManifest | dict[str, str]] = TypeAdapter(ApolloManifest | dict[str, str])


def read_trusted(path: Path, *, introspection: bool = True) -> TrustedDocuments:
    """
    The documents of a folder (`*.graphql`, by their path without the ending) or of a manifest.

    A manifest is a map from ids to texts, as GraphQL Code Generator and Relay write it, or Apollo's. SettingsError
    names what cannot be read or would not be answered.
    """
    try:
        texts = _read_folder(path) if path.is_dir() else _read_manifest(path)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{SETTING}: {path} cannot be read ({error})") from error
    if not texts:
        raise SettingsError(f"{SETTING}: {path} holds no document")
    for name, text in texts.items():
        try:
            prepare(text, introspection=introspection)
        except (GraphQLError, ValidationErrors) as error:
            problem = error.errors[0] if isinstance(error, ValidationErrors) else error
            raise SettingsError(f"{SETTING}: {name} in {path} cannot be answered: {problem.message}") from error
    return TrustedDocuments(texts)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _read_folder(folder: Path) -> dict[str, str]:
    files = sorted(folder.rglob("*.graphql"))
    return {file.relative_to(folder).with_suffix("").as_posix(): file.read_bytes().decode() for file in files}


def _read_manifest(file: Path) -> dict[str, str]:
    try:
        manifest = _MANIFEST.validate_python(orjson.loads(file.read_bytes()))
    except (orjson.JSONDecodeError, ValidationError) as error:
        raise SettingsError(
            f"{SETTING}: {file} is neither a folder nor a manifest, a JSON map from ids to documents"
        ) from error
    if isinstance(manifest, ApolloManifest):
        return {operation.id: operation.body for operation in manifest.operations}
    return manifest


@lru_cache(DOCUMENTS)
def _canonical(text: str) -> str:
    """The document as it is printed; itself where it cannot be read."""
    try:
        return print_ast(parse(text, max_tokens=limits.TOKENS, no_location=True))
    except GraphQLError:
        return text
