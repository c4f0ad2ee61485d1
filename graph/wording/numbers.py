"""Counts and figures."""

from decimal import Decimal
from math import isinf

from linkage.graph.records import Range
from linkage.graph.wording.language import locale

LEAST = 0.005
"""A share below this would read as none at all."""


def count(number: int) -> str:
    """`2,000`."""
    from babel.numbers import format_decimal

    return format_decimal(number, locale=locale())


def form(amount: int, singular: str, plural_: str) -> str:
    """The form of a word that goes with a count."""
    return singular if locale().plural_form(amount) == "one" else plural_


def number(amount: int, noun: str) -> str:
    """`1 claim`, `2,000 claims`."""
    return f"{count(amount)} {form(amount, noun, f'{noun}s')}"


def fixed(value: float, places: int = 2) -> str:
    """A figure with all of so many places: `12.50`."""
    return _written(f"{value:.{places}f}", f"0.{'0' * places}")


def with_sign(value: float, places: int = 2) -> str:
    """`+0.59`, `-10.10`: with the minus of a keyboard, for terminals, from where figures are copied."""
    pattern = f"0.{'0' * places}"
    return _written(f"{value:.{places}f}", f"+{pattern};-{pattern}")


def trimmed(value: float, places: int) -> str:
    """A figure with no more than so many places, and without needless noughts."""
    return _written(f"{value:.{places}f}", f"0.{'#' * places}").replace("-", "−")


def figure(value: float) -> str:
    """A figure as it was coded: `0.7`, `35`."""
    return _written(f"{value:g}", "0.##########")


def decimal(value: float) -> str:
    """A position, a shift or an amount, to one decimal, without a needless one."""
    return trimmed(value, 1)


def signed(value: float) -> str:
    """An amount that is gained or lost: `+11.80`, `−10.12`, `±0.00`."""
    sign = "±" if not round(value, 2) else "+" if value > 0 else "−"
    return f"{sign}{fixed(abs(value))}"


def share(value: float | None) -> str:
    """A share of the draws; a small one is not none, and a large one not all."""
    if value is None:
        return "not drawn"
    if 0 < value < LEAST:
        return f"< {fixed(0.01)}"
    if 1 - LEAST < value < 1:
        return f"> {fixed(0.99)}"
    return fixed(value)


def ratio(value: float | None) -> str:
    """One salience by another: infinite where the other is coded as 0, and None where one of them is not coded."""
    if value is None:
        return "unknown"
    return "without bound" if isinf(value) else fixed(value)


def certainty(value: float) -> str:
    """A certainty from 0 to 1, to two figures that count: `certainty 0.7`."""
    return f"certainty {_written(f'{value:.2g}', '0.##########')}"


def bounds(coded: Range | None) -> str:
    """`35 (10 to 60)`, the bounds alone where no value is coded, or that there is nothing."""
    if coded is None:
        return "unknown"
    span = f"{figure(coded.low)} to {figure(coded.high)}"
    return span if coded.value is None else f"{figure(coded.value)} ({span})"


def _written(digits: str, pattern: str) -> str:
    # Python has rounded the float; Babel, which takes its decimal form for exact, would round 0.015 up.
    from babel.numbers import format_decimal

    return format_decimal(Decimal(digits), format=pattern, locale=locale(), group_separator=False)


def percent(ratio: float) -> str:
    """A ratio of counts as a whole percentage: `60 %`."""
    return f"{100 * ratio:.0f} %"
