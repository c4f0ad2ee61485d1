"""A package with all that it rests on: claims per issue, who else loses, what is missing, what is refused."""

from dataclasses import replace
from fractions import Fraction

import pytest

from linkage.api.leverage.package_types import PackageType
from linkage.api.leverage.results import told
from linkage.graph.balance.bonds import LensRelation
from linkage.graph.errors import LeverageError
from linkage.graph.families import Family
from linkage.graph.leverage.bargaining_rules import BargainingRule
from linkage.graph.leverage.closed_issues import ClosedIssue
from linkage.graph.leverage.exchange import exchanges
from linkage.graph.leverage.package_analysis import analyse_package
from linkage.graph.leverage.package_answer import PackageTerms
from linkage.graph.leverage.packages import RedLine
from tests.dossiers import dossier, of_table, reading, witness
from tests.tables import WORKED, table

READINGS = [
    reading("ann", "toll", 10, 0.8, 0.5, ["c1"]),
    reading("ann", "port", 0, 0.2, 1, ["c2"]),
    reading("ann", "bridge", 0, 0.5, 1, ["c2"]),
    reading("bob", "toll", 100, 0.3, 1, ["c3"]),
    reading("bob", "port", 90, 0.9, 0.5, ["c4"]),
    reading("bob", "bridge", None, 0.5, 1, ["c4"]),
    reading("cem", "toll", 40, 0.5, 0.4),
    reading("cem", "port", 100, 0.5, 0.4, ["c5"]),
]
FILE = dossier(READINGS, [witness(f"c{number}", 0.8, f"origin {number % 2}") for number in range(1, 6)])
LOSER = replace(
    FILE,
    readings=(
        *(one for one in FILE.readings if one.actor != "cem"),
        reading("cem", "toll", 100, 0.5, 0.4),
        reading("cem", "port", 0, 0.5, 0.4, ["c5"]),
    ),
)
"""The same with cem at the other ends of both scales."""
PAIR = PackageTerms(("ann", "bob"))


def test_a_package_over_two_issues_says_what_the_trade_on_them_says() -> None:
    analysis = analyse_package(FILE, PAIR)
    (trade,) = (trade for trade in exchanges(FILE.table) if {trade.giver1, trade.giver2} == {"ann", "bob"})

    assert [float(gain.gain) for gain in analysis.chosen.gains] == pytest.approx([trade.gain, trade.gain])
    moves = {(move.actor, issue.issue): float(move.end) for issue in analysis.issues for move in issue.moves}
    assert moves == pytest.approx({(trade.giver1, trade.issue1): trade.to1, (trade.giver2, trade.issue2): trade.to2})
    assert analysis.reason is None


def test_each_issue_names_the_claims_that_the_members_stances_lean_on() -> None:
    analysis = analyse_package(FILE, PAIR)

    assert {issue.issue: issue.claims for issue in analysis.issues} == {"toll": ("c1", "c3"), "port": ("c2", "c4")}
    assert analysis.claims == ("c1", "c2", "c3", "c4", "c5")


def test_issues_on_which_a_member_is_unknown_are_left_out_and_named() -> None:
    analysis = analyse_package(FILE, PAIR)

    assert [(gap.issue, gap.actors) for gap in analysis.missing] == [("bridge", ("bob",)), ("light", ("ann", "bob"))]
    assert any("2 open issues are left out" in note for note in analysis.notes)


def test_who_else_gains_or_loses_is_told_with_the_claims_that_it_can_block() -> None:
    analysis = analyse_package(replace(FILE, vetoes={"port": {"cem": ("c5",)}}), PAIR)

    (cem,) = analysis.others
    assert (cem.actor, cem.vetoes) == ("cem", ("c5",))


def test_it_is_told_who_must_agree_who_can_block_and_who_would_have_to_be_paid() -> None:
    links = (
        LensRelation("1", Family.BACKS, "ann", "cem", "valley"),
        LensRelation("2", Family.BACKS, "dan", "cem", "valley"),
        LensRelation("3", Family.OPPOSES, "bob", "cem", "valley"),
    )
    blocked = replace(LOSER, backing=links, vetoes={"port": {"cem": ("c5",), "eve": ("c4",)}, "toll": {"bob": ("c3",)}})

    analysis = analyse_package(blocked, PAIR)

    (cem,) = analysis.others
    rows = {row.actor: row for row in analysis.consent}
    assert [(row.actor, row.must_agree, row.vetoes) for row in analysis.consent] == [
        ("ann", True, ()),
        ("bob", True, ("c3",)),
        ("cem", False, ("c5",)),
        ("eve", False, ("c4",)),
    ]
    assert (rows["ann"].moves, rows["bob"].moves) == (("port",), ("toll",))
    assert cem.gain < 0 and rows["cem"].price == -cem.gain
    assert [link.id for link in rows["cem"].backed_by] == [link.id for link in cem.backed_by] == ["1"]
    assert (rows["eve"].gain, rows["eve"].price) == (None, None)
    assert rows["bob"].price is None


def test_who_loses_and_can_neither_block_nor_is_anybodys_client_need_not_be_paid() -> None:
    analysis = analyse_package(LOSER, PAIR)

    assert analysis.others[0].gain < 0
    assert [row.actor for row in analysis.consent] == ["ann", "bob"]


def test_a_member_that_gains_nothing_has_no_agreement_to_fall_back_on() -> None:
    welfare = analyse_package(of_table(table(WORKED)), PackageTerms(("A1", "A2"), rule=BargainingRule.WELFARE))

    assert [(row.actor, row.binds, row.must_agree) for row in welfare.consent] == [
        ("A1", False, True),
        ("A2", True, True),
    ]


def test_a_veto_that_is_heeded_keeps_the_issue_from_going_against_its_holder() -> None:
    blocked = replace(FILE, vetoes={"toll": {"bob": ("c3",)}})

    free, bound = analyse_package(blocked, PAIR), analyse_package(blocked, replace(PAIR, vetoes=True))

    toll = next(issue for issue in bound.issues if issue.issue == "toll")
    assert next(issue for issue in free.issues if issue.issue == "toll").outcome < toll.no_agreement
    assert toll.low == toll.no_agreement == toll.outcome
    assert bound.reason and {gain.gain for gain in bound.chosen.gains} == {Fraction()}


def test_across_two_theatres_all_of_the_gain_is_the_worth_of_linkage() -> None:
    analysis = analyse_package(FILE, PAIR)

    assert [(worth.apart, worth.worth) for worth in analysis.worth] == [
        (0, gain.gain) for gain in analysis.chosen.gains
    ]


def test_members_without_two_issues_in_common_get_the_reason_and_what_is_missing() -> None:
    analysis = analyse_package(FILE, replace(PAIR, actors=("ann", "eve")))

    assert analysis.reason and "ann and eve are known in full" in analysis.reason
    assert (analysis.issues, analysis.points) == ((), ())
    assert [gap.actors for gap in analysis.missing] == [("eve",), ("eve",), ("eve",), ("ann", "eve")]


def test_three_members_get_corners_and_a_gap() -> None:
    analysis = analyse_package(FILE, replace(PAIR, actors=("ann", "bob", "cem"), rule=BargainingRule.NASH))

    assert [gain.actor for gain in analysis.chosen.gains] == ["ann", "bob", "cem"]
    assert len(analysis.corners) > 2 and analysis.frontier_gap < 1
    assert analysis.others == ()


def test_the_answer_has_every_field_of_the_api() -> None:
    map_ = told(
        PackageType, analyse_package(FILE, PAIR), theatres=("valley",), asOf="2020-09-16", knownBy=None, hindsight=None
    )

    assert map_["rule"] == "EQUAL_GAIN"
    assert map_["issues"][0].keys() >= {"noAgreement", "outcome", "moves", "claims"}
    assert [point["rule"] for point in map_["points"]] == ["EQUAL_GAIN", "NASH", "KALAI_SMORODINSKY", "WELFARE"]


def test_of_issues_that_ask_the_same_in_part_a_package_has_one_and_says_so() -> None:
    beams = [reading("ann", "light", 0, 0.1, 1), reading("bob", "light", 90, 0.4, 0.5)]
    file = replace(FILE, readings=(*FILE.readings, *beams), overlaps=(frozenset(("port", "light")),))

    apart = analyse_package(file, PAIR)
    named = analyse_package(file, PackageTerms(("ann", "bob"), ("toll", "port", "light")))

    # By hand: 0.2 · 1 + 0.9 · 0.5 on the port, 0.1 · 1 + 0.4 · 0.5 on the light.
    assert [issue.issue for issue in apart.issues] == ["toll", "port"]
    assert apart.set_aside == ("light",)
    assert "light is left out: another issue of the package asks the same in part." in apart.notes
    assert not named.set_aside
    assert "light and port ask the same in part: what they share counts twice." in named.notes


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        pytest.param(replace(PAIR, issues=("toll", "moon")), "there is no issue 'moon'", id="unknown issue"),
        pytest.param(
            replace(PAIR, issues=("toll", "dam")), "'dam' is not open on the day: It was settled.", id="closed"
        ),
        pytest.param(replace(PAIR, issues=("toll",)), "two issues or more, not 1", id="one issue"),
        pytest.param(replace(PAIR, actors=("ann",)), "two actors or more, not 1", id="one actor"),
        pytest.param(
            replace(PAIR, red_lines=(RedLine("bob", "light", Fraction(3), ceiling=True),)),
            "'light' is no issue of the package",
            id="line elsewhere",
        ),
        pytest.param(
            replace(PAIR, no_agreement=(("toll", Fraction(3)), ("toll", Fraction(4)))),
            "the no-agreement point of 'toll' is told twice",
            id="point told twice",
        ),
    ],
)
def test_what_cannot_be_settled_is_refused_in_a_sentence(terms: PackageTerms, sentence: str) -> None:
    closed = replace(FILE, closed={"dam": ClosedIssue("valley", "It was settled.", ())})

    with pytest.raises(LeverageError) as raised:
        analyse_package(closed, terms)

    assert sentence in str(raised.value)
