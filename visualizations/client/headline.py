"""How far the headline of an answer on trades carries, as the page tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from linkage.graph.wording import robustness as wording
from linkage.graph.wording.robustness import Omission
from linkage.visualizations.client.answers import Value

SHOWN = 8


@dataclass(frozen=True)
class HeadlineCard:
    """What becomes of the headline without one thing, with the likeliest to change it first."""

    value: Value

    @cached_property
    def omissions(self) -> Sequence[Omission]:
        """Everything that was left out, one by one; what hurts the headline most comes first."""
        return wording.omissions_of(self.value.left_out)

    @property
    def turning(self) -> str:
        """In a sentence, without what the headline is another."""
        return wording.turning(self.omissions)

    @property
    def changing(self) -> Sequence[Omission]:
        """What the headline is another without."""
        return [omission for omission in self.omissions if omission.change != "stays"]

    @property
    def listed(self) -> Sequence[Omission]:
        """Whatever changes the headline, and `SHOWN` in all where fewer do."""
        unchanged = (omission for omission in self.omissions if omission.change == "stays")
        return [*self.changing, *list(unchanged)[: max(SHOWN - len(self.changing), 0)]]

    @property
    def claims(self) -> Sequence[str]:
        """The keys of the claims that are named."""
        named = [omission.key for omission in self.listed if omission.kind == "claim"]
        inputs = (*self.value.levers, *self.value.next_readings)
        return [*named, *(each.claim.key for each in inputs if each.claim)]
