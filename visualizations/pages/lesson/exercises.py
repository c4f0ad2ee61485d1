"""Questions for a class about the days of a lesson, with answers from the same figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkage.graph.leverage.thresholds import StanceFigure
from linkage.graph.wording import leverage
from linkage.graph.wording.caveats import NOT_ZERO
from linkage.graph.wording.claims import voices
from linkage.graph.wording.dates import spell
from linkage.graph.wording.lists import listed, opening
from linkage.graph.wording.numbers import number, share, signed
from linkage.visualizations.client.answers import Value
from linkage.visualizations.client.trades import TradeCard
from linkage.visualizations.pages.lesson import comparison
from linkage.visualizations.pages.lesson.comparison import DayComparison
from linkage.visualizations.pages.lesson.day import Day, direction_text

TOP = 6  # claims that can share the largest swing and are still told one by one
NEAR = 0.0005  # swings closer than this are the same


@dataclass(frozen=True, slots=True)
class Exercise:
    """A question, the sentences that answer it, and the claims that these rest on."""

    question: str
    answers: tuple[str, ...]
    claims: tuple[str, ...] = ()


def make_exercises(days: Sequence[Day], steps: Sequence[DayComparison], claims: Mapping[str, Value]) -> list[Exercise]:
    """All questions about these days; none about a day that tells nothing."""
    exercises: list[Exercise] = []
    for day in days:
        if day.trade:
            exercises += _about(day, day.trade, claims)
    exercises += [_coding(step) for step in steps]
    exercises += [_gaps(day) for day in days if day.shares is None or any(day.analysis.unknown)]
    return exercises


def _about(day: Day, trade: TradeCard, claims: Mapping[str, Value]) -> Iterator[Exercise]:
    top = heaviest(trade)
    if top:
        yield _hangs(day, top, claims)
    if trade.point:
        saliences = (tip for tip in trade.thresholds if tip.figure is StanceFigure.SALIENCE)
        nearest = next(saliences, None)
        if nearest:
            yield _tips(day, nearest)
        yield _loses(day, trade)


def heaviest(trade: TradeCard) -> list[Value]:
    """The carrying claim of the largest swing, and those that have the same."""
    most = max((abs(load.swing) for load in trade.carrying), default=0.0)
    return [load for load in trade.carrying if most > 0 and most - abs(load.swing) < NEAR][:TOP]


def _hangs(day: Day, top: Sequence[Value], claims: Mapping[str, Value]) -> Exercise:
    answers = []
    if len(top) > 1:
        answers.append(
            f"{number(len(top), 'claim')} with the same swing, {signed(top[0].swing)}: claims of one origin hold and fail together."
        )
    else:
        answers.append(f"One claim with a swing of {signed(top[0].swing)}: {_swing(top[0])}.")
    against: list[str] = []
    for load in top:
        claim = claims[load.claim]
        answers.append(f"{voices(claim.speakers)}: {claim.summary}")
        against += load.against
        answers += [f"Disputed by {voices(reply.speakers)}: {reply.summary}" for reply in claim.disputed_by]
    if not against and not any(claims[load.claim].disputed_by for load in top):
        answers.append("No claim in the data disputes it. That is no proof that it is right.")
    return Exercise(
        f"On which single claim does the answer for {day.words} hang most? Who says so, and who disputes it?",
        tuple(answers),
        tuple(dict.fromkeys((*(load.claim for load in top), *against))),
    )


def _swing(load: Value) -> str:
    more = "more" if load.swing >= 0 else "less"
    return f"there is a trade in {share(abs(load.swing))} {more} of the draws where it holds than where it does not"


def _tips(day: Day, threshold: Value) -> Exercise:
    cell = day.cell(threshold.actor.key, threshold.issue.key)
    span = cell.stance.salience if cell else None
    answers = [f"{leverage.threshold(threshold)}: beyond that, {leverage.effect(threshold)}."]
    if span:
        answers.append(leverage.range_told(span.low, span.high, threshold.at))
    return Exercise(
        f"Whose salience has least far to go until the trade of {day.words} falls away or turns round? Is that within "
        "what has been coded?",
        tuple(answers),
    )


def _loses(day: Day, trade: TradeCard) -> Exercise:
    losers = [outcome for outcome in trade.outcomes if outcome.amount < 0 and not outcome.trades]
    answers = [
        f"{outcome.actor.name} ({signed(outcome.amount)})"
        + (f", {leverage.client(link.subject.name for link in outcome.backed_by)}" if outcome.backed_by else "")
        + (", said to be able to block it" if outcome.vetoes else "")
        + "."
        for outcome in losers
    ] or ["Nobody whose stance on these two issues is known. Others may lose whose stance nobody has coded."]
    return Exercise(f"Who does not trade, and would lose by the trade of {day.words}? Who backs them?", tuple(answers))


def _coding(step: DayComparison) -> Exercise:
    return Exercise(
        f"Between {step.before.words} and {step.after.words}: did the two change what they want, or was something else "
        "coded?",
        (comparison.kinds(step), comparison.parts(step), *compared(step)),
    )


def compared(step: DayComparison) -> Iterator[str]:
    """The shares over the issues of both days, before and after."""
    if step.alike:
        was, now = step.alike
        yield (
            f"On the issues of both days alone: {direction_text(step.before, 0)} {share(was.forth)} → "
            f"{share(now.forth)}; {direction_text(step.before, 1)} {share(was.back)} → {share(now.back)}; "
            f"no trade {share(was.none)} → {share(now.none)}."
        )


def _gaps(day: Day) -> Exercise:
    unknown = [f"{gap.actor.name} on “{issue.question}” ({listed(gap.lacking)})" for issue, gap in day.analysis.unknown]
    answers = [opening("; ".join(unknown)) + "."] if unknown else []
    answers.append(NOT_ZERO)
    return Exercise(
        f"What is unknown for {spell(day.day)}, and what kind of source could fill the gap?", tuple(answers)
    )
