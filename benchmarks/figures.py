"""What a benchmark prints: a figure, what it is held against, and whether it is met."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value with its bound; a ratio is taken within one run, so the machine's mood cancels out."""

    name: str
    value: float
    bound: float
    unit: str = "×"
    least: bool = False
    detail: str = ""

    @property
    def met(self) -> bool:
        return self.value >= self.bound if self.least else self.value <= self.bound

    def __str__(self) -> str:
        sign = "≥" if self.least else "≤"
        verdict = "met" if self.met else "MISSED"
        detail = f"   {self.detail}" if self.detail else ""
        return f"{self.name}: {self.value:.2f} {self.unit} ({sign} {self.bound:g}: {verdict}){detail}"
