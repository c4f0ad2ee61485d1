"""Which generation of the graph a statement saw: every change that readers can see makes another one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from linkage.graph.store.lease import LeaseState
from linkage.graph.store.statements import statement

COLUMN = "generation"
"""The last column of a watched statement."""
STATE = statement("generation.observe").filled()


@dataclass(frozen=True, slots=True)
class GraphState:
    """
    The graph as it was seen at the end of a statement that was sent at *asked*, by the loop's clock.

    `number` grows with each generation, `id` is never the same for two, not even of two databases; it is empty
    where a database keeps none. `changing` where the next generation is being put in place, which was *announced* by
    the holder of the lease *writer*. `building` is the data set that a long load is adding to step by step, `since`
    when there is this generation, as the server writes it.
    """

    number: int = 0
    id: str = ""
    since: str | None = None
    building: str | None = None
    building_since: str | None = None
    changing: bool = False
    announced: str | None = None
    writer: LeaseState | None = field(default=None, compare=False)
    asked: float = field(default=0, compare=False)

    @classmethod
    def read(cls, columns: Sequence[Any], asked: float) -> Self:
        """The state that a watched statement returned."""
        early, heard, late, announced, writer, number, since, building, building_since = columns
        still = (early, heard) == (late, announced)
        holder = LeaseState(*writer) if writer else None
        changing = not still or announced is not None
        named = announced if still else None
        return cls(number or 0, late or "", since, building, building_since, changing, named, holder, asked)

    @classmethod
    def from_extension(cls, named: Mapping[str, Any]) -> Self:
        """The state that an answer's `extensions.dataSet` names."""
        building = named.get("building") or {}
        return cls(named["generation"], named["id"], named["since"], building.get("dataSet"), building.get("since"))

    @property
    def settled(self) -> bool:
        """Whether what is read now is told: a generation that stays for a while, or one that says it is unfinished."""
        return bool(self.building) or not self.changing

    @property
    def abandoned(self) -> int | None:
        """Under which number the lease was held by a writer that announced a change and then ran out or died."""
        if self.writer is None or self.announced is None:
            return None
        return self.writer.number if self.writer.free or self.writer.dead else None

    def rested(self, announced: str | None) -> Self:
        """The state where what was *announced* is known to be over, though nobody took the word back."""
        return replace(self, changing=False) if announced and self.announced == announced else self

    def continues(self, before: Self) -> bool:
        """Whether nothing has changed, or was about to, since the state *before*, which was settled."""
        over = not before.changing and self.announced is not None and self.announced == before.announced
        return self.id == before.id and (over or not self.changing)


def watched(text: str, columns: Sequence[str]) -> str:
    """The statement, which returns one record of these columns, with the state of the graph after it as the last."""
    names = ", ".join(columns)
    return f"CALL () {{\n{text}\n}}\nCALL ({names}) {{\n{STATE}\n}}\nRETURN {names}, {COLUMN}"
