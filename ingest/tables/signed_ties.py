"""Signed ties from a table of comma-separated values, checked row by row."""

import re
from pathlib import Path

from linkage.graph.balance.camps import HEAVIEST, SignedTie
from linkage.graph.errors import TableError
from linkage.ingest.tables.csv_table import TableRow, read_rows

COLUMNS = ("source", "target", "sign")
SIGNS = {"+": 1, "1": 1, "+1": 1, "-": -1, "−": -1, "-1": -1, "−1": -1}
_WHOLE = re.compile(r"(.*1)\.0+")
_NUMBER = re.compile(r"\+?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)


def read_signed_ties(file: Path) -> list[SignedTie]:
    """The ties in *file*, or in standard input where that is `-`; TableError names the line and the rule it breaks."""
    lines: dict[tuple[str, str, int], int] = {}
    ties = []
    for row in read_rows(file, COLUMNS[:2], optional=("sign", "weight")):
        tie = _tie(row)
        line = lines.setdefault((tie.source, tie.target, tie.sign), row.line)
        if line != row.line:
            raise row.refusal(f"line {line} already has this source, target and sign; add them up")
        ties.append(tie)
    return ties


def _tie(row: TableRow) -> SignedTie:
    source, target = row.cells["source"], row.cells["target"]
    sign, weight = _sign_and_weight(row)
    if not source or not target:
        raise row.refusal("an actor has no name; give both a source and a target")
    if source == target:
        raise row.refusal(f"{source} has a tie with itself, which no split can tell apart; leave it out")
    if sign not in SIGNS:
        raise row.refusal(f"the sign {sign!r} is neither 1 or + nor -1 or -; a tie without a sign has no say here")
    if not _NUMBER.fullmatch(weight) or not 0 < float(weight) <= HEAVIEST:
        raise row.refusal(f"the weight {weight!r} is no number above 0 and up to {HEAVIEST:.0e}")
    return SignedTie(source, target, SIGNS[sign], float(weight))


def _sign_and_weight(row: TableRow) -> tuple[str, str]:
    """Both as they are written; in a table without signs a weight below 0 is one of its own."""
    sign, weight = row.cells.get("sign"), row.cells.get("weight")
    if sign is not None:
        whole = _WHOLE.fullmatch(sign)
        return whole[1] if whole else sign, "1" if weight is None else weight
    if weight is None:
        raise TableError(row.table, 1, "the column 'sign' is missing; the header is source,target,sign[,weight]")
    negative = weight.startswith(("-", "−"))
    return "-" if negative else "+", weight[1:] if negative else weight
