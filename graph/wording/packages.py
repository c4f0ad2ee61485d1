"""Packages over several issues: what is wrong with what was asked for, and what an answer says."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from linkage.graph.leverage.bargaining_rules import BargainingRule
from linkage.graph.wording import leverage
from linkage.graph.wording.caveats import NO_FORECAST, known_on
from linkage.graph.wording.lists import first_keys, listed
from linkage.graph.wording.numbers import count, fixed, form, number, with_sign

Json: TypeAlias = Mapping[str, Any]
LEAST_GAP, SHOWN = 1e-4, 0.005
"""A proven gap, and a gain, that are smaller are not told."""
KEYS = 3
"""Keys that are told of a list."""


def point(value: float) -> str:
    """A position on the scale, whole or to two places."""
    return fixed(value, 2 if round(value, 2) % 1 else 0)


def without_deal(issues: Sequence[Json]) -> str:
    """Where the no-agreement points come from, with the claims that say so."""
    ground = [issue for issue in issues if issue["noAgreementFrom"] == "GROUND"]
    centre = [issue["issue"]["key"] for issue in issues if issue["noAgreementFrom"] == "CENTRE"]
    claims = dict.fromkeys(claim["key"] for issue in ground for claim in issue["noAgreementClaims"])
    parts = []
    if ground:
        keys = listed([issue["issue"]["key"] for issue in ground])
        parts.append(f"Without a deal {keys} stand where they were on the ground (by {first_keys(list(claims), 6)}).")
    if centre:
        parts.append(f"Nobody has coded where {listed(centre)} stood: the weighted centre takes its place.")
    return " ".join(parts)


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


def told_twice(issue: str) -> str:
    return f"the no-agreement point of {issue!r} is told twice: name one"


def nobody_draws(actor: str) -> str:
    return f"{actor!r} has no full stance on any issue, so that nobody knows of a red line of its own"


def line_off_the_scale(actor: str, issue: str, limit: float) -> str:
    return f"the red line of {actor!r} on {issue!r} lies from 0 to 100, not at {point(limit)}"


def excluded(actor: str, issue: str, limit: float, *, ceiling: bool, no_agreement: float) -> str:
    side = "above" if ceiling else "below"
    return (
        f"the red line of {actor!r} on {issue!r}, nothing {side} {point(limit)}, excludes the no-agreement point "
        f"{point(no_agreement)}: it would refuse what holds without it"
    )


def not_there(issue: str) -> str:
    return f"there is no issue {issue!r} in the theatres that were asked for"


def closed(issue: str, reason: str) -> str:
    return f"{issue!r} is not open on the day: {reason}"


def nothing_in_common(actors: Sequence[str]) -> str:
    return f"a package needs two open issues or more on which the stances of all of {listed(actors)} are known in full"


def nothing_to_settle(rule: str) -> str:
    return f"by {rule} nobody gains over no agreement: what one would gain another would lose, or nobody can give it"


def notes(
    *,
    issues: int,
    missing: int,
    claims: int,
    origins: int,
    unproven: Sequence[str],
    frontier_gap: float,
    conditions: int,
) -> Iterator[str]:
    """What a reader has to know of a package, in sentences."""
    yield NO_FORECAST
    yield (
        f"{number(issues, 'issue')}, on {number(claims, 'claim')} of {number(origins, 'independent origin')}, at the best "
        "figures of the best supported stances; no draws are made of them."
    )
    if missing:
        yield (
            f"{number(missing, 'open issue')} {form(missing, 'is', 'are')} left out: not every member's stance there is "
            "known in full, which is not indifference."
        )
    if unproven:
        yield f"Not proven to be the best by their rule, but for the gap that is told: {listed(list(unproven))}."
    if round(frontier_gap, 2):
        yield (
            f"The frontier is told by corners: for any other outcome a mix of them leaves no member worse off by more than "
            f"{fixed(frontier_gap)}, in its own salience times scale points."
        )
    if conditions:
        yield "The frontier does not heed which issue waits for which; the points of the rules do."


def overlapping(issues: Sequence[str]) -> str:
    """That issues of a package ask the same in part."""
    return f"{listed(issues)} ask the same in part: what they share counts twice."


def set_aside(issues: Sequence[str]) -> str:
    """That issues are left out since others of the package ask the same in part."""
    return f"{listed(issues)} {form(len(issues), 'is', 'are')} left out: another issue of the package asks the same in part."


def one_bound(actor: str, issue: str) -> str:
    return f"the red line of {actor!r} on {issue!r} needs one bound, a ceiling or a floor"


def rule(name: str) -> str:
    """A rule of GraphQL as it is asked for on the command line."""
    return BargainingRule[name].value


def amount(value: float) -> str:
    """What is gained or lost, to two places: `+9.46`; what rounds to nothing is `+0.00`."""
    return with_sign(round(value, 2) + 0.0)


def gap(value: float) -> str:
    """`exact`, or by what share another outcome could be better at most: `2.5 %`."""
    return "exact" if value <= LEAST_GAP else f"{fixed(100 * value, 1)} %"


def heading(answer: Json) -> str:
    """Who, on what day, over how many issues."""
    members = listed(gain["actor"]["name"] for gain in answer["points"][0]["gains"])
    known = known_on(answer["asOf"], answer["knownBy"])
    return f"{members} as of {answer['asOf']}{known}: one package over {number(len(answer['issues']), 'issue')}"


def headline(answer: Json) -> str:
    """What each member gains by the rule asked for, and how much of that is the worth of linkage."""
    gains = listed(f"{member['actor']['name']} {amount(member['linked'])}" for member in answer["worth"])
    linked = listed(with_sign(member["worth"]) for member in answer["worth"])
    return (
        f"By {rule(answer['rule'])} {gains} over no agreement, in each one's salience × scale points; "
        f"linking theatres is worth {linked} of it."
    )


def ends_by(name: str) -> str:
    return f"Without a deal → by {rule(name)}; who gives what; claims"


def given(move: Json) -> str:
    """`Turkey 85 → 64.47`."""
    return f"{move['actor']['name']} {point(move['start'])} → {point(move['end'])}"


def worth(member: Json) -> str:
    """`Turkey +2.10 (9.46 over all, 7.36 inside each theatre apart)`."""
    linked, apart = fixed(member["linked"]), fixed(member["apart"])
    return f"{member['actor']['name']} {amount(member['worth'])} ({linked} over all, {apart} inside each theatre apart)"


def marks(row: Json) -> str:
    """Why a loss matters: `client of Russia; can block: c1, c2`; nothing where it does not."""
    backers = leverage.backers(row["backedBy"])
    clients = [leverage.client(backers)] if backers else []
    vetoes = [f"can block: {first_keys([claim['key'] for claim in row['vetoes']], KEYS)}"] if row["vetoes"] else []
    return "; ".join([*clients, *vetoes])


def agrees(row: Json) -> str:
    """`Turkey (moves on 3 issues)`, or that a member gains nothing and could as well refuse."""
    moves = [f"moves on {number(len(row['moves']), 'issue')}"] if row["moves"] else []
    binds = ["gains nothing: no agreement is as good"] if row["binds"] else []
    return f"{row['actor']['name']} ({'; '.join([*moves, *binds])})"


def blocks(row: Json) -> str:
    """`Khalifa Haftar −2.10 (c1, c2)`, by the claims that say so."""
    gain = "what it wants is unknown" if row["gain"] is None else amount(row["gain"])
    return f"{row['actor']['name']} {gain} ({first_keys([claim['key'] for claim in row['vetoes']], KEYS)})"


def paid(row: Json) -> str:
    """`Khalifa Haftar at least 2.10 of its own salience × scale points (client of Russia)`."""
    return f"{row['actor']['name']} at least {fixed(row['price'])} of its own salience × scale points ({marks(row)})"
