"""The answer of `linkage package` in lines of text; the sentences are those of `linkage.graph.wording`."""

from collections.abc import Iterable, Iterator
from typing import Any

from linkage.graph.wording import packages as wording
from linkage.graph.wording.lists import first_keys, listed

OTHERS = 4
"""How many others who lose or gain are told."""
Data = dict[str, Any]


def lines(answer: Data) -> Iterator[str]:
    """The whole answer: a sentence, the rules side by side, where each issue ends, what linking adds, what is missing."""
    if not answer["points"]:
        yield from [answer["reason"], *_row("Missing", map(_missing, answer["missing"])), "", *answer["notes"]]
        return
    yield wording.heading(answer)
    yield answer["reason"] or wording.headline(answer)
    yield from ["", *_points(answer)]
    yield from ["", wording.ends_by(answer["rule"]), *_issues(answer["issues"])]
    yield from ["", *_row("Linkage", map(wording.worth, answer["worth"]))]
    yield from _row("Loses", _others(answer["others"], losers=True))
    yield from _row("Gains", _others(answer["others"], losers=False))
    yield from _row("Agree", (wording.agrees(row) for row in answer["consent"] if row["mustAgree"]))
    yield from _row("Block", (wording.blocks(row) for row in answer["consent"] if row["vetoes"]))
    yield from _row("Pay", (wording.paid(row) for row in answer["consent"] if row["price"] is not None))
    yield from _row("Missing", map(_missing, answer["missing"]))
    yield from ["", *answer["notes"]]


def _points(answer: Data) -> Iterator[str]:
    """What each member gains by each rule; the one asked for is marked."""
    points = answer["points"]
    width = max(len(gain["actor"]["name"]) for gain in points[0]["gains"]) + 2
    mark = {True: "*", False: ""}
    yield " " * width + "".join(
        f"{wording.rule(point['rule']) + mark[point['rule'] == answer['rule']]:>13}" for point in points
    )
    for place, gain in enumerate(points[0]["gains"]):
        amounts = (f"{wording.amount(point['gains'][place]['gain']):>13}" for point in points)
        yield f"{gain['actor']['name']:<{width}}{''.join(amounts)}"
    if any(point["gap"] > wording.LEAST_GAP for point in points):
        yield f"{'gap up to':<{width}}" + "".join(f"{wording.gap(point['gap']):>13}" for point in points)


def _issues(issues: Iterable[Data]) -> Iterator[str]:
    rows = list(issues)
    width = max(len(row["issue"]["key"]) for row in rows) + 2
    for row in rows:
        path = f"{wording.point(row['noAgreement']):>6} → {wording.point(row['outcome']):<6}"
        moves = ", ".join(wording.given(move) for move in row["moves"])
        claims = first_keys([claim["key"] for claim in row["claims"]], wording.KEYS)
        yield f"  {row['issue']['key']:<{width}}{path} {moves or 'nobody gives':<44} {claims}".rstrip()
    yield from filter(None, [wording.without_deal(rows)])


def _others(others: Iterable[Data], *, losers: bool) -> Iterator[str]:
    chosen = [
        bystander
        for bystander in others
        if (bystander["gain"] < -wording.SHOWN) == losers and abs(bystander["gain"]) > wording.SHOWN
    ]
    for bystander in (chosen if losers else chosen[::-1])[:OTHERS]:
        marks = wording.marks(bystander)
        yield f"{bystander['actor']['name']} {wording.amount(bystander['gain'])}{f' ({marks})' if marks else ''}"


def _missing(gap: Data) -> str:
    return f"{gap['issue']['key']} ({listed(actor['name'] for actor in gap['actors'])})"


def _row(title: str, entries: Iterable[str]) -> Iterator[str]:
    texts = list(entries)
    if texts:
        yield f"{title:<9} {' · '.join(texts)}"
