"""Dossiers about two invented theatres, the valley and the coast, to draw from."""

import random
from collections.abc import Iterable

from linkage.graph.leverage.grounds import Grounds
from linkage.graph.leverage.inputs import Dossier, StanceClaim, StanceReading
from linkage.graph.leverage.stance_matrix import StanceMatrix
from linkage.graph.records import Range

ISSUES = {"toll": "valley", "bridge": "valley", "port": "coast", "light": "coast"}
ACTORS = ("ann", "bob", "cem", "dan", "eve")


def exactly(value: float) -> Range:
    return Range(low=value, high=value)


def witness(key: str, certainty: float, origin: str = "") -> StanceClaim:
    return StanceClaim(key, certainty, origin or f"document of {key}")


def reading(
    actor: str,
    issue: str,
    position: Range | float | None,
    salience: Range | float | None = 0.5,
    capability: Range | float | None = 0.5,
    claims: Iterable[str] = (),
    key: str = "",
) -> StanceReading:
    figures = (exactly(one) if isinstance(one, float | int) else one for one in (position, salience, capability))
    return StanceReading(key or f"{actor}-{issue}", actor, issue, *figures, Grounds(tuple(claims)))


def dossier(readings: Iterable[StanceReading], witnesses: Iterable[StanceClaim] = ()) -> Dossier:
    return Dossier(("valley", "coast"), ISSUES, tuple(readings), {one.key: one for one in witnesses})


def of_table(table: StanceMatrix) -> Dossier:
    """What nobody doubts: the figures of a table, whose issues lie in theatres of their own."""
    readings = [
        reading(actor, issue, float(stand.position), float(stand.salience), float(stand.power))
        for (actor, issue), stand in table.stands.items()
    ]
    return Dossier(table.issues, {issue: issue for issue in table.issues}, tuple(readings))


def drawn(seed: int = 0) -> Dossier:
    """Everything that may be open: ranges, rivals, claims of common origin, certainties of 0 and 1, gaps."""
    dice = random.Random(seed)
    witnesses = [
        witness(f"c{number}", dice.choice([0.0, 1.0, 0.3, 0.55, 0.7, 0.9]), f"origin {dice.randrange(6)}")
        for number in range(24)
    ]
    readings = [
        reading(
            actor, issue, _bounds(dice, 100), _bounds(dice, 1), _bounds(dice, 1),
            dice.sample([one.key for one in witnesses], dice.randint(0, 3)), f"{actor}-{issue}-{letter}",
        )
        for actor in ACTORS
        for issue in ISSUES
        for letter in dice.choice(["a", "a", "ab", ""])
    ]  # fmt: skip
    return dossier(readings, witnesses)


def _bounds(dice: random.Random, most: float) -> Range:
    low, high = sorted((round(dice.uniform(0, most), 2), round(dice.uniform(0, most), 2)))
    return Range(low=low, high=high)
