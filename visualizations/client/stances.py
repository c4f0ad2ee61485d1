"""Who stands where on which issue, as plain values read from a GraphQL answer."""

from dataclasses import dataclass

from linkage.graph.records import Range
from linkage.visualizations.client.evidence import ByKey
from linkage.visualizations.client.picture import Name, by_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An actor or a theatre; `names` are an actor's other names where they were asked for."""

    key: str
    name: str
    names: tuple[Name, ...] = ()

    @property
    def by_language(self) -> dict[tuple[str, str], list[Name]]:
        return by_language(self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An issue by its key and its question alone."""

    key: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A question inside one theatre with the words of its two ends; see `Bargain.within`."""

    key: str
    question: str
    low: str
    high: str
    theatre: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One coded judgement of a stance."""

    key: str
    position: Range | None
    salience: Range | None
    capability: Range | None
    reasoning: str
    coder: str
    confirmed: bool
    claims: tuple[ByKey, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Where an actor stands on an issue; rival readings stand beside it."""

    actor: Named
    position: float
    salience: float
    capability: float
    pull: float | None
    certainty: float
    undecided: bool
    stance: Reading
    rivals: tuple[Reading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A stance that nobody could fill, and what it lacks."""

    actor: Named
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One issue of the stance table."""

    issue: Issue
    centre: float | None
    cells: tuple[Cell, ...]
    unknown: tuple[Unknown, ...]
