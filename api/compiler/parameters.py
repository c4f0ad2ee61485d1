"""Parameters of a statement in the making, and how each follows from the arguments of a field."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from graphql import FieldNode, GraphQLField
from graphql.execution.values import VariableValues, get_argument_values

Arguments = dict[str, Any]


GIVEN = "given"
"""The one parameter of a statement, a map of all values."""


def given(name: str) -> str:
    """
    The expression for the value of a parameter.

    A database plans a statement anew for every combination of types that its parameters have, and null is one of them,
    as are lists of another order of length; of what is in a map it asks nothing.
    """
    return f"${GIVEN}.{name}"


@dataclass(frozen=True, slots=True)
class Binding:
    """A parameter and how its value follows from the arguments of one field."""

    name: str
    source: int
    value: Callable[[Arguments], Any]


@dataclass(slots=True)
class Bindings:
    """The fields whose arguments a statement uses, its parameters, and names that are used only once."""

    variables: VariableValues
    sources: list[tuple[GraphQLField, FieldNode]] = field(default_factory=list)
    parameters: list[Binding] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def fresh(self, letter: str) -> str:
        """A name for a variable of the statement that nothing else has."""
        self.counts[letter] = self.counts.get(letter, 0) + 1
        return f"{letter}{self.counts[letter]}"

    def source(self, definition: GraphQLField, node: FieldNode) -> tuple[int, Arguments]:
        """Take in a field: the number to bind by, and its arguments in this request."""
        self.sources.append((definition, node))
        return len(self.sources) - 1, get_argument_values(definition, node, self.variables)

    def bind(self, source: int, value: Callable[[Arguments], Any]) -> str:
        """The name of a new parameter whose value follows from the arguments of a field."""
        name = self.fresh("p")
        self.parameters.append(Binding(name, source, value))
        return name
