"""The executable schema: Strawberry's types, every root field answered by its compiled statement."""

from collections.abc import AsyncIterator
from typing import Any

import strawberry
from graphql import GraphQLResolveInfo, GraphQLSchema, get_nullable_type
from graphql.execution import Executor
from strawberry.schema.config import StrawberryConfig

from linkage.api.leverage.query import LeverageQuery
from linkage.api.schema.declaration import TYPES
from linkage.api.schema.filter_inputs import add_filter_inputs
from linkage.api.schema.journal import GraphChangeType, JournalQuery, Subscription
from linkage.api.schema.query import RecordsQuery
from linkage.api.schema.scalars import SCALARS
from linkage.graph.records import KINDS


class Finished:
    """A subtree that has the shape of the response already."""

    __slots__ = ("data",)

    def __init__(self, data: Any) -> None:
        self.data = data


class FinishingExecutor(Executor[Any]):
    """Passes finished subtrees through and completes everything else as usual."""

    def complete_value(
        self,
        return_type: Any,
        field_details_list: Any,
        info: Any,
        path: Any,
        result: Any,
        position_context: Any,
    ) -> Any:
        if type(result) is Finished:
            return result.data
        return super().complete_value(return_type, field_details_list, info, path, result, position_context)


async def _resolve(_root: None, info: GraphQLResolveInfo[Any], **_arguments: Any) -> Finished | None:
    data = await info.context(info)
    return None if data is None else Finished(data)


async def _subscribe(_root: None, info: GraphQLResolveInfo[Any], after: str | None = None) -> AsyncIterator[Any]:
    changes: AsyncIterator[Any] = await info.context(after)
    return changes


def _event(change: GraphChangeType, _info: GraphQLResolveInfo[Any], **_arguments: Any) -> GraphChangeType:
    return change


@strawberry.type(description="What can be asked for.")
class Query(RecordsQuery, LeverageQuery, JournalQuery):
    pass


def _build() -> tuple[strawberry.Schema, GraphQLSchema]:
    add_filter_inputs()
    schema = strawberry.Schema(
        Query,
        subscription=Subscription,
        types=[TYPES[kind.__name__] for kind in KINDS.values()],
        config=StrawberryConfig(scalar_map=SCALARS),
    )
    core: GraphQLSchema = schema._schema
    assert core.query_type is not None and core.subscription_type is not None
    for field in core.query_type.fields.values():
        field.resolve = _resolve
        # A field that must not be null takes all that was asked beside it down with it.
        field.type = get_nullable_type(field.type)
    for field in core.subscription_type.fields.values():
        field.subscribe, field.resolve = _subscribe, _event
    return schema, core


_STRAWBERRY, SCHEMA = _build()


def sdl() -> str:
    """The schema as text, as `api/schema.graphql` holds it."""
    return _STRAWBERRY.as_str() + "\n"
