"""What lenses let through, on things told in plain maps, and what these are sorted by."""

from collections.abc import Mapping
from itertools import pairwise, product
from math import prod
from typing import Any
from unicodedata import combining, normalize

Thing = dict[str, Any]
"""Fields by their GraphQL names; what starts with an underscore is for filters, lenses and orders."""


BASES = ("ATTESTED", "BRIDGED", "CARRIED")
"""On what a tie stands, the strongest first."""


def seen(kind: str, thing: Thing, lens: Mapping[str, Any], inner: set[str]) -> bool:
    """Whether a lens shows a thing; *inner* are its theatres with all that lies within them."""
    as_of, known = lens.get("asOf"), lens.get("knownBy")
    disputed = lens.get("disputed", "INCLUDE")
    keeps = [
        "theatres" not in lens or bool(inner & set(thing["_theatres"])),
        "issues" not in lens or bool(set(lens["issues"]) & set(thing["_issues"])),
        not lens.get("sides") or "_sides" not in thing or bool(set(lens["sides"]) & set(thing["_sides"])),
    ]
    if kind != "Issue":
        keeps += [
            not as_of or _covers(thing["_held"], as_of),
            "minCertainty" not in lens or _certainty(kind, thing, known) >= lens["minCertainty"],
            disputed == "INCLUDE" or _disputed(kind, thing, known) is (disputed == "ONLY"),
        ]
    match kind:
        case "Relation":
            standing = lens.get("standing", "CARRIED") if as_of else "ATTESTED"
            keeps.append(BASES.index(thing["basis"]) <= BASES.index(standing))
            keeps.append(thing["_layer"] != ("DIRECT" if lens.get("rollUp") else "ROLLED"))
            keeps.append(_covers((thing["knownFrom"], thing["knownTo"]), known))
        case "Claim" | "Stance":
            keeps.append(known is None or _counts(thing["_known"], known))
    return all(keeps)


def _certainty(kind: str, thing: Thing, known: str | None) -> float:
    """That of a stance is the share of all states of its claims' origins in which it holds."""
    if kind != "Stance":
        return float(thing["certainty"])
    bearing, against = ([_chance(witness, known) for witness in thing[name]] for name in ("_bearing", "_against"))
    origins = sorted({origin for origin, _ in (*bearing, *against)})
    spans = [_spans({chance for each, chance in (*bearing, *against) if each == origin}) for origin in origins]
    enough = all if thing["_needs_all"] or not bearing else any
    share = 0.0
    for states in product(*spans):
        state = {origin: low for origin, (low, _) in zip(origins, states, strict=True)}
        holds = enough(state[origin] < chance for origin, chance in bearing)
        if holds and not any(state[origin] < chance for origin, chance in against):
            share += prod(high - low for low, high in states)
    return round(share, 6)


def _chance(witness: tuple[str, float, str, str | None], known: str | None) -> tuple[str, float]:
    origin, certainty, first, withdrawn = witness
    return origin, certainty if _counts((first, withdrawn), known) else 0.0


def _spans(chances: set[float]) -> list[tuple[float, float]]:
    return list(pairwise(sorted({0.0, 1.0, *chances})))


def _disputed(kind: str, thing: Thing, known: str | None) -> bool:
    if kind == "Relation":
        return thing["status"] in ("DISPUTED", "DENIED")
    if kind == "Stance":
        return thing["alternative"] is not None
    return thing["hedge"] == "DENIED" or any(_counts(days, known) for days in thing["_disputed_by"])


def _covers(span: tuple[str | None, str | None] | None, day: str | None) -> bool:
    """Whether a day lies in a span, both ends included; with no day, whether the span is open to the end."""
    if span is None:
        return False
    first, last = span
    if day is None:
        return last is None
    return (first or day) <= day <= (last or day)


def _counts(known: tuple[str, str | None], day: str | None) -> bool:
    """Whether what is known from a day, and perhaps withdrawn on another, counts; with no day, to the end."""
    first, withdrawn = known
    if day is None:
        return withdrawn is None
    return first <= day and (withdrawn is None or day < withdrawn)


def rank(value: Any) -> Any:
    """What pages are sorted by: text by its UTF-16 units."""
    return value.encode("utf-16-be") if isinstance(value, str) else value


def collated(name: str) -> bytes:
    """What things are sorted by that have a name: whatever its case and accents."""
    return bytes(rank(plain_letters(name)))


def plain_letters(name: str) -> str:
    """A name in small letters without accents."""
    return "".join(letter for letter in normalize("NFKD", name) if not combining(letter)).lower()
