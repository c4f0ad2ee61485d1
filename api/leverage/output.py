"""What was worked out, as maps that carry the names of GraphQL fields; actors, issues, claims stand as their keys."""

from collections.abc import Iterable, Mapping
from typing import Any

from linkage.graph.balance.bonds import Bond, LensRelation
from linkage.graph.balance.patterns import Channel, DividedPair, MirrorPair, Triad
from linkage.graph.balance.theatre_camps import CampSplit, TheatreCamps
from linkage.graph.ids import global_id, split_id
from linkage.graph.leverage.analysis import (
    LeverageAnalysis,
    TradeAnalysis,
    TradeDirection,
    TradeOutcome,
    TraderPair,
)
from linkage.graph.leverage.exchange import Exchange
from linkage.graph.leverage.inputs import Dossier
from linkage.graph.leverage.monte_carlo import ClaimSwing, TradeShare
from linkage.graph.leverage.months import LeverageMonth, TradeTurn
from linkage.graph.leverage.stance_matrix import Cell, StanceMatrix
from linkage.graph.leverage.thresholds import TradeThreshold

Map = dict[str, Any]


def leverage(answer: LeverageAnalysis, reported: Iterable[str] = ()) -> Map:
    dossier = answer.dossier
    return {
        "theatres": list(dossier.theatres),
        "draws": answer.draws,
        "seed": answer.seed,
        "notes": list(answer.notes),
        "reason": answer.reason,
        "claimCount": len(answer.claims),
        "originCount": dossier.origins(answer.claims),
        "tradeCount": answer.total,
        "trades": [_trade(dossier.table, trade) for trade in answer.trades],
        "traders": [_between(pair) for pair in answer.pairs],
        "round": [
            {
                "exchange": _exchange(step.before, step.trade),
                "instead": [_exchange(step.before, other) for other in step.instead],
            }
            for step in answer.round
        ],
        "reported": list(reported),
        "table": rows(dossier),
    }


def rows(dossier: Dossier) -> list[Map]:
    """The stance table, issues in the order of the theatres and then by key."""
    places = {theatre: place for place, theatre in enumerate(dossier.theatres)}
    return [
        _row(dossier, issue)
        for issue in sorted(dossier.issues, key=lambda one: (places[dossier.issues[one]], one))
    ]


def _row(dossier: Dossier, issue: str) -> Map:
    table = dossier.table
    known = issue in table.centres
    return {
        "issue": issue,
        "centre": _number(table.centres[issue]) if known else None,
        "weight": float(table.weights[issue]) if known else 0.0,
        "cells": [_cell(dossier, (actor, issue)) for actor in (table.on[issue] if known else ())],
        "unknown": [
            {"actor": cell[0], "issue": issue, "lacking": list(lacking),
             "stances": [one.key for one in dossier.readings if one.cell == cell]}
            for cell, lacking in dossier.unknown
            if cell[1] == issue
        ],
    }  # fmt: skip


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
        "stance": chosen.key,
        "rivals": [one.key for one in rivals],
        "undecided": bool(rivals) and dossier.certainty(rivals[0]) >= certainty,
    }


def _trade(table: StanceMatrix, trade: TradeAnalysis) -> Map:
    giver1, issue1, giver2, issue2 = trade.key
    return {
        "giver1": giver1, "issue1": issue1, "giver2": giver2, "issue2": issue2,
        "point": trade.point and _exchange(table, trade.point),
        "share": trade.share and _share(trade.share),
        "ratio1": trade.ratios[0],
        "ratio2": trade.ratios[1],
        "carrying": list(map(_swing, trade.swings)),
        "outcomes": [_outcome(trade, one) for one in trade.outcomes],
        "thresholds": list(map(_threshold, trade.thresholds)),
        "claims": list(trade.claims),
    }  # fmt: skip


def _exchange(table: StanceMatrix, trade: Exchange) -> Map:
    return {
        "giver1": trade.giver1, "issue1": trade.issue1, "from1": trade.from1, "to1": trade.to1,
        "giver2": trade.giver2, "issue2": trade.issue2, "from2": trade.from2, "to2": trade.to2,
        "centre1": _number(table.centres[trade.issue1]), "shift1": trade.shift1,
        "centre2": _number(table.centres[trade.issue2]), "shift2": trade.shift2,
        "gain": trade.gain, "limit": trade.limit.upper(), "tie": trade.tie,
    }  # fmt: skip


def _share(share: TradeShare) -> Map:
    low, middle, high = share.gain or (None, None, None)
    return {
        "needed": share.needed, "given": share.given, "share": share.share, "opposite": share.opposite,
        "gainLow": low, "gainMedian": middle, "gainHigh": high,
    }  # fmt: skip


def _swing(swing: ClaimSwing) -> Map:
    return {"claim": swing.claim, "swing": swing.swing, "held": swing.held, "against": list(swing.against)}


def _outcome(trade: TradeAnalysis, outcome: TradeOutcome) -> Map:
    return {
        "actor": outcome.actor,
        "amount": outcome.amount,
        "trades": outcome.actor in (trade.key[0], trade.key[2]),
        **_relations(outcome.backed_by),
        "vetoes": list(outcome.vetoes),
    }


def _threshold(one: TradeThreshold) -> Map:
    return {
        "actor": one.actor, "issue": one.issue, "figure": one.figure.name,
        "value": float(one.value), "at": float(one.at), "effect": one.effect.name, "share": float(one.share),
    }  # fmt: skip


def _between(pair: TraderPair) -> Map:
    return {
        "one": pair.one, "two": pair.two, "even": pair.even, "none": pair.none,
        "directions": list(map(_direction, pair.directions)),
        "channel": _channel(pair.channel),
    }  # fmt: skip


def _direction(one: TradeDirection) -> Map:
    return {
        "giver1": one.giver1, "theatre1": one.theatre1, "giver2": one.giver2, "theatre2": one.theatre2,
        "share": _share(one.share),
        "carrying": list(map(_swing, one.swings)),
    }  # fmt: skip


def _channel(channel: Channel) -> Map:
    return {"direct": channel.direct, "actors": list(channel.actors), **_relations(channel.links)}


def month(one: LeverageMonth, reported: Iterable[str] = ()) -> Map:
    return {
        "leverage": leverage(one.answer, reported),
        "entered": list(map(_turn, one.entered)),
        "left": list(map(_turn, one.left)),
        "camps": list(map(_split, one.camps.splits)),
        "divided": list(map(divided, one.divided)),
        "mirrors": list(map(mirror, one.mirrors)),
        "tensions": list(map(triad, one.triads)),
    }


def _turn(turn: TradeTurn) -> Map:
    giver1, issue1, giver2, issue2 = turn.key
    return {
        "giver1": giver1, "issue1": issue1, "giver2": giver2, "issue2": issue2,
        "stances": list(turn.readings), "claims": list(turn.claims),
    }  # fmt: skip


def camps(found: TheatreCamps) -> Map:
    return {
        "splits": list(map(_split, found.splits)),
        "movers": [{"actor": actor, "theatres": list(theatres)} for actor, theatres in found.movers],
    }


def _split(split: CampSplit) -> Map:
    return {
        "theatre": split.theatre, "k": split.k, "index": split.index, "bound": split.bound, "unique": split.unique,
        "bonds": split.bonds,
        "camps": [{"actors": list(camp)} for camp in split.camps],
        **_relations(split.frustrated),
        "notes": list(split.notes),
    }  # fmt: skip


def divided(pair: DividedPair) -> Map:
    return {
        "one": pair.one,
        "two": pair.two,
        "together": list(map(_bond, pair.together)),
        "apart": list(map(_bond, pair.apart)),
    }


def mirror(pair: MirrorPair) -> Map:
    return {
        "one": pair.one,
        "two": pair.two,
        "sides": [
            {
                "theatre": side.theatre,
                "backed1": side.backed[0],
                "backed2": side.backed[1],
                **_relations(side.links),
            }
            for side in pair.sides
        ],
    }


def triad(found: Triad) -> Map:
    return {
        "actors": list(found.actors),
        "balanced": found.balanced,
        "bonds": list(map(_bond, found.bonds)),
    }


def _bond(bond: Bond) -> Map:
    return {
        "one": bond.one, "two": bond.two, "theatre": bond.theatre, "sign": bond.sign, **_relations(bond.links)
    }  # fmt: skip


def _relations(links: Iterable[LensRelation]) -> Mapping[str, list[str]]:
    """A relation is found from its subject, so both ids are told."""
    links = list(links)
    return {
        "relations": [link.id for link in links],
        "subjects": sorted({global_id("Actor", split_id(link.id)[1]) for link in links}),
    }


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
