"""What is said about trades, in neutral words: what would follow from stances as coded, never what happens."""

from collections.abc import Sequence

from linkage.graph.lens import listed, spell
from linkage.graph.leverage.thresholds import StanceFigure, ThresholdEffect
from linkage.graph.records import Range
from linkage.visualizations.client.answers import Value
from linkage.visualizations.client.trades import Side, TradeCard
from linkage.visualizations.pages.leverage.result import LeverageResult
from linkage.visualizations.wording import number

SCALE = "salience × scale points"
LEAST = 0.005  # a share below this would read as none at all


def title(found: LeverageResult) -> str:
    """The heading of the page."""
    return f"What could be traded for what: {listed(theatre.name for theatre in found.bargain.theatres)}"


def caption(found: LeverageResult) -> str:
    """What is looked at."""
    lens = found.inquiry.lens
    day = f" for {spell(lens.as_of)}" if lens.as_of else ""
    known = f", going by what had been said by {spell(lens.known_by)}" if lens.known_by else ""
    some = ""
    if lens.min_certainty is not None:
        some = f" Only claims with a certainty of {lens.min_certainty:g} or more."
    return f"Stances as they are coded{day}{known}.{some} No forecast."


def decimal(value: float) -> str:
    """A position, a shift or an amount, to one decimal, without a needless one."""
    return f"{value:.1f}".removesuffix(".0").replace("-", "−")


def signed(value: float) -> str:
    """An amount that is gained or lost: `+11.80`, `−10.12`, `±0.00`."""
    text = f"{abs(value):.2f}"
    return f"±{text}" if float(text) == 0 else f"{'+' if value > 0 else '−'}{text}"


def share(value: float | None) -> str:
    """A share of the draws; a small one is not none."""
    if value is None:
        return "not drawn"
    if 0 < value < LEAST:
        return "< 0.01"
    if 1 - LEAST < value < 1:
        return "> 0.99"
    return f"{value:.2f}"


def gain(value: float) -> str:
    return f"{value:.2f}"


def product(it: Value) -> str:
    """`needed claims hold 0.38 × trade given that 0.84 = 0.32`."""
    return f"needed claims hold {share(it.needed)} × a trade given that {share(it.given)} = {share(it.share)}"


def bounds(it: Range | None) -> str:
    """`35 (10 to 60)`, or the bounds alone where no value is coded."""
    if it is None:
        return "unknown"
    span = f"{it.low:g} to {it.high:g}"
    return span if it.value is None else f"{it.value:g} ({span})"


def headline(trade: TradeCard) -> str:
    """Who would give where, in one sentence."""
    return (
        f"{trade.giver1.name} would give in {trade.issue1.theatre.name}, "
        f"{trade.giver2.name} in {trade.issue2.theatre.name}"
    )


def trade(it: TradeCard) -> str:
    """One line for a trade in a list."""
    return f"{it.giver1.name}: {it.issue1.question} · {it.giver2.name}: {it.issue2.question}"


def towards(side: Side) -> str:
    """The worded end of the scale that a giver moves to."""
    end: str = side.issue.high if side.end > side.start else side.issue.low
    return end


def move(side: Side) -> str:
    """`Russia: 35 → 85, towards “all posts stay”`."""
    return f"{side.giver.name}: {way(side)}, towards “{towards(side)}”"


def way(side: Side) -> str:
    """`35 → 85`."""
    return f"{decimal(side.start)} → {decimal(side.end)}"


def centre(side: Side) -> str:
    """Where the weighted centre is and would be."""
    return f"weighted centre {decimal(side.centre)} → {decimal(side.after)}"


def gives(side: Side) -> str:
    """The words on an arrow of the picture."""
    return f"gives in {side.issue.theatre.name}: {way(side)}"


def over(it: TradeCard, missing: Sequence[str]) -> str:
    """What is drawn over a picture, in sentences."""
    moves = "; ".join(f"{move(side)} on “{side.issue.question}”" for side in it.sides)
    rest = f" Not in this picture: {listed(missing)}." if missing else ""
    return f"Drawn over it, a trade that would pay on the stances as coded, no forecast: {moves}.{rest}"


def given(side: Side) -> str:
    """One half of a trade as a sentence."""
    return f"{side.giver.name} would give to {side.taker.name} in {side.issue.theatre.name}"


def direction(it: Value) -> str:
    return f"{it.giver1.name} gives in {it.theatre1.name}, {it.giver2.name} in {it.theatre2.name}"


def why(it: TradeCard) -> str:
    """The salience ratios, and what follows from them."""
    ratios = [
        f"{actor.name} {'unknown' if ratio is None else f'{ratio:.2f}'}"
        for actor, ratio in ((it.giver1, it.ratio1), (it.giver2, it.ratio2))
    ]
    rest = ""
    if it.ratio1 is not None and it.ratio2 is not None:
        sign = "<" if it.ratio1 < it.ratio2 else "="
        rest = (
            f" Whoever cares less about the first, compared with the second, gives there: here {it.giver1.name}."
            if sign == "<"
            else " They care alike, so that the direction means nothing."
        )
    return f"Salience of “{it.issue1.question}” by salience of “{it.issue2.question}”: {' and '.join(ratios)}.{rest}"


def limit(it: TradeCard, point: Value) -> str:
    """What keeps the trade from being larger."""
    sides = {"1": (it.giver1, it.giver2, it.issue1), "2": (it.giver2, it.giver1, it.issue2)}
    giver, taker, issue = sides[point.limit[-1]]
    if point.limit.startswith("move"):
        return f"No larger: {giver.name} would then stand where {taker.name} does on “{issue.question}”."
    return f"No larger: the centre of “{issue.question}” would then be where {taker.name} stands."


def threshold(it: Value) -> str:
    """`Salience of Turkey on “…”: from 0.85 down to 0.41`."""
    show = _salience if it.figure is StanceFigure.SALIENCE else decimal
    turn = "up" if it.at > it.value else "down"
    return (
        f"{it.figure.value.capitalize()} of {it.actor.name} on “{it.issue.question}”: from {show(it.value)} "
        f"{turn} to {show(it.at)}"
    )


def effect(it: Value) -> str:
    return "the trade would fall away" if it.effect is ThresholdEffect.VOID else "the two would change roles"


def _salience(value: float) -> str:
    return f"{value:.2f}"


def client(outcome: Value) -> str:
    """Whose client a loser is."""
    return f"client of {listed(dict.fromkeys(link.subject.name for link in outcome.backed_by))}"


def channel(it: Value) -> str:
    """How the two can talk."""
    if it.direct:
        return "They talk: by relations of their own at this lens."
    if len(it.actors) < 2:
        return "No relation is known at this lens by which they could talk."
    between = listed(actor.name for actor in it.actors[1:-1]) if len(it.actors) > 2 else ""
    through = f"through {between}" if between else "through a relation that is no talk"
    return f"No talks of their own are known at this lens; they are linked {through}."


def counts(found: LeverageResult) -> str:
    """What the answer rests on and how it was drawn."""
    it = found.bargain
    claims, origins = number(it.claim_count, "claim"), number(it.origin_count, "independent origin")
    return f"{claims} of {origins}, {number(it.draws, 'draw')}, seed {it.seed}"


def supposed(found: LeverageResult) -> str:
    """What is supposed, against what is coded."""
    inquiry = found.inquiry
    assert inquiry.suppose and inquiry.salience is not None
    actor, issue, value = coded(found, inquiry.suppose)
    return f"Supposed: salience {inquiry.salience:.2f} of {actor} on “{issue}”, coded as {value:.2f}"


def coded(found: LeverageResult, cell: tuple[str, str]) -> tuple[str, str, float]:
    """The names of an actor and an issue, and the salience that is coded."""
    return next(
        (each.actor.name, issue.question, each.salience)
        for issue, each in found.coded.cells
        if (each.actor.key, issue.key) == cell
    )
