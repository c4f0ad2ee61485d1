"""Answers as values: read by the document that asked and the printed schema, by nothing else."""

from dataclasses import FrozenInstanceError, dataclass
from datetime import date
from typing import Annotated, Any

import pytest
from graphql import parse, validate

from linkage.graph.dates import PartialDate
from linkage.graph.errors import PictureError
from linkage.graph.families import Family
from linkage.graph.fields import Shown, table
from linkage.graph.leverage.thresholds import StanceFigure, ThresholdEffect
from linkage.graph.records import Claim, Hedge, Locator, NameKind, Range, Text
from linkage.graph.relations.derivation import RelationStatus
from linkage.visualizations import markup
from linkage.visualizations.client import evidence
from linkage.visualizations.client.answers import printed_schema, read_answer
from linkage.visualizations.client.queries import query
from linkage.visualizations.network import words as wording
from tests.leverage_answers import leverage
from tests.orchard import ARABIC, Json, actor, answer, claim, quarrel, relation

ACTORS = "{ actors { totalCount nodes { key name partOf { key name } names { text kind } } } }"
NODE: Json = {"key": "ann", "name": "Ann", "partOf": None, "names": [ARABIC]}


def actors(*nodes: Json) -> Any:
    return read_answer(ACTORS, {"actors": {"totalCount": len(nodes), "nodes": list(nodes)}})


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffed(Claim):
    """A claim whose office is to be shown too."""

    role: Annotated[Text, Shown("Office")] | None = None


def test_a_value_has_what_the_document_asks_for_spelt_as_attributes() -> None:
    (ann,) = actors(NODE | {"note": "Nobody asked for it."}).nodes

    assert (ann.key, ann.name, ann.part_of) == ("ann", "Ann", None)
    assert [(name.text, name.kind) for name in ann.names] == [("نورثمارك", NameKind.COMMON)]
    assert not hasattr(ann, "note")


def test_an_object_of_which_one_field_is_asked_stands_as_that_field() -> None:
    document = "{ claims { nodes { key speakers { name } issue { question } } } }"
    node = {"key": "one", "speakers": [{"name": "Ann"}, {"name": "The Gazette"}], "issue": None}
    (said,) = read_answer(document, {"claims": {"nodes": [node]}})

    assert (said.speakers, said.issue) == (("Ann", "The Gazette"), None)


def test_a_field_under_another_name_is_read_under_it_and_one_asked_twice_once() -> None:
    document = """query { first: actor(key: "ann") { key ...More } second: actor(key: "bob") { ...More } }
    fragment More on Actor { key theatres: names { text } kind }"""
    data = {"first": {"key": "ann", "theatres": [{"text": "A"}], "kind": "PERSON"}, "second": None}
    people = read_answer(document, data)

    assert (people.first.key, people.first.theatres, people.first.kind) == ("ann", ("A",), "person")
    assert people.second is None


def test_enums_dates_and_ranges_are_those_of_the_model() -> None:
    (said,) = read_answer(query("sources"), {"claims": {"nodes": [claim("It rained.", hedge="DENIED")]}})
    analysis = read_answer(query("leverage"), {"leverage": leverage()})
    trade = analysis.trades[1]

    assert said.hedge is Hedge.DENIED and said.valid_from == PartialDate(2020, 9, 16)
    assert said.locator == Locator(paragraph=3, words="in the orchard")
    assert analysis.table[0].cells[0].stance.salience == Range(low=0, high=1, value=0.4)
    assert trade.point.limit == "move2"
    assert (trade.thresholds[0].figure, trade.thresholds[0].effect) == (
        StanceFigure.SALIENCE,
        ThresholdEffect.REVERSE,
    )
    assert trade.outcomes[0].backed_by[0].family is Family.BACKS
    assert trade.outcomes[0].backed_by[0].status is RelationStatus.AGREED


def test_whole_days_are_dates() -> None:
    document = "{ claims { nodes { key knownFrom } } }"
    (said,) = read_answer(document, {"claims": {"nodes": [{"key": "one", "knownFrom": "2020-09-18"}]}})

    assert said.known_from == date(2020, 9, 18)


def test_values_are_equal_by_content_can_be_keys_and_cannot_be_changed() -> None:
    (ann,), (again,), (bob,) = (actors(NODE | change).nodes for change in ({}, {}, {"name": "Bob"}))

    assert len({ann, again, bob}) == 2 and ann == again
    with pytest.raises(FrozenInstanceError):
        ann.name = "Cem"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"name": None}, "actors.nodes.0.name"),
        ({"name": 7}, "actors.nodes.0.name"),
        ({"names": {}}, "actors.nodes.0.names"),
        ({"names": [ARABIC, ARABIC | {"kind": "PET"}]}, "actors.nodes.0.names.1.kind"),
        ({"partOf": {"key": "bob"}}, "actors.nodes.0.partOf.name"),
        ({"partOf": "bob"}, "actors.nodes.0.partOf"),
    ],
    ids=["null", "a number", "no list", "no such member", "a part that lacks a field", "no object"],
)
def test_what_does_not_fit_is_refused_with_its_place(change: Json, place: str) -> None:
    with pytest.raises(PictureError, match=rf"does not fit this version at {place}: "):
        actors(NODE | change)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"validFrom": "soon"}, "validFrom"),
        ({"hedge": "SWORN"}, "hedge"),
        ({"certainty": "high"}, "certainty"),
        ({"locator": {"paragraph": None, "words": None}}, "locator"),
    ],
    ids=["a date", "an enum", "a number", "a rule of the model"],
)
def test_a_claim_that_does_not_fit_is_refused_with_its_place(change: Json, place: str) -> None:
    data = answer(
        [actor("a", "A"), actor("b", "B")], [relation("a", "BACKS", "b", None, claims=[claim("x", **change)])], []
    )

    with pytest.raises(PictureError, match=rf"subgraph\.relations\.0\.claims\.nodes\.0\.{place}: "):
        read_answer(query("picture"), data)


@pytest.mark.parametrize("name", ["picture", "sources"])
def test_a_field_that_the_model_marks_as_shown_is_asked_for_wherever_claims_are(name: str) -> None:
    text = query(name, table(Staffed))

    assert validate(printed_schema(), parse(text)) == []
    assert "role" in text and "role" not in query(name) and "note" in query(name)


def test_a_field_that_the_model_marks_as_shown_stands_in_the_panel_under_its_label() -> None:
    fields = table(Staffed)
    node = claim("Ann leads.", role="mayor <of> the hill", note="Doubtful.")
    (said,) = read_answer(query("sources", fields), {"claims": {"nodes": [node]}})

    class Panel:
        labelled_texts = staticmethod(lambda claim: evidence.labelled_texts(claim, fields))

    panel = markup.environment.get_template("evidence.html").make_module({"wording": wording, "panel": Panel})
    markup_ = str(panel.claim(said))  # type: ignore[attr-defined]

    assert evidence.labelled_texts(said) == [("Note", "Doubtful.")]
    assert '<p class="note">Office: mayor &lt;of&gt; the hill</p>' in markup_
    assert '<p class="note">Note: Doubtful.</p>' in markup_


def test_what_nobody_has_said_has_no_label() -> None:
    (said,) = read_answer(query("sources"), {"claims": {"nodes": [claim("It rained.", note=None)]}})

    assert evidence.labelled_texts(said) == []


def test_a_relation_tells_how_many_claims_there_are_besides_those_sent() -> None:
    data = quarrel()
    data["subgraph"]["relations"][0]["claims"]["totalCount"] = 9
    claims = read_answer(query("picture"), data).subgraph.relations[0].claims

    assert (claims.total_count, len(claims.nodes)) == (9, 1)
