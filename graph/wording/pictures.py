"""A picture as a whole: its title, what is on it, and why there is none."""

from collections.abc import Sequence

from linkage.graph.wording.lists import listed
from linkage.graph.wording.numbers import count, form, number


def title(theatres: Sequence[str]) -> str:
    """The heading of a picture."""
    return f"Who stands with whom: {listed(theatres) or 'all theatres'}"


def counts(relations: int, actors: int, lines: int, undated: int) -> str:
    """What is shown and what is not."""
    merged = f", in {number(lines, 'line')}" if lines < relations else ""
    drawn = f"{number(relations, 'relation')} between {number(actors, 'actor')}{merged}."
    return f"{drawn} Not drawn: {count(undated)} without a date that fits the day." if undated else drawn


def nothing(
    caption: str,
    *,
    undated: int,
    dated: bool,
    looks_back: bool,
    certain: bool,
    undisputed: bool,
    narrowed: bool,
) -> str:
    """Why a picture is empty, and what of its lens to change: its day, what it is known by and so on."""
    advice = {
        f"leave out the day, for {number(undated, 'relation')} {form(undated, 'has', 'have')} no date": bool(undated),
        "choose a later day or leave it out": looks_back or (dated and not undated),
        "lower the certainty": certain,
        "include disputed relations": undisputed,
        "choose other theatres or issues": narrowed,
    }
    hint = "; ".join(sentence for sentence, applies in advice.items() if applies)
    rest = f"To see more: {hint}." if hint else "The graph holds no relation yet."
    return f"Nothing to draw. {caption} No relation fits. {rest}"


def too_many(relations: int, most: int) -> str:
    """Why a picture is not drawn, and what to change."""
    return (
        f"{count(relations)} relations fit, and a picture of more than {count(most)} can no longer be read. "
        "Narrow it: fewer theatres, one day, or a higher certainty."
    )
