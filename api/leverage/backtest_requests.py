"""What the root field of the back-test asks, and how it is answered."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from linkage.api.compiler.deferred import Deferred, Desk
from linkage.api.compiler.parameters import Arguments
from linkage.api.errors import not_found
from linkage.api.leverage.backtest_types import BacktestType
from linkage.api.leverage.reading import read_file, read_ground
from linkage.api.leverage.requests import work_beside
from linkage.api.leverage.results import told
from linkage.graph.dates import PartialDate
from linkage.graph.lens import Lens
from linkage.graph.leverage.backtest import DatedAgreement, backtest
from linkage.graph.leverage.inputs import Dossier
from linkage.graph.leverage.issue_points import AgreedPoint
from linkage.graph.records import Footing, Range
from linkage.graph.theatres import enclosing_theatres
from linkage.graph.wording import backtest as wording

_DOCUMENT = """query Agreements {
  theatres { key within { key } }
  agreements {
    key name signed parties { key }
    points { key footing position { value low high } issue { key theatre { key } } claims { key } }
  }
}"""


@dataclass(frozen=True, slots=True)
class Backtests(Deferred):
    """Each of these agreements, or every one that says where issues are to stand, held against predictions."""

    agreements: tuple[str, ...]

    @classmethod
    def of(cls, arguments: Arguments, _chosen: frozenset[str]) -> "Backtests":
        return cls(tuple(dict.fromkeys(arguments.get("agreements") or ())))

    async def answer(self, desk: Desk) -> Any:
        data = await desk.ask(_DOCUMENT, {})
        within = {theatre["key"]: theatre["within"] and theatre["within"]["key"] for theatre in data["theatres"]}
        rows = {row["key"]: row for row in data["agreements"] if row["points"]}
        for key in self.agreements:
            if key not in rows:
                raise not_found(wording.unknown_agreement(key))
        cases = [
            (_agreement(row), await _dossier(desk, row, within))
            for key, row in rows.items()
            if not self.agreements or key in self.agreements
        ]
        return told(BacktestType, await work_beside(desk, backtest, cases))


async def _dossier(desk: Desk, row: Mapping[str, Any], within: Mapping[str, str | None]) -> Dossier:
    """What was known the day before of the outermost theatres that the agreement's issues lie in."""
    homes = {enclosing_theatres(point["issue"]["theatre"]["key"], within)[-1] for point in row["points"]}
    eve = _eve(row)
    file = await read_file(desk, await read_ground(desk, tuple(sorted(homes))), Lens(as_of=eve, known_by=eve))
    return file.dossier


def _agreement(row: Mapping[str, Any]) -> DatedAgreement:
    parties = tuple(party["key"] for party in row["parties"])
    return DatedAgreement(row["key"], row["name"], parties, _eve(row), tuple(_points(row["points"])))


def _points(points: Iterable[Mapping[str, Any]]) -> Iterator[AgreedPoint]:
    for point in points:
        if Footing[point["footing"]] is Footing.AGREED:
            claims = tuple(claim["key"] for claim in point["claims"])
            yield AgreedPoint(point["key"], point["issue"]["key"], Range(**point["position"]), claims)


def _eve(row: Mapping[str, Any]) -> date:
    return PartialDate.parse(row["signed"]).first - timedelta(days=1)
