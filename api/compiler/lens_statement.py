"""Statements of `cypher/` that read under the lenses of a field's arguments, for what is worked out from what they read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql.execution.values import VariableValues

from linkage.api.compiler.cypher import Call, Return, Verbatim, all_of, printed
from linkage.api.compiler.deferred import Desk
from linkage.api.compiler.parameters import GIVEN, Arguments, Bindings
from linkage.api.compiler.where import Conditions
from linkage.api.errors import unknown_keys
from linkage.graph.store.generation import STATE
from linkage.graph.store.statements import statement


@dataclass(frozen=True, slots=True)
class LensStatement:
    """A statement with the values that its lenses compare with."""

    text: str
    values: Mapping[str, Any]

    async def read(self, desk: Desk, **values: Any) -> tuple[list[Any], list[str]]:
        """
        Its one column, with *values* for the parameters that it has beside those of its lenses.

        Then the keys in its lenses that nothing carries, each behind the name of its kind.
        """
        rows, unknown = await desk.run(self.text, {GIVEN: self.values, **values})
        return rows, unknown


@dataclass(slots=True)
class LensScope:
    """The arguments of a field and what their lenses ask, in one statement."""

    arguments: Arguments
    bindings: Bindings = field(default_factory=lambda: Bindings(VariableValues({}, {})))
    conditions: Conditions = field(init=False)

    def __post_init__(self) -> None:
        self.conditions = Conditions(self.bindings)

    def kept(self, argument: str = "lens") -> str:
        """What the lens in an argument asks of a relation `link`."""
        return all_of(self.conditions.lens("Relation", 0, self.arguments, "link", argument))

    def known(self, kind: str, argument: str) -> str:
        """What the lens in an argument asks of when any `{x}` of a kind was known."""
        return self.conditions.counted(kind, 0, self.arguments, argument)

    def statement(self, name: str, **fillings: str) -> LensStatement:
        """A part of `cypher/` with its holes filled in as a statement of its own."""
        part = statement(name)
        body = Call((Verbatim(part.filled(**fillings)),), None)
        returned = Return((*part.returns, f"{self.conditions.missing} AS unknown"))
        text = printed([*self.conditions.opening, body, returned])
        values = {binding.name: binding.value(self.arguments) for binding in self.bindings.parameters}
        return LensStatement(text, values)


async def refuse_unknown(desk: Desk, names: Iterable[str]) -> None:
    """
    A GraphQLError where there are names of what is not there.

    What a lens reads is not watched, for the statement that follows is; before anything is refused the graph is looked
    at, so that what a change in the making hides is not told to be missing.
    """
    missing = list(names)
    if missing:
        await desk.run(STATE, {})
        raise unknown_keys(missing)
