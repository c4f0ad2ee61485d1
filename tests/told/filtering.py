"""What filters let through: things in plain maps, by their values and by the things that their fields lead to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.told.narrowing import Thing
from tests.told.schema import filtered_kind, object_type

if TYPE_CHECKING:
    from tests.told.things import Things

Asked = Mapping[str, Any]


@dataclass(frozen=True)
class Sieve:
    """What passes filters where things are looked at through one lens."""

    things: "Things"
    lens: Asked | None

    def passes(self, kind: str, thing: Thing, asked: Asked | None) -> bool:
        """Whether a thing meets the filter of its type, or of a union that it is of."""
        return all(self._meets(kind, thing, name, inner) for name, inner in (asked or {}).items() if inner is not None)

    def _meets(self, kind: str, thing: Thing, name: str, asked: Any) -> bool:
        match name:
            case "AND":
                return all(self.passes(kind, thing, inner) for inner in asked)
            case "OR":
                return any(self.passes(kind, thing, inner) for inner in asked)
            case "NOT":
                return not self.passes(kind, thing, asked)
        of = filtered_kind(f"{kind}Filter", name)
        if of.endswith("List"):
            return self._counted(of.removesuffix("List"), self._listed(kind, thing, name), asked)
        if of.endswith("Reference"):
            return self._referred(of.removesuffix("Reference"), thing[name](None), asked)
        if kind == "ClaimObject":
            return bool(thing["__typename"] == of) and self.passes(of, thing, asked)
        return compares(thing["_values"][name], asked)

    def _referred(self, kind: str, thing: Thing | None, asked: Asked) -> bool:
        by_key = {operator: operand for operator, operand in asked.items() if operator != "is"}
        if not compares([] if thing is None else [thing["key"]], by_key):
            return False
        return asked.get("is") is None or (thing is not None and self.passes(kind, thing, asked["is"]))

    def _counted(self, kind: str, things: list[Thing], asked: Asked) -> bool:
        """How many of the things pass; each is one, however often it is found."""
        each = list({thing["id"]: thing for thing in things}.values())
        rules: dict[str, Callable[[int], bool]] = {
            "some": lambda passing: passing > 0,
            "all": lambda passing: passing == len(each),
            "none": lambda passing: passing == 0,
            "single": lambda passing: passing == 1,
        }
        return all(
            rules[name](sum(self.passes(kind, thing, inner) for thing in each))
            for name, inner in asked.items()
            if inner is not None
        )

    def _listed(self, kind: str, thing: Thing, name: str) -> list[Thing]:
        if name in ("relationsAsSubject", "relationsAsObject"):
            end = name.removeprefix("relationsAs").lower()
            relations = self.things.through_lens("Relation", self.things.relations, self.lens)
            return [relation for relation in relations if relation["_values"][end] == [thing["key"]]]
        arguments = object_type(kind).fields[name].args
        given: dict[str, Any] = {"lens": self.lens} if "lens" in arguments and kind != "Relation" else {}
        if "orderBy" not in arguments:
            listed: list[Thing] = thing[name](None, **given)
            return listed
        order = ["PAIR_ASC" if name == "relations" else "KEY_ASC"]
        page: Thing = thing[name](None, orderBy=order, first=1_000, **given)
        assert page["totalCount"] <= 1_000
        listed = page["nodes"]
        return listed


def compares(values: list[Any], asked: Asked) -> bool:
    """Whether one and the same value meets all operators; `eq: null` is met by having none."""
    if "eq" in asked and asked["eq"] is None:
        return not values
    tests = [(operator, operand) for operator, operand in asked.items() if operand is not None]
    return not tests or any(
        all(_OPERATORS[operator](value, operand) for operator, operand in tests) for value in values
    )


_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda value, operand: bool(value == operand),
    "in": lambda value, operand: value in operand,
    "lt": lambda value, operand: bool(value < operand),
    "lte": lambda value, operand: bool(value <= operand),
    "gt": lambda value, operand: bool(value > operand),
    "gte": lambda value, operand: bool(value >= operand),
    "contains": lambda value, operand: operand.lower() in value.lower(),
    "startsWith": lambda value, operand: bool(value.lower().startswith(operand.lower())),
    "endsWith": lambda value, operand: bool(value.lower().endswith(operand.lower())),
}
