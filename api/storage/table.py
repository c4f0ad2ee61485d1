"""
Where every field of GraphQL stands in the store, read off the schema: each says so where it is declared.

Only what stands there and in `linkage.api.storage.filters` becomes Cypher text; values travel as parameters.
"""

from graphql import GraphQLObjectType
from strawberry.schema.schema_converter import GraphQLCoreConverter

from linkage.api.schema.build import SCHEMA
from linkage.api.schema.declaration import PLACE
from linkage.api.storage.places import Storage
from linkage.graph.records import KINDS


def _places(kind: GraphQLObjectType) -> dict[str, Storage]:
    places: dict[str, Storage] = {}
    for name, definition in kind.fields.items():
        field = definition.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
        place = field and field.metadata.get(PLACE)
        if place is not None:
            places[name] = place(name, definition) if callable(place) else place
    return places


FIELDS: dict[str, dict[str, Storage]] = {
    kind.name: _places(kind) for kind in SCHEMA.type_map.values() if isinstance(kind, GraphQLObjectType)
}
"""The place of each field by its type; those of a nested value or a connection have none of their own."""

NODES = tuple(kind.__name__ for kind in KINDS.values())
"""Types that are nodes of the store; `Relation` alone is a relationship."""
