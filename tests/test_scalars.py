"""The scalars of the schema: what they read and refuse, and where they say what they are."""

from datetime import date

import pytest
from graphql import GraphQLError, GraphQLScalarType, get_named_type, parse, validate

from linkage.api.schema.build import SCHEMA
from linkage.graph.lens import Lens

NO_DAY = ["20200916", "2020-W10-1", "2020-W101", "2020-260", "2020-9-16", "2020-09", "2020", "2020-02-30", "0000-01-01",
          "2020-09-16T00:00", " 2020-09-16", "2020-09-16\n", "٢٠٢٠-٠٩-١٦", "", 20200916, True, None]  # fmt: skip


def scalar(name: str) -> GraphQLScalarType:
    kind = SCHEMA.get_type(name)
    assert isinstance(kind, GraphQLScalarType)
    return kind


def test_a_day_is_read() -> None:
    assert scalar("Date").parse_value("2020-09-16") == date(2020, 9, 16)


@pytest.mark.parametrize("text", NO_DAY)
def test_what_is_no_day_is_refused_in_our_words(text: object) -> None:
    with pytest.raises(GraphQLError, match="Date cannot be .*: A day, written YYYY-MM-DD"):
        scalar("Date").parse_value(text)


@pytest.mark.parametrize("text", ["20200916", "2020-W10-1"])
def test_a_document_with_another_spelling_of_a_day_is_not_valid(text: str) -> None:
    document = parse(
        f'{{ claims(filter: {{ knownFrom: {{ lt: "{text}" }} }}, lens: {{ asOf: "{text}" }}) {{ totalCount }} }}'
    )

    assert len(validate(SCHEMA, document)) == 2


@pytest.mark.parametrize("text", ["20200916", "2020-W10-1", "2020-9-16"])
def test_an_address_takes_no_other_spelling_of_a_day_either(text: str) -> None:
    with pytest.raises(Exception, match="a day is written YYYY-MM-DD"):
        Lens.from_address(f"as-of={text}")


@pytest.mark.parametrize("text", ["2020", "2020-09~", "2020-09-16"])
def test_a_date_may_be_part_of_one(text: str) -> None:
    assert str(scalar("PartialDate").parse_value(text)) == text


@pytest.mark.parametrize("text", ["202009", "2020-W10", "2020-13", "about 2020", "2020/2021", ".."])
def test_what_is_no_part_of_a_date_is_refused(text: str) -> None:
    with pytest.raises(GraphQLError, match="PartialDate cannot be"):
        scalar("PartialDate").parse_value(text)


@pytest.mark.parametrize("text", ["2020", "2020-09/..", "../2022-06", "2020-03~/2020-09-16"])
def test_an_interval_has_one_date_or_two(text: str) -> None:
    assert str(scalar("Interval").parse_value(text)) == text


@pytest.mark.parametrize("text", ["../..", "2021/2020", "2020-2021", "2020/2021/2022"])
def test_what_is_no_interval_is_refused(text: str) -> None:
    with pytest.raises(GraphQLError, match="Interval cannot be"):
        scalar("Interval").parse_value(text)


@pytest.mark.parametrize("name", ["Date", "PartialDate", "Interval"])
def test_a_scalar_of_ours_says_by_what_it_is_specified(name: str) -> None:
    assert (scalar(name).specified_by_url or "").startswith("https://")


@pytest.mark.parametrize(
    ("kind", "field", "name"),
    [
        ("Document", "published", "Interval"),
        ("Name", "used", "Interval"),
        ("Claim", "saidOn", "PartialDate"),
        ("Relation", "knownFrom", "Date"),
    ],
)
def test_dates_have_types_that_tell_how_they_are_written(kind: str, field: str, name: str) -> None:
    holder = SCHEMA.type_map[kind]

    assert get_named_type(holder.fields[field].type).name == name  # type: ignore[attr-defined]  # an object type
