"""Operations by chance over all root fields are answered as the schema says, or refused with a code."""

from collections.abc import Iterator

import orjson
import pytest
from graphql import parse
from hypothesis import HealthCheck, given, settings

from linkage.graph.store.connection import Connection
from tests.asking import Ask, asking
from tests.operations import ROOTS, completed, operations
from tests.reference import Reference
from tests.routes import SMALL

OPERATIONS = 6
"""Of each root field."""
REFUSALS = {"BAD_USER_INPUT", "TOO_COSTLY", "NOT_FOUND"}


@pytest.fixture(scope="module")
def ask(database: Connection) -> Iterator[Ask]:
    with asking(database, SMALL) as asked:
        yield asked


@pytest.fixture(scope="module")
def words() -> list[str]:
    things = Reference(SMALL).things
    return [str(thing["key"]) for kind in ("Actor", "Theatre", "Issue", "Claim") for thing in things.of(kind)]


@pytest.mark.parametrize("root", ROOTS)
def test_whatever_is_asked_is_answered_by_the_schema_or_refused(ask: Ask, words: list[str], root: str) -> None:
    @settings(
        max_examples=OPERATIONS,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )
    @given(operations(root, words))
    def answered(text: str) -> None:
        answer = ask(text)
        errors, data = answer.get("errors", []), answer.get("data")
        assert {error["extensions"]["code"] for error in errors} <= REFUSALS, (text, errors)
        assert errors or data is not None, text
        if data is not None:
            assert orjson.dumps(completed(parse(text), data)) == orjson.dumps(data), text

    answered()
