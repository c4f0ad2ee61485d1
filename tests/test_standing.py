"""Attested, bridged, carried, and what ends a tie: by hand, and against the definition day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.graph.records import Course
from linkage.graph.relations.derivation import Evidence, Finding, RelationStatus, combine, judge
from linkage.graph.relations.standing import HALF_LIVES, Ending, StandingBasis
from linkage.graph.relations.versions import Version, derive
from tests.versions import seen

EPOCH = date(2020, 1, 1)
LAST = 40
"""The last day that the histories drawn below speak of."""


def day(number: int) -> date:
    return EPOCH + timedelta(days=number)


def claim(name: str, first: int | None, last: int | None = None, **fields: object) -> Evidence:
    values: dict[str, object] = {
        "roots": frozenset([name]), "certainty": 0.5, "known_from": EPOCH, "half_life": 4.0,
        "valid_from": None if first is None else day(first),
        "valid_to": None if first is None else day(first if last is None else last),
        "dated": first is not None,
    }  # fmt: skip
    return Evidence(id=name, **(values | fields))  # type: ignore[arg-type]  # the tests name real fields


def line(derived: list[Version], known: date = EPOCH, until: int = LAST) -> str:
    """A letter a day: what the tie stands on, `.` where it does not stand, a small letter where it is disputed."""
    return "".join(_letter(seen(derived, day(number), known)) for number in range(until))


def _letter(versions: list[Version]) -> str:
    assert len(versions) <= 1, versions
    if not versions:
        return "."
    if versions[0].finding.status is RelationStatus.DENIED:
        return "x"
    letter = versions[0].basis.name[0]
    return letter.lower() if versions[0].finding.status is RelationStatus.DISPUTED else letter


def test_a_tie_is_carried_for_three_half_lives_and_no_longer() -> None:
    assert line(derive([claim("a", 2)]), until=18) == "..A" + "C" * 12 + "..."


def test_between_two_reports_it_is_bridged_and_before_the_first_there_is_nothing() -> None:
    assert line(derive([claim("a", 2), claim("b", 10)]), until=14) == "..ABBBBBBBACCC"


def test_a_gap_longer_than_three_half_lives_is_carried_into_and_not_bridged() -> None:
    assert line(derive([claim("a", 0), claim("b", 14)]), until=16) == "A" + "C" * 12 + ".AC"


def test_what_testifies_longest_within_a_spell_tells_how_long_it_is_carried() -> None:
    act = claim("b", 5, half_life=1.0)

    assert line(derive([claim("a", 0), act]), until=20) == "ABBBBA" + "C" * 12 + ".."
    assert line(derive([act]), until=20) == "....." + "ACCC" + "." * 11


@pytest.mark.parametrize(
    ("course", "expected"),
    [
        pytest.param(Course.GOES_ON, "CCCABBACC", id="goes on"),
        pytest.param(Course.BEGINS, "CCCACCACC", id="begins"),
        pytest.param(Course.ENDS, "CCCABBA..", id="ends"),
    ],
)
def test_a_course_tells_what_was_before_or_after(course: Course, expected: str) -> None:
    claims = [claim("0", 0), claim("a", 4), claim("b", 7, course=course)]

    assert line(derive(claims), until=10)[1:] == expected.replace("CCC", "BBB", 1)


def test_what_held_on_these_days_alone_is_carried_to_neither_side() -> None:
    assert line(derive([claim("a", 4, 6, course=Course.WHOLE)]), until=10) == "....AAA..."


def test_an_event_holds_for_its_days_alone_and_still_testifies_of_the_tie() -> None:
    event = claim("a", 1, course=Course.WHOLE, state=False, half_life=1.0)

    assert line(derive([event]), until=6) == ".ACCC."


def test_a_kind_that_ends_a_tie_ends_it_on_its_first_day_and_attests_nothing() -> None:
    derived = derive([claim("a", 1), claim("b", 5, 7, ends=True)])

    assert line(derived, until=8) == ".ACCC..."
    assert [(version.stretch.ending, version.stretch.ended_by) for version in derived] == [
        (None, None), (Ending.ENDED, "b"),
    ]  # fmt: skip


def test_a_state_of_the_opposite_sign_cuts_and_an_act_contests() -> None:
    state, act = claim("o", 4), claim("o", 4, state=False)

    assert line(derive([claim("a", 1), claim("b", 9)], [state]), until=12) == ".ACC.....ACC"
    assert line(derive([claim("a", 1), claim("b", 9)], [act]), until=12) == ".ABBbbbbbACC"
    assert {version.stretch.contested for version in derive([claim("a", 1)], [act])} == {(), ("o",)}


@pytest.mark.parametrize("names", ["ab", "ba"])
def test_of_an_end_and_an_opposite_of_one_day_the_end_is_what_ends_the_tie(names: str) -> None:
    end, opposite = names
    derived = derive([claim("o", 1), claim(end, 5, ends=True)], [claim(opposite, 5)])

    assert (derived[-1].stretch.ending, derived[-1].stretch.ended_by) == (Ending.ENDED, end)


def test_a_denial_on_a_day_disputes_what_is_carried_and_alone_denies() -> None:
    denial = claim("d", 3, 4, denies=True)

    assert line(derive([claim("a", 1), denial]), until=8) == ".ACccCCC"
    assert line(derive([denial]), until=8) == "...xx..."


def test_what_was_not_yet_known_neither_bridges_nor_cuts() -> None:
    claims = [claim("a", 1), claim("b", 9, known_from=day(20)), claim("c", 5, ends=True, known_from=day(30))]
    derived = derive(claims)

    assert line(derived, day(19), until=12) == ".A" + "C" * 10
    assert line(derived, day(20), until=12) == ".ABBBBBBBACC"
    assert line(derived, day(30), until=12) == ".ACCC....ACC"


def test_a_lasting_stand_without_a_date_is_carried_from_the_day_it_was_told() -> None:
    derived = derive([claim("a", None, lasting=True, known_from=day(3))])

    assert line(derived, day(3), until=18) == "...C" + "C" * 12 + ".."
    assert [version.dated for version in derived] == [True, True, False]


def test_certainty_halves_with_every_half_life_and_between_two_reports_the_nearer_counts() -> None:
    bridged = derive([claim("a", 0, certainty=0.8), claim("b", 8, certainty=0.4)])
    (version,) = seen(bridged, day(4), EPOCH)

    assert version.stretch.certainty(day(4).toordinal()) == pytest.approx(0.4)
    assert version.stretch.certainty(day(7).toordinal()) == pytest.approx(0.4 * 2**-0.25)


def test_what_ends_a_spell_stands_on_its_last_days() -> None:
    cut = claim("o", 40)
    derived = derive([claim("a", 1), claim("b", 5), claim("c", 30, course=Course.ENDS), claim("d", 35)], [cut])

    assert [
        (version.basis.name[0], version.stretch.ending, version.stretch.ended_by)
        for version in derived if version.stretch.ending
    ] == [("C", Ending.FADED, None), ("A", Ending.ENDED, "c"), ("C", Ending.CUT, "o")]  # fmt: skip


# The definition, day by day


def standing(
    claims: list[Evidence], opposing: list[Evidence], held: int, known: int
) -> tuple[StandingBasis, RelationStatus, float] | None:
    """What a tie stands on on a day: the definition of docs/model.md, with nothing remembered between two days."""
    counted, against = ([each for each in group if _counts(each, known)] for group in (claims, opposing))
    telling = [each for each in counted if not each.ends and each.dated]
    today = [each for each in telling if _covers(each, held)]
    denials = [each for each in today if each.denies]
    if any(not each.denies for each in today):
        finding = judge(today, known)
        assert finding is not None
        return StandingBasis.ATTESTED, finding.status, finding.certainty
    affirmed = _affirmed(counted, known)
    earlier = [number for number in affirmed if number <= held]
    if not earlier:
        return (StandingBasis.ATTESTED, RelationStatus.DENIED, 0.0) if denials else None
    last = max(earlier)
    following = min((number for number in affirmed if number > held), default=None)
    settled = _settled(counted, against, affirmed, last, following, held, known)
    if settled is None:
        return (StandingBasis.ATTESTED, RelationStatus.DENIED, 0.0) if denials else None
    basis, status, certainty = settled
    acts = [each for each in against if each.dated and not each.denies and not each.state]
    contested = any(_covers(each, number) for each in acts for number in range(last + 1, held + 1))
    if denials or (contested and last < held):
        status = RelationStatus.DISPUTED
    return basis, status, certainty * (1 - combine(denials))


def _settled(
    counted: list[Evidence], against: list[Evidence], affirmed: dict[int, Finding], last: int, following: int | None,
    held: int, known: int,
) -> tuple[StandingBasis, RelationStatus, float] | None:  # fmt: skip
    half_life = _half_life(counted, against, affirmed, last, known)
    finding = affirmed[last]
    if last == held:
        return StandingBasis.CARRIED, finding.status, finding.certainty
    if following is not None:
        longer = max(half_life, _longest(counted, following))
        open_gap = not any(_stopped(counted, against, number, following) for number in range(last + 1, following + 1))
        if open_gap and following - last <= HALF_LIVES * longer:
            later = affirmed[following]
            weaker = min(finding.status, later.status, key=_strength)
            certainty = max(
                finding.certainty * 2 ** (-(held - last) / longer),
                later.certainty * 2 ** (-(following - held) / longer),
            )
            return StandingBasis.BRIDGED, weaker, certainty
    stopped = any(_stopped(counted, against, number, following) for number in range(last + 1, held + 1))
    if stopped or held - last > int(HALF_LIVES * half_life):
        return None
    return StandingBasis.CARRIED, finding.status, finding.certainty * 2 ** (-(held - last) / half_life)


def _stopped(counted: list[Evidence], against: list[Evidence], number: int, following: int | None) -> bool:
    """Whether something keeps the tie from being carried to a day."""
    for each in counted:
        if each.denies or not each.dated:
            continue
        alone = each.course is Course.WHOLE and each.state
        begun = each.ends or each.course is Course.BEGINS or alone
        if begun and each.valid_from is not None and _number(each.valid_from) == number:
            return True
        over = not each.ends and (each.course is Course.ENDS or alone)
        if over and each.valid_to is not None and _number(each.valid_to) + 1 == number:
            return True
    states = [each for each in against if each.dated and not each.denies and each.state]
    return number != following and any(_covers(each, number) for each in states)


def _half_life(
    counted: list[Evidence], against: list[Evidence], affirmed: dict[int, Finding], last: int, known: int
) -> float:
    """The longest testimony of the spell so far."""
    longest = _longest(counted, last)
    earlier = [number for number in affirmed if number < last]
    if not earlier:
        return longest
    before = max(earlier)
    so_far = _half_life(counted, against, affirmed, before, known)
    joined = last == before + 1 or (
        last - before <= HALF_LIVES * max(so_far, longest)
        and not any(_stopped(counted, against, number, last) for number in range(before + 1, last + 1))
    )
    return max(so_far, longest) if joined else longest


def _longest(counted: list[Evidence], number: int) -> float:
    speaking = [each for each in counted if not each.ends and not each.denies and each.dated and _covers(each, number)]
    lasting = [each for each in counted if _lasts(each) and _number(each.known_from) == number]
    return max(each.half_life for each in (speaking or lasting))


def _affirmed(counted: list[Evidence], known: int) -> dict[int, Finding]:
    """The findings of the days on which somebody affirms the tie."""
    findings = {}
    for number in range(-1, LAST + 2):
        today = [each for each in counted if not each.ends and each.dated and _covers(each, number)]
        lasting = [each for each in counted if _lasts(each) and _number(each.known_from) == number]
        speaking = today if any(not each.denies for each in today) else lasting
        finding = judge(speaking, known)
        if finding:
            findings[number] = finding
    return findings


def _strength(status: RelationStatus) -> int:
    return [RelationStatus.DISPUTED, RelationStatus.SINGLE_SOURCE, RelationStatus.AGREED].index(status)


def _lasts(each: Evidence) -> bool:
    return each.lasting and not each.dated and not each.denies and not each.ends


def _number(held: date) -> int:
    return (held - EPOCH).days


def _covers(each: Evidence, number: int) -> bool:
    return (each.valid_from or day(number)) <= day(number) <= (each.valid_to or day(number))


def _counts(each: Evidence, known: int) -> bool:
    moment = date.fromordinal(known)
    return each.known_from <= moment and (each.withdrawn_on is None or moment < each.withdrawn_on)


numbers = st.integers(0, LAST)


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    first, last = sorted((draw(numbers), draw(numbers)))
    last = min(last, first + draw(st.integers(0, 4)))
    known = draw(st.integers(0, 8).map(day))
    dated = draw(st.integers(0, 7)) > 0
    return Evidence(
        id=draw(st.text("abcdefgh", min_size=6, max_size=6)),
        roots=frozenset(draw(st.sets(st.sampled_from("wxyz"), min_size=1, max_size=2))),
        certainty=draw(st.sampled_from([0.25, 0.5, 1.0])),
        known_from=known,
        withdrawn_on=draw(st.none() | st.integers(1, 6).map(lambda number: known + timedelta(days=number))),
        valid_from=day(first) if draw(st.integers(0, 9)) else None,
        valid_to=day(last) if draw(st.integers(0, 9)) else None,
        dated=dated,
        denies=draw(st.integers(0, 5)) == 0,
        disputed=tuple((draw(st.integers(0, 8).map(day)), None) for _ in range(draw(st.integers(0, 5)) == 0)),
        course=draw(st.sampled_from([Course.GOES_ON, *Course])),
        state=draw(st.booleans()),
        half_life=draw(st.sampled_from([1.0, 2.5, 4.0])),
        ends=dated and draw(st.integers(0, 7)) == 0,
        lasting=draw(st.booleans()),
    )


histories = st.lists(evidence(), max_size=6, unique_by=lambda each: each.id)


@settings(max_examples=2_000, deadline=None)
@given(histories, histories.map(lambda claims: claims[:2]), numbers, st.integers(0, 14))
def test_whatever_the_lens_reading_versions_is_the_definition(
    claims: list[Evidence], opposing: list[Evidence], held: int, known: int
) -> None:
    read = [
        (
            version.basis,
            version.finding.status,
            pytest.approx(version.stretch.certainty(day(held).toordinal()), abs=1e-5),
        )
        for version in seen(derive(claims, opposing), day(held), day(known))
    ]
    expected = standing(claims, opposing, held, day(known).toordinal())

    assert ([expected] if expected else []) == read


@settings(max_examples=500, deadline=None)
@given(histories, histories.map(lambda claims: claims[:2]), st.integers(0, 14))
def test_a_tie_that_no_ending_is_told_of_stands_on_the_day_after(
    claims: list[Evidence], opposing: list[Evidence], known: int
) -> None:
    derived = derive(claims, opposing)
    for number in range(LAST):
        for version in seen(derived, day(number), day(known)):
            if version.valid_to == day(number) and version.finding.status is not RelationStatus.DENIED:
                after = [version.finding.status for version in seen(derived, day(number + 1), day(known))]
                assert version.stretch.ending or after not in ([], [RelationStatus.DENIED])
