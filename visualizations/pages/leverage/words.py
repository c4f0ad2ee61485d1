"""What is said of trades on pages, with the values picked out; the sentences are those of `linkage.graph.wording`."""

from collections.abc import Sequence

from linkage.graph.records import Range
from linkage.graph.wording import lens, leverage, numbers
from linkage.graph.wording.leverage import SCALE
from linkage.graph.wording.numbers import decimal, fixed, ratio, share, signed
from linkage.visualizations.client.answers import Value
from linkage.visualizations.client.trades import Side, TradeCard
from linkage.visualizations.pages.leverage.result import LeverageResult

# For templates, which have this module alone.
__all__ = [
    "SCALE", "bounds", "caption", "centre", "channel", "client", "counts", "decimal", "direction", "effect", "fixed",
    "gain", "given", "gives", "headline", "limit", "move", "over", "product", "ratio", "share", "signed", "supposed",
    "threshold", "title", "towards", "trade", "way", "why",
]  # fmt: skip
gain = fixed


def title(result: LeverageResult) -> str:
    return leverage.title(theatre.name for theatre in result.analysis.theatres)


def caption(result: LeverageResult) -> str:
    look = result.inquiry.lens
    return lens.stances(look.as_of, look.known_by, look.min_certainty)


def product(shares: Value) -> str:
    return leverage.product(shares.needed, shares.given, shares.share)


def bounds(coded: Range | None) -> str:
    """`35 (10 to 60)`, or that it is unknown."""
    return numbers.bounds(coded.low, coded.high, coded.value) if coded else "unknown"


def headline(deal: TradeCard) -> str:
    return leverage.headline(deal.giver1.name, deal.issue1.theatre.name, deal.giver2.name, deal.issue2.theatre.name)


def trade(deal: TradeCard) -> str:
    return leverage.trade(deal.giver1.name, deal.issue1.question, deal.giver2.name, deal.issue2.question)


def towards(side: Side) -> str:
    """The worded end of the scale that a giver moves to."""
    end: str = side.issue.high if side.end > side.start else side.issue.low
    return end


def move(side: Side) -> str:
    return leverage.move(side.giver.name, side.start, side.end, towards(side))


def way(side: Side) -> str:
    return leverage.way(side.start, side.end)


def centre(side: Side) -> str:
    return leverage.centre(side.centre, side.after)


def gives(side: Side) -> str:
    """The words on an arrow of the picture."""
    return leverage.arrow(side.issue.theatre.name, side.start, side.end)


def over(deal: TradeCard, missing: Sequence[str]) -> str:
    return leverage.over(((move(side), side.issue.question) for side in deal.sides), missing)


def given(side: Side) -> str:
    return leverage.given(side.giver.name, side.taker.name, side.issue.theatre.name)


def direction(gifts: Value) -> str:
    return leverage.direction(gifts.giver1.name, gifts.theatre1.name, gifts.giver2.name, gifts.theatre2.name)


def why(deal: TradeCard) -> str:
    return leverage.why(
        deal.issue1.question,
        deal.issue2.question,
        deal.giver1.name,
        deal.ratio1,
        deal.giver2.name,
        deal.ratio2,
    )


def limit(deal: TradeCard, point: Value) -> str:
    sides = {"1": (deal.giver1, deal.giver2, deal.issue1), "2": (deal.giver2, deal.giver1, deal.issue2)}
    giver, taker, issue = sides[point.limit[-1]]
    return leverage.limit(point.limit, giver.name, taker.name, issue.question)


def threshold(turn: Value) -> str:
    return leverage.threshold(turn.figure, turn.actor.name, turn.issue.question, turn.value, turn.at)


def effect(turn: Value) -> str:
    return leverage.effect(turn.effect)


def client(loser: Value) -> str:
    return leverage.client(link.subject.name for link in loser.backed_by)


def channel(talks: Value) -> str:
    return leverage.channel(talks.direct, [actor.name for actor in talks.actors])


def counts(result: LeverageResult) -> str:
    analysis = result.analysis
    return leverage.counts(analysis.claim_count, analysis.origin_count, analysis.draws, analysis.seed)


def supposed(result: LeverageResult) -> str:
    inquiry = result.inquiry
    assert inquiry.suppose and inquiry.salience is not None
    actor, question, salience = next(
        (cell.actor.name, issue.question, cell.salience)
        for issue, cell in result.coded.cells
        if (cell.actor.key, issue.key) == inquiry.suppose
    )
    return leverage.supposed(actor, question, inquiry.salience, salience)
