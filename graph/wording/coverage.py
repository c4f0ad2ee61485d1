"""What a data set covers, in words: the months of dyads, who speaks, what rests on little."""

from linkage.graph.wording.numbers import count, number, percent

MARKS = {"attested": "#", "carried": "+", "ended": "x", "silent": "."}
"""What stands for a month, or for the best month of a year, where there is room for a letter alone."""
MEANINGS = {
    "attested": "a claim covers a day of it",
    "carried": "no claim does, but one before testifies for it still",
    "ended": "it stood before, and a claim has said since that it ended",
    "silent": "nobody speaks of it",
}
ROLLED = "Acts count for those on whose behalf they were done, by all that is known at the end."
"""By which layer and which clock the months are told."""
NO_GAP = "No principal has more than twice the speakers of its opponent in a theatre."


def legend() -> str:
    """`# attested: …; + carried: …`."""
    return "; ".join(f"{mark} {name}: {MEANINGS[name]}" for name, mark in MARKS.items())


def opening(name: str, claims: int, relations: int, dyads: int) -> str:
    """What was looked at."""
    return f"{name}: {number(claims, 'claim')}, {number(relations, 'relation')}, {number(dyads, 'dyad')} by theatre. {ROLLED}"


def part(size: int, entire: int, noun: str, what: str) -> str:
    """`476 of 799 relations rest on one document (60 %).`"""
    ratio = f" ({percent(size / entire)})" if entire else ""
    return f"{count(size)} of {number(entire, noun)} {what}{ratio}."


def side(value: str | None) -> str:
    """A side as a row of a table calls it."""
    return value.replace("_", "-") if value else "nobody has looked"
