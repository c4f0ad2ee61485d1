"""What is written at an actor: its name on a few lines, and once more in the script most names share."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from linkage.graph.records import NameKind
from linkage.visualizations.client.answers import Value
from linkage.visualizations.layout.geometry import Box, Crowd, Curve, Point, text_width, wrapped
from linkage.visualizations.layout.sizes import SIZES

WIDTH = 142.0
MOST_LINES = 3
SECOND_SCRIPT_UP_TO = 24  # with more actors a second line takes more room than it gives
Texts = Mapping[str, tuple[str, ...]]  # the lines to write, by the key of the actor
NEUTRAL = (NameKind.COMMON, NameKind.SHORT, NameKind.OFFICIAL)  # other kinds take sides or are no names
SIDES = ("below", "above", "right", "left")


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text and the room they take beside an actor."""

    lines: tuple[str, ...]
    side: str
    box: Box

    @property
    def anchor(self) -> str:
        """Where a line of text starts, in the words of SVG."""
        return {"right": "start", "left": "end"}.get(self.side, "middle")

    @property
    def x(self) -> float:
        return {"right": self.box.left, "left": self.box.right}.get(self.side, (self.box.left + self.box.right) / 2)


def texts(actors: Sequence[Value]) -> dict[str, tuple[str, ...]]:
    """The lines to write at each actor."""
    script = _second_script(actors)
    return {actor.key: _lines(actor, script) for actor in actors}


def _second_script(actors: Sequence[Value]) -> str | None:
    """The script other than Latin that most of the actors have a name in, if at least half of them do."""
    if len(actors) > SECOND_SCRIPT_UP_TO:
        return None
    scripts = Counter(script for actor in actors for script in {name.script for name in actor.names} - {"Latn"})
    script, count = min(scripts.items(), key=lambda item: (-item[1], item[0]), default=(None, 0))
    return script if 2 * count >= len(actors) else None


def _lines(actor: Value, script: str | None) -> tuple[str, ...]:
    """The name, or the short one where the full one is too long, and the name in *script*."""
    lines = wrapped(actor.name, WIDTH, SIZES.name, MOST_LINES)
    short = [name.text for name in actor.names if name.kind is NameKind.SHORT and name.language == "en"]
    if short and lines[-1].endswith("…"):
        lines = wrapped(short[0], WIDTH, SIZES.name, MOST_LINES)
    return (*lines, *_second(actor, script))


def _second(actor: Value, script: str | None) -> list[str]:
    """A neutral name in *script* on one line, the most usual one that fits."""
    names = [name for name in actor.names if name.script == script and name.kind in NEUTRAL]
    names.sort(key=lambda name: NEUTRAL.index(name.kind))
    lines = [wrapped(name.text, 1.1 * WIDTH, SIZES.name, 1) for name in names]
    return next((line for line in lines if not line[0].endswith("…")), lines[0] if lines else [])


def below(texts: Texts, points: Mapping[str, Point]) -> dict[str, Label]:
    """Write every name below its actor."""
    return {key: Label(lines, "below", _box(lines, points[key], "below")) for key, lines in texts.items()}


def placed(texts: Texts, points: Mapping[str, Point], curves: Mapping[str, Curve]) -> dict[str, Label]:
    """
    Write every name on the side where nothing else stands and the fewest lines run.

    The uppermost actors' names go above them if they can, all others below.
    """
    crowd = Crowd(curves, 24)
    highest = min(y for _, y in points.values())
    width = 2 * SIZES.radius + 4
    labels: dict[str, Label] = {}
    for key in sorted(points, key=lambda key: (points[key][1], key)):
        actors = [Box.about(point, width, width) for actor, point in points.items() if actor != key]
        taken = actors + [label.box for label in labels.values()]
        preferred = "above" if points[key][1] == highest else "below"
        sides = sorted(SIDES, key=lambda side: side != preferred)
        labels[key] = min(
            (Label(texts[key], side, _box(texts[key], points[key], side)) for side in sides),
            key=lambda label: _crowding(label, crowd, taken) + 2.5 * (label.side in ("right", "left")),
        )
    return labels


def _crowding(label: Label, crowd: Crowd, taken: Iterable[Box]) -> float:
    return len(list(crowd.within(label.box))) + sum(label.box.overlap(box) for box in taken)


def _box(lines: Sequence[str], actor: Point, side: str) -> Box:
    """The room that *lines* take beside an *actor* that stands there."""
    width, height = max(text_width(line, SIZES.name) for line in lines), SIZES.leading * len(lines)
    across = SIZES.radius + SIZES.beside + width / 2
    down = SIZES.radius + SIZES.under + height / 2
    away = {"below": (0.0, down), "above": (0.0, -down), "right": (across, 0.0), "left": (-across, 0.0)}[side]
    return Box.about((actor[0] + away[0], actor[1] + away[1]), width, height)
