"""
Trades: who would give where for what, how often, and what keeps one from being larger or undoes it.

A trade, its halves and whatever else is an `Answer` is told by its attributes, as pages read it; `Json` is told by its
fields, as the command prints it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import inf, isfinite
from typing import Any, TypeAlias

from linkage.graph.wording import caveats
from linkage.graph.wording.lists import constant, listed
from linkage.graph.wording.numbers import decimal, figure, fixed, number, ratio, share

Answer: TypeAlias = Any
Json: TypeAlias = Mapping[str, Any]
SCALE = "salience × scale points"
NOBODY_ELSE = "nobody else whose stance is known"
SHOWN_AMOUNT = 0.005
"""An amount that is nearer to 0 than this rounds to none, and is no loss and no gain worth telling."""
_WRITTEN = {"salience": (fixed, 1), "position": (decimal, 100)}
"""How a figure is written, and where its scale ends."""
_EFFECTS = {
    "void": ("falls away", "the trade would fall away"),
    "reverse": ("turns round", "the two would change roles"),
}


def title(theatres: Iterable[Answer]) -> str:
    return f"What could be traded for what: {listed(theatre.name for theatre in theatres)}"


def gives(giver: str, theatre: str) -> str:
    """`Turkey gives in Libya`."""
    return f"{giver} gives in {theatre}"


def direction(giver1: str, theatre1: str, giver2: str, theatre2: str) -> str:
    """`Turkey gives in Libya, Russia in Syria`."""
    return f"{gives(giver1, theatre1)}, {giver2} in {theatre2}"


def directed(gifts: Answer) -> str:
    """The same of a direction as it is answered."""
    return direction(gifts.giver1.name, gifts.theatre1.name, gifts.giver2.name, gifts.theatre2.name)


def headline(deal: Answer) -> str:
    places = deal.issue1.theatre.name, deal.issue2.theatre.name
    return f"{deal.giver1.name} would give in {places[0]}, {deal.giver2.name} in {places[1]}"


def given(side: Answer) -> str:
    return f"{side.giver.name} would give to {side.taker.name} in {side.issue.theatre.name}"


def trade(deal: Answer) -> str:
    return f"{deal.giver1.name}: {deal.issue1.question} · {deal.giver2.name}: {deal.issue2.question}"


def towards(side: Answer) -> str:
    """The worded end of the scale that a giver moves to."""
    return str(side.issue.high if side.end > side.start else side.issue.low)


def way(side: Answer) -> str:
    """From one position to another: `35 → 85`."""
    return f"{decimal(side.start)} → {decimal(side.end)}"


def move(side: Answer) -> str:
    """`Russia: 35 → 85, towards “all posts stay”`."""
    return f"{side.giver.name}: {way(side)}, towards “{towards(side)}”"


def centre(side: Answer) -> str:
    return f"weighted centre {decimal(side.centre)} → {decimal(side.after)}"


def arrow(side: Answer) -> str:
    """The words on an arrow of the picture."""
    return f"gives in {side.issue.theatre.name}: {way(side)}"


def step(giver: str, issue: str, start: float, end: float) -> str:
    """One half of a trade in a line of text, by the key of its issue: `Russia m4 35 → 85`."""
    return f"{giver} {issue} {fixed(start, 0)} → {fixed(end, 0)}"


def over(deal: Answer, missing: Sequence[str]) -> str:
    """What is drawn over a picture: each move with the question it is on, and whom the picture does not show."""
    sentences = "; ".join(f"{move(side)} on “{side.issue.question}”" for side in deal.sides)
    rest = f" Not in this picture: {listed(missing)}." if missing else ""
    return f"Drawn over it, a trade that would pay on the stances as coded, no forecast: {sentences}.{rest}"


def product(shares: Answer) -> str:
    """`needed claims hold 0.38 × a trade given that 0.84 = 0.32`."""
    parts = share(shares.needed), share(shares.given)
    return f"needed claims hold {parts[0]} × a trade given that {parts[1]} = {share(shares.share)}"


def factors(needed: float, given_them: float) -> str:
    """The same in brief, without the result."""
    return f"needed claims {share(needed)} × given them {share(given_them)}"


def why(deal: Answer) -> str:
    """The salience ratios, and what follows from them; see `unbounded`."""
    left, right = unbounded(deal.ratio1), unbounded(deal.ratio2)
    rest = ""
    if left < right:
        rest = f" Whoever cares less about the first, compared with the second, gives there: here {deal.giver1.name}."
    elif left == right and isfinite(left):
        rest = " They care alike, so that the direction means nothing."
    return (
        f"Salience of “{deal.issue1.question}” by salience of “{deal.issue2.question}”: "
        f"{deal.giver1.name} {ratio(left)} and {deal.giver2.name} {ratio(right)}.{rest}"
    )


def ratios(trade: Json) -> str:
    """The same in brief, by the keys of the issues."""
    givers = ", ".join(f"{trade[f'giver{i}']['name']} {ratio(unbounded(trade[f'ratio{i}']))}" for i in (1, 2))
    return (
        f"salience of {trade['issue1']['key']} by that of {trade['issue2']['key']}: {givers}; who has less gives there"
    )


def unbounded(value: float | None) -> float:
    """
    The ratio of a trade in an answer, which can hold no infinity.

    Whoever is in a trade has both saliences coded, so that None there is what was divided by a coded 0.
    """
    return inf if value is None else value


def limit(deal: Answer) -> str:
    """What keeps the trade from being larger: a `move…` that is over, or a `centre…` that has come where it was meant to."""
    kind: str = deal.point.limit
    sides = {"1": (deal.giver1, deal.giver2, deal.issue1), "2": (deal.giver2, deal.giver1, deal.issue2)}
    giver, taker, issue = sides[kind[-1]]
    if kind.startswith("move"):
        return f"No larger: {giver.name} would then stand where {taker.name} does on “{issue.question}”."
    return f"No larger: the centre of “{issue.question}” would then be where {taker.name} stands."


def limit_reached(trade: Json, kind: str) -> str:
    """The same in brief, by the key of the issue."""
    giver, taker = ("1", "2") if kind.endswith("1") else ("2", "1")
    name = trade[f"giver{taker}"]["name"]
    if kind.startswith("MOVE"):
        return f"{trade[f'giver{giver}']['name']} is where {name} stands"
    return f"the centre of {trade[f'issue{giver}']['key']} reaches {name}"


def threshold(turn: Answer) -> str:
    """`Salience of Turkey on “…”: from 0.85 down to 0.41`."""
    written, _ = _WRITTEN[turn.figure]
    change = f"from {written(turn.value)} {'up' if turn.at > turn.value else 'down'} to {written(turn.at)}"
    return f"{turn.figure.capitalize()} of {turn.actor.name} on “{turn.issue.question}”: {change}"


def effect(turn: Answer) -> str:
    """What becomes of a trade beyond a threshold: `void` or `reverse`, and how far that goes."""
    return _EFFECTS[turn.effect][1] + _reach(turn.figure, turn.at, turn.until)


def undone(turn: Json) -> str:
    """A threshold with its effect in brief, by the key of the issue."""
    cell = f"{turn['figure'].lower()} of {turn['actor']['name']} on {turn['issue']['key']}"
    consequence = _EFFECTS[turn["effect"].lower()][0]
    reach = _reach(turn["figure"].lower(), turn["at"], turn["until"])
    return f"{consequence} where the {cell} is {fixed(turn['at'])} instead of {fixed(turn['value'])}{reach}"


def _reach(figure: str, at: float, until: float) -> str:
    """How far from a threshold its effect goes; nothing where it goes to the end of the scale."""
    written, most = _WRITTEN[figure]
    if until in (0, most):
        return ""
    return ", at that value alone" if until == at else f", as far as {written(until)}"


def client(backers: Iterable[str]) -> str:
    return f"client of {listed(dict.fromkeys(backers))}"


def channel(talks: Answer) -> str:
    """How the two ends of a chain of actors can talk."""
    if talks.direct:
        return "They talk: by relations of their own at this lens."
    if len(talks.actors) < 2:
        return "No relation is known at this lens by which they could talk."
    between = listed(actor.name for actor in talks.actors[1:-1])
    through = f"through {between}" if between else "through a relation that is no talk"
    return f"No talks of their own are known at this lens; they are linked {through}."


def indirect_channel(actors: Sequence[str]) -> str:
    """The same in brief, where the two have no talks of their own."""
    if not actors:
        return "none known: no negotiation between the two, and no way over others"
    if len(actors) == 2:
        return "none known: the two are linked by a relation that is no talk"
    return f"through others: {' – '.join(actors)}"


def talks(link: Json) -> str:
    """A relation by which two talk, in brief."""
    place = f" in {link['theatre']['name']}" if link["theatre"] else ""
    days = caveats.last_report(constant(link["basis"]), _day(link["lastAttested"]))
    days = days or f"{link['validFrom'] or '…'} to {link['validTo'] or '…'}"
    support = f"{link['origins']} origins, {constant(link['status'])}"
    return f"{link['subject']['name']} and {link['object']['name']} negotiate{place}, {days} ({support})"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def backers(links: Iterable[Json]) -> list[str]:
    """Who backs a loser, each once, with the day of the last report where nobody speaks of it on the day."""
    names: dict[str, str] = {}
    for link in sorted(links, key=lambda link: link["lastAttested"] or "~", reverse=True):
        last = caveats.last_report(constant(link["basis"]), _day(link["lastAttested"]))
        name = link["subject"]["name"]
        names.setdefault(name, f"{name} ({last})" if last else name)
    return sorted(names.values())


def carried(day: date | None) -> str | None:
    """`carried from January 2020`: of a stance that was coded for an earlier month."""
    return f"carried from {caveats.month(day)}" if day else None


def last_report(link: Answer) -> str | None:
    """What a relation stands on where nobody speaks of it on the day."""
    return caveats.last_report(str(link.basis), link.last_attested)


def drawn(draws: int, seed: int) -> str:
    """`4,000 draws, seed 11`."""
    return f"{number(draws, 'draw')}, seed {seed}"


def counts(analysis: Answer) -> str:
    """What the answer rests on and how it was drawn."""
    claims, origins = analysis.claim_count, analysis.origin_count
    return (
        f"{number(claims, 'claim')} of {number(origins, 'independent origin')}, {drawn(analysis.draws, analysis.seed)}"
    )


def heading(answer: Json) -> str:
    """The first line of an answer in text; days as they are typed."""
    theatres = listed(theatre["name"] for theatre in answer["theatres"])
    known = caveats.known_on(answer["asOf"], answer["knownBy"])
    figures = drawn(answer["draws"], answer["seed"]) if answer["draws"] else "best figures, no draws"
    claims, origins = number(answer["claimCount"], "stance claim"), number(answer["originCount"], "origin")
    return f"{theatres} as of {answer['asOf']}{known} · {figures} · {claims} of {origins}"


def further_pairs(pairs: int) -> str:
    """That further pairs of actors trade in fewer draws."""
    return f"Further    {number(pairs, 'pair')} of actors, in fewer draws; --json has the first of them, --actor asks for one"


def supposed(actor: str, question: str, salience: float, coded: float) -> str:
    return f"Supposed: salience {fixed(salience)} of {actor} on “{question}”, coded as {fixed(coded)}"


def range_told(low: float, high: float, bound: float) -> str:
    """Whether a figure is one that has been coded."""
    inside = "within" if low <= bound <= high else "outside"
    return f"The coded range is {figure(low)} to {figure(high)}: {fixed(bound)} is {inside} it."
