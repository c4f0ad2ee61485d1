"""Half-lives: which cases a history gives, and that the fit finds the rate at which invented ties really ended."""

import random

import pytest

from linkage.graph.records import Aspect, Force
from linkage.graph.relations.half_lives import Case, Report, estimate, fitted, hidden_cases

WORDS, DEEDS = (Aspect.STATE, Force.WORDS), (Aspect.STATE, Force.DEEDS)
ACT = (Aspect.EVENT, Force.DEEDS)
BACKS, OPPOSES = ("BACKS", "ann", "bob", "valley"), ("OPPOSES", "bob", "ann", "valley")


def report(tie: tuple[str, str, str, str], first: int, last: int | None = None, **fields: object) -> Report:
    sign = {"BACKS": 1, "OPPOSES": -1, "NEGOTIATES_WITH": 0}[tie[0]]
    values = {"kind": DEEDS, "sign": sign, **fields}
    return Report(tie, first, first if last is None else last, **values)  # type: ignore[arg-type]  # real fields


def test_the_next_report_of_a_tie_says_that_it_still_held() -> None:
    assert hidden_cases([report(BACKS, 1, 3, kind=WORDS), report(BACKS, 10)]) == [Case(WORDS, 7, held=True)]


def test_a_report_of_its_end_says_that_it_did_not_and_none_follows() -> None:
    reports = [report(BACKS, 1), report(BACKS, 5, ends=True), report(OPPOSES, 9)]

    assert hidden_cases(reports) == [Case(DEEDS, 4, held=False)]


def test_the_opposite_as_a_state_of_affairs_says_that_it_did_not_and_a_single_act_says_nothing() -> None:
    assert hidden_cases([report(BACKS, 1), report(OPPOSES, 5)]) == [Case(DEEDS, 4, held=False)]
    assert hidden_cases([report(BACKS, 1), report(OPPOSES, 5, kind=ACT)]) == []


def test_days_that_overlap_hide_nothing() -> None:
    assert hidden_cases([report(BACKS, 1, 9), report(BACKS, 5)]) == []


def test_another_theatre_or_another_pair_says_nothing() -> None:
    assert hidden_cases([report(BACKS, 1), report(("BACKS", "ann", "bob", "coast"), 5)]) == []


@pytest.mark.parametrize("half_life", [20.0, 200.0])
def test_the_fit_finds_the_half_life_of_invented_ties(half_life: float) -> None:
    dice = random.Random(1)
    ages = [dice.randint(1, 400) for _ in range(4_000)]
    cases = [Case(DEEDS, age, held=dice.random() < 2 ** (-age / half_life)) for age in ages]

    assert fitted(cases) == pytest.approx(half_life, rel=0.08)


def test_a_half_life_beats_carrying_nothing_and_carrying_for_ever() -> None:
    dice = random.Random(2)
    ages = [dice.randint(1, 300) for _ in range(2_000)]
    (found,) = estimate(Case(DEEDS, age, held=dice.random() < 2 ** (-age / 90)) for age in ages)

    assert found.score is not None and found.score < min(found.score_of_never, found.score_of_ever)
    assert all(abs(band.held / band.cases - (band.expected or 0)) < 0.08 for band in found.bands if band.cases > 99)


def test_no_figure_is_told_of_too_few_cases() -> None:
    (found,) = estimate([Case(DEEDS, 9, held=True)] * 50 + [Case(DEEDS, 9, held=False)] * 4)

    assert (found.half_life, found.cases, found.broken) == (None, 54, 4)
