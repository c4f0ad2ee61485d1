"""How far a headline carries, as maps that carry the names of GraphQL fields."""

from linkage.api.leverage.results import Map, told
from linkage.api.leverage.robustness_types import (
    LeftOutType,
    LeverType,
    NextReadingType,
    RobustnessType,
    SpreadShareType,
)
from linkage.graph.leverage.left_out import EvidenceKind, LeftOut
from linkage.graph.leverage.robustness import Robustness
from linkage.graph.leverage.stance_matrix import Cell


def robustness_map(result: Robustness) -> Map:
    return told(
        RobustnessType,
        result,
        leftOut=list(map(_left_out, result.left_out)),
        spread=[
            told(SpreadShareType, each, share=each.effect.share, error=each.effect.error) for each in result.spread
        ],
        levers=[told(LeverType, lever, **_cell(lever.cell)) for lever in result.levers],
        nextReadings=[told(NextReadingType, each, **_cell(each.cell)) for each in result.next_readings],
    )


def _left_out(row: LeftOut) -> Map:
    keys = {kind.value: row.key if kind is row.kind else None for kind in EvidenceKind}
    return told(LeftOutType, row, **keys)


def _cell(cell: Cell | None) -> Map:
    actor, issue = cell or (None, None)
    return {"actor": actor, "issue": issue}
