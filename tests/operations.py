"""Valid operations by chance over all root fields, and what the schema alone says of an answer to one."""

from datetime import date
from random import Random
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLResolveInfo,
    NameNode,
    OperationDefinitionNode,
    SelectionSetNode,
    StringValueNode,
    Visitor,
    build_schema,
    execute_sync,
    print_ast,
    visit,
)
from graphql.language.visitor import VisitorActionEnum
from hypothesis import strategies as st
from hypothesis_graphql import queries

from linkage.api.schema.build import sdl

SCHEMA = build_schema(sdl())
assert SCHEMA.query_type is not None
ROOTS = sorted(SCHEMA.query_type.fields)
_SAID = 0.8
"""How often a text is one that means something in the data set."""
_DAYS = st.dates(date(2019, 6, 1), date(2020, 12, 31)).map(lambda day: StringValueNode(value=str(day)))
_SCALARS = {
    "Date": _DAYS,
    "PartialDate": _DAYS,
    "Interval": _DAYS,
    "DateTime": _DAYS.map(lambda node: StringValueNode(value=f"{node.value}T10:15:00Z")),
}


def operations(root: str, words: list[str]) -> st.SearchStrategy[str]:
    """Valid documents about a root field, in which most texts are among the words, and everything says of which type it is."""
    made = queries(SCHEMA, fields=[root], custom_scalars=_SCALARS, print_ast=lambda document: document, allow_x00=False)
    return st.builds(
        lambda document, random: print_ast(visit(document, _Editor(words, random))),
        made,
        st.randoms(use_true_random=False),
    )


def completed(document: DocumentNode, data: dict[str, Any]) -> Any:
    """
    The data as graphql-core completes them by the schema: equal, and in this order, where they are a right answer.

    What is missing, of a wrong type, no value of its enum, or null where nothing may be, becomes an error.
    """
    result = execute_sync(SCHEMA, document, data, field_resolver=_as_answered, type_resolver=_as_typed)
    assert not result.errors, result.errors
    return result.data


def _as_answered(source: dict[str, Any], info: GraphQLResolveInfo[Any], **_: Any) -> Any:
    return source[str(info.path.key)]


def _as_typed(value: dict[str, Any], *_: Any) -> str:
    return str(value["__typename"])


class _Editor(Visitor):
    """Puts words in the place of texts, and `__typename` before whatever is selected."""

    def __init__(self, words: list[str], random: Random) -> None:
        super().__init__()
        self._words, self._random = words, random

    def leave_string_value(self, node: StringValueNode, *_: Any) -> StringValueNode | VisitorActionEnum | None:
        if _is_day(node.value) or self._random.random() > _SAID:
            return None
        return StringValueNode(value=self._random.choice(self._words))

    def leave_selection_set(self, node: SelectionSetNode, _key: Any, parent: Any, *_: Any) -> SelectionSetNode | None:
        if isinstance(parent, OperationDefinitionNode):
            return None
        return SelectionSetNode(selections=(FieldNode(name=NameNode(value="__typename")), *node.selections))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True
