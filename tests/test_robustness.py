"""How far a headline carries, in dossiers whose answers are known by hand or by another way of reckoning."""

from dataclasses import replace
from itertools import product
from math import factorial

import numpy as np
import pytest

from linkage.graph.leverage.analysis import LeverageAnalysis, analyse
from linkage.graph.leverage.grounds import Grounds
from linkage.graph.leverage.inputs import Dossier
from linkage.graph.leverage.left_out import EvidenceKind, HeadlineChange, LeftOut
from linkage.graph.leverage.pair_scan import DirectionShares, Likeliest
from linkage.graph.leverage.robustness import Robustness, robustness
from linkage.graph.leverage.shapley import shapley_effects
from linkage.graph.leverage.spread import InputGroup
from linkage.graph.records import Range
from linkage.graph.wording.robustness import STEADY, Omission, robustness_lines, turning
from tests.dossiers import ISSUES, dossier, drawn, reading, witness

NUMBER = 2_000
ANN_GIVES = [
    reading("ann", "toll", 0, 0.1, 1),
    reading("ann", "port", 0, 0.9, 1),
    reading("bob", "toll", 100, 0.9, 1),
    reading("bob", "port", 100, 0.1, 1),
]
"""Ann cares little about the toll and much about the port, Bob the other way round: Ann gives on the toll."""


def of(found: Dossier, seed: int = 1) -> Robustness:
    result = robustness(analyse(found, draws=NUMBER, seed=seed))
    assert result is not None
    return result


def row(result: Robustness, kind: EvidenceKind, key: str) -> LeftOut:
    return next(each for each in result.left_out if (each.kind, each.key) == (kind, key))


def spread(result: Robustness) -> dict[InputGroup, float]:
    return {each.group: each.effect.share for each in result.spread}


def shares(analysis: LeverageAnalysis, giver: str) -> tuple[float, float, float]:
    """The share in which *giver* gives in the valley, the opposite one, and none."""
    for pair in analysis.pairs:
        if (pair.one, pair.two) == ("ann", "bob"):
            ways = {direction.giver1: direction.share.share for direction in pair.directions}
            return ways.pop(giver), ways.popitem()[1], pair.none
    return 0.0, 0.0, 1.0


# Leaving out


def test_one_claim_that_decides_turns_the_headline_with_its_document_and_its_speaker() -> None:
    told = replace(witness("told", 0.9), document="gazette", speakers=("miller", "press"))
    strong = [
        reading("ann", "bridge", 0, 0.7, 1, ["told"]),
        reading("ann", "light", 0, 0.3, 1, ["told"]),
        reading("bob", "bridge", 100, 0.3, 1),
        reading("bob", "light", 100, 0.7, 1),
    ]
    result = of(dossier([*ANN_GIVES, *strong], [told]))

    assert (result.giver1, result.theatre1) == ("bob", "valley")
    for kind, key in (("claim", "told"), ("article", "gazette"), ("speaker", "miller"), ("speaker", "press")):
        left_out = row(result, EvidenceKind(kind), key)
        assert left_out.change is HeadlineChange.TURNS
        assert (left_out.shares.share, left_out.shares.opposite) == (0, 1)
    assert row(result, EvidenceKind.ISSUE, "bridge").change is HeadlineChange.TURNS
    assert row(result, EvidenceKind.ISSUE, "toll").change is HeadlineChange.STAYS


def test_without_a_claim_that_the_only_trade_needs_the_headline_falls() -> None:
    needed = replace(ANN_GIVES[0], grounds=Grounds(("told",)))
    result = of(dossier([needed, *ANN_GIVES[1:]], [witness("told", 0.9)]))

    assert row(result, EvidenceKind.CLAIM, "told").change is HeadlineChange.FALLS
    assert row(result, EvidenceKind.CLAIM, "told").shares.none == 1
    assert row(result, EvidenceKind.ISSUE, "port").change is HeadlineChange.FALLS


def test_where_there_is_no_trade_in_most_draws_it_is_told_what_raises_one() -> None:
    """Ann's toll is known where a rare claim holds and the one against it does not, in 0.18 of the draws."""
    needed = replace(ANN_GIVES[0], grounds=Grounds(("rare",), against=("told",)))
    result = of(dossier([needed, *ANN_GIVES[1:]], [witness("rare", 0.9), witness("told", 0.8)]))

    assert result.shares.likeliest is Likeliest.NONE
    assert row(result, EvidenceKind.CLAIM, "told").change is HeadlineChange.RISES
    assert row(result, EvidenceKind.CLAIM, "rare").change is HeadlineChange.STAYS


@pytest.mark.parametrize(
    ("shares", "likeliest"),
    [
        ((0.4, 0.35, 0.25), Likeliest.DIRECTION),
        ((0.35, 0.4, 0.25), Likeliest.OPPOSITE),
        ((0.35, 0.25, 0.4), Likeliest.NONE),
        ((0.4, 0.2, 0.4), Likeliest.DIRECTION),
    ],
)
def test_a_headline_names_what_is_likeliest(shares: tuple[float, float, float], likeliest: Likeliest) -> None:
    assert DirectionShares(*shares).likeliest is likeliest


def test_a_copy_turns_nothing() -> None:
    copied = [
        replace(each, issue={"toll": "bridge", "port": "light"}[each.issue], key=f"{each.key}-2") for each in ANN_GIVES
    ]
    result = of(dossier([*ANN_GIVES, *copied]))

    assert {each.key for each in result.left_out} == set(ISSUES)
    assert all(each.change is HeadlineChange.STAYS and each.shares == result.shares for each in result.left_out)


@pytest.mark.parametrize("seed", [0, 3, 4, 5])
def test_what_is_left_out_has_the_shares_of_a_dossier_in_which_it_never_was(seed: int) -> None:
    found = drawn(seed)
    only = {"actors": ("ann", "bob"), "draws": NUMBER, "seed": 3}
    analysis = analyse(found, **only)
    result = robustness(analysis)
    assert result is not None

    for each in result.left_out:
        if each.kind is EvidenceKind.ISSUE:
            less = replace(found, readings=tuple(one for one in found.readings if one.issue != each.key))
        else:
            struck = replace(found.witnesses[each.key], certainty=0.0)
            less = replace(found, witnesses={**found.witnesses, each.key: struck})
        expected = shares(analyse(less, **only), result.giver1)
        assert (each.shares.share, each.shares.opposite, each.shares.none) == pytest.approx(expected, abs=1e-12)


# The spread


def test_shapley_effects_of_three_coins_are_those_of_their_enumeration() -> None:
    chances, groups = (0.5, 0.3, 0.8), 3

    def figure(a: np.ndarray, b: np.ndarray, c: np.ndarray) -> np.ndarray:
        return 2.0 * a + b * c - a * c

    worlds = list(product((0.0, 1.0), repeat=groups))
    chance = {w: float(np.prod([p if x else 1 - p for x, p in zip(w, chances, strict=True)])) for w in worlds}
    mean = sum(chance[w] * figure(*map(np.array, w)) for w in worlds)

    def explained(known: int) -> float:
        """The variance of the mean given the coins of a mask."""
        total = 0.0
        for values in worlds:
            alike = [w for w in worlds if all(w[g] == values[g] for g in range(groups) if known >> g & 1)]
            weight = sum(chance[w] for w in alike)
            total += chance[values] * float(sum(chance[w] / weight * figure(*map(np.array, w)) for w in alike)) ** 2
        return total - float(mean) ** 2

    exact = [
        sum(
            factorial(s.bit_count()) * factorial(2 - s.bit_count()) / 6 * (explained(s | 1 << g) - explained(s))
            for s in range(8)
            if not s >> g & 1
        )
        / explained(7)
        for g in range(groups)
    ]
    dice = np.random.default_rng(5)
    first, anew = dice.random((2, groups, 40_000))
    runs = [
        figure(*((np.where(mask >> g & 1, first[g], anew[g]) < chances[g]).astype(float) for g in range(groups)))
        for mask in range(8)
    ]
    effects = shapley_effects(runs, groups)

    assert effects is not None
    assert sum(each.share for each in effects) == pytest.approx(1)
    for effect, true in zip(effects, exact, strict=True):
        assert effect.error < 0.01
        assert effect.share == pytest.approx(true, abs=4 * effect.error)


def test_what_never_varies_has_no_spread() -> None:
    assert shapley_effects([np.ones(100)] * 4, 2) is None
    assert of(dossier(ANN_GIVES)).spread == ()


def test_the_spread_of_a_dossier_with_one_claim_alone_is_that_of_claims() -> None:
    result = of(dossier([replace(ANN_GIVES[0], grounds=Grounds(("told",))), *ANN_GIVES[1:]], [witness("told", 0.6)]))

    assert spread(result) == pytest.approx({**dict.fromkeys(InputGroup, 0), InputGroup.CLAIMS: 1})


def test_claims_of_one_origin_are_sources() -> None:
    claims = [witness("told", 0.6, "press"), witness("retold", 0.7, "press")]
    needed = [
        replace(ANN_GIVES[0], grounds=Grounds(("told",))),
        replace(ANN_GIVES[1], grounds=Grounds(("retold",))),
        *ANN_GIVES[2:],
    ]
    result = of(dossier(needed, claims))

    assert spread(result) == pytest.approx({**dict.fromkeys(InputGroup, 0), InputGroup.SOURCES: 1})


def test_a_salience_within_a_range_is_a_figure() -> None:
    open_ = reading("ann", "toll", 0, Range(low=0.0, high=1.0), 1)
    even = [
        reading(actor, issue, 100 * (actor == "bob"), 0.5, 1) for actor in ("ann", "bob") for issue in ("toll", "port")
    ]
    result = of(dossier([open_, *even[1:]]))

    assert spread(result)[InputGroup.FIGURES] == pytest.approx(1)
    assert [(each.cell, each.figure) for each in result.levers] == [(("ann", "toll"), "salience")]
    assert abs(result.levers[0].swing) == pytest.approx(1, abs=0.05)


def test_needing_all_claims_is_the_model() -> None:
    claims = [witness("sure", 1.0), witness("void", 0.0)]
    result = of(dossier([replace(ANN_GIVES[0], grounds=Grounds(("sure", "void"))), *ANN_GIVES[1:]], claims))

    assert spread(result) == pytest.approx({**dict.fromkeys(InputGroup, 0), InputGroup.MODEL: 1})


def test_parts_of_the_spread_add_up_whatever_is_open() -> None:
    for seed in range(4):
        result = robustness(analyse(drawn(seed), draws=NUMBER, seed=1))
        if result and result.spread:
            assert sum(each.effect.share for each in result.spread) == pytest.approx(1)


# Levers and what to read next


def test_an_unsure_claim_that_the_trade_needs_is_the_lever_and_worth_reading_up() -> None:
    result = of(dossier([replace(ANN_GIVES[0], grounds=Grounds(("told",))), *ANN_GIVES[1:]], [witness("told", 0.6)]))
    share = result.shares.share

    assert [(each.claim, each.swing) for each in result.levers] == [("told", 1.0)]
    assert result.next_readings[0].claim == "told"
    assert result.next_readings[0].worth == pytest.approx(2 * share * (1 - share))


def test_a_cell_without_which_there_would_be_another_trade_is_worth_reading() -> None:
    unsure = [replace(ANN_GIVES[0], grounds=Grounds(("told",))), *ANN_GIVES[1:]]
    lacking = [
        reading("ann", "bridge", 0, 0.9, 1),
        reading("bob", "bridge", None, None, None),
        reading("cem", "toll", 50, 0.0, None),
    ]
    result = of(dossier([*unsure, *lacking], [witness("told", 0.6)]))
    cells = {each.cell: each for each in result.next_readings if each.cell}

    assert cells["bob", "bridge"].lacking == ("position", "salience", "capability")
    assert 0 < cells["bob", "bridge"].worth < 1
    assert ("cem", "toll") not in cells, "who does not care moves nothing, whatever its capability"


def test_without_draws_or_a_trade_there_is_nothing_to_tell() -> None:
    assert robustness(analyse(dossier(ANN_GIVES))) is None
    assert robustness(analyse(dossier(ANN_GIVES[:2]), draws=10, seed=1)) is None


def test_a_share_comes_with_its_standard_error() -> None:
    result = of(dossier([replace(ANN_GIVES[0], grounds=Grounds(("told",))), *ANN_GIVES[1:]], [witness("told", 0.5)]))

    assert result.error == pytest.approx((0.25 / NUMBER) ** 0.5, rel=0.01)


def test_the_lines_name_what_turns_the_headline_or_say_that_nothing_does() -> None:
    shares = {"share": 0.6, "opposite": 0.3, "none": 0.1}
    turn = {"kind": "ARTICLE", "article": {"key": "gazette"}, "change": "TURNS", "shares": {**shares, "share": 0.2}}
    carries = {"error": 0.011, "draws": 2000, "shares": shares, "spread": [], "levers": [], "nextReadings": []}

    assert list(robustness_lines({**carries, "leftOut": [turn]})) == [
        "Share      0.60 ± 0.011 (standard error, 2,000 draws)",
        "Turns without: article gazette (turns: 0.20, opposite 0.30, none 0.10)",
    ]
    assert list(robustness_lines({**carries, "leftOut": [{**turn, "change": "STAYS"}]}))[1] == STEADY


def omission(kind: str, name: str, change: str, share: float) -> Omission:
    return Omission(kind, name, name, change, (share, 0.5, 0.5 - share))


def test_the_short_form_names_or_counts_every_issue_and_article_that_changes_the_headline() -> None:
    left_out = [
        omission("claim", "It was said.", "turns", 0.2),
        omission("article", "A quay is let", "turns", 0.2),
        omission("speaker", "the miller", "turns", 0.1),
        omission("issue", "Who lands?", "turns", 0.3),
        omission("issue", "Who picks?", "falls", 0.1),
        omission("issue", "Who pays?", "stays", 0.4),
    ]

    assert turning(left_out) == (
        "Without the issue “Who lands?”, the article “A quay is let” or what the miller said the other way round is likeliest; "
        "without the issue “Who picks?” no trade is likeliest."
    )
    assert turning([omission("issue", f"{number}", "turns", number / 10) for number in range(4)]) == (
        "Without the issue “0”, the issue “1” or any of 2 more the other way round is likeliest."
    )
    assert turning([omission("article", "A quay is let", "rises", 0.2)]) == (
        "Without the article “A quay is let” that way is likeliest."
    )


def test_where_nothing_changes_the_headline_the_short_form_names_what_comes_nearest() -> None:
    def stays(name: str, *shares: float) -> Omission:
        return Omission("issue", name, name, "stays", (shares[0], shares[1], shares[2]))

    assert turning([stays("Who pays?", 0.6, 0.3, 0.1), stays("Who picks?", 0.41, 0.19, 0.4)]) == (
        "No single issue, article, speaker or claim turns it; without the issue “Who picks?” it is closest, 0.41 against 0.40."
    )
    assert turning([]) == STEADY
