"""`linkage package`: what some actors could settle over several issues at once, and what linking theatres adds."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from linkage.cli.answers import fetch_whole
from linkage.cli.lens_options import takes_lens
from linkage.cli.package_text import Data, lines
from linkage.cli.terminal import print_answer
from linkage.graph.lens import Lens
from linkage.graph.leverage.bargaining_rules import BargainingRule
from linkage.graph.settings import load_settings

DOCUMENT = (Path(__file__).parent / "package.graphql").read_text(encoding="utf-8")
_NUMBER = r"\d+(?:\.\d+)?"
_POINT = re.compile(rf"(?P<issue>[^=<>:]+)=(?P<position>{_NUMBER})")
_LINE = re.compile(rf"(?P<actor>[^=<>:]+):(?P<issue>[^=<>:]+)(?P<side><=|>=)(?P<limit>{_NUMBER})")
_PAIR = re.compile(r"(?P<issue>[^=<>:]+):(?P<needs>[^=<>:]+)")


@takes_lens(without=("theatres", "issues"), defaults={"roll_up": True})
def package(
    *,
    actors: Annotated[list[str], typer.Argument(metavar="ACTOR ACTOR …", help="Keys of two actors or more.")],
    theatre: Annotated[
        list[str] | None,
        typer.Option(help="A theatre whose issues count; those of the front page where none is named."),
    ] = None,
    issue: Annotated[
        list[str] | None,
        typer.Option(help="An issue of the package; where none is named all on which each actor's stance is known."),
    ] = None,
    solution: Annotated[
        BargainingRule, typer.Option(help="The rule whose outcome is told issue by issue.")
    ] = BargainingRule.EQUAL_GAIN,
    no_agreement: Annotated[
        list[str] | None,
        typer.Option(metavar="ISSUE=POS", help="Where an issue is without a deal; else at its weighted centre."),
    ] = None,
    red_line: Annotated[
        list[str] | None,
        typer.Option(metavar="ACTOR:ISSUE<=POS", help="What an actor accepts nothing above, or with >= below."),
    ] = None,
    not_without: Annotated[
        list[str] | None, typer.Option(metavar="ISSUE:ISSUE", help="The first moves only if the second does.")
    ] = None,
    vetoes: Annotated[bool, typer.Option("--vetoes", help="Heed who is said to block an issue.")] = False,
    lens: Lens,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole answer as JSON.")] = False,
) -> None:
    """
    Tell what actors could settle over several issues at once: four rules side by side, and what linking theatres adds.

    Without a day it looks at the one that the front page opens with. It is no forecast.

    Example: linkage package turkey russia --solution nash
    """
    opening = Lens.from_address(load_settings().opening)
    variables: Data = {
        "theatres": theatre or list(opening.theatres),
        "lens": replace(lens, as_of=lens.as_of or opening.as_of).variables(),
        "actors": actors,
        "issues": issue,
        "solution": solution.name,
        "noAgreement": list(_points(no_agreement or ())),
        "redLines": list(_red_lines(red_line or ())),
        "notWithout": [_parsed(_PAIR, text, "--not-without", "ISSUE:ISSUE").groupdict() for text in not_without or ()],
        "vetoes": vetoes,
    }
    answer, state = fetch_whole(lambda execute: _asked(execute, variables))
    if as_json:
        print_answer(answer, state)
    else:
        print("\n".join(lines(answer)))


def _asked(execute: Any, variables: Data) -> Data:
    answer: Data = execute(DOCUMENT, variables)["package"]
    return answer


def _points(texts: Iterable[str]) -> Iterator[Data]:
    for text in texts:
        point = _parsed(_POINT, text, "--no-agreement", "ISSUE=POS with 0 to 100")
        yield {"issue": point["issue"], "position": float(point["position"])}


def _red_lines(texts: Iterable[str]) -> Iterator[Data]:
    for text in texts:
        line = _parsed(_LINE, text, "--red-line", "ACTOR:ISSUE<=POS or ACTOR:ISSUE>=POS")
        bound = "atMost" if line["side"] == "<=" else "atLeast"
        yield {"actor": line["actor"], "issue": line["issue"], bound: float(line["limit"])}


def _parsed(pattern: re.Pattern[str], text: str, option: str, form: str) -> re.Match[str]:
    match = pattern.fullmatch(text)
    if match is None:
        raise typer.BadParameter(f"{text!r} is not {form}", param_hint=option)
    return match
