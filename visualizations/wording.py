"""What is said about relations, claims and documents, in neutral words and always in the same ones."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from linkage.graph.dates import Interval, PartialDate
from linkage.graph.lens import Lens, listed, spell
from linkage.graph.records import Basis
from linkage.graph.relations.derivation import RelationStatus
from linkage.visualizations.client.answers import Value
from linkage.visualizations.network.style import STATUS_LOOKS
from linkage.visualizations.network.view import MOST_RELATIONS, Line, View

_BASES = {Basis.STATED: "", Basis.YEAR_INFERRED: " (year inferred)", Basis.INFERRED: " (date inferred)"}
_LANGUAGES = {
    "ar": "Arabic", "az": "Azerbaijani", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "fa": "Persian", "fr": "French", "he": "Hebrew", "hy": "Armenian", "it": "Italian", "ku": "Kurdish",
    "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
_RIGHT_TO_LEFT = frozenset(("Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"))


def language(code: str) -> str:
    """The name of a language, or its code where it is a rare one."""
    return _LANGUAGES.get(code, code)


def direction(script: str) -> str:
    """Which way a script runs, in the words of HTML."""
    return "rtl" if script in _RIGHT_TO_LEFT else "ltr"


def title(lens: Lens, view: View) -> str:
    """The heading of a picture."""
    where = (
        listed(view.theatre_names.get(key, key) for key in lens.theatres) if lens.theatres else "all theatres"
    )
    return f"Who stands with whom: {where}"


def caption(lens: Lens, view: View) -> str:
    """What is looked at, and with what it is compared."""
    here = lens.caption(view.theatre_names)
    if view.since is None:
        return here
    day, known = view.since.as_of, view.since.known_by
    when = f" as they were on {spell(day)}" if day else ""
    said = f", going by what had been said by {spell(known)}" if known else ""
    return f"{here} Compared with relations{when}{said}: changed lines say so, and what ended is faint."


def pair(line: Line, view: View) -> str:
    """`Turkey backs Government of National Accord`; what is disputed or denied is never said without that."""
    subject, object_ = line.ends
    said = f"{view.names[subject]} {line.family.verb} {view.names[object_]}{reserve(line)}"
    change = view.change(line)
    return f"{said} ({change})" if change else said


def sentence(line: Line, view: View) -> str:
    """`In Libya: Turkey backs Government of National Accord`."""
    place = f"In {view.theatre_names[line.theatre]}: " if line.theatre else ""
    return f"{place}{pair(line, view)}"


def reserve(line: Line) -> str:
    """What has to be added to a line's verb."""
    return {RelationStatus.DENIED: " (denied)", RelationStatus.DISPUTED: " (disputed)"}.get(line.status, "")


def standing(relation: Value) -> str:
    """`3 independent origins, certainty 0.9`, `one origin only, certainty 0.6` and so on."""
    words = STATUS_LOOKS[relation.status].words
    if relation.origins > 1:
        count = f"{relation.origins} independent origins"
        words = count if relation.status is RelationStatus.AGREED else f"{words}, {count}"
    return f"{words}, certainty {relation.certainty:.2g}"


def spoken(line: Line, view: View) -> str:
    """One sentence for a screen reader, a tooltip or the title of a line."""
    first, *more = line.relations
    if more:
        how = f"{len(line.relations)} periods; {STATUS_LOOKS[line.status].words}"
    else:
        how = f"{period(first.valid_from, first.valid_to)}; {standing(first)}"
    return f"{sentence(line, view)}, {how}"


def period(start: PartialDate | None, end: PartialDate | None) -> str:
    """`since September 2020`, `5 to 18 March 2020`, `September 2020`, `no date given`."""
    if start is None and end is None:
        return "no date given"
    if start is None or end is None:
        return f"since {spell(start)}" if start else f"until {spell(end)}" if end else ""
    whole = next((unit for unit in _units(start) if (unit.first, unit.last) == (start.first, end.last)), None)
    if whole:
        return spell(whole)
    if start.day and end.day and (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {spell(end)}"
    return f"{spell(start)} to {spell(end)}"


def _units(date: PartialDate) -> Iterator[PartialDate]:
    """The date itself, its month and its year."""
    yield date
    yield replace(date, day=None)
    yield replace(date, day=None, month=None)


def held(claim: Value) -> str:
    """When a claim says that it held, and whether that date is inferred."""
    basis = _BASES[claim.basis] if claim.basis and (claim.valid_from or claim.valid_to) else ""
    return f"{period(claim.valid_from, claim.valid_to)}{basis}"


def chain(speakers: Iterable[str]) -> str:
    """Who said it to whom: `an unnamed source → a paper → the publisher`."""
    return " → ".join(speakers)


def published(document: Value) -> str:
    """The publisher and the day, month or span of publication."""
    try:
        span = Interval.parse(document.published)
    except ValueError:
        return f"{document.publisher}, {document.published}"
    return f"{document.publisher}, {period(span.start, span.end)}"


def counts(view: View) -> str:
    """What is shown and what is not."""
    shown = f"{number(len(view.relations), 'relation')} between {number(len(view.actors), 'actor')}"
    if len(view.lines) < len(view.relations):
        shown += f", in {number(len(view.lines), 'line')}"
    shown += "."
    return f"{shown} Not drawn: {view.undated:,} without a date that fits the day." if view.undated else shown


def opening(text: str) -> str:
    """The text as a sentence starts."""
    return text[:1].upper() + text[1:]


def nothing(lens: Lens, view: View) -> str:
    """Why a picture is empty, and what to change."""
    found = f"Nothing to draw. {lens.caption(view.theatre_names)} No relation fits."
    advice = []
    if view.undated:
        verb = "has" if view.undated == 1 else "have"
        advice.append(f"leave out the day, for {number(view.undated, 'relation')} {verb} no date")
    if lens.known_by or (lens.as_of and not view.undated):
        advice.append("choose a later day or leave it out")
    if lens.min_certainty:
        advice.append("lower the certainty")
    if lens.disputed != "include":
        advice.append("include disputed relations")
    if lens.theatres or lens.issues:
        advice.append("choose other theatres or issues")
    return (
        f"{found} To see more: {'; '.join(advice)}."
        if advice
        else f"{found} The graph holds no relation yet."
    )


def too_many(view: View) -> str:
    """Why a picture is not drawn, and what to change."""
    return (
        f"{view.total:,} relations fit, and a picture of more than {MOST_RELATIONS:,} can no longer be read. "
        "Narrow it: fewer theatres, one day, or a higher certainty."
    )


def number(count: int, noun: str) -> str:
    """`1 claim`, `2,000 claims`."""
    return f"{count:,} {noun}{'s' * (count != 1)}"
