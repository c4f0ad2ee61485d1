from datetime import date

import pytest
from graphql import build_schema, parse, validate

from linkage.graph.errors import PictureError
from linkage.graph.lens import Lens
from linkage.visualizations.network import view
from linkage.visualizations.network.regions import Region
from linkage.visualizations.network.view import read_network
from tests.orchard import ACTORS, RELATIONS, THEATRES, Json, actor, answer, carried, claim, lasting, quarrel, relation

BOTH = Lens(theatres=("orchard", "harbour"))


def region(found: view.View, key: str | None) -> Region:
    return next(region for region in found.regions if region.key == key)


def test_actors_with_relations_in_two_theatres_stand_apart() -> None:
    found = read_network(quarrel(), BOTH)

    assert region(found, None).actors == ("north", "south")
    assert region(found, "harbour").actors == ("board", "crew")


def test_a_part_of_a_theatre_belongs_to_the_whole_that_was_asked_for() -> None:
    found = read_network(quarrel(), BOTH)

    assert "watch" in region(found, "orchard").actors
    assert [region.key for region in found.regions] == ["orchard", "harbour", None]


def test_a_part_that_was_asked_for_alone_is_a_region() -> None:
    data = answer(ACTORS, [RELATIONS[1]], THEATRES)

    assert [region.key for region in read_network(data, Lens(theatres=("well",))).regions] == ["well"]


def test_regions_follow_the_order_in_which_theatres_were_asked_for() -> None:
    found = read_network(quarrel(), Lens(theatres=("harbour", "orchard")))

    assert [region.key for region in found.regions] == ["harbour", "orchard", None]


def test_relations_outside_every_theatre_have_a_region() -> None:
    found = read_network(answer(ACTORS, [relation("ann", "BACKS", "north", None)], THEATRES), Lens())

    assert found.regions == (Region(key="", name="No theatre", actors=("ann", "north")),)


def test_actors_without_a_relation_are_left_out() -> None:
    found = read_network(answer(ACTORS, RELATIONS[:1], THEATRES), BOTH)

    assert [actor.key for actor in found.actors] == ["north", "guild"]


def test_periods_of_one_relation_share_a_line() -> None:
    periods = [
        relation(
            "ann",
            "BACKS",
            "north",
            "orchard",
            id="b",
            validFrom="2020-03",
            validTo="2020-04",
            status="AGREED",
        ),
        relation("ann", "BACKS", "north", "orchard", id="a", validFrom="2020-01", validTo="2020-02"),
        relation("ann", "OPPOSES", "north", "orchard", id="c"),
    ]
    lines = read_network(answer(ACTORS, periods, THEATRES), BOTH).lines

    assert [[one.id for one in line.relations] for line in lines] == [["a", "b"], ["c"]]
    assert lines[0].status == "agreed"


@pytest.mark.parametrize(
    ("statuses", "shown"),
    [
        (("AGREED", "DISPUTED"), "disputed"),
        (("DISPUTED", "AGREED", "DENIED"), "disputed"),
        (("SINGLE_SOURCE", "AGREED"), "agreed"),
        (("DENIED", "SINGLE_SOURCE"), "single_source"),
        (("DENIED", "DENIED"), "denied"),
    ],
    ids=["agreed once", "first of three", "one origin once", "denied once", "always denied"],
)
def test_a_dispute_in_any_period_shows_and_so_does_agreement(statuses: tuple[str, ...], shown: str) -> None:
    periods = [
        relation("ann", "BACKS", "north", "orchard", id=str(n), validFrom=f"202{n}", status=status)
        for n, status in enumerate(statuses)
    ]
    (line,) = read_network(answer(ACTORS, periods, THEATRES), BOTH).lines

    assert line.status == shown


def line_of(*relations: Json) -> view.Line:
    (line,) = read_network(answer(ACTORS, list(relations), THEATRES), BOTH).lines
    return line


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"spell": lasting(origins=2)}, "agreed"),
        ({"spell": lasting(origins=1)}, "single_source"),
        ({"spell": None}, "single_source"),
        ({"spell": lasting(origins=2), "contested": [claim("They came to blows.")]}, "disputed"),
        ({"spell": lasting(origins=2), "status": "DISPUTED"}, "disputed"),
        ({"spell": None, "status": "DENIED"}, "denied"),
    ],
    ids=["two origins", "one origin", "no spell", "contested", "disputed", "denied"],
)
def test_a_line_is_drawn_by_its_whole_spell_and_not_by_who_spoke_on_the_day(changes: Json, shown: str) -> None:
    line = line_of(relation("ann", "BACKS", "north", "orchard", **changes))

    assert line.support == shown


def test_a_line_stands_on_the_strongest_basis_of_its_periods() -> None:
    periods = [carried("ann", "north", "2020-07-04", id="a"), carried("ann", "north", "2020-08-05", id="b")]
    said = relation("ann", "BACKS", "north", "orchard", id="c")

    assert (line_of(*periods).basis, line_of(*periods).last_report) == ("carried", date(2020, 8, 5))
    assert (line_of(*periods, said).basis, line_of(*periods, said).last_report) == ("attested", None)


def test_claims_that_contest_a_relation_or_end_it_are_among_those_of_the_view() -> None:
    end = lasting(ending="ENDED", endedBy=claim("They parted."))
    contested = carried("ann", "north", "2020-07-04", contested=[claim("They came to blows.")], spell=end)
    found = read_network(answer(ACTORS, [contested], THEATRES), BOTH)

    assert {"They came to blows.", "They parted."} <= {claim.summary for claim in found.claims}


def test_a_line_has_no_direction_only_where_every_claim_reads_both_ways() -> None:
    mutual = {line.id: line.mutual for line in read_network(quarrel(), BOTH).lines}

    assert mutual["watch-opposes-guild-orchard"]
    assert mutual["north-negotiates_with-south-harbour"]
    assert not mutual["crew-opposes-board-harbour"]


def test_an_answer_that_lacks_an_actor_is_refused_by_name() -> None:
    with pytest.raises(PictureError, match="'north'"):
        read_network(answer([actor("guild", "Orchard Guild")], RELATIONS[:1], THEATRES), BOTH)


def test_an_answer_that_lacks_a_theatre_is_refused_by_name() -> None:
    with pytest.raises(PictureError, match="'orchard'"):
        read_network(answer(ACTORS, RELATIONS[:1], []), BOTH)


def test_an_answer_of_another_shape_is_refused_with_its_place() -> None:
    data = answer(ACTORS, [RELATIONS[0] | {"family": "ADORES"}], THEATRES)

    with pytest.raises(PictureError, match=r"subgraph\.relations\.0\.family"):
        read_network(data, BOTH)


def test_more_relations_than_were_sent_are_too_many() -> None:
    data = quarrel()
    data["subgraph"]["totalCount"] = 1501

    assert read_network(data, BOTH).too_large


def test_the_query_asks_for_what_the_schema_has(schema_text: str) -> None:
    assert validate(build_schema(schema_text), parse(view.QUERY)) == []


def test_the_picture_is_asked_for_in_one_query_with_the_lens() -> None:
    asked = []

    def execute(document: str, variables: dict[str, object]) -> dict[str, object]:
        asked.append((document, variables))
        return quarrel()

    view.fetch_network(execute, BOTH)

    assert len(asked) == 1
    assert asked[0][1]["lens"] == {"theatres": ["orchard", "harbour"]}


@pytest.fixture
def schema_text() -> str:
    from pathlib import Path

    return (Path(__file__).parent.parent / "api" / "schema.graphql").read_text(encoding="utf-8")
