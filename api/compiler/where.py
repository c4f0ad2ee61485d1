"""Which things a lens lets through, as conditions of a statement, and what all conditions of one share."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from pydantic.alias_generators import to_camel

from linkage.api.compiler.cypher import Clause, MatchClause, With, collected, where
from linkage.api.compiler.parameters import Arguments, Bindings, given
from linkage.api.errors import bad_input
from linkage.api.storage.filters import LENSES, LensRule, certainty
from linkage.graph.families import RELATIONSHIPS
from linkage.graph.lens import Lens
from linkage.graph.lens_fields import LensField


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
    `unknown` expressions for the keys in lenses that nothing carries. `comparisons` is how often filters compare, and
    `related` how much is looked at beside the things that lists hold.
    """

    bindings: Bindings
    prelude: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    comparisons: int = 0
    related: int = 0
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
            self.related += lens_weight("Relation", arguments, argument)
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


def dated(arguments: Arguments, argument: str = "lens") -> bool:
    """Whether the lens in *argument* looks at a day."""
    return "asOf" in _narrowing(arguments, argument)


def lens_weight(kind: str, arguments: Arguments, argument: str = "lens") -> int:
    """What it takes to plan the lens in *argument* on things of a kind, beside which looking at them counts once."""
    narrowing = _narrowing(arguments, argument)
    dear = [name for name, rule in LENSES[kind].items() if rule.dear and to_camel(name) in narrowing]
    return 3 + len(dear) if narrowing else 1


def stored(value: Any) -> Any:
    """A value as the store spells it: enums by their names."""
    if isinstance(value, list):
        return [stored(item) for item in value]
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
    return stored(value)
