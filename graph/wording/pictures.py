"""A picture as a whole: its title, what is on it, and why there is none."""

from collections.abc import Mapping
from typing import Any

from linkage.graph.lens import Disputed, Lens
from linkage.graph.wording.lists import listed
from linkage.graph.wording.numbers import count, form, number


def title(look: Lens, theatre_names: Mapping[str, str]) -> str:
    """The heading of a picture."""
    theatres = listed(theatre_names.get(key, key) for key in look.theatres)
    return f"Who stands with whom: {theatres or 'all theatres'}"


def counts(view: Any) -> str:
    """What a view shows and what it does not."""
    relations, lines = len(view.relations), len(view.lines)
    merged = f", in {number(lines, 'line')}" if lines < relations else ""
    drawn = f"{number(relations, 'relation')} between {number(len(view.actors), 'actor')}{merged}."
    return f"{drawn} Not drawn: {count(view.undated)} without a date that fits the day." if view.undated else drawn


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
