"""All that the pages on the back-test show, asked in two queries; and that of the last generation, to be kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from linkage.graph.answers import state_of
from linkage.graph.errors import QueryError
from linkage.graph.store.generation import GraphState
from linkage.visualizations.client.answers import Execute, Value, read_answer
from linkage.visualizations.client.queries import query
from linkage.visualizations.pages.leverage.result import fetch_claims

_BACKTEST = query("backtest")
_STATE = "{ theatres { key } }"


@dataclass(frozen=True, kw_only=True)
class BacktestResult:
    """The back-test of all agreements; `claims` say what was agreed and where issues stood before, in their order."""

    answer: Value
    claims: Mapping[str, Value]
    state: GraphState | None = None

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each claim on the page."""
        return {key: number for number, key in enumerate(self.claims, 1)}

    @property
    def by_agreement(self) -> Iterator[tuple[Value, list[Value]]]:
        """Each agreement with its cases, by day."""
        for agreement in self.answer.agreements:
            yield agreement, [case for case in self.answer.issues if case.agreement == agreement.key]

    @property
    def compared(self) -> list[Value]:
        """The cases of which every method names a position."""
        return [case for case in self.answer.issues if case.comparable]


def fetch_backtest(execute: Execute) -> BacktestResult:
    """Ask for everything."""
    data = execute(_BACKTEST, {})
    answer = read_answer(_BACKTEST, data)
    keys = [key for case in answer.issues for key in (*case.agreed_claims, *case.status_quo_claims)]
    claims = fetch_claims(execute, list(dict.fromkeys(keys)))
    return BacktestResult(answer=answer, claims=claims, state=state_of(data))


def fetch_state(execute: Execute) -> GraphState | None:
    """Of which generation answers are now."""
    return state_of(execute(_STATE, {}))


class LatestBacktest:
    """The back-test of the generation that was asked for last: no page changes what it says."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._result: BacktestResult | None = None

    def fetch(self, execute: Execute, state: GraphState | None) -> BacktestResult:
        """That of the generation *state*, which is asked for where it is not kept; nothing of an open load is kept."""
        with self._lock:
            if self._result is None or not _same(self._result.state, state):
                self._result = fetch_backtest(execute)
            return self._result

    def attempt(self, execute: Execute, state: GraphState | None) -> BacktestResult | None:
        """The same; None where the database does not answer in time, for which no page on something else has to fail."""
        try:
            return self.fetch(execute, state)
        except QueryError:
            return None


def _same(kept: GraphState | None, state: GraphState | None) -> bool:
    return bool(kept and state and kept.id and kept.id == state.id and not state.building)
