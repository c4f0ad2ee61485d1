"""Packages over several issues: what is wrong with what was asked for, and what an answer says."""

from typing import TYPE_CHECKING

from linkage.graph.wording.numbers import count, fixed

if TYPE_CHECKING:
    from linkage.graph.leverage.packages import RedLine


def point(value: float) -> str:
    """A position on the scale, whole or to two places."""
    return fixed(value, 2 if round(value, 2) % 1 else 0)


def too_few_actors(actors: int) -> str:
    return f"a package needs two actors or more, not {actors}"


def too_few_issues(issues: int) -> str:
    return f"a package needs two issues or more, not {issues}: on one alone what one gains the other loses"


def too_many(actors: int, most_actors: int, issues: int, most_issues: int) -> str:
    return (
        f"a package takes at most {most_actors} actors and {most_issues} issues, "
        f"not {count(actors)} and {count(issues)}: name fewer"
    )


def unknown_stance(actor: str, issue: str) -> str:
    return f"there is no full stance of {actor!r} on {issue!r}: leave the issue out of the package"


def unknown_issue(issue: str) -> str:
    return f"{issue!r} is no issue of the package: name it among its issues, or leave it out of what is said of them"


def waits_for_itself(issue: str) -> str:
    return f"{issue!r} cannot wait for itself to move: name another issue"


def nobody_weighs(issue: str) -> str:
    return f"nobody has weight on {issue!r}, so that it has no centre: leave it out of the package"


def no_weight(actor: str) -> str:
    return f"{actor!r} has no weight on any issue of the package, so that it has nothing to give"


def off_the_scale(issue: str, value: float) -> str:
    return f"the no-agreement point of {issue!r} lies from 0 to 100, not at {point(value)}"


def excluded(line: "RedLine", value: float) -> str:
    side = "above" if line.ceiling else "below"
    return (
        f"the red line of {line.actor!r} on {line.issue!r}, nothing {side} {point(float(line.limit))}, excludes the "
        f"no-agreement point {point(value)}: it would refuse what holds without it"
    )
