"""The sizes of what is drawn, in the picture's own units: one table for layout, canvas, sheet and swatches."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnSizes:
    """
    Widths, heights and distances; letters by the height of their line of type.

    `radius` is that of an actor, `beside` and `under` how far its name stands off to a side and above or below,
    `leading` from one line of a name to the next. `words` are those on lines, `halo` is the paper around them,
    `baseline` how far below its middle a line of them stands. `mark` is the radius of the disc that a mark stands
    in, `tick` how far ticks reach across a line and `tick_dashes` how wide and how far apart they are. Everything with an `outline` is as wide; `corner` and `tint` are those of frames. `badge` is its height.
    """

    radius: float = 20.0
    beside: float = 8.0
    under: float = 6.0
    name: float = 15.0
    leading: float = 18.0
    words: float = 13.0
    halo: int = 7
    baseline: float = 4.5
    mark: float = 9.0
    tick: float = 11.0
    tick_dashes: tuple[float, float] = (1.5, 12.0)
    outline: float = 1.5
    corner: int = 18
    tint: float = 0.14
    badge: int = 20


SIZES = DrawnSizes()
