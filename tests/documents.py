"""
Documents that GraphQL allows over our schema, drawn by hypothesis, with variables for them.

Aliases are never used twice, and below an interface or a union every field has one, so that no two fields can
be in conflict; fields without arguments keep their names and are merged when they are drawn again.
"""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)
from hypothesis import strategies as st

from linkage.api.compiler import cursors
from linkage.graph.ids import global_id
from tests.reference import SCHEMA, Reference
from tests.told.schema import filter_type, filtered_kind
from tests.told.things import place

DEPTH = 4
WITHIN = 2
MOST_RELATED = 3
CONNECTIVES = ("AND", "OR", "NOT")
RELATED = ("List", "Reference")
NODES = [kind.name for kind in SCHEMA.get_possible_types(SCHEMA.get_type("Node"))]  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Question:
    """A document and the values of its variables."""

    document: str
    variables: dict[str, Any]


@st.composite
def questions(draw: st.DrawFn, reference: Reference) -> Question:
    """Any question over the schema whose arguments speak of what the reference knows."""
    return _Writer(draw, reference).question()


@dataclass(slots=True)
class _Writer:
    draw: st.DrawFn
    reference: Reference
    aliases: int = 0
    within: int = 0
    """Fragments that are being written, one within the other."""
    related: int = MOST_RELATED
    """How often filters may still look at related things."""
    declared: list[str] = field(default_factory=list)
    variables: dict[str, Any] = field(default_factory=dict)
    fragments: list[tuple[str, bool, str]] = field(default_factory=list)
    """The type, whether every field has an alias, and the text of each."""

    def question(self) -> Question:
        query = SCHEMA.query_type
        assert query is not None
        names = list(self.reference.query)
        listing = [name for name in names if "filter" in query.fields[name].args]
        roots = [
            self.field(query, self.one_of(listing if self.chance(50) else names), DEPTH, False)
            for _ in range(self.draw(st.integers(1, 2)))
        ]
        head = f"query Asked({', '.join(self.declared)}) " if self.declared else ""
        definitions = [f"fragment F{n} on {kind} {text}" for n, (kind, _, text) in enumerate(self.fragments)]
        return Question("\n".join([f"{head}{{ {' '.join(roots)} }}", *definitions]), self.variables)

    # Chance

    def one_of(self, items: list[Any]) -> Any:
        return self.draw(st.sampled_from(items))

    def chance(self, percent: int) -> bool:
        return self.draw(st.integers(0, 99)) >= 100 - percent

    # Selections

    def selections(self, kind: Any, depth: int, alias: bool) -> str:
        alias = alias or is_abstract_type(kind)
        parts = [self.part(kind, depth, alias) for _ in range(self.draw(st.integers(1, 3)))]
        return f"{{ {' '.join(parts)} }}"

    def fragment(self, kind: Any, depth: int, alias: bool) -> str:
        self.within += 1
        text = self.selections(kind, depth, alias)
        self.within -= 1
        return text

    def part(self, kind: Any, depth: int, alias: bool) -> str:
        if self.chance(10):
            return "__typename"
        if is_abstract_type(kind):
            return self.part_of_abstract(kind, depth)
        if self.within == WITHIN or self.chance(75):
            leaves, others = _fields(kind)
            fields = others if others and (not leaves or (depth and self.chance(60))) else leaves
            return self.field(kind, self.one_of(fields), depth, alias)
        if kind.interfaces and self.chance(20):
            return f"... on Node{self.directive()} {{ id }}"
        if self.chance(40):
            condition = self.one_of(["", f" on {kind.name}"])
            return f"...{condition}{self.directive()} {self.fragment(kind, depth, alias)}"
        return self.spread(kind, depth, alias)

    def part_of_abstract(self, kind: Any, depth: int) -> str:
        if self.within == WITHIN or self.chance(20):
            return "... on Node { id }"
        if self.chance(20):
            return self.spread(self.one_of(list(SCHEMA.get_possible_types(kind))), depth, True)
        member = self.one_of(list(SCHEMA.get_possible_types(kind)))
        return f"... on {member.name}{self.directive()} {self.fragment(member, depth, True)}"

    def spread(self, kind: GraphQLObjectType, depth: int, alias: bool) -> str:
        """A named fragment: one that was written before, or a new one."""
        known = [n for n, (on, aliased, _) in enumerate(self.fragments) if on == kind.name and aliased >= alias]
        if known and self.chance(50):
            return f"...F{self.one_of(known)}{self.directive()}"
        # Written before it is numbered, so that it can spread only fragments that do not spread it.
        text = self.fragment(kind, min(depth, 1), alias)
        self.fragments.append((kind.name, alias, text))
        return f"...F{len(self.fragments) - 1}{self.directive()}"

    def field(self, kind: GraphQLObjectType, name: str, depth: int, alias: bool) -> str:
        definition = kind.fields[name]
        arguments = self.arguments(kind, name, definition)
        label = ""
        if arguments or alias or self.chance(20):
            self.aliases += 1
            label = f"a{self.aliases}: "
        of = get_named_type(definition.type)
        # A page is nothing without its rows, so it does not use up depth.
        below = depth if of.name.endswith(("Connection", "Edge", "Counts")) else depth - 1
        inner = "" if is_leaf_type(of) else f" {self.selections(of, max(below, 0), alias)}"
        return f"{label}{name}{arguments}{self.directive()}{inner}"

    def directive(self) -> str:
        if not self.chance(12):
            return ""
        name, value = self.one_of(["skip", "include"]), self.draw(st.booleans())
        return f" @{name}(if: {self.written(value, GraphQLNonNull(SCHEMA.get_type('Boolean')), 50)})"

    # Arguments

    def arguments(self, kind: GraphQLObjectType, name: str, definition: GraphQLField) -> str:
        values = self.values(kind.name, name, definition)
        if not values:
            return ""
        texts = [f"{key}: {self.written(value, definition.args[key].type)}" for key, value in values.items()]
        return f"({', '.join(texts)})"

    def values(self, kind: str, name: str, definition: GraphQLField) -> dict[str, Any]:
        """Values for the arguments of one field."""
        match kind, name:
            case "Query", "claim":
                claim = self.one_of(self.reference.things.of("Claim"))
                return {key: claim[key] for key in [self.one_of(["key", "id"])]}
            case "Query", "relation":
                known = [thing["id"] for thing in self.reference.things.relations]
                return {"id": self.one_of([*known, *self.ids()])}
            case "Query", "node":
                return {"id": self.one_of(self.ids())}
            case "Query", "nodes":
                nobody = global_id("Actor", "nobody")
                return {"ids": [self.one_of([*self.ids(), nobody]) for _ in range(self.draw(st.integers(0, 4)))]}
        values: dict[str, Any] = {}
        of = _paged(get_named_type(definition.type))
        if kind == "Query" and list(definition.args) == ["key"]:
            return {"key": self.one_of([*self.keys(of), "nobody"])}
        narrowed = "Relation" if of == "Subgraph" else of
        if "filter" in definition.args and self.chance(40):
            values["filter"] = self.filter(narrowed, 2)
        if "lens" in definition.args and self.chance(50):
            values["lens"] = self.lens(surely_known=kind != "Query")
        if "first" in definition.args:
            end = self.one_of(["first", "last"]) if "last" in definition.args else "first"
            values[end] = self.one_of([3, 1, 5, 2, 4, 0])
        if "by" in definition.args:
            columns = _choices(definition, "by")
            values["by"] = self.draw(
                st.lists(st.sampled_from(columns), min_size=0 if self.chance(5) else 1, max_size=3)
            )
            order = self.one_of(_choices(definition, "orderBy"))
            values |= {"orderBy": order} if order != _default(definition) or self.chance(30) else {}
        elif "orderBy" in definition.args:
            known = _choices(definition, "orderBy")
            orders = self.draw(st.lists(st.sampled_from(known), min_size=1, max_size=3))
            values |= {"orderBy": orders} if orders != _default(definition) or self.chance(30) else {}
            for cursor in ("after", "before"):
                if self.chance(25):
                    values[cursor] = self.cursor(of, orders)
        return values

    def keys(self, kind: str) -> list[str]:
        return [thing["key"] for thing in self.reference.things.of(kind)]

    def ids(self) -> list[str]:
        listed = [self.reference.things.listed(kind) for kind in NODES]
        return [thing["id"] for thing in self.one_of([things for things in listed if things])]

    def cursor(self, kind: str, orders: list[str]) -> str:
        names = list(dict.fromkeys(orders))
        thing = self.one_of(self.reference.things.listed(kind))
        return cursors.encode(f"{kind}.{','.join(names)}", *place(thing, names))

    def lens(self, *, surely_known: bool) -> dict[str, Any]:
        lens: dict[str, Any] = {}
        for name in ("asOf", "knownBy"):
            if self.chance(40):
                lens[name] = str(date(2020, 1, 1) + timedelta(days=self.draw(st.integers(-3, 340))))
        if self.chance(40):
            lens["theatres"] = self.some(self.keys("Theatre"))
            if not surely_known and self.chance(5):
                lens["theatres"].append("nowhere")
        if self.chance(20):
            lens["issues"] = self.some(self.keys("Issue"))
        if self.chance(10):
            lens["sides"] = self.some(["STATE_RUN", "PARTY", "UNKNOWN"])
        if self.chance(20):
            lens["minCertainty"] = self.one_of([0, 0.25, 0.5, 0.637, 0.7, 1])
        if self.chance(30):
            lens["disputed"] = self.one_of(["INCLUDE", "EXCLUDE", "ONLY"])
        if self.chance(20):
            lens["rollUp"] = self.one_of([True, False])
        if self.chance(20):
            lens.setdefault(self.one_of(["asOf", "issues", "disputed"]), None)
        return lens

    def some(self, items: list[str]) -> list[str]:
        return self.draw(st.lists(st.sampled_from(items), max_size=2, unique=True))

    def filter(self, kind: str, depth: int) -> dict[str, Any]:
        fields = filter_type(f"{kind}Filter").fields
        joined = [name for name in fields if name in CONNECTIVES]
        related = [name for name in fields if filtered_kind(f"{kind}Filter", name).endswith(RELATED)]
        plain = [name for name in fields if name not in (*CONNECTIVES, *related)] or joined
        # Between as many fields as a filter has, three would hardly ever be drawn.
        names = joined if depth and self.chance(40) else plain
        if related and depth and self.chance(40) and self.related:
            names = related
        made: dict[str, Any] = {}
        for name in self.draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True)):
            if name in ("AND", "OR"):
                made[name] = [self.filter(kind, depth - 1) for _ in range(self.draw(st.integers(0, 2)))]
            elif name == "NOT" or kind == "ClaimObject":
                made[name] = self.filter(filtered_kind(f"{kind}Filter", name), depth - 1)
            elif name in related:
                made[name] = self.related_filter(filtered_kind(f"{kind}Filter", name), depth)
            else:
                made[name] = self.operators(kind, name, list(get_named_type(fields[name].type).fields))
        return made

    def related_filter(self, kind: str, depth: int) -> dict[str, Any]:
        """What is asked of what a field leads to; few of them in a question, for each takes the database time to plan."""
        self.related -= 1
        if kind.endswith("List"):
            quantifier = self.one_of(["some", "all", "none", "single"])
            return {quantifier: self.filter(kind.removesuffix("List"), depth - 1) if self.chance(80) else {}}
        of = kind.removesuffix("Reference")
        if of == "ClaimObject" or self.chance(60):
            return {"is": self.filter(of, depth - 1) if self.chance(80) else {}}
        return self.operators(of, "key", ["eq", "in", "contains"]) or {}

    def operators(self, kind: str, name: str, operators: list[str]) -> dict[str, Any] | None:
        if self.chance(5):
            return None
        things = self.reference.things.listed(kind)
        known = sorted({value for thing in things for value in thing["_values"][name]})
        if not known:
            return {"eq": None}
        made: dict[str, Any] = {}
        for operator in self.draw(st.lists(st.sampled_from(operators), max_size=2, unique=True)):
            value = self.one_of(known)
            if operator == "in":
                made[operator] = [value] * self.draw(st.integers(0, 1)) + [self.one_of(known)]
            elif operator in ("contains", "startsWith", "endsWith"):
                cut = self.draw(st.integers(0, min(4, len(value))))
                part = value[: cut + 1] if operator == "startsWith" else value[cut:]
                made[operator] = part.upper() if part.isascii() and self.chance(50) else part
            else:
                made[operator] = None if self.chance(10) else value
        return made

    # Text

    def written(self, value: Any, kind: Any, variable: int = 8) -> str:
        """A literal, or a variable that comes to it in one of the ways there are."""
        if self.chance(variable):
            return self.variable(value, kind)
        inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        if value is None:
            return "null"
        if isinstance(inner, GraphQLList):
            return f"[{', '.join(self.written(item, inner.of_type, variable) for item in value)}]"
        if isinstance(inner, GraphQLInputObjectType):
            fields = inner.fields
            entries = [f"{name}: {self.written(item, fields[name].type, variable)}" for name, item in value.items()]
            return f"{{{', '.join(entries)}}}"
        return str(value) if isinstance(inner, GraphQLEnumType) else json.dumps(value, ensure_ascii=self.chance(50))

    def variable(self, value: Any, kind: Any) -> str:
        name = f"v{len(self.declared)}"
        self.declared.append(name)  # holds the number while a default is written
        place, default = len(self.declared) - 1, ""
        way = self.one_of(["given", "given", "default", "both"])
        if way != "given":
            default = f" = {self.written(value, kind, variable=0)}"
        if way != "default":
            self.variables[name] = value
        self.declared[place] = f"${name}: {kind}{default}"
        return f"${name}"


def _fields(kind: GraphQLObjectType) -> tuple[list[str], list[str]]:
    """Names of fields without and with fields of their own."""
    leaves = [name for name, item in kind.fields.items() if is_leaf_type(get_named_type(item.type))]
    return leaves, [name for name in kind.fields if name not in leaves]


def _paged(kind: Any) -> str:
    """What a type is about: of a connection what its rows are, of counts what they count."""
    if kind.name.endswith("GroupCounts"):
        return str(kind.name.removesuffix("GroupCounts"))
    return get_named_type(kind.fields["nodes"].type).name if kind.name.endswith("Connection") else str(kind.name)


def _choices(definition: GraphQLField, argument: str) -> list[str]:
    """What an argument of choices may be."""
    choices = get_named_type(definition.args[argument].type)
    assert isinstance(choices, GraphQLEnumType)
    return list(choices.values)


def _default(definition: GraphQLField) -> Any:
    return definition.args["orderBy"].default_value
