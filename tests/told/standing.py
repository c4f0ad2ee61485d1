"""How a relation is looked at through a lens: how sure it is on a day, and the spell that it belongs to."""

from datetime import date
from typing import TYPE_CHECKING

from linkage.graph.relations.derivation import RelationStatus
from linkage.graph.relations.standing import StandingBasis
from linkage.graph.relations.versions import Version
from tests.told.narrowing import Thing

if TYPE_CHECKING:
    from tests.told.things import Things


def looked_at(relation: Thing, held: str | None, known: str | None, things: "Things") -> Thing:
    """The relation as it is on a day, by what was known on another, the end of time where on none."""
    version: Version = relation["_version"]
    certainty = version.finding.certainty
    if held and version.dated and version.stretch.last:
        certainty = round(version.stretch.certainty(date.fromisoformat(held).toordinal()), 6)
    return {
        **relation,
        "certainty": certainty,
        "spell": lambda _: _spell(relation, known, things),
        "_values": {**relation["_values"], "certainty": [certainty]},
        "_orders": {**relation["_orders"], "CERTAINTY": certainty},
    }


def _spell(relation: Thing, known: str | None, things: "Things") -> Thing | None:
    versions = sorted(
        (
            version
            for pair, theatre, version, layer in things.text.versions
            if (pair, theatre) == relation["_tie"] and layer != ("DIRECT" if relation["_layer"] == "ROLLED" else "ROLLED")
            and version.dated and version.finding.status is not RelationStatus.DENIED and _known(version, known)
        ),
        key=lambda version: version.stretch.days,
    )  # fmt: skip
    own: Version = relation["_version"]
    spell: list[Version] = []
    for version in versions if own.dated and own.finding.status is not RelationStatus.DENIED else []:
        spell.append(version)
        if version.stretch.ending:
            if version.stretch.days[1] > own.stretch.days[0]:
                break
            spell = []
    if not spell:
        return None
    ids = {claim for version in spell for claim in version.finding.claims}
    claims = [claim for claim in things.of("Claim") if claim["id"] in ids and claim["hedge"] != "DENIED"]
    attested = [version.valid_to for version in spell if version.basis is StandingBasis.ATTESTED]
    last = spell[0].stretch.last
    return {
        "validFrom": _text(spell[0].valid_from),
        "validTo": _text(spell[-1].valid_to),
        "lastAttested": _text(attested[-1] if attested else last and date.fromordinal(last)),
        "ending": spell[-1].stretch.ending and spell[-1].stretch.ending.name,
        "endedBy": next((claim for claim in things.of("Claim") if claim["id"] == spell[-1].stretch.ended_by), None),
        "claims": len(claims),
        "origins": len({claim["origin"] for claim in claims}),
    }


def _known(version: Version, day: str | None) -> bool:
    if day is None:
        return version.known_to is None
    moment = date.fromisoformat(day)
    return version.known_from <= moment <= (version.known_to or moment)


def _text(day: object) -> str | None:
    return None if day is None else str(day)
