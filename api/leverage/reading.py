"""From what the API knows at a lens to the dossier that leverage is worked out from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from linkage.api.compiler.deferred import Desk
from linkage.api.errors import bad_input, not_found
from linkage.api.leverage.member_reading import Memberships, read_memberships
from linkage.api.leverage.stance_reading import (
    StanceFilter,
    known_claims,
    known_codings,
    read_claim,
    read_closed,
    read_codings,
    read_ground_point,
    stance_claims,
)
from linkage.graph.balance.bonds import LensRelation
from linkage.graph.families import Family
from linkage.graph.lens import Lens
from linkage.graph.leverage.drift import estimate_drifts
from linkage.graph.leverage.inputs import Dossier
from linkage.graph.leverage.rolled_stances import roll_up_stances
from linkage.graph.relations.standing import StandingBasis
from linkage.graph.theatres import asked_around, enclosing_theatres, home_theatres

DOCUMENT = (Path(__file__).parent / "dossier.graphql").read_text(encoding="utf-8")
_GROUND = """query Ground($actors: [String!]!) {
  theatres { key name within { key } } relationKinds { key veto }
  actors(filter: {key: {in: $actors}}, first: 1000) { nodes { key name } }
}"""
_DENIED = "DENIED"
_UNTIED = {
    "subgraph": {"totalCount": 0, "relations": []},
    "vetoes": {"totalCount": 0, "nodes": []},
    "ties": {"totalCount": 0, "nodes": []},
}


@dataclass(frozen=True, slots=True)
class TheatreTie:
    """A claim that ties theatres together by what one actor does to another, with all that it is in dispute with."""

    claim: str
    ends: frozenset[str]
    disputes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DossierFile:
    """A dossier, and the claims that tie its theatres together."""

    dossier: Dossier
    ties: tuple[TheatreTie, ...]

    def reported(self, pairs: Iterable[frozenset[str]]) -> list[str]:
        """The ties between two actors of a pair, and what they are in dispute with."""
        wanted = set(pairs)
        ties = [tie for tie in self.ties if tie.ends in wanted]
        return sorted({key for tie in ties for key in (tie.claim, *tie.disputes)})


@dataclass(frozen=True, slots=True)
class DossierGround:
    """What no lens changes: theatres and actors asked for, how all theatres nest and are called, which kinds of claim veto."""

    theatres: tuple[str, ...]
    actors: tuple[str, ...]
    homes: Mapping[str, str]
    around: Mapping[str, tuple[str, ...]]
    """For each theatre asked for itself and those that it lies in."""
    names: Mapping[str, str]
    vetoes: tuple[str, ...]


async def read_ground(desk: Desk, theatres: tuple[str, ...], actors: tuple[str, ...] = ()) -> DossierGround:
    """The ground of these theatres; an error where there is no such theatre, or no such actor."""
    data = await desk.ask(_GROUND, {"actors": actors})
    ghosts = sorted(set(actors) - {actor["key"] for actor in data["actors"]["nodes"]})
    if ghosts:
        raise not_found(f"there is no actor {', no actor '.join(map(repr, ghosts))}")
    within = {theatre["key"]: theatre["within"] and theatre["within"]["key"] for theatre in data["theatres"]}
    return DossierGround(
        theatres=theatres,
        actors=actors,
        homes=_homes(within, theatres),
        around={theatre: tuple(enclosing_theatres(theatre, within)) for theatre in theatres},
        names={named["key"]: named["name"] for named in (*data["actors"]["nodes"], *data["theatres"])},
        vetoes=tuple(kind["key"] for kind in data["relationKinds"] if kind["veto"]),
    )


async def read_file(desk: Desk, ground: DossierGround, lens: Lens, *, tied: bool = True) -> DossierFile:
    """
    What is known of the theatres at the lens; no relations, vetoes and ties unless *tied*, which are half of the work.

    Where the lens rolls up, stances count for whom their actors act on its day.

    Who backs whom and who talks to whom counts in the theatres that they lie in, too: few claims are about Idlib alone.
    """
    data = await desk.ask(DOCUMENT, _dossier_variables(ground, lens, tied=tied))
    if not tied:
        data = {**data, **_UNTIED}
    # Who is whose client is told by what is rolled up, whatever the lens says.
    data.setdefault("backing", data["subgraph"])
    for name, page, rows in (
        ("relations", data["subgraph"], "relations"),
        ("relations", data["backing"], "relations"),
        ("vetoes", data["vetoes"], "nodes"),
        ("ties", data["ties"], "nodes"),
    ):
        count = len(page[rows])
        if page["totalCount"] > count:
            raise bad_input(
                f"the lens keeps {page['totalCount']:,} {name}, more than the {count:,} that are worked out at once: "
                "narrow it by a day or a certainty"
            )
    memberships = await read_memberships(desk, {*ground.actors, *_concerned(data)})
    return _read(data, ground, lens, memberships)


def dossier_questions(lens: Lens) -> list[tuple[str, dict[str, object]]]:
    """The documents that a dossier is read by, with values like those that they have then."""
    around = {theatre: (theatre,) for theatre in lens.theatres}
    ground = DossierGround(theatres=lens.theatres, actors=(), homes={}, around=around, names={}, vetoes=("any",))
    return [(_GROUND, {"actors": ()}), (DOCUMENT, _dossier_variables(ground, lens, tied=True))]


def _dossier_variables(ground: DossierGround, lens: Lens, *, tied: bool) -> dict[str, object]:
    around = tuple(sorted({outer for outers in ground.around.values() for outer in outers}))
    ties = [
        {"AND": [{"theatre": {"in": ground.around[theatre]}} for theatre in pair]}
        for pair in combinations(ground.theatres, 2)
    ]
    standing = {} if lens.known_by else {"withdrawnOn": {"eq": None}}
    relations = replace(lens, theatres=around, issues=())
    return {
        "lens": replace(lens, theatres=ground.theatres).variables(),
        "stances": replace(lens, as_of=None).variables(),
        "known": Lens(known_by=lens.known_by).variables(),
        "around": relations.variables(),
        "vetoes": {"kind": {"in": ground.vetoes}, **standing},
        "ties": {**({"OR": ties} if ties else {"key": {"in": []}}), **standing},
        "tied": tied,
        "rolled": replace(relations, roll_up=True).variables(),
        "apart": tied and not lens.roll_up,
    }


def _concerned(data: Mapping[str, Any]) -> Iterator[str]:
    """Who has a stance, backs or is backed, or is said to block an issue."""
    yield from (stance["actor"]["key"] for issue in data["issues"] for stance in issue["stances"])
    yield from (relation[end]["key"] for relation in data["backing"]["relations"] for end in ("subject", "object"))
    yield from (claim["subject"]["key"] for claim in data["vetoes"]["nodes"])


def _read(data: Mapping[str, Any], ground: DossierGround, lens: Lens, memberships: Memberships) -> DossierFile:
    homes = {issue["key"]: ground.homes[issue["theatre"]["key"]] for issue in data["issues"]}
    closures = {issue["key"]: read_closed(issue, homes[issue["key"]], lens) for issue in data["issues"]}
    codings = list(read_codings(data["codings"]))
    coded = {stance["key"]: stance for issue in data["issues"] for stance in issue["stances"]}
    counted = StanceFilter.of(known_codings(codings, coded, lens), estimate_drifts(codings), lens)
    stances = {issue["key"]: issue["stances"] for issue in data["issues"] if not closures[issue["key"]]}
    readings = tuple(reading for issue, coded in stances.items() for reading in counted.readings(issue, coded))
    weighed = {key for reading in readings for key in reading.weighed}
    claims = {claim["key"]: claim for coded in stances.values() for stance in coded for claim in stance_claims(stance)}
    dossier = Dossier(
        theatres=ground.theatres,
        issues={issue: homes[issue] for issue in stances},
        readings=readings,
        witnesses={key: read_claim(claim, lens) for key, claim in claims.items() if key in weighed},
        links=_links(data["subgraph"], ground, lens),
        vetoes=_vetoes(data["vetoes"]["nodes"]),
        names={**memberships.names, **ground.names},
        closed={issue: closure for issue, closure in closures.items() if closure},
        drifts=counted.drifts,
        overlaps=tuple(_overlaps(data["issues"])),
        ground={point.issue: point for issue in data["issues"] if (point := read_ground_point(issue, lens))},
        principals=memberships.principals(lens),
        backing=_links(data["backing"], ground, lens),
    )
    return DossierFile(
        roll_up_stances(dossier, ground.actors) if lens.roll_up else dossier,
        tuple(_tie(claim, lens) for claim in data["ties"]["nodes"] if claim["object"]),
    )


def _overlaps(issues: Iterable[Mapping[str, Any]]) -> Iterator[frozenset[str]]:
    """Two issues each that ask the same in part."""
    for issue in issues:
        wider = [issue["partOf"]] if issue["partOf"] else []
        yield from (frozenset((issue["key"], other["key"])) for other in (*wider, *issue["overlaps"]))


def _homes(within: Mapping[str, str | None], theatres: tuple[str, ...]) -> dict[str, str]:
    """For every theatre the one asked for that it is or lies in."""
    unknown = [key for key in theatres if key not in within]
    if unknown:
        raise not_found(f"there is no theatre {', no theatre '.join(map(repr, unknown))}")
    for key in within:
        inner, *outer = asked_around(key, within, theatres) or [key]
        if outer:
            raise bad_input(f"{inner} lies within {outer[0]}: a trade needs theatres apart")
    return home_theatres(within, theatres)


def _links(subgraph: Mapping[str, Any], ground: DossierGround, lens: Lens) -> tuple[LensRelation, ...]:
    """The relations that somebody supports."""
    relations = (relation for relation in subgraph["relations"] if relation["status"] != _DENIED)
    return tuple(_link(relation, ground.homes, lens) for relation in relations)


def _link(relation: Mapping[str, Any], homes: Mapping[str, str], lens: Lens) -> LensRelation:
    theatre = relation["theatre"] and homes.get(relation["theatre"]["key"])
    last = relation["lastAttested"]
    return LensRelation(
        relation["id"],
        Family[relation["family"]],
        relation["subject"]["key"],
        relation["object"]["key"],
        theatre,
        StandingBasis[relation["basis"]],
        date.fromisoformat(last) if last else None,
        lens,
    )


def _vetoes(claims: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, tuple[str, ...]]]:
    vetoes: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for claim in claims:
        matters = (claim["issue"], claim["object"])
        for issue in {matter["key"] for matter in matters if matter and "key" in matter}:
            actor = claim["subject"]["key"]
            vetoes[issue][actor] = (*vetoes[issue].get(actor, ()), claim["key"])
    return dict(vetoes)


def _tie(claim: Mapping[str, Any], lens: Lens) -> TheatreTie:
    disputes = known_claims([*claim["disputes"], *claim["disputedBy"]], lens)
    ends = frozenset((claim["subject"]["key"], claim["object"].get("key", "")))
    return TheatreTie(claim["key"], ends, disputes)
