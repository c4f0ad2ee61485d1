"""From what the API knows at a lens to the dossier that leverage is worked out from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from linkage.api.compiler.deferred import Desk
from linkage.api.errors import bad_input, not_found
from linkage.graph.balance.bonds import LensRelation
from linkage.graph.dates import PartialDate
from linkage.graph.families import Family
from linkage.graph.lens import Lens
from linkage.graph.leverage.inputs import Dossier, StanceClaim, StanceReading
from linkage.graph.records import Range
from linkage.graph.theatres import asked_around, enclosing_theatres, home_theatres

DOCUMENT = (Path(__file__).parent / "dossier.graphql").read_text(encoding="utf-8")
_FIRST = """query First($actors: [String!]!) {
  theatres { key name within { key } } relationKinds { key veto }
  actors(filter: {key: {in: $actors}}, first: 1000) { nodes { key } }
}"""
_DENIED = "DENIED"


@dataclass(frozen=True, slots=True)
class Tie:
    """A claim that ties theatres together by what one actor does to another, with all that it is in dispute with."""

    claim: str
    ends: frozenset[str]
    disputes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A dossier, and the claims that tie its theatres together."""

    dossier: Dossier
    ties: tuple[Tie, ...]

    def reported(self, pairs: Iterable[frozenset[str]]) -> list[str]:
        """The ties between two actors of a pair, and what they are in dispute with."""
        wanted = set(pairs)
        found = [tie for tie in self.ties if tie.ends in wanted]
        return sorted({key for tie in found for key in (tie.claim, *tie.disputes)})


@dataclass(frozen=True, slots=True)
class Ground:
    """What no lens changes: the theatres asked for, how all of them nest and are called, which kinds of claim veto."""

    theatres: tuple[str, ...]
    homes: Mapping[str, str]
    around: Mapping[str, tuple[str, ...]]
    """For each theatre asked for itself and those that it lies in."""
    names: Mapping[str, str]
    vetoes: tuple[str, ...]


async def ground(desk: Desk, theatres: tuple[str, ...], actors: tuple[str, ...] = ()) -> Ground:
    """The ground of these theatres; an error where there is no such theatre, or no such actor."""
    first = await desk.ask(_FIRST, {"actors": actors})
    ghosts = sorted(set(actors) - {actor["key"] for actor in first["actors"]["nodes"]})
    if ghosts:
        raise not_found(f"there is no actor {', no actor '.join(map(repr, ghosts))}")
    within = {one["key"]: one["within"] and one["within"]["key"] for one in first["theatres"]}
    return Ground(
        theatres=theatres,
        homes=_homes(within, theatres),
        around={theatre: tuple(enclosing_theatres(theatre, within)) for theatre in theatres},
        names={one["key"]: one["name"] for one in first["theatres"]},
        vetoes=tuple(kind["key"] for kind in first["relationKinds"] if kind["veto"]),
    )


async def file(desk: Desk, base: Ground, lens: Lens) -> File:
    """
    What is known of the theatres at the lens.

    Who backs whom and who talks to whom counts in the theatres that they lie in, too: few claims are about Idlib alone.
    """
    around = tuple(sorted({outer for outers in base.around.values() for outer in outers}))
    both = [
        {"AND": [{"theatre": {"in": base.around[one]}} for one in pair]}
        for pair in combinations(base.theatres, 2)
    ]
    data = await desk.ask(
        DOCUMENT,
        {
            "lens": replace(lens, theatres=base.theatres).variables(),
            "around": replace(lens, theatres=around, issues=()).variables(),
            "vetoes": {"kind": {"in": base.vetoes}},
            "ties": {"OR": both} if both else {"key": {"in": []}},
        },
    )
    for name, found, rows in (
        ("relations", data["subgraph"], "relations"),
        ("vetoes", data["vetoes"], "nodes"),
        ("ties", data["ties"], "nodes"),
    ):
        count = len(found[rows])
        if found["totalCount"] > count:
            raise bad_input(
                f"the lens keeps {found['totalCount']:,} {name}, more than the {count:,} that are worked out at once: "
                "narrow it by a day or a certainty"
            )
    return _read(data, base, lens)


def _read(data: Mapping[str, Any], base: Ground, lens: Lens) -> File:
    issues = {issue["key"]: base.homes[issue["theatre"]["key"]] for issue in data["issues"]}
    stances = [(issue["key"], stance) for issue in data["issues"] for stance in issue["stances"]]
    witnesses = {
        claim["key"]: StanceClaim(
            claim["key"],
            0.0 if _withdrawn(claim, lens) else claim["certainty"],
            claim["origin"],
            _known(claim["disputedBy"], lens),
        )
        for _, stance in stances
        for claim in stance["claims"]
    }
    dossier = Dossier(
        theatres=base.theatres,
        issues=issues,
        readings=tuple(_reading(issue, stance) for issue, stance in stances),
        witnesses=witnesses,
        links=tuple(
            _link(one, base.homes) for one in data["subgraph"]["relations"] if one["status"] != _DENIED
        ),
        vetoes=_vetoes(data["vetoes"]["nodes"]),
        names=base.names,
    )
    return File(dossier, tuple(_tie(claim, lens) for claim in data["ties"]["nodes"] if claim["object"]))


def _homes(within: Mapping[str, str | None], asked: tuple[str, ...]) -> dict[str, str]:
    """For every theatre the one asked for that it is or lies in."""
    unknown = [key for key in asked if key not in within]
    if unknown:
        raise not_found(f"there is no theatre {', no theatre '.join(map(repr, unknown))}")
    for key in within:
        inner, *outer = asked_around(key, within, asked) or [key]
        if outer:
            raise bad_input(f"{inner} lies within {outer[0]}: a trade needs theatres apart")
    return home_theatres(within, asked)


def _reading(issue: str, stance: Mapping[str, Any]) -> StanceReading:
    position, salience, capability = (
        stance[name] and Range(**stance[name]) for name in ("position", "salience", "capability")
    )
    return StanceReading(
        stance["key"], stance["actor"]["key"], issue, position, salience, capability,
        tuple(claim["key"] for claim in stance["claims"]),
    )  # fmt: skip


def _link(relation: Mapping[str, Any], homes: Mapping[str, str]) -> LensRelation:
    theatre = relation["theatre"] and homes.get(relation["theatre"]["key"])
    return LensRelation(
        relation["id"], Family[relation["family"]], relation["subject"]["key"], relation["object"]["key"], theatre
    )  # fmt: skip


def _vetoes(claims: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for claim in claims:
        for issue in {one["key"] for one in (claim["issue"], claim["object"]) if one and "key" in one}:
            actor = claim["subject"]["key"]
            found[issue][actor] = (*found[issue].get(actor, ()), claim["key"])
    return dict(found)


def _tie(claim: Mapping[str, Any], lens: Lens) -> Tie:
    disputes = _known([*claim["disputes"], *claim["disputedBy"]], lens)
    ends = frozenset((claim["subject"]["key"], claim["object"].get("key", "")))
    return Tie(claim["key"], ends, disputes)


def _withdrawn(claim: Mapping[str, Any], lens: Lens) -> bool:
    """Whether the claim had been taken back by the lens's day."""
    if claim["withdrawn"] is None:
        return False
    on = PartialDate.parse(claim["withdrawn"]["on"]).first
    return lens.known_by is None or on <= lens.known_by


def _known(claims: Iterable[Mapping[str, Any]], lens: Lens) -> tuple[str, ...]:
    """Keys of the claims that had been said by the lens's day."""
    by = lens.known_by
    return tuple(sorted({claim["key"] for claim in claims if by is None or claim["knownFrom"] <= str(by)}))
