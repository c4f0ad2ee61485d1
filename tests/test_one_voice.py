"""One value through every outlet, and the words that come out: command line, API, page and picture."""

import ast
import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from linkage.cli import leverage_text
from linkage.cli.claim import lines as claim_lines
from linkage.graph.families import Family
from linkage.graph.lens import Lens
from linkage.graph.leverage.spread import InputGroup
from linkage.graph.wording import numbers, paths
from linkage.graph.wording import robustness as robustness_wording
from linkage.visualizations.assets import Assets
from linkage.visualizations.network import canvas
from linkage.visualizations.network.view import read_network
from linkage.visualizations.pages.lesson.comparison import DayComparison
from linkage.visualizations.pages.lesson.day import Day
from linkage.visualizations.pages.leverage.page import render_leverage
from tests.leverage_answers import (
    NORTH,
    SOUTH,
    Answers,
    cell,
    direction,
    found,
    leverage,
    pair,
    robustness,
    shares,
    trade,
)
from tests.orchard import ACTORS, THEATRES, Json, answer, claim, quarrel
from tests.orchard import relation as drawn

ASSETS = Assets(library="", style="", script="")
SPEAKERS = ["A gardener", "A miller", "The Gazette"]


def text(markup: str) -> str:
    """The words of a page, without its tags."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", markup)))


def page(analysis: Json, **claims: Json) -> str:
    return text(render_leverage(found("trade=north:apples:south:quay", Answers(analysis, **claims)), ASSETS))


def terminal(analysis: Json) -> str:
    """What the command line says of the same answer, which it asks a little more of."""
    for deal in analysis["trades"]:
        deal["solutions"] = [by_equal_gain(deal["point"])] if deal["point"] else []
        for carrying in deal["carrying"]:
            carrying["claim"] = spoken(carrying["claim"]["key"])
    for traders in analysis["traders"]:
        for link in traders["channel"]["relations"]:
            link |= {"validFrom": None, "validTo": None}
    reported = [spoken(claim["key"]) for claim in analysis["reported"]]
    more = {
        "asOf": "2020-09-16",
        "knownBy": "2020-09-16",
        "rule": "EQUAL_GAIN",
        "leaders": [],
        "round": [],
        "reported": reported,
    }
    for row in analysis["table"]:
        row["median"] = row["centre"]
    return "\n".join(leverage_text.lines(analysis | more, 40))


def by_equal_gain(point: Json) -> Json:
    return {"rule": "EQUAL_GAIN", "gain1": point["gain"], "gain2": point["gain"]}


def spoken(key: str) -> Json:
    return {
        "key": key, "summary": "It was said.", "certainty": 0.7, "knownFrom": "2020-09-18", "hedge": "ASSERTED",
        "speakers": [{"name": name, "side": None} for name in SPEAKERS], "disputes": [], "disputedBy": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "words_"),
    [(0.0, "0.00"), (0.004, "< 0.01"), (0.015, "0.01"), (0.42, "0.42"), (0.996, "> 0.99"), (1.0, "1.00")],
)
def test_a_share_reads_the_same_on_the_page_and_on_the_command_line(value: float, words_: str) -> None:
    def analysis() -> Json:
        ways = [direction(NORTH, SOUTH, value), direction(SOUTH, NORTH, value)]
        deal = trade(share=shares(value, needed=value, given=value, opposite=value))
        return leverage(traders=[pair(directions=ways, none=value, even=value or 0.5)], trades=[deal])

    lines, deal = terminal(analysis()), found("trade=north:apples:south:quay", Answers(analysis())).trade
    picture = text(canvas.render_network(read_network(quarrel(), Lens()), Lens(), ASSETS, trade=deal))

    assert f"share {words_}  (needed claims" in lines and f"Share    {words_} = needed claims {words_}" in lines
    assert f"No trade   {'between the two':<58} share {words_}" in lines
    assert f"there in a share of {words_} of the draws" in page(analysis())
    assert f"a trade given that {words_} = {words_}" in picture


def test_what_turns_the_headline_reads_the_same_on_the_page_and_on_the_command_line() -> None:
    turning = (
        "Without the issue “Who lands at the quay?” or the article “A quay <is> let” the other way round is likeliest."
    )
    shown = page(leverage(robustness=robustness()))

    assert terminal(leverage(robustness=robustness())).splitlines()[0].endswith(turning)
    assert shown.count(turning) == 2, "in the headline and where it is told in full"
    assert "3 of 4 things" in shown and "what A miller said 0.50 0.30 0.20 the same" in shown
    for words_ in (
        *robustness_wording.GROUPS.values(),
        "−0.20 ± 0.02 salience of Northmark on",
        "±0.10 three, it was said.",
    ):
        assert words_ in shown
    assert set(robustness_wording.GROUPS) == {group.value for group in InputGroup}
    assert robustness_wording.ALONE not in page(leverage())


@pytest.mark.parametrize(
    ("ratio", "words_"),
    [(0.5, "0.50"), (None, "without bound")],
    ids=["a ratio", "divided by a coded nought"],
)
def test_a_ratio_reads_the_same_on_the_page_and_on_the_command_line(ratio: float | None, words_: str) -> None:
    def analysis() -> Json:
        return leverage(trades=[trade(ratio1=ratio, ratio2=ratio)])

    assert f"Northmark {words_}, Southmark {words_}" in terminal(analysis())
    assert f"Northmark {words_} and Southmark {words_}." in page(analysis())


@pytest.mark.parametrize(
    ("stances", "words_"),
    [
        ([cell(NORTH, 20, 0.8), cell(SOUTH, 90, 0.4)], "0.50"),
        ([cell(NORTH, 20, 0.0), cell(SOUTH, 90, 0.4)], "without bound"),
        ([cell(SOUTH, 90, 0.4)], "unknown"),
    ],
    ids=["coded", "coded as nought", "not coded"],
)
def test_a_ratio_of_a_lesson_is_unknown_only_where_a_salience_is_not_coded(stances: list[Json], words_: str) -> None:
    table = leverage()["table"]
    opened = found("", Answers(leverage(table=[table[0], table[1] | {"cells": stances}])))
    analysis = opened.analysis
    actors = (analysis.traders[0].one, analysis.traders[0].two)
    day = Day(opened.inquiry, analysis, actors, (analysis.theatres[0], analysis.theatres[1]))
    north, _ = DayComparison(day, day, None).ratios(analysis.trades[1])

    assert numbers.ratio(north.before) == numbers.ratio(north.after) == words_


def test_a_chain_of_speakers_runs_the_same_way_everywhere() -> None:
    chain = "A gardener → A miller → The Gazette"
    said = claim("The North backs it.", key="one", speakers=[{"name": name, "side": None} for name in SPEAKERS])
    asked = said | {
        "object": None, "matter": "the orchard", "subject": {"name": "Northmark"}, "theatres": [], "origin": "x",
        "knownFrom": "2020-09-18", "disputes": [], "supports": [], "supportedBy": [],
        "locator": {"paragraph": 3, "words": None},
    }  # fmt: skip
    network = answer(ACTORS, [drawn("north", "BACKS", "guild", "orchard", claims=[said])], THEATRES)
    lines = terminal(leverage())

    assert f"  said by    {chain}, 2020-09-17" in "\n".join(claim_lines(asked))
    assert f"swing +0.59) {chain}, 2020-09-18" in lines and f"Reported   two {chain} (asserted)" in lines
    assert chain in page(leverage(), one=said) and chain in text(
        canvas.render_network(read_network(network, Lens()), Lens(), ASSETS)
    )


@pytest.mark.parametrize("family", Family)
def test_a_family_has_one_verb_on_pictures_in_paths_and_in_changes(family: Family) -> None:
    from linkage.cli.diff import pair as changed

    sentence = f"Northmark {family.verb} Orchard Guild"
    network = answer(ACTORS, [drawn("north", family.name, "guild", "orchard")], THEATRES)
    hop = paths.hop("Northmark", "Orchard Guild", family.name, None, None, None, "AGREED", None, None, [])

    assert hop.startswith(sentence) and changed("Northmark", family, "Orchard Guild") == sentence
    assert sentence in text(canvas.render_network(read_network(network, Lens()), Lens(), ASSETS))


def test_on_which_reports_a_tie_stands_is_said_in_the_same_words() -> None:
    from linkage.cli.diff import _brief as table

    carried = {"status": "AGREED", "certainty": 0.4, "lastAttested": "2020-07-04", "nextAttested": None}
    bridged = {**carried, "lastAttested": "2020-03-02", "nextAttested": "2020-06-09"}
    for reports, words_ in ((carried, "last on 4 July 2020"), (bridged, "between 2 March and 9 June 2020")):
        network = answer(ACTORS, [drawn("north", "BACKS", "guild", "orchard", **reports, origins=2)], THEATRES)
        page_ = text(canvas.render_network(read_network(network, Lens()), Lens(), ASSETS))

        assert table(reports) == f"agreed, {words_}, 0.40"
        assert f"2 independent origins, {words_}, certainty 0.4" in page_


def test_who_gives_where_is_said_in_the_same_words() -> None:
    assert "Northmark gives in Orchard, Southmark gives in Harbour" in terminal(leverage())
    assert "Northmark gives in Orchard, Southmark in Harbour" in page(leverage())


def test_the_finding_is_the_same_sentence_on_the_page_and_first_on_the_command_line() -> None:
    sentence = terminal(leverage()).splitlines()[0]

    assert sentence in page(leverage()) and "± 0.02 of the draws for 16 September 2020" in sentence


TEXTS = ("camps", "claim", "diff", "exchange", "leverage_text", "path", "search")
WORDED = [
    *Path("visualizations").rglob("*.py"),
    *(Path("src/linkage/cli") / f"{name}.py" for name in TEXTS),
    Path("graph/lens.py"),
    Path("graph/leverage/analysis.py"),
]
# Values of an address, which a program reads, and two refusals of what is too much to work out.
EXEMPT = {"visualizations/pages/leverage/request.py", "graph/lens.py", "graph/leverage/analysis.py"}


def by_hand(path: Path) -> Iterator[str]:
    """Figures that an f-string formats, and plurals that are multiplied out."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FormattedValue) and node.format_spec and str(path) not in EXEMPT:
            if re.search(r",|[fge%]\W*$", ast.unparse(node.format_spec)[2:]):
                yield f"{path}:{node.lineno} {ast.unparse(node)}"
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            if isinstance(node.left, ast.Constant) and node.left.value in ("s", "es"):
                yield f"{path}:{node.lineno} {ast.unparse(node)}"
        elif isinstance(node, ast.Attribute) and node.attr in ("strftime", "month_name"):
            yield f"{path}:{node.lineno} {ast.unparse(node)}"


def test_no_figure_plural_or_date_is_worded_outside_the_package() -> None:
    assert [words_ for path in WORDED for words_ in by_hand(path)] == []


def test_a_template_formats_figures_for_forms_alone() -> None:
    """In attributes of a form, which a browser reads, they stand between single quotes."""
    for path in Path("visualizations/templates").glob("*.html"):
        assert not re.search(r'"%[.g]', path.read_text("utf-8")), path


def test_the_package_rests_on_nothing_above_the_graph() -> None:
    imports = {
        line
        for path in Path("graph/wording").glob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if re.match(r"\s*(from|import) ", line)
    }

    assert not [
        line for line in imports if re.search(r"linkage\.(ingest|api|visualizations|cli)|pydantic|strawberry", line)
    ]
    assert "from babel" not in "\n".join(line for line in imports if not line.startswith(" "))
