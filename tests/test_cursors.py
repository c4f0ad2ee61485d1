"""Cursors: whoever follows them sees everything once, in order, whatever is added meanwhile."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from graphql import GraphQLError
from hypothesis import given
from hypothesis import strategies as st

from linkage.api.compiler.cursors import decode, encode
from linkage.api.storage.orders import ORDERS
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from tests.routes import Routes

FIELDS = {"Actor": "actors", "Relation": "relations", "Claim": "claims", "Document": "documents"}
SEVERAL = [
    ("Actor", "[NAME_DESC, KEY_ASC]"),
    ("Relation", "[CERTAINTY_DESC, VALID_FROM_ASC, PAIR_ASC]"),
    ("Claim", "[CERTAINTY_DESC, KNOWN_FROM_DESC]"),
    ("Document", "[PUBLISHED_DESC, KEY_ASC]"),
]
EVERY = [(kind, order) for kind, orders in ORDERS.items() for order in orders]
SORTED = [*EVERY, *SEVERAL]
PAGE = """
query Page($first: Int, $after: String, $last: Int, $before: String) {{
  found: {field}(orderBy: {order}, first: $first, after: $after, last: $last, before: $before) {{
    totalCount
    pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }}
    edges {{ cursor node {{ id }} }}
  }}
}}
"""


def page(both: Routes, kind: str, order: str, first: int, after: str | None = None) -> dict[str, Any]:
    document = PAGE.format(field=FIELDS[kind], order=order)
    found: dict[str, Any] = both.data(document, first=first, after=after)["found"]
    return found


def pages(both: Routes, kind: str, order: str, first: int) -> Iterator[dict[str, Any]]:
    after, more, seen = None, True, set()
    while more:
        found = page(both, kind, order, first, after)
        yield found
        after, more = found["pageInfo"]["endCursor"], found["pageInfo"]["hasNextPage"]
        assert after not in seen, "the pages lead in a circle"
        seen.add(after)


def ids(found: dict[str, Any]) -> list[str]:
    return [edge["node"]["id"] for edge in found["edges"]]


@pytest.mark.parametrize(("kind", "order"), SORTED, ids=map("-".join, SORTED))
@pytest.mark.parametrize("first", [1, 4])
def test_pages_hold_everything_once_and_in_order(both: Routes, kind: str, order: str, first: int) -> None:
    both.agree(PAGE.format(field=FIELDS[kind], order=order), first=1000)
    whole = page(both, kind, order, 1000)

    seen = list(pages(both, kind, order, first))

    assert [id for found in seen for id in ids(found)] == ids(whole)
    assert len(set(ids(whole))) == whole["totalCount"]
    assert {found["totalCount"] for found in seen} == {whole["totalCount"]}
    assert [found["pageInfo"]["hasPreviousPage"] for found in seen] == [number > 0 for number in range(len(seen))]
    for found in seen:
        ends = found["pageInfo"]["startCursor"], found["pageInfo"]["endCursor"]
        assert ends == (found["edges"][0]["cursor"], found["edges"][-1]["cursor"])


@pytest.mark.parametrize(("kind", "order"), SORTED, ids=map("-".join, SORTED))
def test_pages_from_the_end_hold_everything_once_and_in_order(both: Routes, kind: str, order: str) -> None:
    document = PAGE.format(field=FIELDS[kind], order=order)
    both.agree(document, last=7)
    whole = ids(page(both, kind, order, 1000))

    seen: list[str] = []
    before, more = None, True
    while more:
        found = both.data(document, last=5, before=before)["found"]
        assert found["pageInfo"]["hasNextPage"] is (before is not None)
        seen, before, more = ids(found) + seen, found["pageInfo"]["startCursor"], found["pageInfo"]["hasPreviousPage"]

    assert seen == whole


@pytest.mark.parametrize(("kind", "order"), SORTED, ids=map("-".join, SORTED))
def test_between_two_cursors_is_what_lies_between_them(both: Routes, kind: str, order: str) -> None:
    edges = page(both, kind, order, 1000)["edges"]
    document = PAGE.format(field=FIELDS[kind], order=order)
    between = {"after": edges[1]["cursor"], "before": edges[-1]["cursor"]}

    from_start, from_end, all_of_it = (
        both.data(document, **between, **size)["found"] for size in ({"first": 2}, {"last": 2}, {})
    )

    inner = [edge["node"]["id"] for edge in edges[2:-1]]
    assert len(inner) >= 3
    assert (ids(from_start), ids(from_end), ids(all_of_it)) == (inner[:2], inner[-2:], inner[:50])
    for found in (from_start, from_end, all_of_it):
        assert found["pageInfo"]["hasNextPage"] and found["pageInfo"]["hasPreviousPage"]
    both.agree(document, **between, last=2)


def test_what_an_order_leaves_equal_is_sorted_by_the_next_and_at_last_by_id(both: Routes) -> None:
    shown = both.data(
        "{ a: claims(orderBy: [CERTAINTY_DESC, KNOWN_FROM_ASC], first: 1000) { nodes { certainty knownFrom id } } }"
    )["a"]["nodes"]

    places = [(-claim["certainty"], claim["knownFrom"], claim["id"]) for claim in shown]
    assert places == sorted(places)
    assert len({place[0] for place in places}) < len({place[:2] for place in places}) < len(places)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param("first: 2, last: 2", "a page takes `first` or `last`, not both", id="both ends"),
        pytest.param("last: 1001", "last runs from 0 to 1000, not 1001", id="too many"),
        pytest.param("last: -1", "last runs from 0 to 1000, not -1", id="fewer than none"),
        pytest.param("orderBy: []", "orderBy takes 1 to 4 orders, not 0", id="no order"),
        pytest.param(
            "orderBy: [KEY_ASC, CERTAINTY_DESC, KNOWN_FROM_ASC, KNOWN_FROM_DESC, VALID_FROM_ASC]",
            "orderBy takes 1 to 4 orders, not 5",
            id="too many orders",
        ),
        pytest.param('before: "x"', "before: this is not a cursor", id="no cursor"),
        pytest.param(
            f'orderBy: [KEY_ASC, CERTAINTY_DESC], after: "{encode("Claim.KEY_ASC", "x", "id")}"',
            "after: this cursor belongs to another order",
            id="a cursor of fewer orders",
        ),
        pytest.param(
            f'orderBy: [KEY_ASC, CERTAINTY_DESC], after: "{encode("Claim.KEY_ASC,CERTAINTY_DESC", "x", "id")}"',
            "after: this cursor belongs to another order",
            id="a cursor of fewer values",
        ),
    ],
)
def test_what_is_no_page_is_refused(both: Routes, arguments: str, sentence: str) -> None:
    [error] = both.ask(f"{{ claims({arguments}) {{ nodes {{ key }} }} }}")["errors"]

    assert error["message"].startswith(sentence)
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize(("kind", "order"), EVERY, ids=map("-".join, EVERY))
def test_behind_the_last_there_is_nothing(both: Routes, kind: str, order: str) -> None:
    last = page(both, kind, order, 1000)["pageInfo"]["endCursor"]

    beyond = page(both, kind, order, 5, last)

    assert (beyond["edges"], beyond["pageInfo"]["hasNextPage"], beyond["pageInfo"]["endCursor"]) == (
        [],
        False,
        None,
    )


@pytest.mark.parametrize(
    ("change", "undo"),
    [
        pytest.param(
            "CREATE (:Record:Actor {id: 'a', key: 'aaa', name: 'Aaa', kind: 'PERSON'})",
            "MATCH (actor:Actor {id: 'a'}) DELETE actor",
            id="an actor comes in before it",
        ),
        pytest.param(
            "MATCH (actor:Actor {key: 'cedar-front'}) SET actor:Gone REMOVE actor:Actor",
            "MATCH (actor:Gone) SET actor:Actor REMOVE actor:Gone",
            id="its own actor goes",
        ),
    ],
)
def test_a_cursor_stays_good_when(both: Routes, database: Connection, change: str, undo: str) -> None:
    before = page(both, "Actor", "NAME_ASC", 3)
    rest = ids(page(both, "Actor", "NAME_ASC", 1000, before["pageInfo"]["endCursor"]))

    with Store(database) as store:
        store.rows(change)
        try:
            changed = page(both, "Actor", "NAME_ASC", 1000)
            after = page(both, "Actor", "NAME_ASC", 1000, before["pageInfo"]["endCursor"])
        finally:
            store.rows(undo)

    assert ids(changed) != ids(before) + rest
    assert ids(after) == rest


NAMES = ["Abdel", "AFP", "al-Ṣadr", "Al-Zāwiya", "Émile", "ezra", "Łódź", "Өмір", "\U0001f600", "\ufffc"]
"""As an index of a book has them; the last two by their UTF-16 units, as cursors go."""


def test_names_come_as_in_an_index_of_a_book(both: Routes, database: Connection) -> None:
    with Store(database) as store:
        store.rows(
            f"UNWIND range(0, 9) AS n CREATE (:Indexed:Record:Actor {{id: 'i' + (9 - n), key: 'k' + (9 - n),"
            f" name: {json.dumps(NAMES, ensure_ascii=False)}[n], kind: 'PERSON'}})"
        )
        try:
            keys = [f"k{9 - number}" for number in range(len(NAMES))]
            told = both.data("{ a: actors(first: 1000) { nodes { key } } }")["a"]["nodes"]
            pages = _followed(both)
        finally:
            store.rows("MATCH (actor:Indexed) DELETE actor")

    order = [actor["key"] for actor in told]
    assert [key for key in order if key in keys] == keys
    assert pages == order


def _followed(both: Routes) -> list[str]:
    """Keys of all actors, read three at a time."""
    keys: list[str] = []
    after = None
    while True:
        found = both.data(
            "query P($after: String) { p: actors(first: 3, after: $after) { nodes { key } pageInfo { endCursor } } }",
            after=after,
        )["p"]
        if not found["nodes"]:
            return keys
        keys += [actor["key"] for actor in found["nodes"]]
        after = found["pageInfo"]["endCursor"]


def forged(*content: Any) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(content)).decode().rstrip("=")


REFUSED = {
    "no cursor at all": "x",
    "an id": "QWN0b3I6YWxkZXI",
    "nothing": "",
    "letters of another alphabet": "حقل",
    "half a list": "WyJD",
    "another order": encode("Claim.KNOWN_FROM_DESC", "2020-01-01", "id"),
    "another type": encode("Document.PUBLISHED_ASC", "2020-01-01", "id"),
    "too little": forged("Claim.KNOWN_FROM_ASC", "2020-01-01"),
    "too much": forged("Claim.KNOWN_FROM_ASC", "2020-01-01", "id", 1),
    "no day": forged("Claim.KNOWN_FROM_ASC", "yesterday", "id"),
    "a number for a day": forged("Claim.KNOWN_FROM_ASC", 5, "id"),
    "a week for a day": forged("Claim.KNOWN_FROM_ASC", "2020-W10-1", "id"),
    "a day without its lines": forged("Claim.KNOWN_FROM_ASC", "20200916", "id"),
    "true for a day": forged("Claim.KNOWN_FROM_ASC", True, "id"),
    "a cursor with more behind it": encode("Claim.KNOWN_FROM_ASC", "2020-01-01", "id") + "=",
    "a cursor with spaces in it": base64.urlsafe_b64encode(b'["Claim.KNOWN_FROM_ASC", "2020-01-01", "id"]').decode(),
    "null for a day": forged("Claim.KNOWN_FROM_ASC", None, "id"),
    "Cypher for a day": forged("Claim.KNOWN_FROM_ASC", "2020-01-01') RETURN 1 //", "id"),
    "a number for an id": forged("Claim.KNOWN_FROM_ASC", "2020-01-01", 5),
    "a list for an id": forged("Claim.KNOWN_FROM_ASC", "2020-01-01", ["id"]),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_cursor_of_this_order_is_refused(both: Routes, name: str) -> None:
    asked = PAGE.format(field="claims", order="KNOWN_FROM_ASC")

    [error] = both.ask(asked, first=5, after=REFUSED[name])["errors"]

    assert (error["extensions"]["code"], error["path"]) == ("BAD_USER_INPUT", ["found"])
    assert error["message"].startswith("after: ")


@pytest.mark.parametrize(
    ("order", "value"),
    [
        pytest.param("CERTAINTY_DESC", "0.5", id="text for a number"),
        pytest.param("CERTAINTY_DESC", True, id="true for a number"),
        pytest.param("CERTAINTY_DESC", None, id="null for a number"),
        pytest.param("KEY_ASC", 0.5, id="a number for text"),
        pytest.param("CERTAINTY_DESC", {}, id="a map"),
    ],
)
def test_a_cursor_of_another_kind_of_value_is_refused(both: Routes, order: str, value: Any) -> None:
    after = forged(f"Claim.{order}", value, "id")

    [error] = both.ask(PAGE.format(field="claims", order=order), first=5, after=after)["errors"]

    assert error["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize("value", [0, -1e300, 2**64 - 1, 1e308])
def test_a_number_that_no_claim_has_is_a_place_like_any_other(both: Routes, value: float) -> None:
    after = forged("Claim.CERTAINTY_DESC", value, "id")

    shown = page(both, "Claim", "CERTAINTY_DESC", 1000, after)["edges"]

    assert (len(shown) > 0) is (value > 1)


@given(st.sampled_from(EVERY), st.text() | st.floats(allow_nan=False, allow_infinity=False), st.text())
def test_a_cursor_leads_back_to_what_it_was_made_of(at: tuple[str, str], value: Any, identifier: str) -> None:
    order = ".".join(at)

    assert decode(encode(order, value, identifier), order) == (value, identifier)


@given(st.text())
def test_any_text_is_a_cursor_or_refused(text: str) -> None:
    with pytest.raises(GraphQLError, match="after: "):
        decode(text, "Actor.NAME_ASC")


@given(st.sampled_from(["Claim.CERTAINTY_DESC", "Claim.KEY_ASC"]), st.booleans() | st.none() | st.lists(st.text()))
def test_a_cursor_holds_a_text_or_a_number(order: str, value: Any) -> None:
    with pytest.raises(GraphQLError, match="after: "):
        decode(encode(order, value, "id"), order)


@given(st.text(), st.text(max_size=3), st.text(max_size=3))
def test_a_cursor_is_refused_with_anything_around_it(identifier: str, before: str, behind: str) -> None:
    cursor = encode("Claim.KEY_ASC", "x", identifier)

    try:
        assert decode(before + cursor + behind, "Claim.KEY_ASC") == ("x", identifier) and not before + behind
    except GraphQLError:
        assert before + behind
