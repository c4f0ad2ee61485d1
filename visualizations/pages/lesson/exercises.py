"""Questions for a class about the days of a lesson, with answers from the same figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linkage.graph.wording.caveats import NOT_ZERO
from linkage.graph.wording.claims import chain
from linkage.graph.wording.dates import spell
from linkage.graph.wording.leverage import range_told
from linkage.graph.wording.lists import listed, opening
from linkage.graph.wording.numbers import number
from linkage.visualizations.client.evidence import Claim
from linkage.visualizations.client.trades import Carrying, Figure, Threshold, Trade
from linkage.visualizations.pages.lesson import comparison
from linkage.visualizations.pages.lesson.comparison import Between
from linkage.visualizations.pages.lesson.day import Day, way
from linkage.visualizations.pages.leverage import words as terms

TOP = 6  # claims that can share the largest swing and are still told one by one
NEAR = 0.0005  # swings closer than this are the same


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the sentences that answer it, and the claims that these rest on."""

    words: str
    answers: tuple[str, ...]
    claims: tuple[str, ...] = ()


def asked(days: Sequence[Day], steps: Sequence[Between], claims: Mapping[str, Claim]) -> list[Question]:
    """All questions about these days; none about a day that tells nothing."""
    found: list[Question] = []
    for day in days:
        if day.trade:
            found += _about(day, day.trade, claims)
    found += [_coding(step) for step in steps]
    found += [_gaps(day) for day in days if day.shares is None or any(day.bargain.unknown)]
    return found


def _about(day: Day, trade: Trade, claims: Mapping[str, Claim]) -> Iterator[Question]:
    top = heaviest(trade)
    if top:
        yield _hangs(day, top, claims)
    if trade.point:
        nearest = next((it for it in trade.thresholds if it.figure is Figure.SALIENCE), None)
        if nearest:
            yield _tips(day, nearest)
        yield _loses(day, trade)


def heaviest(trade: Trade) -> list[Carrying]:
    """The claim of the largest swing, and those that have the same."""
    most = max((abs(it.swing) for it in trade.carrying), default=0.0)
    return [it for it in trade.carrying if most > 0 and most - abs(it.swing) < NEAR][:TOP]


def _hangs(day: Day, top: Sequence[Carrying], claims: Mapping[str, Claim]) -> Question:
    answers = []
    if len(top) > 1:
        answers.append(
            f"{number(len(top), 'claim')} with the same swing, {terms.signed(top[0].swing)}: claims of one origin hold and fail together."
        )
    else:
        answers.append(f"One claim with a swing of {terms.signed(top[0].swing)}: {_swing(top[0])}.")
    against: list[str] = []
    for it in top:
        claim = claims[it.claim]
        answers.append(f"{chain(claim.speakers)}: {claim.summary}")
        against += it.against
        answers += [f"Disputed by {chain(other.speakers)}: {other.summary}" for other in claim.disputed_by]
    if not against and not any(claims[it.claim].disputed_by for it in top):
        answers.append("No claim in the data disputes it. That is no proof that it is right.")
    return Question(
        f"On which single claim does the answer for {day.words} hang most? Who says so, and who disputes it?",
        tuple(answers),
        tuple(dict.fromkeys((*(it.claim for it in top), *against))),
    )


def _swing(it: Carrying) -> str:
    more = "more" if it.swing >= 0 else "less"
    return f"there is a trade in {terms.share(abs(it.swing))} {more} of the draws where it holds than where it does not"


def _tips(day: Day, it: Threshold) -> Question:
    cell = day.cell(it.actor.key, it.issue.key)
    span = cell.stance.salience if cell else None
    answers = [f"{terms.threshold(it)}: beyond that, {terms.effect(it)}."]
    if span:
        answers.append(range_told(span.low, span.high, it.at))
    return Question(
        f"Whose salience has least far to go until the trade of {day.words} falls away or turns round? Is that within "
        "what has been coded?",
        tuple(answers),
    )


def _loses(day: Day, trade: Trade) -> Question:
    losers = [it for it in trade.outcomes if it.amount < 0 and not it.trades]
    answers = [
        f"{it.actor.name} ({terms.signed(it.amount)})"
        + (f", {terms.client(it)}" if it.backed_by else "")
        + (", said to be able to block it" if it.vetoes else "")
        + "."
        for it in losers
    ] or ["Nobody whose stance on these two issues is known. Others may lose whose stance nobody has coded."]
    return Question(
        f"Who does not trade, and would lose by the trade of {day.words}? Who backs them?", tuple(answers)
    )


def _coding(step: Between) -> Question:
    return Question(
        f"Between {step.before.words} and {step.after.words}: did the two change what they want, or was something else "
        "coded?",
        (comparison.kinds(step), comparison.parts(step), *compared(step)),
    )


def compared(step: Between) -> Iterator[str]:
    """The shares over the issues of both days, before and after."""
    if step.alike:
        was, now = step.alike
        yield (
            f"On the issues of both days alone: {way(step.before, 0)} {terms.share(was.forth)} → "
            f"{terms.share(now.forth)}; {way(step.before, 1)} {terms.share(was.back)} → {terms.share(now.back)}; "
            f"no trade {terms.share(was.none)} → {terms.share(now.none)}."
        )


def _gaps(day: Day) -> Question:
    unknown = [
        f"{it.actor.name} on “{issue.question}” ({listed(it.lacking)})" for issue, it in day.bargain.unknown
    ]
    answers = [opening("; ".join(unknown)) + "."] if unknown else []
    answers.append(NOT_ZERO)
    return Question(
        f"What is unknown for {spell(day.day)}, and what kind of source could fill the gap?", tuple(answers)
    )
