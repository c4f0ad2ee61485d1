"""A picture as a whole: its title, what is on it, and why there is none."""

from collections.abc import Mapping, Sequence
from typing import Any

from linkage.graph.lens import Disputed, Lens
from linkage.graph.relations.derivation import RelationStatus
from linkage.graph.relations.standing import Ending, StandingBasis
from linkage.graph.wording.dates import period, short, spell
from linkage.graph.wording.lists import listed
from linkage.graph.wording.numbers import count, form, number

SUPPORTS: Mapping[str, str] = {
    RelationStatus.AGREED: "several origins while it stands",
    RelationStatus.SINGLE_SOURCE: "one origin only",
    RelationStatus.DISPUTED: "disputed, or contested by acts",
    RelationStatus.DENIED: "denied, nobody affirms it",
}
"""What a line rests on for as long as it stands without a gap."""
BASES: Mapping[str, str] = {
    StandingBasis.ATTESTED: "said for this day",
    StandingBasis.BRIDGED: "between two reports",
    StandingBasis.CARRIED: "carried from the last report",
}
"""On what a line stands."""
_ENDINGS: Mapping[str, str] = {
    Ending.ENDED: "Then it ends.",
    Ending.CUT: "Then it is cut.",
    Ending.FADED: "Then it fades.",
}


def title(look: Lens, theatre_names: Mapping[str, str]) -> str:
    """The heading of a picture."""
    theatres = listed(theatre_names.get(key, key) for key in look.theatres)
    return f"Who stands with whom: {theatres or 'all theatres'}"


def counts(view: Any) -> str:
    """What a view shows, on what that stands on its day, and what it does not show."""
    sentences = [_drawn(view) if view.whole else _all_drawn(view)]
    if view.day:
        sentences.append(standing_counts(view))
    if view.undated:
        sentences.append(f"Not drawn: {count(view.undated)} without a date that fits the day.")
    return " ".join(sentences)


def _all_drawn(view: Any) -> str:
    relations, lines = len(view.relations), len(view.lines)
    merged = f", in {number(lines, 'line')}" if lines < relations else ""
    return f"{number(relations, 'relation')} between {number(len(view.actors), 'actor')}{merged}."


def _drawn(view: Any) -> str:
    """How much of the whole a part shows, and by which rule."""
    actors, lines = number(len(view.whole.actors), "actor"), number(len(view.whole.lines), "line")
    return (
        f"{count(len(view.actors))} of {actors} and {count(len(view.lines))} of {lines} are drawn, the weightiest by "
        "how lately they were reported, independent origins, ties in several theatres and between others. "
        "Drawn:"
    )


def folded(actors: int, lines: int) -> str:
    """What is folded into a frame: `+ 34 more actors, 120 lines`; nothing where nothing is."""
    parts = [f"{number(actors, 'more actor')}"] if actors else []
    if lines:
        parts.append(number(lines, "line" if actors else "more line"))
    return f"+ {', '.join(parts)}" if parts else ""


def not_drawn(actors: int, lines: int) -> str:
    """The heading over what a picture leaves out."""
    amounts = [number(amount, noun) for amount, noun in ((actors, "actor"), (lines, "line")) if amount]
    return f"Not drawn: {listed(amounts)}"


def without_line(keys: Sequence[str]) -> str:
    """Why an actor that was asked for is not drawn."""
    return f"No relation that fits is one of {listed(f'“{key}”' for key in keys)}."


def standing_counts(view: Any) -> str:
    """`11 lines said for this day, 3 between two reports, 21 carried, oldest from 24 May.`"""
    lines = {basis: [line for line in view.lines if line.basis is basis] for basis in StandingBasis}
    parts = [f"{number(len(lines[StandingBasis.ATTESTED]), 'line')} said for this day"]
    if bridged := lines[StandingBasis.BRIDGED]:
        parts.append(f"{count(len(bridged))} between two reports")
    if carried := lines[StandingBasis.CARRIED]:
        oldest = min(line.last_report for line in carried)
        parts.append(f"{count(len(carried))} carried, oldest from {short(oldest, view.day.year)}")
    return f"{', '.join(parts)}."


def last_report(line: Any, year: int | None) -> str:
    """What stands on a line besides its verb, in a picture of a day of *year*: `last 4 Jul`; nothing where it is attested."""
    return f"last {short(line.last_report, year)}" if line.last_report else ""


def when(relation: Any) -> str:
    """`since September 2020`, `carried`, `between two reports`."""
    if relation.basis is StandingBasis.ATTESTED:
        return period(relation.valid_from, relation.valid_to)
    return "carried" if relation.basis is StandingBasis.CARRIED else BASES[relation.basis]


def contested(relation: Any) -> str:
    """`, contested by 2 acts of the opposite sign`; nothing where no act contests it."""
    acts = len(relation.contested)
    return f", contested by {number(acts, 'act')} of the opposite sign" if acts else ""


def lasting(relation: Any) -> str:
    """The spell that a relation is in: its days, what it rests on, the last report and what ends it."""
    stands = relation.spell
    if stands is None:
        return ""
    reports = f"{number(stands.claims, 'claim')} from {number(stands.origins, 'origin')}"
    last = f"; last reported on {spell(stands.last_attested)}" if stands.last_attested else ""
    ending = f" {_ENDINGS[stands.ending]}" if stands.ending else ""
    return f"Stands without a gap {_span(stands)}, on {reports}{last}.{ending}"


def lasting_days(relation: Any) -> str:
    """The days of the spell that a relation is in, in a cell of a table."""
    return period(relation.spell.valid_from, relation.spell.valid_to) if relation.spell else "none"


def _span(stands: Any) -> str:
    days = period(stands.valid_from, stands.valid_to)
    return days if days.startswith(("since", "until")) else f"from {days}" if " to " in days else f"on {days}"


def nothing(look: Lens, theatre_names: Mapping[str, str], undated: int) -> str:
    """Why a picture is empty, and what of its lens to change."""
    dated, looks_back = look.as_of is not None, look.known_by is not None
    advice = {
        f"leave out the day, for {number(undated, 'relation')} {form(undated, 'has', 'have')} no date": undated,
        "choose a later day or leave it out": looks_back or (dated and not undated),
        "lower the certainty": look.min_certainty,
        "include disputed relations": look.disputed is not Disputed.INCLUDE,
        "choose other theatres or issues": look.theatres or look.issues,
    }
    hint = "; ".join(sentence for sentence, applies in advice.items() if applies)
    rest = f"To see more: {hint}." if hint else "The graph holds no relation yet."
    return f"Nothing to draw. {look.caption(theatre_names)} No relation fits. {rest}"


def too_many(relations: int, most: int) -> str:
    """Why a picture is not drawn, and what to change."""
    return (
        f"{count(relations)} relations fit, and a picture of more than {count(most)} can no longer be read. "
        "Narrow it: fewer theatres, one day, or a higher certainty."
    )
