"""A subgraph column by column, for tables and renderers: each column holds one field of all things, in their order."""

from collections.abc import Callable

from pydantic.alias_generators import to_camel
from strawberry import ID
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.base import StrawberryOptional, get_object_definition
from strawberry.types.field import StrawberryField

from linkage.api.schema.declaration import PLACE, computed, described
from linkage.api.schema.nodes import ActorType, RelationType
from linkage.api.storage.places import Leaf, ListColumn, Position

_UNLIKE = ("id", "key", "name")
"""Texts that hardly two things share."""


@described
class CodesType:
    """A column of texts that repeat: each text once, and for each thing where its own stands among them."""

    values: list[str] = computed(None, "The texts, in the order in which they come up.")
    codes: list[int | None] = computed(
        None, "The position in `values` of the text of each thing; null where it has none."
    )


def _with_columns_of(kind: type) -> Callable[[type], type]:
    """Give a class a column for each field that a thing of a kind carries itself, under the name of the field."""
    fields = [field for field in get_object_definition(kind, strict=True).fields if _leaf(field)]

    def with_columns(cls: type) -> type:
        hints = {}
        for field in fields:
            name, plain = field.graphql_name or to_camel(field.python_name), _plain(field)
            hints[name] = StrawberryAnnotation(list[plain] if plain else CodesType)  # type: ignore[valid-type]  # made at import
            place = ListColumn(_leaf(field), coded=not plain)
            setattr(cls, name, computed(place, field.description or "", name=name))
        cls.__annotations__ = hints | cls.__annotations__
        return described(cls)

    return with_columns


def _leaf(field: StrawberryField) -> str:
    place = field.metadata.get(PLACE)
    return place.expression if isinstance(place, Leaf) else ""


def _plain(field: StrawberryField) -> type | None:
    """The class of the values of a column that is no better for codes: numbers, truth values, texts of each thing's own."""
    kind = field.type
    if kind in (ID, bool, int, float):
        return kind  # type: ignore[return-value]  # one of these
    assert not isinstance(kind, StrawberryOptional) or kind.of_type not in (ID, bool, int, float)
    return str if (field.graphql_name or field.python_name) in _UNLIKE else None


@_with_columns_of(ActorType)
class ActorColumnsType:
    """Actors column by column: of each column the first item is of the first actor, and so on."""


@_with_columns_of(RelationType)
class RelationColumnsType:
    """Relations column by column: of each column the first item is of the first relation, and so on."""

    subject: list[int] = computed(Position("startNode({x})"), "Where the actor who does it stands among `actors`.")
    object: list[int] = computed(Position("endNode({x})"), "Where the actor to whom it is done stands among `actors`.")
    theatre: CodesType = computed(ListColumn("{x}.theatre", coded=True), "The key of the theatre where it holds.")


@described
class SubgraphColumnsType:
    """The actors and the relations of a subgraph, in the same order as in its lists."""

    actors: ActorColumnsType = computed(None, "The actors at the ends of the relations returned, by name.")
    relations: RelationColumnsType = computed(None, "The first of the relations that the lens keeps.")
