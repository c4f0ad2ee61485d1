"""All that is known at a lens and that leverage is worked out from: readings of stances, claims, relations."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import product

import networkx as nx

from linkage.graph.balance.bonds import LensRelation, standing_note
from linkage.graph.leverage.closed_issues import ClosedIssue
from linkage.graph.leverage.drift import Drift
from linkage.graph.leverage.exchange import IssuePair
from linkage.graph.leverage.grounds import THE_CODERS_WORD, Chances, Grounds, joint_chance
from linkage.graph.leverage.issue_points import GroundPoint
from linkage.graph.leverage.stance_matrix import Cell, StanceMatrix, Stand, best_value
from linkage.graph.records import Range, Support
from linkage.graph.wording import caveats


@dataclass(frozen=True, slots=True)
class StanceClaim:
    """
    A claim: the chance that it is right, who it goes back to, the claims that dispute it, and who says it where.

    What ministers of one government say goes back to that government: one witness.
    """

    key: str
    certainty: float
    origin: str
    disputed_by: tuple[str, ...] = ()
    document: str | None = None
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StanceReading:
    """
    One coded judgement of where an actor stands on an issue; what is None is unknown.

    It holds where the grounds of each of its figures do. `carried_from` is the last day that it was coded for, or the
    oldest of its figures, where that lies before the day looked at.
    """

    key: str
    actor: str
    issue: str
    position: Range | None = None
    salience: Range | None = None
    capability: Range | None = None
    grounds: Grounds = THE_CODERS_WORD
    salience_grounds: Grounds = THE_CODERS_WORD
    capability_grounds: Grounds = THE_CODERS_WORD
    carried_from: date | None = None

    @property
    def cell(self) -> Cell:
        return self.actor, self.issue

    @property
    def all_grounds(self) -> tuple[Grounds, Grounds, Grounds]:
        """Those of position, salience and capability."""
        return self.grounds, self.salience_grounds, self.capability_grounds

    def needing(self, support: Support) -> "StanceReading":
        """The same, of which every figure needs so many of its claims."""
        position, salience, capability = (replace(grounds, needs=support) for grounds in self.all_grounds)
        return replace(self, grounds=position, salience_grounds=salience, capability_grounds=capability)

    @property
    def weighed(self) -> tuple[str, ...]:
        """All claims that decide whether it holds, each once."""
        return tuple(dict.fromkeys(key for grounds in self.all_grounds for key in grounds.weighed))

    @property
    def lacking(self) -> tuple[str, ...]:
        """Which of the three figures nobody has coded."""
        figures = {"position": self.position, "salience": self.salience, "capability": self.capability}
        return tuple(name for name, value in figures.items() if value is None)

    @property
    def stand(self) -> Stand:
        """The best figures: the value coded, else the middle of the bounds. The reading has to be complete."""
        assert self.position and self.salience and self.capability
        return Stand(best_value(self.position), best_value(self.salience), best_value(self.capability))


@dataclass(frozen=True, slots=True)
class MemberReading:
    """A reading as it was coded, of an actor that acts for a principal on the day."""

    reading: StanceReading
    principal: str


@dataclass(frozen=True)
class Dossier:
    """
    What a lens shows. `issues` has the theatre of each open issue, `vetoes` the actors said to block one, by issue, and
    `names` how theatres, and actors that were asked for, are called. `closed` issues are not traded, and nobody stands on them. `drifts` are how the bounds
    of carried readings have widened. `overlaps` are pairs of issues that ask the same in part. `ground` has by issue, closed
    ones too, where it stood on the ground. `principals` are those for whom actors act on the day, where for others, and
    `backing` the relations that tell who is whose client, rolled up whatever the lens says. Where it rolls up, `rolled`
    are the readings that count for principals, and `set_aside` those that do not, for these are known without them; `replaced` are the
    actors asked for that act for others.

    A reading that rests on claims of no certainty at all is left out of everything.
    """

    theatres: tuple[str, ...]
    issues: Mapping[str, str]
    readings: tuple[StanceReading, ...]
    witnesses: Mapping[str, StanceClaim] = field(default_factory=dict)
    links: tuple[LensRelation, ...] = ()
    vetoes: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    closed: Mapping[str, ClosedIssue] = field(default_factory=dict)
    drifts: tuple[Drift, ...] = ()
    overlaps: tuple[frozenset[str], ...] = ()
    ground: Mapping[str, GroundPoint] = field(default_factory=dict)
    principals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    backing: tuple[LensRelation, ...] = ()
    rolled: tuple[MemberReading, ...] = ()
    set_aside: tuple[MemberReading, ...] = ()
    replaced: tuple[str, ...] = ()

    def certainty(self, reading: StanceReading) -> float:
        """The chance that the reading holds, which is the chance that the grounds of all its figures do together."""
        return joint_chance(reading.all_grounds, self._chances)

    @cached_property
    def _chances(self) -> Chances:
        return {key: (witness.origin, witness.certainty) for key, witness in self.witnesses.items()}

    @cached_property
    def rivals(self) -> Mapping[Cell, tuple[StanceReading, ...]]:
        """The complete readings of each cell, the best supported first, then by key."""
        complete: dict[Cell, list[StanceReading]] = defaultdict(list)
        for reading in self.readings:
            if not reading.lacking and self.certainty(reading) > 0:
                complete[reading.cell].append(reading)
        return {
            cell: tuple(sorted(readings, key=lambda reading: (-self.certainty(reading), reading.key)))
            for cell, readings in sorted(complete.items())
        }

    @cached_property
    def table(self) -> StanceMatrix:
        """The best supported reading of each cell at its best figures; rivals are never averaged."""
        return StanceMatrix({cell: readings[0].stand for cell, readings in self.rivals.items()})

    @cached_property
    def themes(self) -> Mapping[str, str]:
        """For each issue the first of all that it hangs together with, directly or not, by asking the same in part."""
        graph = nx.Graph([tuple(pair) for pair in self.overlaps])
        graph.add_nodes_from(self.issues)
        return {issue: min(group) for group in nx.connected_components(graph) for issue in group}

    def by_theme(self, issues: Iterable[str]) -> list[list[str]]:
        """The issues in groups that hang together, in the order in which they are named."""
        themes: dict[str, list[str]] = defaultdict(list)
        for issue in issues:
            themes[self.themes[issue]].append(issue)
        return list(themes.values())

    def stood(self, issues: Iterable[str]) -> dict[str, Fraction]:
        """Where these issues stood on the ground, as far as that is coded."""
        return {issue: self.ground[issue].middle for issue in issues if issue in self.ground}

    @cached_property
    def pairs(self) -> tuple[IssuePair, ...]:
        """Every issue of one theatre with every issue of another that asks something else, in the order of the theatres."""
        known = self.table.issues
        return tuple(
            (issue1, issue2)
            for place, theatre1 in enumerate(self.theatres)
            for theatre2 in self.theatres[place + 1 :]
            for issue1, issue2 in product(known, known)
            if self.issues[issue1] == theatre1 and self.issues[issue2] == theatre2
            if self.themes[issue1] != self.themes[issue2]
        )

    @cached_property
    def pairs_within(self) -> tuple[IssuePair, ...]:
        """Every two issues of one theatre that ask for different things."""
        known = self.table.issues
        return tuple(
            (issue1, issue2)
            for issue1, issue2 in product(known, known)
            if issue1 < issue2 and self.issues[issue1] == self.issues[issue2]
            if self.themes[issue1] != self.themes[issue2]
        )

    @cached_property
    def unknown(self) -> tuple[tuple[Cell, tuple[str, ...]], ...]:
        """Cells that somebody has looked at and nobody could fill, with what the fullest reading lacks."""
        lacking: dict[Cell, tuple[str, ...]] = {}
        for reading in self.readings:
            if reading.cell not in self.rivals:
                least = lacking.get(reading.cell, reading.lacking)
                lacking[reading.cell] = min(least, reading.lacking, key=len)
        return tuple(sorted(lacking.items()))

    @cached_property
    def carried(self) -> tuple[StanceReading, ...]:
        """The best supported readings that were coded for an earlier month, the oldest first."""
        best = (readings[0] for readings in self.rivals.values())
        carried = [(reading.carried_from, reading.key, reading) for reading in best if reading.carried_from]
        return tuple(reading for *_, reading in sorted(carried, key=lambda item: item[:2]))

    @property
    def notes(self) -> tuple[str, ...]:
        """What of these stances and relations is rolled up or carried, and which issues are closed, in sentences."""
        carried = caveats.carried_stances(
            carried=len(self.carried),
            stances=len(self.rivals),
            oldest=self.carried[0].carried_from if self.carried else None,
            drifts=[(drift.figure, drift.rate, drift.cases, drift.estimated) for drift in self.drifts],
        )
        closed = (issue.reason for issue in self.closed.values())
        return tuple(note for note in (*self._rolled_notes, carried, standing_note(self.links), *closed) if note)

    @property
    def _rolled_notes(self) -> tuple[str | None, ...]:
        replaced = ((actor, principal) for actor in self.replaced for principal in self.principals[actor])
        pairs = [(self.names.get(actor, actor), self.names.get(principal, principal)) for actor, principal in replaced]
        rolled, set_aside = self._acting(self.rolled), self._acting(self.set_aside)
        return caveats.taken_for(pairs), caveats.rolled_up(rolled), caveats.set_aside(set_aside)

    def _acting(self, members: Iterable[MemberReading]) -> list[tuple[str, str, str]]:
        """By name who acts for whom, and the issue."""
        return [
            (self.names.get(actor, actor), self.names.get(principal, principal), issue)
            for actor, principal, issue in sorted(
                {(member.reading.actor, member.principal, member.reading.issue) for member in members}
            )
        ]

    def standing_for(self, actors: Iterable[str]) -> tuple[str, ...]:
        """Each of these actors, or those for whom it acts on the day, once."""
        return tuple(dict.fromkeys(principal for actor in actors for principal in self.principals.get(actor, (actor,))))

    @property
    def unsourced(self) -> tuple[str, ...]:
        """How many figures of the best supported readings rest on no claim, in a sentence; none where each rests on one."""
        best = [readings[0] for readings in self.rivals.values()]
        bare = sum(not grounds.claims for reading in best for grounds in reading.all_grounds)
        told = caveats.coders_word(3 * len(best), bare)
        return (told,) if told else ()

    def supposing(self, saliences: Mapping[Cell, float]) -> "Dossier":
        """The same dossier with one figure of salience for every reading of a cell."""
        return replace(
            self,
            readings=tuple(
                replace(reading, salience=Range(low=saliences[reading.cell], high=saliences[reading.cell]))
                if reading.cell in saliences
                else reading
                for reading in self.readings
            ),
        )

    def claims(self, cells: Iterable[Cell]) -> tuple[str, ...]:
        """The claims that decide whether the readings of these cells hold."""
        return tuple(
            sorted({key for cell in cells for reading in self.rivals.get(cell, ()) for key in reading.weighed})
        )

    @cached_property
    def leaning(self) -> Mapping[str, frozenset[Cell]]:
        """To each claim the cells with a reading that it decides about."""
        cells: dict[str, set[Cell]] = defaultdict(set)
        for cell, readings in self.rivals.items():
            for key in {key for reading in readings for key in reading.weighed}:
                cells[key].add(cell)
        return {key: frozenset(leaning) for key, leaning in cells.items()}

    def origins(self, claims: Iterable[str]) -> int:
        """How many independent origins these claims go back to."""
        return len({self.witnesses[key].origin for key in claims})
