"""The GraphQL schema follows the records: no field is missing, and nothing in it is without a description."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLNamedType, GraphQLObjectType, is_non_null_type
from pydantic.alias_generators import to_camel

from linkage.api.schema.declaration import record
from linkage.api.schema.filter_rules import RULES
from linkage.api.storage.places import Leaf, Many
from linkage.api.storage.table import FIELDS, NODES
from linkage.graph import records
from linkage.graph.fields import descriptions
from linkage.graph.records import KINDS, Locator, Name, Range, Withdrawal
from tests.reference import SCHEMA

CLASSES = (*KINDS.values(), Name, Locator, Withdrawal, Range)
SPELT = {
    # The two ends are asked for apart: lenses compare with each by itself.
    "held": ("validFrom", "validTo"),
    # A claim is said by somebody and on a day; `said` alone asks for the words.
    "said": ("saidOn",),
}
"""Fields that GraphQL does not call as the data format does, with the reason."""

DECLARED = [(kind.__name__, field.name) for kind in CLASSES for field in fields(kind)]


def described() -> Iterator[tuple[str, str | None]]:
    """Everything in the schema that can have a description, by its path."""
    for name, kind in SCHEMA.type_map.items():
        if not name.startswith("__") and name not in ("String", "Int", "Float", "Boolean", "ID"):
            yield name, kind.description
            yield from _within(name, kind)


def _within(name: str, kind: GraphQLNamedType) -> Iterator[tuple[str, str | None]]:
    if isinstance(kind, GraphQLEnumType):
        yield from ((f"{name}.{value}", item.description) for value, item in kind.values.items())
    inner: dict[str, Any] = getattr(kind, "fields", {})
    for field, definition in inner.items():
        yield f"{name}.{field}", definition.description
        for argument, item in getattr(definition, "args", {}).items():
            yield f"{name}.{field}({argument})", item.description


def object_type(name: str) -> GraphQLObjectType:
    kind = SCHEMA.get_type(name)
    assert isinstance(kind, GraphQLObjectType)
    return kind


@pytest.mark.parametrize(("kind", "field"), DECLARED, ids=map("-".join, DECLARED))
def test_every_field_of_a_record_can_be_asked_for(kind: str, field: str) -> None:
    names = SPELT.get(field, (to_camel(field),))

    assert set(names) <= set(object_type(kind).fields)


@pytest.mark.parametrize(("kind", "field"), DECLARED, ids=map("-".join, DECLARED))
def test_a_field_says_in_graphql_what_stands_below_its_declaration(kind: str, field: str) -> None:
    names = SPELT.get(field, (to_camel(field),))
    sentence = descriptions(getattr(records, kind))[field]

    assert all((object_type(kind).fields[name].description or "").endswith(sentence) for name in names)


def test_everything_in_the_schema_is_described() -> None:
    assert [path for path, description in described() if not description] == []


def test_a_root_field_may_be_null_so_that_it_leaves_the_others() -> None:
    assert [name for name, field in object_type("Query").fields.items() if is_non_null_type(field.type)] == []


def test_a_list_that_grows_with_the_data_can_be_cut() -> None:
    growing = {
        (kind, name)
        for kind in ("Query", *NODES)
        for name, place in FIELDS[kind].items()
        if isinstance(place, Many) and not (kind in NODES and name in _own(kind))
    }

    assert ("Query", "places") in growing and ("Issue", "stances") in growing
    assert [at for at in sorted(growing) if "first" not in object_type(at[0]).fields[at[1]].args] == []


def _own(kind: str) -> set[str]:
    """What a record of the kind says itself, which is as long as somebody wrote it."""
    return {to_camel(field.name) for field in fields(getattr(records, kind))}


def test_every_kind_of_record_is_a_node_with_a_place_for_each_of_its_fields() -> None:
    assert set(NODES) == {kind.__name__ for kind in KINDS.values()}
    assert {name: set(object_type(name).fields) for name in NODES} == {name: set(FIELDS[name]) for name in NODES}


def test_every_field_of_a_filter_has_a_condition() -> None:
    for kind, conditions in RULES.items():
        inner: Any = SCHEMA.get_type(f"{kind}Filter")

        assert set(inner.fields) - {"AND", "OR", "NOT"} == set(conditions)


def test_a_place_for_a_field_that_no_record_declares_is_refused() -> None:
    with pytest.raises(AssertionError, match="Theatre declares no such field"):
        record(records.Theatre, whithin=Leaf("{x}.within"))
