"""Which generation of the graph a statement saw: every change that readers can see makes another one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from linkage.graph.store.statements import statement

COLUMN = "generation"
"""The last column of a watched statement."""
STATE = statement("generation.observe").filled()


@dataclass(frozen=True, slots=True)
class GraphState:
    """
    The graph as it was seen at the end of a statement that was sent at *asked*, by the loop's clock.

    `number` grows with each generation, `id` is never the same for two, not even of two databases; it is empty
    where a database keeps none. `changing` where the next generation is being put in place. `building` is the data
    set that a long load is adding to step by step, `since` when there is this generation, as the server writes it.
    """

    number: int = 0
    id: str = ""
    since: str | None = None
    building: str | None = None
    building_since: str | None = None
    changing: bool = False
    asked: float = field(default=0, compare=False)

    @classmethod
    def read(cls, columns: Sequence[Any], asked: float) -> Self:
        """The state that a watched statement returned."""
        early, early_changing, late, late_changing, number, since, building, building_since = columns
        changing = bool(early_changing or late_changing or early != late)
        return cls(number or 0, late or "", since, building, building_since, changing, asked)

    @classmethod
    def from_extension(cls, named: Mapping[str, Any]) -> Self:
        """The state that an answer's `extensions.dataSet` names."""
        building = named.get("building") or {}
        return cls(named["generation"], named["id"], named["since"], building.get("dataSet"), building.get("since"))

    @property
    def settled(self) -> bool:
        """Whether what is read now is told: a generation that stays for a while, or one that says it is unfinished."""
        return bool(self.building) or not self.changing


def watched(text: str, columns: Sequence[str]) -> str:
    """The statement, which returns one record of these columns, with the state of the graph after it as the last."""
    names = ", ".join(columns)
    return f"CALL () {{\n{text}\n}}\nCALL ({names}) {{\n{STATE}\n}}\nRETURN {names}, {COLUMN}"
