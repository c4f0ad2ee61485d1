"""The root fields of what is worked out: what each asks for, and how it is answered."""

import strawberry

from linkage.api.leverage import backtest_requests, output, package_requests, requests
from linkage.api.leverage.backtest_types import BacktestType
from linkage.api.leverage.package_types import NoAgreementPoint, NotWithout, PackageType, RedLineBound
from linkage.api.leverage.pattern_types import CampsType, PairsType, TriadType
from linkage.api.leverage.trade_types import LeverageMonthType, LeverageType, StanceRowType
from linkage.api.schema.declaration import argument, computed
from linkage.api.schema.inputs import LensInput
from linkage.api.storage.places import Worked
from linkage.graph.leverage.bargaining_rules import BargainingRule
from linkage.graph.leverage.round_rules import RoundRule

TRADES = 10
"""Trades and pairs of actors where the query does not say how many."""
DRAWS = 4_000
"""Draws where the query does not say how many."""


@strawberry.input(description="A salience to suppose in place of what is coded.")
class SupposedSalience:
    actor: str = strawberry.field(description="The actor's key.")
    issue: str = strawberry.field(description="The issue's key.")
    salience: float = strawberry.field(description="0 to 1.")


_THEATRES = argument("theatres", list[str], "Keys of theatres, two or more for a trade.")
_ACTORS = argument(
    "actors",
    list[str] | None,
    "Keys of the actors that may trade; all where left out. All have their weight.",
)
_ON_DAY = argument("lens", LensInput, "Needs a day, asOf. Its theatres are not used.")
_AT = argument("lens", LensInput | None, "Its theatres are not used.")
_DRAWS = argument("draws", int, "0 draws nothing.", DRAWS)
_SEED = argument("seed", int, "Makes the draws; the same again gives the same.", 1)
_FIRST = argument("first", int, "Trades and pairs at most.", TRADES)
_WITHIN = argument("within", bool, "Also trades inside one theatre.", False)
_SUPPOSE = argument("suppose", list[SupposedSalience] | None, "Saliences to suppose in place of those that are coded.")
_FROM = argument("from", str, "The first month, YYYY-MM.")
_TO = argument("to", str, "The last month, 24 at most.")
_SOLUTION = argument(
    "solution",
    BargainingRule,
    "The rule that orders the trades at the best figures; draws are of equal gain.",
    BargainingRule.EQUAL_GAIN,
)
_ROUND_RULE = argument("roundRule", RoundRule, "What the round sizes again after each trade.", RoundRule.CENTRES)
_PACKAGE = [
    argument("theatres", list[str], "Keys of theatres, one or more."),
    _ON_DAY,
    argument("actors", list[str], "Keys of the members, two or more."),
    argument(
        "issues",
        list[str] | None,
        "Keys of issues, two or more; where left out, all on which every member's stance is known in full.",
    ),
    argument("solution", BargainingRule, "The rule that settles the package.", BargainingRule.EQUAL_GAIN),
    argument(
        "noAgreement", list[NoAgreementPoint] | None, "Where issues are without agreement; else at their centres."
    ),
    argument("redLines", list[RedLineBound] | None, "What somebody accepts nothing beyond."),
    argument("notWithout", list[NotWithout] | None, "Which issues move only with others."),
    argument("vetoes", bool, "Heed who is said to block an issue: nothing is worse for it there.", False),
]


@strawberry.type
class LeverageQuery:
    leverage: LeverageType = computed(
        Worked(requests.Trades.of),
        "What could be traded for what between theatres, and on which claims that rests.",
        [_THEATRES, _ON_DAY, _ACTORS, _WITHIN, _DRAWS, _SEED, _FIRST, _SUPPOSE, _SOLUTION, _ROUND_RULE],
    )
    leverage_by_month: list[LeverageMonthType] = computed(
        Worked(requests.Months.of),
        "The same on the last day of each month, and what changed.",
        [_THEATRES, _ON_DAY, _FROM, _TO, _ACTORS, _DRAWS, _SEED, _FIRST],
    )
    package: PackageType = computed(
        Worked(package_requests.Packages.of),
        "What some actors could settle over several issues at once, what that adds over deals inside each theatre, and "
        "on which claims it rests.",
        _PACKAGE,
    )
    backtest: BacktestType = computed(
        Worked(backtest_requests.Backtests.of),
        "What methods would have predicted of dated agreements the day before, held against what they say.",
        [argument("agreements", list[str] | None, "Keys of agreements; all that say where issues are to stand.")],
    )
    stances: list[StanceRowType] = computed(
        Worked(requests.of_dossier(output.rows, dated=True)),
        "Who stands where on the issues of theatres, with the weighted centres.",
        [_THEATRES, _ON_DAY],
    )
    camps: CampsType = computed(
        Worked(requests.of_dossier(requests.camps)),
        "Who stands with whom, per theatre and together: exact camps.",
        [_THEATRES, _AT],
    )
    pairs: PairsType = computed(
        Worked(requests.of_dossier(requests.pairs)),
        "Actors together here and apart there, and mirror positions.",
        [_THEATRES, _AT],
    )
    tensions: list[TriadType] = computed(
        Worked(requests.of_dossier(requests.tensions)),
        "Signed triads across theatres, the unbalanced first.",
        [_THEATRES, _AT],
    )


ANALYSES = ("leverage", "leverageByMonth", "package", "backtest", "stances", "camps", "pairs", "tensions")
"""The names of these fields."""
