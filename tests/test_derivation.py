"""The rule from claims to relation versions, against its definition point by point."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.graph.relations.derivation import Evidence, RelationStatus, combine, independent, judge
from linkage.graph.relations.versions import derive
from tests.versions import seen

EPOCH = date(2020, 1, 1)
WIRE = frozenset(["wire"])


def day(number: int) -> date:
    return EPOCH + timedelta(days=number)


def claim(name: str, **fields: object) -> Evidence:
    settings: dict[str, object] = {"roots": frozenset([name]), "certainty": 0.5, "known_from": EPOCH, **fields}
    return Evidence(id=name, **settings)  # type: ignore[arg-type]  # the tests name real fields


def test_reprints_of_one_origin_count_once() -> None:
    claims = [claim("a", roots=WIRE, certainty=0.6), claim("b", roots=WIRE, certainty=0.5)]

    assert combine(claims) == pytest.approx(0.6)


def test_two_origins_agree_and_one_does_not() -> None:
    assert judge([claim("a"), claim("b")], EPOCH.toordinal()).status is RelationStatus.AGREED  # type: ignore[union-attr]
    assert (
        judge([claim("a"), claim("b", roots=frozenset("a"))], EPOCH.toordinal()).status is RelationStatus.SINGLE_SOURCE
    )  # type: ignore[union-attr]


def test_a_shared_principal_or_document_makes_one_witness_and_a_chain_of_them_two() -> None:
    minister = claim("a", roots=frozenset(["minister", "state", "letter"]), certainty=0.9)
    deputy = claim("b", roots=frozenset(["deputy", "state", "radio"]))
    analyst = claim("c", roots=frozenset(["analyst", "letter"]))

    for alone in ([minister, deputy], [minister, analyst]):
        finding = judge(alone, EPOCH.toordinal())
        assert finding is not None and (finding.status, finding.origins) == (RelationStatus.SINGLE_SOURCE, 1)
        assert finding.certainty == pytest.approx(0.9)
    finding = judge([minister, deputy, analyst], EPOCH.toordinal())
    assert finding is not None and (finding.status, finding.origins) == (RelationStatus.AGREED, 2)


@given(st.lists(st.frozensets(st.sampled_from("uvwxyz"), min_size=1, max_size=3), max_size=6))
def test_two_are_independent_wherever_two_share_nothing(roots: list[frozenset[str]]) -> None:
    claims = [claim(str(number), roots=shared) for number, shared in enumerate(roots)]
    apart = any(left.isdisjoint(right) for left, right in combinations(roots, 2))

    assert min(independent(claims), 2) == min(len(claims), 1) + apart


def test_a_denial_disputes_a_support_and_alone_denies() -> None:
    both = judge([claim("a", certainty=0.8), claim("b", certainty=0.25, denies=True)], EPOCH.toordinal())
    alone = judge([claim("b", denies=True)], EPOCH.toordinal())

    assert both is not None and both.status is RelationStatus.DISPUTED and both.certainty == pytest.approx(0.6)
    assert alone is not None and alone.status is RelationStatus.DENIED and alone.certainty == 0 and alone.origins == 0


def test_a_relation_is_disputed_when_every_support_is_and_not_before() -> None:
    disputed = claim("a", disputed=((day(5), None),))

    before, after = derive([disputed])

    assert (before.finding.status, before.known_to) == (RelationStatus.SINGLE_SOURCE, day(4))
    assert (after.finding.status, after.known_from) == (RelationStatus.DISPUTED, day(5))
    assert {v.finding.status for v in derive([disputed, claim("b")])} == {
        RelationStatus.AGREED,
        RelationStatus.SINGLE_SOURCE,
    }


def test_a_withdrawn_claim_counts_until_the_day_before() -> None:
    (version,) = derive([claim("a", withdrawn_on=day(3), valid_from=day(0), valid_to=day(0))])

    assert (version.known_from, version.known_to) == (day(0), day(2))


def test_neighbouring_days_with_one_finding_are_one_version_and_near_days_are_not_folded() -> None:
    touching = [
        claim("a", valid_from=day(1), valid_to=day(2)),
        claim("b", valid_from=day(4), valid_to=day(4)),
    ]

    spans = [(version.valid_from, version.valid_to) for version in derive(touching)]

    assert spans == [(day(1), day(2)), (day(4), day(4))]


def test_an_undated_claim_is_kept_apart_from_every_day() -> None:
    dated, undated = derive([claim("a", dated=False), claim("b", valid_from=day(1), valid_to=day(1))])

    assert (dated.dated, dated.finding.claims) == (True, ("b",))
    assert (undated.dated, undated.finding.claims) == (False, ("a",))


def test_nothing_follows_from_no_claims() -> None:
    assert derive([]) == []


days = st.integers(0, 12).map(day)


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    first, last = sorted((draw(days), draw(days)))
    known = draw(days)
    later = st.integers(1, 6).map(lambda n: known + timedelta(days=n))
    return Evidence(
        id=draw(st.text("abcdefgh", min_size=6, max_size=6)),
        roots=frozenset([draw(st.sampled_from("xyz"))]),
        certainty=draw(st.sampled_from([0.25, 0.5, 1.0])),
        known_from=known,
        withdrawn_on=draw(st.none() | later),
        valid_from=draw(st.sampled_from([first, None])),
        valid_to=draw(st.sampled_from([last, None])),
        dated=draw(st.booleans()) or draw(st.booleans()),
        denies=draw(st.booleans()),
        issue=draw(st.sampled_from([None, "i", "j"])),
        disputed=tuple((draw(days), None) for _ in range(draw(st.integers(0, 1)))),
    )


@given(st.lists(evidence(), max_size=6, unique_by=lambda e: e.id), days, days)
def test_whatever_the_lens_reading_versions_is_judging_the_claims(
    claims: list[Evidence], held: date, known: date
) -> None:
    counted = [
        e
        for e in claims
        if e.dated
        and e.known_from <= known
        and (e.withdrawn_on is None or known < e.withdrawn_on)
        and (e.valid_from or held) <= held <= (e.valid_to or held)
    ]

    expected = judge(counted, known.toordinal())

    assert [version.finding for version in seen(derive(claims), held, known)] == ([expected] if expected else [])


@given(st.lists(evidence(), max_size=6, unique_by=lambda e: e.id), st.randoms())
def test_the_order_of_claims_changes_nothing(claims: list[Evidence], random: object) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands in a Random

    assert derive(shuffled) == derive(claims)
