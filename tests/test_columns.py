"""The columns of a subgraph say, text for text and number for number, what its rows say."""

from typing import Any

import pytest

from linkage.graph.store.generation import STATE
from tests.recording import Recorder, every_field
from tests.reference import SCHEMA
from tests.routes import Routes
from tests.told.columns import CODED, PLAIN, rows

ENDS = ("subject", "object", "theatre")
BOTH_WAYS = f"""query Both($lens: LensInput, $first: Int! = 10000) {{ subgraph(lens: $lens, first: $first) {{
  actors {{ {" ".join([*PLAIN["actors"], *CODED["actors"]])} }}
  relations {{ {" ".join([*PLAIN["relations"], *CODED["relations"]])} {" ".join(f"{end} {{ key }}" for end in ENDS)} }}
  columns {{ {every_field("SubgraphColumns")} }}
}} }}"""
LENSES: dict[str, Any] = {
    "no lens": None,
    "a day": {"asOf": "2020-05-15"},
    "a day, rolled up and sure": {"asOf": "2020-08-20", "rollUp": True, "minCertainty": 0.3},
    "nothing": {"knownBy": "1999-01-01"},
}


def test_every_field_that_a_thing_has_itself_is_a_column() -> None:
    for kind, name in (("ActorColumns", "actors"), ("RelationColumns", "relations")):
        columns = set(SCHEMA.type_map[kind].fields)  # type: ignore[attr-defined]  # an object

        assert columns - set(ENDS) == {*PLAIN[name], *CODED[name]}


@pytest.mark.parametrize("lens", LENSES.values(), ids=LENSES)
@pytest.mark.parametrize("first", [10_000, 3])
def test_the_rows_of_the_columns_are_those_of_the_subgraph(both: Routes, lens: Any, first: int) -> None:
    both.agree(BOTH_WAYS, lens=lens, first=first)
    subgraph = both.data(BOTH_WAYS, lens=lens, first=first)["subgraph"]
    actors, relations = rows(subgraph["columns"]["actors"]), rows(subgraph["columns"]["relations"])
    keys = [actor["key"] for actor in actors]
    for row in relations:
        row |= {end: {"key": keys[row[end]]} for end in ("subject", "object")}
        row["theatre"] = row["theatre"] and {"key": row["theatre"]}

    assert actors == subgraph["actors"]
    assert relations == subgraph["relations"]


def test_positions_are_told_without_the_actors_and_parts_of_codes_under_any_name(both: Routes) -> None:
    both.agree(
        """{ subgraph { columns { relations { subject } } c: columns { __typename actors { k: key }
           relations { __typename object s: status { c: codes __typename v: values } status { values } } } } }"""
    )


def test_columns_are_one_statement(recorder: Recorder) -> None:
    sent = recorder.ask("{ subgraph { totalCount columns { actors { key } relations { subject status { codes } } } } }")

    assert len([text for text in sent if text != STATE]) == 1
