"""A split into camps: how good it is, and what that rests on."""

from collections.abc import Iterable

from linkage.graph.wording.numbers import count, figure, fixed

UNIQUE = {
    True: "No other split does as well.",
    False: "Other splits do as well: where an actor stands here may be chance.",
    None: "Time was up before it was known whether other splits do as well.",
}


def backbone(largest: int, actors: int, complete: bool) -> str:
    """How many actors stand to each other the same way in every best split into two camps."""
    known = f"{count(largest)} of {count(actors)} actors stand to each other in every best split as they do in this one"
    if complete:
        return f"{known}."
    return f"At least {known}; time ran out before this was known of all, and who changes camp is told of these alone."


def either_way(names: Iterable[str]) -> str:
    """Whom another camp would suit as well."""
    return f"Could go either way, each moved alone: {', '.join(names)}."


def gap(seconds: float, index: float, bound: float) -> str:
    """How far the best split lies from what is proven, once the time is up."""
    return (
        f"after {figure(seconds)} s: the best split found leaves {weight(index)} frustrated, and none leaves less than "
        f"{weight(bound)}; give --seconds more to close the gap"
    )


def frustration(index: float, total: float, camps: int, exact: bool) -> str:
    """How many ties, by weight, are frustrated in so many camps."""
    return f"Frustration index{'' if exact else ' at most'} {weight(index)} of {weight(total)}, k = {camps}"


def caution(ties: int, positive: int, actors: int) -> str:
    """What the index rests on: only where ties close cycles can any be frustrated."""
    return (
        f"It rests on {count(ties)} signed ties ({count(positive)} + and {count(ties - positive)} −) between "
        f"{count(actors)} actors, {fixed(2 * ties / actors, 1)} per actor. Only ties that close a cycle can be "
        "frustrated, so that a low index on a sparse graph says little."
    )


def weight(value: float) -> str:
    """A weight without a needless point, and with all of its places."""
    return str(int(value) if value.is_integer() else value)
