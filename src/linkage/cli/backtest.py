"""`linkage backtest`: what methods would have predicted of agreements the day before, held against what they say."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from linkage.cli.answers import fetch_whole
from linkage.cli.terminal import print_answer
from linkage.graph.errors import LinkageError
from linkage.graph.wording import backtest as wording

DOCUMENT = (Path(__file__).parent / "backtest.graphql").read_text(encoding="utf-8")
Data = dict[str, Any]


def backtest(
    *,
    agreements: Annotated[
        list[str] | None,
        typer.Argument(metavar="AGREEMENT …", help="Keys of agreements; all that say where issues are to stand."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole answer as JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a row for each prediction.")] = False,
) -> None:
    """
    Hold what methods would have predicted of dated agreements the day before against what the agreements say.

    Only what was known by that day counts. What cannot be predicted is unknown, which is no miss.

    Example: linkage backtest moscow-protocol-2020 libya-ceasefire-october-2020
    """
    if as_json and as_csv:
        raise LinkageError("--json and --csv are two ways to print one answer: choose one")
    answer, state = fetch_whole(lambda execute: _asked(execute, agreements))
    if as_json:
        print_answer(answer, state)
    elif as_csv:
        print(_csv(answer), end="")
    else:
        print("\n".join(_lines(answer)))


def _asked(execute: Any, agreements: list[str] | None) -> Data:
    answer: Data = execute(DOCUMENT, {"agreements": agreements or None})["backtest"]
    return answer


def _lines(answer: Data) -> Iterator[str]:
    yield from filter(None, (answer["finding"], answer["baseRates"]))
    yield ""
    yield wording.HEADING
    for case in answer["issues"]:
        yield wording.case(case)
    yield from ["", wording.scores_heading(answer["compared"])]
    yield from map(wording.score, answer["scores"])
    unknown = [case for case in answer["issues"] if case["reasons"]]
    if unknown:
        yield from ["", wording.UNKNOWN]
        yield from map(wording.unknown, unknown)
    yield from ["", *answer["notes"]]


def _csv(answer: Data) -> str:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    columns = ("position", "error", "within", "hit", "reason")
    table.writerow(
        ["agreement", "eve", "issue", "low", "high", "status_quo", "moved", "comparable", "method", *columns]
    )
    for case in answer["issues"]:
        start = [case["agreement"]["key"], case["eve"], case["issue"]["key"], case["low"], case["high"]]
        for prediction in case["predictions"]:
            figures = (prediction[column] for column in columns)
            row = [*start, case["statusQuo"], case["moved"], case["comparable"], prediction["method"], *figures]
            table.writerow(row)
    return text.getvalue()
