"""Which things a filter lets through: by values of their own, and by the things that they are related to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from linkage.api.compiler.cypher import MatchClause, With, all_of, counted, exists
from linkage.api.compiler.parameters import Arguments, given
from linkage.api.compiler.where import Conditions, lens_weight, stored
from linkage.api.errors import coded
from linkage.api.http.limits import COMPARISONS, FILTER_DEPTH, RELATED
from linkage.api.schema.filter_rules import RULES, Member, RelatedList, RelatedThing
from linkage.api.storage import places
from linkage.api.storage.filters import Filter

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
class FilterScope:
    """
    The filter among the arguments of one field, as conditions of its statement.

    What a filter finds through relations, and through whatever else takes a lens, is looked at through the field's own.
    """

    conditions: Conditions
    source: int
    arguments: Arguments

    def on(self, kind: str, y: str, path: Path = ("filter",)) -> list[str]:
        """The conditions on a thing of a type, in the variable *y*, that stand in the arguments at *path*."""
        value = _at(self.arguments, path) if len(path) > 1 else self.arguments.get("filter")
        self._weigh(path, value)
        found = []
        for name, operand in (value or {}).items():
            if operand is None:
                continue
            inside = (*path, name)
            match name:
                case "AND" | "OR":
                    inner = [all_of(self.on(kind, y, (*inside, n))) for n in range(len(operand))]
                    found.append(all_of(inner) if name == "AND" else f"({' OR '.join(inner) or 'false'})")
                case "NOT":
                    found.append(_negated(self.on(kind, y, inside)))
                case _:
                    found += self._asked(RULES[kind][name], y, inside, operand)
        return found

    def _weigh(self, path: Path, value: Mapping[str, Any] | None) -> None:
        if sum(step in _COMBINED for step in path) > FILTER_DEPTH:
            raise coded("TOO_COSTLY", f"filter nests AND, OR and NOT more than {FILTER_DEPTH} deep")
        self.conditions.comparisons += 1 + len(value or ())
        if self.conditions.comparisons > COMPARISONS:
            raise coded("TOO_COSTLY", f"filters compare more than {COMPARISONS} times: use `in` for many values")

    def _look_up(self, weight: int = 1) -> None:
        """Count what the database has to look up beside a thing, which takes it time to plan."""
        self.conditions.related += weight
        if self.conditions.related > RELATED:
            raise coded(
                "TOO_COSTLY",
                f"filters look at related things more than {RELATED} times, where what a lens narrows"
                " counts for three or more: use `in`, or ask in steps",
            )

    def _asked(
        self, rule: Filter | RelatedThing | RelatedList | Member, y: str, path: Path, operands: Mapping[str, Any]
    ) -> Iterable[str]:
        match rule:
            case Filter():
                return [self._compared(rule, y, path, operands)]
            case RelatedThing():
                return self._referred(rule, y, path, operands)
            case RelatedList():
                return [self._listed(rule, y, (*path, each)) for each, value in operands.items() if value is not None]
            case Member(kind):
                return [all_of([f"{y}:{kind}", *self.on(kind, y, path)])]
            case _:
                assert_never(rule)

    def _compared(self, rule: Filter, y: str, path: Path, operands: Mapping[str, Any]) -> str:
        """One value of a field meets all operators given; `eq: null` asks for things that have no value."""
        if rule.dear:
            self._look_up()
        inner = self.conditions.bindings.fresh("f")
        absent = "eq" in operands and operands["eq"] is None
        tests = [
            self._test((*path, operator), operator) for operator, operand in operands.items() if operand is not None
        ]
        if not (absent or tests):
            return "true"
        wanted = "{o} IS NOT NULL" if absent else all_of(tests)
        certain = self.conditions.certainty(y)
        operands_ = [operand.format(x=y, f=inner, certainty=certain) for operand in rule.operands]
        test = " OR ".join(wanted.format(o=operand) for operand in operands_)
        return f"{'NOT ' if absent else ''}{rule.within.format(x=y, f=inner, test=test)}"

    def _test(self, path: Path, operator: str) -> str:
        """The comparison of a value `{o}` with the one found in the arguments at *path*."""
        parameter = self.conditions.bindings.bind(self.source, lambda arguments: stored(_at(arguments, path)))
        fold = "toLower({})" if operator in _CASELESS else "{}"
        return f"{fold.format('{o}')} {_OPERATORS[operator].format(p=fold.format(given(parameter)))}"

    def _referred(self, rule: RelatedThing, x: str, path: Path, operands: Mapping[str, Any]) -> Iterable[str]:
        """What is asked of the one thing that a field leads to: of its key, and whatever else `is` asks."""
        by_key = {name: operand for name, operand in operands.items() if name != "is"}
        if rule.by_key is not None and by_key:
            yield self._compared(rule.by_key, x, path, by_key)
            by_key = {}
        y = self.conditions.bindings.fresh("n")
        if "eq" in by_key and by_key["eq"] is None:
            yield f"NOT {self._met(rule.place, x, y, [])}"
        elif any(operand is not None for operand in by_key.values()):
            yield self._met(rule.place, x, y, [self._compared(Filter(("{x}.key",), ""), y, path, by_key)])
        if operands.get("is") is not None:
            yield self._met(rule.place, x, y, self.on(rule.kind, y, (*path, "is")))

    def _met(self, place: places.One | places.Any, x: str, y: str, conditions: list[str]) -> str:
        """That a field leads to something that meets conditions."""
        self._look_up()
        r = self.conditions.bindings.fresh("r")
        standing = [place.where.format(x=x, y=y)] if place.where else []
        pattern = place.pattern.format(x=x, y=y, r=r)
        if isinstance(place, places.One) and place.order:
            first = With((y,), place.order.format(x=x, y=y, r=r), "1", conditions)
            return exists(MatchClause(pattern, standing), first)
        return exists(MatchClause(pattern, standing + conditions))

    def _listed(self, rule: RelatedList, x: str, path: Path) -> str:
        """How many of the things that a field leads to meet a filter: some, all, none, or a single one."""
        self._look_up(lens_weight(rule.kind, self.arguments) if rule.through_lens else 1)
        y, r = self.conditions.bindings.fresh("n"), self.conditions.bindings.fresh("r")
        standing = [rule.place.where.format(x=x, y=y)] if rule.place.where else []
        if rule.through_lens:
            standing += self.conditions.lens(rule.kind, self.source, self.arguments, y)
        asked = self.on(rule.kind, y, path)
        pattern = rule.place.pattern.format(x=x, y=y, r=r)
        match path[-1]:
            case "some":
                return exists(MatchClause(pattern, standing + asked))
            case "none":
                return f"NOT {exists(MatchClause(pattern, standing + asked))}"
            case "all":
                return f"NOT {exists(MatchClause(pattern, [*standing, _negated(asked)]))}"
            case _:
                return f"{counted(MatchClause(pattern, standing + asked), y)} = 1"


def _negated(conditions: list[str]) -> str:
    """That not all of these hold; what cannot be compared, for it has no value, does not pass."""
    return f"NOT coalesce({all_of(conditions)}, false)"


def _at(arguments: Any, path: Iterable[str | int]) -> Any:
    for step in path:
        arguments = arguments[step]
    return arguments
