"""The printed schema, as any client has it."""

from graphql import GraphQLInputObjectType, GraphQLObjectType, build_schema, get_named_type

from linkage.api.schema.build import sdl

SCHEMA = build_schema(sdl())


def object_type(name: str) -> GraphQLObjectType:
    kind = SCHEMA.get_type(name)
    assert isinstance(kind, GraphQLObjectType)
    return kind


def filter_type(name: str) -> GraphQLInputObjectType:
    kind = SCHEMA.get_type(name)
    assert isinstance(kind, GraphQLInputObjectType)
    return kind


def filtered_kind(name: str, field: str) -> str:
    """The type whose filter stands behind a field of an input, without its ending."""
    return get_named_type(filter_type(name).fields[field].type).name.removesuffix("Filter")
