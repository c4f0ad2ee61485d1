"""What is said of predictions that are held against agreements."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

from linkage.graph.dates import PartialDate
from linkage.graph.wording.dates import spell
from linkage.graph.wording.lists import constant, listed
from linkage.graph.wording.numbers import decimal, fixed, form, number

Answer: TypeAlias = Any
Json: TypeAlias = Mapping[str, Any]
_RIVAL, _PLAIN, _PACKAGES = "status-quo", "weighted mean", ("equal gain", "nash")
_COLUMNS = ("EQUAL_GAIN", "NASH", "MEAN", "MEDIAN")
_WAYS = {1: "up", 0: "stays", -1: "down", None: "?"}
HEADING = (
    f"{'agreement':<30}{'issue':<23}{'agreed':>9}{'before':>8}{'moved':>7}"
    f"{'equal':>8}{'nash':>8}{'mean':>8}{'median':>8}"
)
"""The heads of a table of cases; a prediction has a + where its direction is right, a - where not."""
UNKNOWN = "What is unknown, and why"
NOT_SHOWN = "It does not show whether an agreement comes about at all: only what was signed is looked at. So few cases prove nothing."
"""The shortest of what the figures do not show."""
ABSENT = "That could not be worked out for this page."
METHODS = {
    "equal_gain": "Equal gain",
    "nash": "Nash",
    "mean": "Weighted mean",
    "median": "Weighted median",
    "status_quo": "Nothing changes",
    "weaker_concedes": "The weaker side concedes",
}
"""The methods as pages name them, in the order in which each case has them."""
SAYS = {
    "equal_gain": "The package of the parties by which all gain the same, over all issues on which they are known.",
    "nash": "Their package with the largest product of gains.",
    "mean": "The mean of all known positions, weighted by salience times capability.",
    "median": "The median of all known positions, weighted in the same way.",
    "status_quo": "The issue stays where it stood on the ground.",
    "weaker_concedes": "The issue moves to the side of the status quo that has more weight; a direction alone.",
}
COUNTED = (
    "Direction: whether the issue went to the side of the status quo that the method named, or stayed where that lies within "
    "what was agreed. Off: points of the scale, 0 to 100, from the middle of what was agreed. What cannot be worked out is "
    "unknown, and no miss."
)
"""What the figures of the methods are."""
CASES = (
    "One row per issue that an agreement puts somewhere. Each method goes by what was known on the day before it was signed. "
    "Marked rows are compared: there every method names a position."
)
_BASE_RATES = {
    "status-quo": "“nothing changes”",
    "weaker-concedes": "“the weaker side concedes”",
    "weighted-mean": "the plain weighted mean",
}
"""What a method has to beat, as the base rates name it."""


def unknown_agreement(key: str) -> str:
    return f"there is no signed agreement {key!r} of which anybody has coded what it says"


def no_status_quo(issue: str) -> str:
    return f"nobody has coded where {issue} stood on the ground by then"


def nobody_known(issue: str) -> str:
    return f"nobody’s stance on {issue} was known in full"


def parties_unknown(issue: str, missing: Sequence[str], parties: int) -> str:
    """Why the parties make no package: fewer than two of them are known on the issue."""
    if parties < 2:
        return "fewer than two parties of the agreement are coded"
    return f"stances of {listed(missing)} on {issue} were not known in full"


def nothing_to_link(issue: str, members: Sequence[str]) -> str:
    return f"of {listed(members)} no further issue beside {issue} was known in full"


def finding(agreements: int, issues: int, compared: int, leading: Answer) -> str:
    """How the package by equal gain did, over the cases in which every method says something."""
    held = f"{number(issues, 'case')} of {number(agreements, 'signed agreement')}"
    if not compared:
        return f"In none of {held} was enough known on the day before to compare the methods."
    return (
        f"Worked out from what was known on the day before, {_plain(leading.method)} had the direction right in "
        f"{leading.hits} of {number(leading.directions, 'case')} and was {fixed(float(leading.mean_error), 1)} points of 100 off; "
        f"{number(issues - compared, 'case')} of {issues} {form(issues - compared, 'is', 'are')} unknown."
    )


def base_rates(scores: Iterable[Answer]) -> str:
    """What the methods that a package has to beat had right over the same cases, and by how much they were off."""
    rows = {score.method: score for score in scores if score.method in _BASE_RATES}
    rates = []
    for method, name in _BASE_RATES.items():
        score = rows[method]
        off = "" if score.mean_error is None else f", {fixed(float(score.mean_error), 1)} off"
        rates.append(f"{name} {score.hits} of {score.directions}{off}")
    return f"Base rates: {'; '.join(rates)}."


def notes(agreements: int, issues: int, compared: int, errors: Mapping[str, Fraction | None]) -> tuple[str, ...]:
    """The verdict on each method against the status quo, then what the figures do not show."""
    return (
        *_verdict(compared, errors),
        (
            f"{compared} of {issues} cases out of {agreements} agreements are compared: the others have something unknown, "
            "which is no miss. So few cases prove nothing, and several issues of one agreement are no independent cases."
        ),
        (
            "Only texts that were signed, by one side at least, are looked at: talks that broke down are not, so this does not "
            "show whether a method can tell that there will be an agreement."
        ),
        "What was agreed, and what stood on the ground, was coded afterwards by people who knew the outcome.",
        "A stance is known from its first claim on, but its figures were coded with later ones in view, too.",
        "It is held against what texts say, whether or not that was carried out.",
    )


def _verdict(compared: int, errors: Mapping[str, Fraction | None]) -> tuple[str, ...]:
    rival = errors.get(_RIVAL)
    if not compared or rival is None:
        return ("No case has enough known to compare the methods.",)
    models = {_plain(name): error for name, error in errors.items() if name != _RIVAL and error is not None}
    better = [name for name, error in models.items() if error < rival]
    worse = [name for name in models if name not in better]
    lines = []
    if better:
        lines.append(f"{listed(better)} came nearer to what was agreed than “nothing changes” did.")
    if worse:
        lines.append(f"{listed(worse)} did not beat “nothing changes”.")
    mean = models.get(_PLAIN)
    behind = [name for name in _PACKAGES if mean is not None and name in models and models[name] >= mean]
    if behind:
        lines.append(f"{listed(behind)} did not beat the plain {_PLAIN}.")
    return tuple(lines)


def dated(signed: PartialDate, eve: date) -> str:
    """When an agreement was signed, and by when it had to be known what it was worked out from."""
    return f"signed {spell(signed)}; worked out from what was known by {spell(eve)}"


def stood(position: float | None) -> str:
    """Where an issue stood on the ground."""
    return "unknown" if position is None else decimal(position)


def went(moved: int | None) -> str:
    """Which way an agreement moves an issue."""
    return "unknown" if moved is None else _WAYS[moved]


def outcome(hit: bool | None) -> str:
    """Whether a method had the direction right."""
    return "unknown" if hit is None else "hit" if hit else "miss"


def off(mean_error: float | None) -> str:
    """By how much a method was off on average."""
    return "names no position" if mean_error is None else fixed(mean_error, 1)


def within(score: Answer, compared: int) -> str:
    """How many predictions lie within the bounds of what was agreed."""
    return "–" if score.mean_error is None else f"{score.within} of {compared}"


def _plain(method: str) -> str:
    return method.replace("-", " ")


def case(row: Json) -> str:
    """One issue of one agreement as a line under `HEADING`."""
    predictions = {prediction["method"]: prediction for prediction in row["predictions"]}
    cells = "".join(f"{_cell(predictions[method]):>8}" for method in _COLUMNS)
    agreed = f"{fixed(row['low'], 0)}-{fixed(row['high'], 0)}"
    start = f"{row['agreement']['key']:<30}{row['issue']['key']:<23}{agreed:>9}{_figure(row['statusQuo']):>8}"
    return f"{start}{_WAYS[row['moved']]:>7}{cells}"


def scores_heading(compared: int) -> str:
    return (
        f"{f'Over the same {compared} cases':<30}{'mean error':>11}{'within':>8}{'direction':>11}{'known of all':>14}"
    )


def score(row: Json) -> str:
    """How a method did, as a line under the heading of scores."""
    error = "-" if row["meanError"] is None else fixed(row["meanError"], 1)
    direction = f"{row['hits']} of {row['directions']}"
    return f"{constant(row['method']):<30}{error:>11}{row['within']:>8}{direction:>11}{row['known']:>14}"


def unknown(row: Json) -> str:
    """Why something is unknown of a case."""
    return f"  {row['agreement']['key']}, {row['issue']['key']}: {'; '.join(row['reasons'])}"


def _cell(prediction: Json) -> str:
    mark = {True: "+", False: "-", None: ""}[prediction["hit"]]
    return f"{_figure(prediction['position'])}{mark}"


def _figure(position: float | None) -> str:
    return "?" if position is None else fixed(position, 0)
