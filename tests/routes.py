"""The two ways to an answer: the compiled statement over a database, and the reference."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from linkage.graph.store.connection import Connection
from tests.asking import Ask, asking
from tests.reference import Reference

SMALL = Path(__file__).parent / "datasets" / "small"
_OURS = {"INTERNAL_SERVER_ERROR", "STORE_UNAVAILABLE", "TIMEOUT"}


@dataclass(frozen=True, slots=True)
class Routes:
    """One data set, asked both ways."""

    ask: Ask
    reference: Reference

    def data(self, document: str, **variables: object) -> dict[str, Any]:
        """What the API answers where nothing goes wrong."""
        answer = self.ask(document, **variables)
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data

    def agree(self, document: str, **variables: object) -> bytes:
        """The bytes of the data, the same by both routes, which fail at the same places as well."""
        answer, told = self.ask(document, **variables), self.reference.answer(document, variables)
        errors = answer.get("errors", [])
        assert not {error["extensions"]["code"] for error in errors} & _OURS, errors
        data = orjson.dumps(answer.get("data"))
        assert data == orjson.dumps(told.data), f"{document}\n{variables}\n{errors}"
        assert _places(errors) == sorted(str(error.path) for error in told.errors or ())
        return data


def _places(errors: list[dict[str, Any]]) -> list[str]:
    return sorted(str(error.get("path")) for error in errors)


@contextmanager
def routes(database: Connection, folder: Path = SMALL) -> Iterator[Routes]:
    """Both routes over one data set, which is all that the database holds meanwhile."""
    with asking(database, folder) as ask:
        yield Routes(ask, Reference(folder))
