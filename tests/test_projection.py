"""The compiled projection of a shape is what reading the shape part by part gives."""

from typing import Any

import pytest
from graphql import GraphQLError
from hypothesis import given
from hypothesis import strategies as st

from linkage.api.compiler.cursors import encode
from linkage.api.compiler.projection import (
    CellShape,
    Choice,
    ConnectionShape,
    Constant,
    Count,
    Cursor,
    Edge,
    Items,
    Made,
    Object,
    PageInfoShape,
    Rows,
    Shape,
    Value,
    projector,
)
from linkage.api.storage.places import LARGEST_LIST

PAGE = {"limit": 2, "ends": [False, False, False], "order": "Actor.NAME_ASC"}
NAMES = st.from_regex(r"[_a-z]{1,3}", fullmatch=True) | st.sampled_from(
    ["V", "P", "encode", "page", "__typename", "v1"]
)


def project(shape: Shape, value: Any, **parameters: Any) -> Any:
    return projector(shape)(value, parameters)


def test_an_object_names_positions_in_its_own_order_and_constants_take_none() -> None:
    shape = Object((("b", Value()), ("__typename", Constant("Actor")), ("a", Value())))

    assert list(project(shape, [1, 2]).items()) == [("b", 1), ("__typename", "Actor"), ("a", 2)]


def test_null_is_null_where_it_may_be_and_an_error_where_not() -> None:
    assert project(Object((("a", Value()),), nullable=True), None) is None
    with pytest.raises(TypeError):
        project(Object((("a", Value()),)), None)


def test_a_list_that_is_longer_than_any_may_be_is_refused_where_it_is_bounded() -> None:
    rows = [[number] for number in range(LARGEST_LIST + 1)]
    fields = Object((("a", Value()),))

    assert len(project(Items(fields, bounded=True), rows[1:])) == LARGEST_LIST
    assert len(project(Items(fields), rows)) == LARGEST_LIST + 1
    with pytest.raises(GraphQLError, match="more than 10,000 items: ask for the `first`"):
        project(Items(fields, bounded=True), rows)


def test_the_first_position_of_a_choice_tells_its_shape() -> None:
    shape = Items(Choice((Object((("a", Value()),)), Object((("t", Constant("B")),)))))

    assert project(shape, [[1], None, [0, 5]]) == [{"t": "B"}, None, {"a": 5}]


def test_what_is_made_is_made_of_its_own_position() -> None:
    shape = Items(Object((("one", Made(str.upper)), ("two", Made(len)), ("three", Value()))))

    assert project(shape, [["a", "bc", 3]]) == [{"one": "A", "two": 2, "three": 3}]


def connection(**fields: Shape) -> ConnectionShape:
    return ConnectionShape(tuple(fields.items()), "limit", "ends", "order", 2)


def test_a_page_shows_its_limit_and_tells_of_the_row_beyond() -> None:
    info = PageInfoShape((("more", "hasNextPage"), ("back", "hasPreviousPage"), ("last", "endCursor")))
    shape = connection(nodes=Rows(CellShape(2, Object((("key", Value()),)))), info=info, n=Count())
    rows = [["A", "id1", ["a"]], ["B", "id2", ["b"]], ["C", "id3", ["c"]]]

    first = project(shape, [rows, 7], **PAGE)
    last = project(shape, [rows[2:], 7], **{**PAGE, "ends": [True, False, False]})

    assert first == {
        "nodes": [{"key": "a"}, {"key": "b"}],
        "info": {"more": True, "back": False, "last": encode("Actor.NAME_ASC", "B", "id2")},
        "n": 7,
    }
    assert last["info"] == {"more": False, "back": True, "last": encode("Actor.NAME_ASC", "C", "id3")}


def test_a_page_that_is_counted_from_the_end_is_told_from_its_start() -> None:
    info = PageInfoShape((("more", "hasNextPage"), ("back", "hasPreviousPage")))
    shape = connection(nodes=Rows(CellShape(2, Object((("key", Value()),)))), info=info)
    rows = [["C", "id3", ["c"]], ["B", "id2", ["b"]], ["A", "id1", ["a"]]]

    assert project(shape, [rows, 7], **{**PAGE, "ends": [False, True, True]}) == {
        "nodes": [{"key": "b"}, {"key": "c"}],
        "info": {"more": True, "back": True},
    }


def test_an_empty_page_has_no_cursors() -> None:
    shape = connection(info=PageInfoShape((("start", "startCursor"), ("end", "endCursor"), ("t", "__typename"))))

    assert project(shape, [[], None], **PAGE) == {"info": {"start": None, "end": None, "t": "PageInfo"}}


def test_edges_pair_the_cursor_of_a_row_with_its_node() -> None:
    edge = Edge((("cursor", Cursor()), ("node", CellShape(2, Object((("key", Value()),)))), ("t", Constant("E"))))

    [made] = project(connection(edges=Rows(edge)), [[["A", "id1", ["a"]]], None], **PAGE)["edges"]

    assert made == {"cursor": encode("Actor.NAME_ASC", "A", "id1"), "node": {"key": "a"}, "t": "E"}


def test_shapes_nest_as_deep_as_a_query_may() -> None:
    shape: Shape = Value()
    value: Any = "end"
    for level in range(40):
        shape = Object((("in", shape),), nullable=True) if level % 2 else Items(Object((("in", shape),)))
        value = [value] if level % 2 else [[value]]

    found = project(shape, value)

    for _ in range(40):
        found = found["in"] if isinstance(found, dict) else found[0]["in"]
    assert found == "end"


Pair = tuple[Shape, Any, Any]
"""A shape, a value for it, and what it is to become."""


def objects(parts: st.SearchStrategy[Pair]) -> st.SearchStrategy[Pair]:
    def made(fields: dict[str, Pair]) -> Pair:
        shape = Object(tuple((name, part) for name, (part, _, _) in fields.items()))
        value = [value for part, value, _ in fields.values() if not isinstance(part, Constant)]
        return shape, value, {name: wanted for name, (_, _, wanted) in fields.items()}

    return st.dictionaries(NAMES, parts, max_size=4).map(made)


def nullable(pair: Pair) -> Pair:
    shape, value, wanted = pair
    assert isinstance(shape, Object)
    return Object(shape.fields, nullable=True), value, wanted


def lists(pairs: st.SearchStrategy[Pair]) -> st.SearchStrategy[Pair]:
    def made(pair: Pair, times: int) -> Pair:
        shape, value, wanted = pair
        return Items(shape), [value] * times, [wanted] * times

    return st.builds(made, pairs, st.integers(0, 3))


def choices(pairs: st.SearchStrategy[Pair]) -> st.SearchStrategy[Pair]:
    def made(options: list[Pair], chosen: int) -> Pair:
        position = chosen % len(options)
        shapes = [shape for shape, _, _ in options]
        _, value, wanted = options[position]
        return Choice(tuple(shapes)), [position, *value], wanted  # type: ignore[arg-type]  # they are objects

    return st.builds(made, st.lists(pairs, min_size=1, max_size=3), st.integers(0, 2))


LEAVES: st.SearchStrategy[Pair] = st.one_of(
    (st.none() | st.integers() | st.text() | st.lists(st.integers())).map(lambda value: (Value(), value, value)),
    st.text().map(lambda text: (Constant(text), None, text)),
)
SHAPES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        objects(inner), objects(inner).map(nullable), lists(objects(inner)), lists(choices(objects(inner)))
    ),
    max_leaves=20,
)


@given(objects(SHAPES))
def test_a_projection_of_any_shape_names_every_position(pair: Pair) -> None:
    shape, value, wanted = pair

    found = project(shape, value)

    assert found == wanted
    assert _order(found) == _order(wanted)


def _order(value: Any) -> Any:
    """Maps as lists of pairs, for equality of maps is blind to order."""
    if isinstance(value, dict):
        return [(key, _order(item)) for key, item in value.items()]
    return [_order(item) for item in value] if isinstance(value, list) else value
