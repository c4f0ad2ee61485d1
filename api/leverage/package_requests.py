"""What the root field of packages asks, and how it is answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from linkage.api.compiler.deferred import Deferred, Desk
from linkage.api.compiler.parameters import Arguments
from linkage.api.errors import bad_input
from linkage.api.leverage.output import clocks
from linkage.api.leverage.package_types import PackageType
from linkage.api.leverage.reading import read_file, read_ground
from linkage.api.leverage.requests import read_scope, work_beside
from linkage.api.leverage.results import told
from linkage.graph.lens import Lens
from linkage.graph.leverage.bargaining_rules import BargainingRule
from linkage.graph.leverage.package_analysis import analyse_package
from linkage.graph.leverage.package_answer import PackageTerms
from linkage.graph.leverage.packages import RedLine, SideCondition
from linkage.graph.leverage.stance_matrix import exact_fraction
from linkage.graph.wording import packages as wording


@dataclass(frozen=True, slots=True)
class Packages(Deferred):
    """What some actors could settle at a lens, on these terms."""

    theatres: tuple[str, ...]
    lens: Lens
    terms: PackageTerms

    @classmethod
    def of(cls, arguments: Arguments, _chosen: frozenset[str]) -> "Packages":
        theatres, lens = read_scope(arguments, least=1)
        return cls(theatres, lens, _terms(arguments))

    async def answer(self, desk: Desk) -> Any:
        lens = self.lens.without_hindsight
        file = await read_file(desk, await read_ground(desk, self.theatres, self.terms.actors), lens)
        terms = self.terms.rolled_up(file.dossier) if lens.roll_up else self.terms
        analysis = await work_beside(desk, analyse_package, file.dossier, terms)
        return told(
            PackageType,
            analysis,
            theatres=self.theatres,
            **clocks(lens, analysis.notes),
        )


def _terms(arguments: Arguments) -> PackageTerms:
    return PackageTerms(
        actors=tuple(dict.fromkeys(arguments["actors"])),
        issues=tuple(dict.fromkeys(arguments.get("issues") or ())),
        rule=BargainingRule(arguments["solution"]),
        no_agreement=tuple(
            (point["issue"], exact_fraction(point["position"])) for point in arguments.get("noAgreement") or ()
        ),
        red_lines=tuple(_red_lines(arguments.get("redLines") or ())),
        not_without=tuple(SideCondition(rule["issue"], rule["needs"]) for rule in arguments.get("notWithout") or ()),
        vetoes=arguments["vetoes"],
    )


def _red_lines(bounds: Iterable[Mapping[str, Any]]) -> Iterable[RedLine]:
    for bound in bounds:
        ceiling, floor = bound.get("atMost"), bound.get("atLeast")
        if (ceiling is None) == (floor is None):
            raise bad_input(wording.one_bound(bound["actor"], bound["issue"]))
        limit = exact_fraction(bound["atLeast" if ceiling is None else "atMost"])
        yield RedLine(bound["actor"], bound["issue"], limit, ceiling is not None)
