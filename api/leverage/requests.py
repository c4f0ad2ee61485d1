"""What the root fields of leverage ask, and how it is answered: read at the lens, work out beside, tell as maps."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from linkage.api.compiler.deferred import Deferred, Desk
from linkage.api.compiler.parameters import Arguments
from linkage.api.errors import bad_input, within
from linkage.api.leverage import output
from linkage.api.leverage.pattern_types import DividedPairType, MirrorPairType, TriadType
from linkage.api.leverage.reading import read_file, read_ground
from linkage.api.leverage.results import Map, told
from linkage.api.storage.places import Ask
from linkage.graph.balance import patterns
from linkage.graph.balance.bonds import standing_note
from linkage.graph.balance.theatre_camps import theatre_camps
from linkage.graph.errors import LensError, LeverageError
from linkage.graph.lens import Lens
from linkage.graph.leverage.analysis import STEPS, LeverageAnalysis, analyse
from linkage.graph.leverage.bargaining_rules import BargainingRule
from linkage.graph.leverage.inputs import Dossier
from linkage.graph.leverage.months import LeverageMonth, last_days, trade_turns
from linkage.graph.leverage.robustness import Robustness, robustness
from linkage.graph.leverage.round_rules import RoundRule
from linkage.graph.leverage.stance_matrix import Cell

_OF_RELATIONS = ("camps", "divided", "mirrors", "tensions")
LARGEST = 100
"""Trades and pairs that can be asked for."""
THEATRES, NAMED = 8, 200
"""How many theatres can be compared, and how many items any other list of arguments may have."""


@dataclass(frozen=True, slots=True)
class DossierRequest(Deferred):
    """What is told of the dossier of theatres at a lens."""

    theatres: tuple[str, ...]
    lens: Lens
    tell: Callable[[Dossier], Any]

    async def answer(self, desk: Desk) -> Any:
        file = await read_file(desk, await read_ground(desk, self.theatres), self.lens)
        return await work_beside(desk, self.tell, file.dossier)


def of_dossier(tell: Callable[[Dossier], Any], *, dated: bool = False) -> Ask:
    """How to ask for what *tell* says of a dossier; a stance, unlike a relation, is always *dated*."""

    def request(arguments: Arguments, _chosen: frozenset[str]) -> DossierRequest:
        theatres, lens = read_scope(arguments, dated=dated, least=1)
        return DossierRequest(theatres, lens.without_hindsight if dated else lens, tell)

    return request


def camps(dossier: Dossier) -> Map:
    return output.camps(theatre_camps(dossier.links, dossier.theatres))


def pairs(dossier: Dossier) -> Map:
    divided, mirrors = patterns.divided_pairs(dossier.links), patterns.mirror_pairs(dossier.links)
    bonds = [bond.links for pair in divided for bond in (*pair.together, *pair.apart)]
    sides = [side.links for pair in mirrors for side in pair.sides]
    note = standing_note(link for links in (*bonds, *sides) for link in links)
    return {
        "divided": [told(DividedPairType, pair) for pair in divided],
        "mirrors": [told(MirrorPairType, pair) for pair in mirrors],
        "notes": [note] if note else [],
    }


def tensions(dossier: Dossier) -> list[Map]:
    return [told(TriadType, triad) for triad in patterns.triads(dossier.links)]


@dataclass(frozen=True, slots=True)
class Trades(Deferred):
    """
    What could be traded for what at a lens.

    *steps* of the round are told; if *robust*, how far the headline carries; rules are compared if *compare* says so.
    """

    theatres: tuple[str, ...]
    lens: Lens
    actors: tuple[str, ...]
    within: bool
    draws: int
    seed: int
    limit: int
    steps: int
    robust: bool
    suppose: tuple[tuple[Cell, float], ...]
    rule: BargainingRule
    round_rule: RoundRule
    compare: bool

    @classmethod
    def of(cls, arguments: Arguments, chosen: frozenset[str]) -> "Trades":
        theatres, lens = read_scope(arguments)
        return cls(
            theatres,
            lens,
            tuple(arguments.get("actors") or ()),
            arguments["within"],
            *_numbers(arguments),
            STEPS if "round" in chosen else 0,
            "robustness" in chosen,
            tuple(map(_supposed, arguments.get("suppose") or ())),
            BargainingRule(arguments["solution"]),
            RoundRule(arguments["roundRule"]),
            "leaders" in chosen,
        )

    async def answer(self, desk: Desk) -> Any:
        lens = self.lens.without_hindsight
        file = await read_file(desk, await read_ground(desk, self.theatres, self.actors), lens)
        dossier = file.dossier.supposing(dict(self.suppose)) if self.suppose else file.dossier
        unknown = [cell for cell, _ in self.suppose if cell not in dossier.rivals]
        if unknown:
            raise bad_input(
                f"there is no full stance of {unknown[0][0]!r} on {unknown[0][1]!r} to suppose a salience for"
            )
        analysis, carries = await work_beside(desk, self.analysis_with_robustness, dossier)
        return output.leverage(analysis, lens, file.reported(_pairs(analysis)), carries)

    def analysis_with_robustness(self, dossier: Dossier) -> tuple[LeverageAnalysis, Robustness | None]:
        """How far the headline carries takes far longer than the rest, and is worked out only where it is asked for."""
        analysis = self.analysis(dossier)
        return analysis, robustness(analysis) if self.robust else None

    def analysis(self, dossier: Dossier) -> LeverageAnalysis:
        return analyse(
            dossier,
            actors=dossier.standing_for(self.actors) if self.lens.roll_up else self.actors,
            within=self.within,
            draws=self.draws,
            seed=self.seed,
            first=self.limit,
            steps=self.steps,
            rule=self.rule,
            round_rule=self.round_rule,
            compare=self.compare,
        )


@dataclass(frozen=True, slots=True)
class Months(Deferred):
    """What could be traded on the last day of each month; what relations say only where it is selected."""

    trades: Trades
    start: str
    end: str
    chosen: frozenset[str]

    @classmethod
    def of(cls, arguments: Arguments, chosen: frozenset[str]) -> "Months":
        fixed = {"within": False, "solution": BargainingRule.EQUAL_GAIN, "roundRule": RoundRule.CENTRES}
        trades = Trades.of({**arguments, **fixed}, frozenset({"round", "leaders"}))
        return cls(trades, arguments["from"], arguments["to"], chosen)

    async def answer(self, desk: Desk) -> Any:
        try:
            days = last_days(self.start, self.end)
        except LeverageError as error:
            raise bad_input(str(error)) from error
        trades = self.trades
        ground = await read_ground(desk, trades.theatres, trades.actors)
        lenses = [replace(trades.lens, as_of=day).without_hindsight for day in days]
        files = [await read_file(desk, ground, lens) for lens in lenses]
        months = await work_beside(desk, self.analyses, days, [file.dossier for file in files])
        return [
            output.month(month, lens, file.reported(_pairs(month.answer)))
            for month, lens, file in zip(months, lenses, files, strict=True)
        ]

    def analyses(self, days: list[Any], dossiers: list[Dossier]) -> list[LeverageMonth]:
        months: list[LeverageMonth] = []
        known: LeverageAnalysis | None = None
        for day, dossier in zip(days, dossiers, strict=True):
            analysis = self.trades.analysis(dossier)
            entered, left = trade_turns(known, analysis) if known and dossier.pairs else ((), ())
            known = analysis if dossier.pairs else known
            links = {name: dossier.links if name in self.chosen else () for name in _OF_RELATIONS}
            months.append(
                LeverageMonth(
                    as_of=day,
                    answer=analysis,
                    entered=entered,
                    left=left,
                    camps=theatre_camps(links["camps"], dossier.theatres, (2,)),
                    divided=tuple(patterns.divided_pairs(links["divided"])),
                    mirrors=tuple(patterns.mirror_pairs(links["mirrors"])),
                    triads=tuple(patterns.triads(links["tensions"])),
                )
            )
        return months


async def work_beside(desk: Desk, function: Callable[..., Any], *arguments: Any) -> Any:
    """What a function returns that is run beside the server; its refusals as those of the API."""
    try:
        return await desk.work(function, *arguments)
    except LeverageError as error:
        raise bad_input(str(error)) from error


def read_scope(arguments: Arguments, *, dated: bool = True, least: int = 2) -> tuple[tuple[str, ...], Lens]:
    """The theatres and the lens that arguments name, checked."""
    theatres = tuple(dict.fromkeys(arguments["theatres"]))
    if not least <= len(theatres) <= THEATRES:
        raise bad_input(f"theatres names {least} to {THEATRES} theatres, not {len(theatres)}")
    for name, value in arguments.items():
        if isinstance(value, list) and len(value) > NAMED:
            raise bad_input(f"{name} takes at most {NAMED}, not {len(value):,}")
    variables = arguments.get("lens") or {}
    try:
        lens = Lens.from_variables({key: value for key, value in variables.items() if key != "theatres"})
    except LensError as error:
        raise bad_input(str(error)) from error
    if dated and lens.as_of is None:
        raise bad_input("lens needs a day, asOf: stances are of a day")
    return theatres, lens


def _numbers(arguments: Arguments) -> tuple[int, int, int]:
    draws, seed, limit = arguments["draws"], arguments["seed"], within(arguments["first"], 0, LARGEST, "first")
    if seed < 0:
        raise bad_input(f"seed is a whole number from 0 on, not {seed}")
    return draws, seed, limit


def _supposed(supposed: dict[str, Any]) -> tuple[Cell, float]:
    if not 0 <= supposed["salience"] <= 1:
        raise bad_input(f"a salience runs from 0 to 1, not {supposed['salience']:g}")
    return (supposed["actor"], supposed["issue"]), supposed["salience"]


def _pairs(analysis: LeverageAnalysis) -> Iterable[frozenset[str]]:
    yield from (frozenset((pair.one, pair.two)) for pair in analysis.pairs)
    yield from (frozenset((trade.key[0], trade.key[2])) for trade in analysis.trades)
