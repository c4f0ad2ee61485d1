from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

import pytest
from graphql import GraphQLInputObjectType
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.api.schema.build import SCHEMA
from linkage.api.storage.filters import LENSES
from linkage.graph.errors import LensError
from linkage.graph.lens import Disputed, Lens
from linkage.graph.lens_fields import lens_fields
from linkage.graph.records import SpeakerSide
from linkage.graph.relations.standing import StandingBasis
from linkage.visualizations.markup import render_template

keys = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,5})?", fullmatch=True)
days = st.none() | st.dates(date(1000, 1, 1), date(9999, 12, 31))
lenses = st.builds(
    Lens,
    theatres=st.lists(keys, max_size=3).map(tuple),
    issues=st.lists(keys, max_size=3).map(tuple),
    sides=st.lists(st.sampled_from(SpeakerSide), max_size=3).map(tuple),
    as_of=days,
    known_by=days,
    min_certainty=st.none() | st.integers(0, 100).map(lambda share: share / 100),
    standing=st.sampled_from(StandingBasis),
    disputed=st.sampled_from(Disputed),
    roll_up=st.booleans(),
)


@settings(deadline=None)  # pydantic takes its time over the first one
@given(lenses)
def test_a_lens_comes_back_from_the_address_that_it_writes(lens: Lens) -> None:
    assert Lens.from_address(lens.address()) == lens


@settings(deadline=None)  # pydantic takes its time over the first one
@given(lenses)
def test_a_lens_comes_back_from_the_variables_that_it_writes(lens: Lens) -> None:
    assert Lens.from_variables(lens.variables()) == lens


def test_the_address_is_short_and_always_in_one_order() -> None:
    lens = Lens.from_address("disputed=include&as-of=2020-09-16&theatre=syria&theatre=libya&known-by=")

    assert lens.address() == "theatre=syria&theatre=libya&as-of=2020-09-16"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        pytest.param("as-of=2020-02-31", "as-of cannot be '2020-02-31'", id="a day that is not in the calendar"),
        pytest.param("known-by=2020", "known-by cannot be '2020': a day is written YYYY-MM-DD", id="a year"),
        pytest.param("min-certainty=1.2", "min-certainty cannot be '1.2'", id="more than certain"),
        pytest.param("min-certainty=nan", "min-certainty cannot be 'nan'", id="not a number"),
        pytest.param("disputed=maybe", "'include', 'exclude' or 'only'", id="another word"),
        pytest.param("standing=sometimes", "standing cannot be 'sometimes': Input", id="no basis"),
        pytest.param("standing=sometimes", "'attested', 'bridged' or 'carried'", id="the bases that there are"),
        pytest.param("side=left", "side cannot be 'left': Input should be 'state_run', 'party'", id="no side"),
        pytest.param("theatre=%3Cb%3E", "theatre cannot be '<b>'", id="not a key"),
        pytest.param("theater=syria", "it has theatre, issue, dataset, side, as-of", id="a name that there is not"),
        pytest.param("as-of=2020-01-01&as-of=2020-01-02", "as-of is given twice", id="two days"),
    ],
)
def test_what_cannot_be_used_is_told_by_name(query: str, told: str) -> None:
    with pytest.raises(LensError) as refusal:
        Lens.from_address(query)

    assert told in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_the_caption_says_everything_that_narrows() -> None:
    lens = Lens(
        theatres=("syria", "libya"),
        issues=("posts",),
        sides=(SpeakerSide.STATE_RUN, SpeakerSide.PARTY),
        as_of=date(2020, 9, 16),
        known_by=date(2020, 9, 20),
        min_certainty=0.5,
        disputed=Disputed.EXCLUDE,
    )

    assert lens.caption({"syria": "Syria", "libya": "Libya", "posts": "Posts in Idlib"}) == (
        "Relations in Syria and Libya that held on 16 September 2020, going by what had been said by "
        "20 September 2020. Only on: Posts in Idlib. Only what is published on these sides: state-run; party. Only with a certainty of 0.5 or more. "
        "Disputed relations are left out."
    )


def test_a_lens_that_narrows_nothing_says_so() -> None:
    assert Lens().caption() == "Relations that held at any time."


@pytest.mark.parametrize(
    ("standing", "caption"),
    [
        (StandingBasis.ATTESTED, " Only what is reported of the day itself: nothing is carried over from other days."),
        (
            StandingBasis.BRIDGED,
            " Only what is reported of the day, or both before and after it: nothing is carried past its last report.",
        ),
        (StandingBasis.CARRIED, ""),
    ],
)
def test_the_caption_says_which_reports_count(standing: StandingBasis, caption: str) -> None:
    lens = Lens(as_of=date(2020, 6, 15), standing=standing)

    assert lens.caption() == f"Relations that held on 15 June 2020.{caption}"


def test_without_hindsight_what_had_been_said_by_the_day_itself_counts_unless_another_day_is_named() -> None:
    day, later = date(2020, 9, 16), date(2020, 9, 20)

    assert Lens(as_of=day).without_hindsight == Lens(as_of=day, known_by=day)
    assert Lens(as_of=day, known_by=later).without_hindsight == Lens(as_of=day, known_by=later)


def test_a_basis_that_there_is_not_is_refused_in_variables_too() -> None:
    with pytest.raises(LensError, match="standing cannot be 'sometimes'"):
        Lens.from_variables({"standing": "SOMETIMES"})


def test_every_field_narrows_relations_and_nothing_else_narrows_anything() -> None:
    names = {field.name for field in Lens.fields()}

    assert set(LENSES["Relation"]) == names
    assert {name for rules in LENSES.values() for name in rules} == names


def test_graphql_asks_for_every_field_and_says_what_it_is() -> None:
    lens_input = SCHEMA.type_map["LensInput"]

    assert isinstance(lens_input, GraphQLInputObjectType)
    assert {name: field.description for name, field in lens_input.fields.items()} == {
        field.variable: field.description for field in Lens.fields()
    }
    assert all(field.description for field in Lens.fields())


def test_a_field_that_does_not_say_how_it_is_asked_for_is_refused() -> None:
    @dataclass
    class Bare:
        colour: str = "red"

    with pytest.raises(TypeError, match="colour needs a mark Asked"):
        lens_fields(Bare)


def test_the_form_asks_for_every_field_and_carries_what_it_does_not_ask_for() -> None:
    lens = Lens(
        issues=("posts",),
        datasets=("full",),
        sides=(SpeakerSide.PARTY,),
        as_of=date(2020, 9, 16),
        min_certainty=0.05,
        disputed=Disputed.ONLY,
    )
    theatre = SimpleNamespace(key="syria", name="Syria", within=None)
    form = render_template("lens.html", lens=lens, view=SimpleNamespace(theatres=[theatre], theatre_names={}))

    assert [field.word for field in Lens.fields() if f'name="{field.word}"' not in form] == []
    assert '<input type="hidden" name="issue" value="posts">' in form
    assert 'type="date" name="as-of" value="2020-09-16">' in form
    assert 'type="number" name="min-certainty" min="0" max="1" step="0.05" value="0.05">' in form
    assert '<option value="only" selected>only</option>' in form
