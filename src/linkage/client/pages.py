"""Which list of a document is read page by page, and what a page of it holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from graphql import FieldNode, GraphQLError, OperationDefinitionNode, SelectionSetNode, VariableNode, parse

from linkage.graph.errors import LinkageError
from linkage.visualizations.client.answers import Value, response_name, snake_case

NO_LIST = (
    "to be read page by page, a document takes $after: String, gives it to one list as after: $after, and asks there for "
    "nodes { … } or edges { node { … } } and pageInfo { hasNextPage endCursor }"
)


@dataclass(frozen=True, slots=True)
class PagedList:
    """The names that lead to the list in an answer, from the root."""

    names: tuple[str, ...]

    def following(self, data: Mapping[str, Any]) -> str | None:
        """The cursor that the next page starts behind; None where this one is the last."""
        place: Any = data
        for name in self.names:
            place = place[name]
            if place is None:
                return None
        page = place["pageInfo"]
        return page["endCursor"] if page["hasNextPage"] else None

    def values(self, answer: Value) -> Iterator[Value]:
        """The items of the page; none where something on the way is not there."""
        for name in self.names:
            answer = getattr(answer, snake_case(name))
            if answer is None:
                return
        yield from answer.nodes if hasattr(answer, "nodes") else (edge.node for edge in answer.edges)


@cache
def paged_list(document: str) -> PagedList:
    """The one list of a document that takes `$after`; LinkageError says what is missing."""
    try:
        definitions = parse(document, no_location=True).definitions
    except GraphQLError as error:
        raise LinkageError(f"the document cannot be read: {error.message}") from error
    roots = [node.selection_set for node in definitions if isinstance(node, OperationDefinitionNode)]
    lists = [(names, node) for root in roots for names, node in _paged(root, ())]
    if len(lists) != 1:
        raise LinkageError(NO_LIST)
    ((names, node),) = lists
    chosen = {field.name.value: field for field in _fields(node.selection_set)}
    info = {field.name.value for field in _fields(chosen["pageInfo"].selection_set)} if "pageInfo" in chosen else set()
    if not ({"nodes", "edges"} & chosen.keys() and {"hasNextPage", "endCursor"} <= info):
        raise LinkageError(NO_LIST)
    return PagedList(names)


def _paged(selections: SelectionSetNode | None, names: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], FieldNode]]:
    for node in _fields(selections):
        path = (*names, response_name(node))
        if any(
            isinstance(each.value, VariableNode) and each.value.name.value == "after" for each in node.arguments or ()
        ):
            yield path, node
        else:
            yield from _paged(node.selection_set, path)


def _fields(selections: SelectionSetNode | None) -> Iterator[FieldNode]:
    return (node for node in (selections.selections if selections else ()) if isinstance(node, FieldNode))
