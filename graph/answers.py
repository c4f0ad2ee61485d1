"""What a GraphQL request is answered with: the data, and of which generation of the graph it is."""

from collections.abc import Mapping
from typing import Any

from linkage.graph.errors import QueryError
from linkage.graph.store.generation import GraphState
from linkage.graph.wording import generations as wording


class AnswerData(dict[str, object]):
    """The `data` of an answer; `state` is None where the answer does not name a generation."""

    def __init__(self, answer: Mapping[str, Any]) -> None:
        super().__init__(answer["data"])
        named = (answer.get("extensions") or {}).get("dataSet")
        self.state = GraphState.from_extension(named) if named else None


def answered(answer: Mapping[str, Any]) -> AnswerData:
    """The `data` of an answer to a GraphQL request; QueryError where it has errors."""
    if answer.get("errors"):
        raise QueryError(answer["errors"])
    return AnswerData(answer)


def state_of(data: Mapping[str, object]) -> GraphState | None:
    """Of which generation of the graph the data of an answer is, where it names one."""
    return data.state if isinstance(data, AnswerData) else None


def described(state: GraphState) -> dict[str, Any]:
    """The generation that an answer is of, as its `extensions.dataSet`."""
    building = state.building and {
        "dataSet": state.building,
        "since": state.building_since,
        "message": wording.building(state.building, state.building_since),
    }
    return {"generation": state.number, "id": state.id, "since": state.since, "building": building}
