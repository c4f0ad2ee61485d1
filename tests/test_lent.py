"""A database is lent to the tests only where there is nothing in it that they could destroy."""

import pytest

from linkage.graph.store.database import Store
from tests.lent import ADDRESS, lent_database, require_ours


@pytest.fixture
def unmarked(store: Store) -> Store:
    store.rows("MATCH (mark:Migration {name: '0000-tests'}) DELETE mark")
    return store


def test_a_database_with_anything_in_it_is_refused(unmarked: Store) -> None:
    unmarked.rows("CREATE (:Record {id: 'dear'})")

    with pytest.raises(pytest.UsageError, match=r"holds 1 nodes: give the tests an empty one"):
        require_ours(unmarked)
    assert unmarked.rows("MATCH (record:Record) RETURN record.id")[1] == [["dear"]]


def test_an_empty_database_is_taken_and_so_is_what_tests_left_in_it(unmarked: Store) -> None:
    require_ours(unmarked)
    unmarked.rows("CREATE (:Record {id: 'left'})")

    require_ours(unmarked)


def test_the_address_of_a_lent_database_comes_with_its_login(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("URI", "bolt://graph:7687"), ("USER", "ann"), ("PASSWORD", "secret"), ("DATABASE", "")):
        monkeypatch.setenv(f"LINKAGE_TEST_NEO4J_{name}", value)
    lent = lent_database()
    monkeypatch.delenv(ADDRESS)

    assert lent is not None and (lent.uri, lent.user, lent.password, lent.database) == (
        "bolt://graph:7687", "ann", "secret", "neo4j"
    )  # fmt: skip
    assert lent_database() is None
