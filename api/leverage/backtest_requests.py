"""What the root field of the back-test asks, and how it is answered."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from linkage.api.compiler.deferred import Deferred, Desk
from linkage.api.compiler.parameters import Arguments
from linkage.api.errors import not_found
from linkage.api.leverage.backtest_types import BacktestType
from linkage.api.leverage.reading import DossierGround, read_file, read_ground
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
        chosen = [row for key, row in rows.items() if not self.agreements or key in self.agreements]
        homes = {row["key"]: _homes(row, within) for row in chosen}
        grounds = {theatres: await read_ground(desk, theatres) for theatres in dict.fromkeys(homes.values())}
        cases = [(_agreement(row), await _dossier(desk, grounds[homes[row["key"]]], _eve(row))) for row in chosen]
        return told(BacktestType, await work_beside(desk, backtest, cases))


def _homes(row: Mapping[str, Any], within: Mapping[str, str | None]) -> tuple[str, ...]:
    """The outermost theatres that the agreement's issues lie in."""
    return tuple(sorted({enclosing_theatres(point["issue"]["theatre"]["key"], within)[-1] for point in row["points"]}))


async def _dossier(desk: Desk, ground: DossierGround, eve: date) -> Dossier:
    """What was known of the theatres on a day; stances alone, since no method asks who backs whom."""
    return (await read_file(desk, ground, Lens(as_of=eve, known_by=eve), tied=False)).dossier


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
