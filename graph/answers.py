"""What a GraphQL request is answered with: the data, and of which generation of the graph it is."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from linkage.graph.errors import LinkageError, QueryError
from linkage.graph.store.generation import GraphState
from linkage.graph.wording import generations as wording

T = TypeVar("T")
Execute = Callable[[str, dict[str, object]], dict[str, object]]
_ATTEMPTS = 5


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


def read_whole(execute: Execute, work: Callable[[Execute], T]) -> tuple[T, list[GraphState]]:
    """
    What *work* makes of answers that are all of one generation of the graph, and the generations that they name.

    Each answer is of one by itself, so it is enough that all name the same; where they do not, *work* is done again,
    unless a load is open, which has all of them change. LinkageError where the graph does not come to rest.
    """
    for _ in range(_ATTEMPTS):
        states: list[GraphState] = []

        def listen(document: str, variables: dict[str, object]) -> dict[str, object]:
            data = execute(document, variables)
            if isinstance(data, AnswerData) and data.state:
                states.append(data.state)  # noqa: B023 - of this attempt
            return data

        outcome = work(listen)
        if any(state.building for state in states) or len({state.id for state in states}) <= 1:
            return outcome, states
    raise LinkageError(wording.STILL_CHANGING)
