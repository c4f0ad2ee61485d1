"""Which things a lens, a filter and a cursor let through, as conditions of a statement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from linkage.api.compiler.cursors import decode
from linkage.api.compiler.cypher import Clause, MatchClause, With, all_of, collected, where
from linkage.api.compiler.parameters import Arguments, Bindings, given
from linkage.api.errors import bad_input, coded
from linkage.api.http.limits import COMPARISONS, FILTER_DEPTH
from linkage.api.storage.filters import FILTERS, LENSES, Filter, LensRule, Order, certainty
from linkage.graph.dates import parse_day
from linkage.graph.families import RELATIONSHIPS
from linkage.graph.lens import Lens
from linkage.graph.lens_fields import LensField

_OPERATORS = {
    "eq": "= {p}",
    "in": "IN {p}",
    "lt": "< {p}",
    "lte": "<= {p}",
    "gt": "> {p}",
    "gte": ">= {p}",
    "contains": "CONTAINS {p}",
    "startsWith": "STARTS WITH {p}",
    "endsWith": "ENDS WITH {p}",
}
_COMBINED = ("AND", "OR", "NOT")
_CASELESS = ("contains", "startsWith", "endsWith")

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Vantage:
    """
    How a lens looks at relations: on which day, an expression, and by what was known, a condition on `{x}`.

    Both may speak of the variables that are named in *seen*, besides parameters.
    """

    day: str | None
    known: str
    seen: tuple[str, ...] = ()


@dataclass(slots=True)
class Conditions:
    """
    Conditions on the things of one statement.

    `prelude` holds expressions to compute before everything else, `known` the names of their values, and
    `unknown` expressions for the keys in lenses that nothing carries.
    """

    bindings: Bindings
    prelude: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    comparisons: int = 0
    lens_values: dict[tuple[int, str, str], str] = field(default_factory=dict)
    views: dict[str, "Vantage"] = field(default_factory=dict)
    """How the relation in a variable is looked at; what no lens has found is looked at on no day."""

    @property
    def opening(self) -> list[Clause]:
        """The clauses that everything else comes behind."""
        return [With(self.prelude)] if self.prelude else []

    @property
    def missing(self) -> str:
        """The expression for the list of keys in lenses that nothing carries."""
        return " + ".join(self.unknown) or "[]"

    def lens(
        self, kind: str, source: int, arguments: Arguments, y: str, argument: str = "lens", but: str = ""
    ) -> list[str]:
        """
        What the lens in *argument* asks of things of one kind; relations are always those known at one time.

        *but* is a field of relations' lenses that is taken for left out.
        """
        if kind == "Actor":
            if not _narrowing(arguments, argument):
                return []
            relation = self.bindings.fresh("r")
            inner = where(self.lens("Relation", source, arguments, relation, argument))
            return [f"EXISTS {{ MATCH ({y})-[{relation}:{RELATIONSHIPS}]-(:Actor){inner} }}"]
        if kind not in LENSES:
            return []
        if kind == "Relation":
            self.views[y] = self._view(source, arguments, argument, but)
        known = self.counted("Claim", source, arguments, argument).format(x="other")
        asked = self._asked(LENSES[kind], source, arguments, argument, but)
        return [condition.format(x=y, known=known, certainty=self.certainty(y)) for condition in asked]

    def _asked(
        self, rules: Mapping[str, LensRule], source: int, arguments: Arguments, argument: str, but: str
    ) -> list[str]:
        """What the rules ask under a lens, of any `{x}`; *but* one field, as if the lens left it out."""
        asked, narrowing = [], _narrowing(arguments, argument)
        for lens_field in Lens.fields():
            rule = rules.get(lens_field.name, LensRule())
            left_out = not narrowing or lens_field.name == but or (rule.dear and lens_field.variable not in narrowing)
            if left_out or not (rule.condition or rule.choices):
                asked.append(rule.otherwise)
            else:
                value = self.lens_value(source, argument, lens_field.variable)
                asked.append(rule.asked(value, self.lens_operand(lens_field, source, argument)))
        return [condition for condition in asked if condition]

    def _view(self, source: int, arguments: Arguments, argument: str, but: str) -> "Vantage":
        dated = _narrowing(arguments, argument) and but != "as_of"
        day = self.lens_value(source, argument, "asOf") if dated else None
        return Vantage(day, self.counted("Relation", source, arguments, argument))

    def look(self, x: str, day: str, known_by: str, carrier: str) -> None:
        """
        Look at the relation in a variable on a day, by what was known by another.

        Each is an expression about *carrier*, and perhaps null.
        """
        self.views[x] = Vantage(day, LENSES["Relation"]["known_by"].asked(known_by, known_by), (carrier,))

    def day(self, x: str) -> str | None:
        """The day on which the relation in a variable is looked at."""
        return self.views[x].day if x in self.views else None

    def known_for(self, x: str) -> str:
        """What of any `{x}` was known when the relation in a variable is looked at; at the end where by no lens."""
        return self.views[x].known if x in self.views else LENSES["Relation"]["known_by"].otherwise

    def seen_for(self, x: str) -> tuple[str, ...]:
        """The variables that `known_for` speaks of, besides its `{x}`."""
        return self.views[x].seen if x in self.views else ()

    def certainty(self, x: str) -> str:
        """The certainty of the relation in a variable, on the day on which it is looked at."""
        return certainty(x, self.day(x))

    def inherit(self, x: str, y: str, day: str = "") -> None:
        """Look at what comes from a variable, now in another, as at the first, or on a day of its own."""
        if x in self.views:
            self.views[y] = replace(self.views[x], day=day) if day else self.views[x]

    def lens_operand(self, lens_field: LensField, source: int, argument: str) -> str:
        """What conditions compare with: the value in a lens, of theatres with all that lie within them."""
        if lens_field.refers is None:
            return self.lens_value(source, argument, lens_field.variable)
        if lens_field.refers.to == "Theatre":
            return self.theatres(source, argument)
        self.check_keys(source, argument, lens_field.variable, lens_field.refers.to)
        return self.lens_value(source, argument, lens_field.variable)

    def counted(self, kind: str, source: int, arguments: Arguments, argument: str = "lens") -> str:
        """What the lens in *argument* asks of when things were known, of any `{x}`."""
        rule = LENSES[kind].get("known_by", LensRule())
        if not _narrowing(arguments, argument) or rule.dear or not rule.condition:
            return rule.otherwise or rule.in_the_end
        known_by = self.lens_value(source, argument, "knownBy")
        return rule.asked(known_by, known_by, rule.in_the_end)

    def lens_value(self, source: int, argument: str, name: str) -> str:
        """The parameter that holds a value of the lens in *argument*, null where it narrows nothing."""
        bound = (source, argument, name)
        if bound not in self.lens_values:
            self.lens_values[bound] = given(
                self.bindings.bind(
                    source, lambda arguments: _lens_value(name, _narrowing(arguments, argument).get(name))
                )
            )
        return self.lens_values[bound]

    def theatres(self, source: int, argument: str) -> str:
        """The variable that holds the chosen theatres with all that lie within them."""
        within = (source, argument, "within")
        if within not in self.lens_values:
            chosen, variable = self.lens_value(source, argument, "theatres"), self.bindings.fresh("t")
            match = MatchClause("(inner:Theatre)-[:WITHIN*0..]->(outer:Theatre)", [f"outer.key IN {chosen}"])
            self.prelude.append(f"{collected(match, 'DISTINCT inner.key')} AS {variable}")
            self.known.append(variable)
            self.check_keys(source, argument, "theatres", "Theatre")
            self.lens_values[within] = variable
        return self.lens_values[within]

    def check_keys(self, source: int, argument: str, name: str, label: str) -> None:
        """Let the statement tell the keys in a lens that nothing carries."""
        chosen = self.lens_value(source, argument, name)
        unknown = (
            f"[key IN coalesce({chosen}, []) WHERE NOT EXISTS {{ (:{label} {{key: key}}) }} | '{label.lower()} ' + key]"
        )
        if unknown not in self.unknown:
            self.unknown.append(unknown)

    def filter(self, kind: str, source: int, path: Path, value: Any, y: str) -> list[str]:
        """The conditions of a filter, found in the arguments at *path*."""
        if sum(step in _COMBINED for step in path) > FILTER_DEPTH:
            raise coded("TOO_COSTLY", f"filter nests AND, OR and NOT more than {FILTER_DEPTH} deep")
        self.comparisons += 1 + len(value or ())
        if self.comparisons > COMPARISONS:
            raise coded("TOO_COSTLY", f"filters compare more than {COMPARISONS} times: use `in` for many values")
        conditions = []
        for name, operand in (value or {}).items():
            inside = (*path, name)
            if operand is None:
                continue
            if name in ("AND", "OR"):
                inner = [all_of(self.filter(kind, source, (*inside, n), item, y)) for n, item in enumerate(operand)]
                conditions.append(all_of(inner) if name == "AND" else f"({' OR '.join(inner) or 'false'})")
            elif name == "NOT":
                # What cannot be compared, for it has no value, does not pass; so it passes the negation.
                negated = all_of(self.filter(kind, source, inside, operand, y))
                conditions.append(f"NOT coalesce({negated}, false)")
            else:
                conditions.append(self.compare(FILTERS[kind][name], source, inside, operand, y))
        return conditions

    def compare(self, rule: Filter, source: int, path: Path, operands: Mapping[str, Any], y: str) -> str:
        """One value of a field meets all operators given; `eq: null` asks for things that have no value."""
        inner = self.bindings.fresh("f")
        absent = "eq" in operands and operands["eq"] is None
        tests = [
            self.test(source, (*path, operator), operator)
            for operator, operand in operands.items()
            if operand is not None
        ]
        if not (absent or tests):
            return "true"
        wanted = "{o} IS NOT NULL" if absent else all_of(tests)
        certain = self.certainty(y)
        operands_ = [operand.format(x=y, f=inner, certainty=certain) for operand in rule.operands]
        test = " OR ".join(wanted.format(o=operand) for operand in operands_)
        return f"{'NOT ' if absent else ''}{rule.within.format(x=y, f=inner, test=test)}"

    def test(self, source: int, path: Path, operator: str) -> str:
        """The comparison of a value `{o}` with the one found in the arguments at *path*."""
        parameter = self.bindings.bind(source, lambda arguments: _stored(_at(arguments, path)))
        fold = "toLower({})" if operator in _CASELESS else "{}"
        return f"{fold.format('{o}')} {_OPERATORS[operator].format(p=fold.format(given(parameter)))}"

    def kept(self, source: int, arguments: Arguments, y: str, but: str = "") -> list[str]:
        """Conditions of a subgraph's relations; *but* a field of the lens."""
        conditions = self.lens("Relation", source, arguments, y, but=but)
        return conditions + self.filter("Relation", source, ("filter",), arguments.get("filter"), y)

    def undated(self, source: int, arguments: Arguments, y: str) -> list[str]:
        """Conditions of those that only a missing date keeps out of a subgraph; see `shown_undated`."""
        if "asOf" not in _narrowing(arguments, "lens"):
            return ["false"]
        return [*self.kept(source, arguments, y, but="as_of"), f"NOT {y}.dated"]

    def shown_undated(self, source: int, arguments: Arguments, y: str, ends: tuple[str, str]) -> str:
        """Whether a claim of a relation without a date carries the same tie to the day, between the actors in two variables."""
        shown, (subject, object_) = self.bindings.fresh("r"), ends
        same = [
            f"{shown}.pair = {y}.pair",
            f"coalesce({shown}.theatre, '') = coalesce({y}.theatre, '')",
            f"any(claim IN {shown}.claims WHERE claim IN {y}.claims)",
        ]
        carried = f"MATCH ({subject})-[{shown}:{RELATIONSHIPS}]->({object_})"
        return f"EXISTS {{ {carried}{where([*same, *self.kept(source, arguments, shown)])} }}"

    def behind(self, source: int, arguments: Arguments, order: Order, tag: str, y: str) -> list[str]:
        """The condition that an item stands behind the cursor."""
        if arguments.get("after") is None:
            return []
        sort, sign = order.value(y, self.day(y)), "<" if order.descending else ">"
        value = given(
            self.bindings.bind(source, lambda arguments: _sort_value(decode(arguments["after"], tag)[0], order))
        )
        identifier = given(self.bindings.bind(source, lambda arguments: decode(arguments["after"], tag)[1]))
        return [f"({sort} {sign} {value} OR ({sort} = {value} AND {y}.id > {identifier}))"]

    def start(self, source: int, arguments: Arguments, tag: str) -> str:
        """The least sort value behind the cursor, that of a text where there is no cursor."""
        if arguments.get("after") is None:
            return "''"
        return given(self.bindings.bind(source, lambda arguments: decode(arguments["after"], tag)[0]))


def _at(arguments: Any, path: Iterable[str | int]) -> Any:
    for step in path:
        arguments = arguments[step]
    return arguments


def _stored(value: Any) -> Any:
    """A value as the store spells it: enums by their names."""
    if isinstance(value, list):
        return [_stored(item) for item in value]
    return value.name if isinstance(value, Enum) else value


def _narrowing(arguments: Arguments, argument: str) -> dict[str, Any]:
    """What of the lens in *argument* narrows anything, by the spelling of GraphQL."""
    given = arguments.get(argument) or {}
    values = {lens_field.variable: (given.get(lens_field.variable), lens_field.default) for lens_field in Lens.fields()}
    return {name: value for name, (value, default) in values.items() if value not in (None, [], default)}


def _lens_value(name: str, value: Any) -> Any:
    least, most = next((field.least, field.most) for field in Lens.fields() if field.variable == name)
    if value is not None and ((least is not None and value < least) or (most is not None and value > most)):
        bounds = f"{least:g}" if most is None else f"{least:g} to {most:g}"
        raise bad_input(f"lens.{name} runs from {bounds}, not {value:g}")
    return _stored(value)


def _sort_value(value: Any, order: Order) -> Any:
    """A cursor's sort value as the store compares it."""
    try:
        if order.kind == "day":
            return parse_day(value)
    except (ValueError, TypeError) as error:
        raise bad_input("after: this is not a cursor") from error
    if isinstance(value, str) is not (order.kind == "text"):
        raise bad_input("after: this is not a cursor")
    return float(value) if order.kind == "number" else value
