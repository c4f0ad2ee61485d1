"""What was worked out, as maps that carry the names of GraphQL fields; here stands what is no attribute of a result."""

from collections.abc import Iterable
from typing import Any

from linkage.api.leverage.pattern_types import CampSplitType
from linkage.api.leverage.results import Map, told
from linkage.api.leverage.robustness_output import robustness_map
from linkage.api.leverage.trade_types import (
    ExchangeType,
    LeverageMonthType,
    LeverageType,
    StanceBoundsType,
    TradeOutcomeType,
    TradeType,
)
from linkage.graph.balance.theatre_camps import CampSplit, TheatreCamps
from linkage.graph.lens import Lens
from linkage.graph.leverage.analysis import LeverageAnalysis, TradeAnalysis
from linkage.graph.leverage.exchange import Exchange
from linkage.graph.leverage.inputs import Dossier, StanceReading
from linkage.graph.leverage.months import LeverageMonth
from linkage.graph.leverage.robustness import Robustness
from linkage.graph.leverage.stance_matrix import Cell, StanceMatrix
from linkage.graph.wording import caveats


def leverage(
    analysis: LeverageAnalysis, lens: Lens, reported: Iterable[str] = (), robustness: Robustness | None = None
) -> Map:
    dossier = analysis.dossier
    return told(
        LeverageType,
        analysis,
        theatres=dossier.theatres,
        **clocks(lens, analysis.notes),
        claimCount=len(analysis.claims),
        originCount=dossier.origins(analysis.claims),
        tradeCount=analysis.total,
        trades=[_trade(dossier.table, trade) for trade in analysis.trades],
        traders=analysis.pairs,
        round=[
            {
                "exchange": _exchange(step.before, step.trade),
                "instead": [_exchange(step.before, rival) for rival in step.instead],
            }
            for step in analysis.round
        ],
        reported=reported,
        table=rows(dossier),
        drifts=dossier.drifts,
        robustness=robustness and robustness_map(robustness),
        standing=dossier.notes,
    )


def clocks(lens: Lens, notes: Iterable[str]) -> Map:
    """Both clocks of an answer and its notes, of which the first tells of hindsight if there is any."""
    hindsight = caveats.hindsight(lens.as_of, lens.known_by)
    warned = [hindsight] if hindsight else []
    return {"asOf": lens.as_of, "knownBy": lens.known_by, "hindsight": hindsight, "notes": [*warned, *notes]}


def rows(dossier: Dossier) -> list[Map]:
    """The stance table, issues in the order of the theatres and then by key; closed ones are in it, and nobody on them."""
    order = {theatre: place for place, theatre in enumerate(dossier.theatres)}
    theatres = {**dossier.issues, **{issue: closed.theatre for issue, closed in dossier.closed.items()}}
    issues = sorted(theatres, key=lambda issue: (order[theatres[issue]], issue))
    return [_row(dossier, issue) for issue in issues]


def _row(dossier: Dossier, issue: str) -> Map:
    table = dossier.table
    known, closed = issue in table.centres, dossier.closed.get(issue)
    return {
        "issue": issue,
        "closed": closed and closed.reason,
        "settledBy": list(closed.claims) if closed else [],
        "centre": _number(table.centres[issue]) if known else None,
        "median": _number(table.medians[issue]) if known else None,
        "weight": float(table.weights[issue]) if known else 0.0,
        "cells": [_cell(dossier, (actor, issue)) for actor in (table.on[issue] if known else ())],
        "unknown": [_unknown(dossier, cell, lacking) for cell, lacking in dossier.unknown if cell[1] == issue],
    }


def _unknown(dossier: Dossier, cell: Cell, lacking: Iterable[str]) -> Map:
    readings = [reading for reading in dossier.readings if reading.cell == cell]
    return {
        "actor": cell[0],
        "issue": cell[1],
        "lacking": list(lacking),
        "carriedFrom": _day(readings[0]),
        "stances": [reading.key for reading in readings],
    }


def _day(reading: StanceReading) -> str | None:
    return str(reading.carried_from) if reading.carried_from else None


def _cell(dossier: Dossier, cell: Cell) -> Map:
    stand, (chosen, *rivals) = dossier.table.stands[cell], dossier.rivals[cell]
    certainty = dossier.certainty(chosen)
    return {
        "actor": cell[0],
        "position": float(stand.position),
        "salience": float(stand.salience),
        "capability": float(stand.power),
        "weight": float(stand.weight),
        "pull": _number(dossier.table.pull(*cell)),
        "certainty": certainty,
        "carriedFrom": _day(chosen),
        "bounds": told(StanceBoundsType, chosen),
        "stance": chosen.key,
        "rivals": [rival.key for rival in rivals],
        "undecided": bool(rivals) and dossier.certainty(rivals[0]) >= certainty,
    }


def _trade(table: StanceMatrix, trade: TradeAnalysis) -> Map:
    traders = trade.key[0], trade.key[2]
    return told(
        TradeType,
        trade,
        point=trade.point and _exchange(table, trade.point),
        outcomes=[told(TradeOutcomeType, outcome, trades=outcome.actor in traders) for outcome in trade.outcomes],
    )


def _exchange(table: StanceMatrix, trade: Exchange) -> Map:
    centres = {"centre1": table.centres[trade.issue1], "centre2": table.centres[trade.issue2]}
    return told(ExchangeType, trade, **centres, limit=trade.limit.upper())


def month(result: LeverageMonth, lens: Lens, reported: Iterable[str] = ()) -> Map:
    return told(
        LeverageMonthType,
        result,
        leverage=leverage(result.answer, lens, reported),
        camps=list(map(_split, result.camps.splits)),
    )


def camps(result: TheatreCamps) -> Map:
    return {
        "splits": list(map(_split, result.splits)),
        "movers": [{"actor": actor, "theatres": list(theatres)} for actor, theatres in result.movers],
    }


def _split(split: CampSplit) -> Map:
    return told(CampSplitType, split, camps=[{"actors": list(camp)} for camp in split.camps])


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
