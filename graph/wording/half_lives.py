"""How long a report goes on testifying: the figures, what they rest on, and what they are not."""

from linkage.graph.wording.numbers import count, number

NOTE = (
    "Silence is not among the cases: what nobody reported on again is neither held nor ended. Ties are reported while "
    "they stand, so a half-life tells of ties that somebody went on watching, and is no forecast for the rest."
)
NO_CASE = "No tie is reported a second time, opposed or ended on a later day: there is no case, and nothing to tell."
BRIER = (
    "Brier scores: 0 is best, 1 worst. “Never” takes no tie for standing once the days of its report are over, "
    "“for ever” every tie until the end of time."
)


def used(source: str | None) -> str:
    """Where the half-lives that a data set gives come from, or that it gives none."""
    if source is None:
        return "The data set gives no half-lives: no tie is carried past the days that claims cover."
    return f"Half-lives used, by the head of the data set: {source}"


def testimony(aspect: str, force: str) -> str:
    """`state, deeds`: of what a report tells, and by what."""
    return f"{aspect}, {force}"


def too_few(kind: str, cases: int, ended: int, fewest: int) -> str:
    """Why there is no figure for a kind of testimony."""
    return (
        f"{kind}: too few cases to tell. Of {number(cases, 'case')} {count(cases - ended)} still held and {count(ended)} "
        f"had ended; a half-life takes {count(fewest)} of either."
    )


def no_better(kind: str) -> str:
    """A half-life that has nothing over a rule without any figure."""
    return (
        f"{kind}: the half-life foretells no better than carrying for ever, so these cases do not tell how fast such "
        "testimony fades."
    )


def band(first: int, last: int | None) -> str:
    """The ages of a row: `8 to 30 days`, `over 730 days`."""
    return f"over {number(first - 1, 'day')}" if last is None else f"{count(first)} to {number(last, 'day')}"
