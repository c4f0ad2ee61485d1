"""Every field of every kind of record, over the data set that uses all of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from linkage.graph.store.connection import Connection
from tests.documents import NODES
from tests.full import write_full
from tests.recording import every_field
from tests.routes import Routes, routes


@pytest.fixture(scope="module")
def full(database: Connection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Routes]:
    folder: Path = write_full(tmp_path_factory.mktemp("full"))
    with routes(database, folder) as both:
        yield both


# Additions speak of another data set: tests/test_library.py.
@pytest.mark.parametrize("kind", [kind for kind in NODES if kind != "Addition"])
def test_every_field_that_can_be_used_says_what_the_text_says(full: Routes, kind: str) -> None:
    ids = [thing["id"] for thing in full.reference.things.listed(kind)]
    document = f"query All($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {kind} {{ {every_field(kind)} }} }} }}"

    data = full.agree(document, ids=ids)

    assert ids
    assert b"null,null" not in data
