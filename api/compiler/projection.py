"""
From the lists that a statement returns to the answer.

A statement returns positions and no names: Neo4j does not keep the order of a map's keys, which a GraphQL
answer should, and lists are cheaper on the wire. A shape knows the names; a whole shape becomes one Python
expression, compiled once, so that a large answer costs about as much as maps from the driver would.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from linkage.api.compiler.cursors import encode
from linkage.api.errors import coded
from linkage.api.storage.places import LARGEST_LIST

Parameters = Mapping[str, Any]
Project = Callable[[Any, Parameters], Any]


@dataclass(frozen=True, slots=True)
class Value:
    """A finished value."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A text that is known without the store and takes no position."""

    text: str


@dataclass(frozen=True, slots=True)
class Object:
    """A list of positions that becomes a map, or null."""

    fields: tuple[tuple[str, "Shape"], ...]
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list of equal shapes, which is refused where it is `bounded` and longer than a list may be."""

    item: "Shape"
    bounded: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A list whose first position says which shape the rest has, or null."""

    options: tuple[Object, ...]


@dataclass(frozen=True, slots=True)
class ConnectionShape:
    """
    A list of rows, a count and further lists that become a Relay connection.

    A row starts with its place, of so many values. `limit`, `ends` and `order` name the parameters that hold the size of
    the page, whether it starts behind a cursor, ends before one and is counted from the end, and what its cursors are
    good for.
    """

    fields: tuple[tuple[str, "Shape"], ...]
    limit: str
    ends: str
    order: str
    place: int


@dataclass(frozen=True, slots=True)
class Count:
    """How many things a connection has in all."""


@dataclass(frozen=True, slots=True)
class PageInfoShape:
    """Where a page stands in its connection; a field's name in the response, and in GraphQL."""

    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a page, each as one shape of a row."""

    item: "Shape"


@dataclass(frozen=True, slots=True)
class Edge:
    """A row as an edge."""

    fields: tuple[tuple[str, "Shape"], ...]


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place of a row in its connection."""


@dataclass(frozen=True, slots=True)
class CellShape:
    """One position of a row, or of a connection."""

    position: int
    shape: "Shape"


@dataclass(frozen=True, slots=True)
class Made:
    """A value that is made of the position's."""

    make: Callable[[Any], Any]


Shape = (
    Value | Constant | Object | Items | Choice | ConnectionShape | Count | PageInfoShape | Rows | Edge | Cursor | CellShape | Made
)  # fmt: skip


def projector(shape: Shape) -> Project:
    """The function from a statement's value, and the parameters it ran with, to the finished answer."""
    source = _Source()
    text = f"lambda V, P: {source.express(shape, 'V')}"
    # Every word of the text is made in this module; names of the response enter only as their own repr.
    project: Project = eval(text, source.names)
    return project


@dataclass(slots=True)
class _Source:
    """Python text in the making, with the values that it refers to."""

    names: dict[str, Any] = field(
        default_factory=lambda: {"encode": encode, "page": _page, "pick": _pick, "bounded": _bounded}
    )
    variables: int = 0

    def fresh(self) -> str:
        self.variables += 1
        return f"v{self.variables}"

    def express(self, shape: Shape, variable: str) -> str:
        match shape:
            case Object(nullable=True):
                return f"(None if {variable} is None else {self.express(Object(shape.fields), variable)})"
            case Object():
                targets, body = self.unpack(shape)
                return f"(lambda {targets}: {body})(*{variable})"
            case Items(item=Object(nullable=False) as item):
                targets, body = self.unpack(item)
                return f"[{body} for [{targets}] in {f'bounded({variable})' if shape.bounded else variable}]"
            case Items():
                element = self.fresh()
                return f"[{self.express(shape.item, element)} for {element} in {variable}]"
            case Choice():
                options = ", ".join(f"lambda V, P: {self.express(option, 'V')}" for option in shape.options)
                return f"pick({variable}, P, [{options}])"
            case ConnectionShape():
                return self.connection(shape, variable)
            case Constant():
                return repr(shape.text)
            case Made():
                name = f"make{len(self.names)}"
                self.names[name] = shape.make
                return f"{name}({variable})"
            case _:
                return variable

    def unpack(self, shape: Object) -> tuple[str, str]:
        """Names for the positions of an object, and the map made of them."""
        targets, entries = [], []
        for key, field_shape in shape.fields:
            variable = ""
            if not isinstance(field_shape, Constant):
                variable = self.fresh()
                targets.append(variable)
            entries.append(f"{key!r}: {self.express(field_shape, variable)}")
        return ", ".join(targets), "{" + ", ".join(entries) + "}"

    def connection(self, shape: ConnectionShape, variable: str) -> str:
        rows, more, count = self.fresh(), self.fresh(), self.fresh()
        cursor = f"encode(P[{shape.order!r}], *{{row}}[:{shape.place}])"
        entries = []
        for key, field_shape in shape.fields:
            match field_shape:
                case Count():
                    value = count
                case PageInfoShape():
                    value = _page_info(field_shape, rows, more, cursor)
                case Rows():
                    row = self.fresh()
                    value = f"[{self.row(field_shape.item, row, cursor)} for {row} in {rows}]"
                case CellShape():
                    value = self.express(field_shape.shape, f"{variable}[{field_shape.position}]")
                case _:
                    value = self.express(field_shape, "")
            entries.append(f"{key!r}: {value}")
        page = f"page({variable}, P[{shape.limit!r}], *P[{shape.ends!r}])"
        return f"(lambda {rows}, {more}, {count}: {{{', '.join(entries)}}})(*{page})"

    def row(self, shape: Shape, row: str, cursor: str) -> str:
        match shape:
            case Edge():
                entries = [f"{key!r}: {self.row(field_shape, row, cursor)}" for key, field_shape in shape.fields]
                return "{" + ", ".join(entries) + "}"
            case Cursor():
                return cursor.format(row=row)
            case CellShape():
                return self.express(shape.shape, f"{row}[{shape.position}]")
            case _:
                return self.express(shape, "")


def _page_info(shape: PageInfoShape, rows: str, more: str, cursor: str) -> str:
    texts = {
        "hasPreviousPage": f"{more}[0]",
        "hasNextPage": f"{more}[1]",
        "startCursor": f"{cursor.format(row=f'{rows}[0]')} if {rows} else None",
        "endCursor": f"{cursor.format(row=f'{rows}[-1]')} if {rows} else None",
        "__typename": "'PageInfo'",
    }
    return "{" + ", ".join(f"{key!r}: {texts[name]}" for key, name in shape.fields) + "}"


def _page(
    value: list[Any], limit: int, after: bool, before: bool, backwards: bool
) -> tuple[list[Any], tuple[bool, bool], int | None]:
    """
    The rows of a page, whether more come before it and behind it, and the count.

    A statement reads one row more than the page shows, the last of them first where it is counted from the end.
    """
    rows, count, *_ = value
    more, shown = len(rows) > limit, rows[:limit]
    if backwards:
        return shown[::-1], (after or more, before), count
    return shown, (after, before or more), count


def _bounded(items: list[Any]) -> list[Any]:
    if len(items) > LARGEST_LIST:
        raise coded("TOO_COSTLY", f"a list has more than {LARGEST_LIST:,} items: ask for the `first` of them")
    return items


def _pick(value: list[Any] | None, parameters: Parameters, options: list[Project]) -> Any:
    return None if value is None else options[value[0]](value[1:], parameters)
