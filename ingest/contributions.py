"""What a stored claim, or a share of it, says of the two actors that it speaks of."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from linkage.graph.families import Family
from linkage.graph.records import Course, Hedge
from linkage.graph.relations.derivation import Evidence
from linkage.graph.relations.dyads import Contribution, Layer
from linkage.graph.relations.standing import usual_course

COLUMNS = (
    "pair", "theatres", "family", "ends", "bothWays", "id", "roots", "origin", "certainty", "knownFrom", "withdrawnOn",
    "validFrom", "validTo", "dated", "hedge", "issue", "course", "state", "halfLife",
)  # fmt: skip
"""The properties that it rests on, in the order in which `relations.evidence` returns them."""

Counted = tuple[date, date | None]
"""From which day a claim counts, and the day before which it does so."""


def contribution(properties: Mapping[str, Any], layers: Iterable[Layer], disputed: Iterable[Counted]) -> Contribution:
    """What it contributes, on these layers; *disputed* are the times at which claims that dispute it count."""
    value = properties.get
    _, subject, object_ = properties["pair"].split("|")
    family, ends, course, state = value("family"), value("ends"), value("course"), bool(value("state"))
    return Contribution(
        subject=subject,
        object=object_,
        theatres=tuple(properties["theatres"]),
        layers=tuple(layers),
        family=Family[family] if family else None,
        ends=Family[ends] if ends else None,
        both_ways=bool(value("bothWays")),
        evidence=Evidence(
            id=properties["id"],
            roots=frozenset(value("roots") or [properties["origin"]]),
            certainty=properties["certainty"],
            known_from=properties["knownFrom"],
            withdrawn_on=value("withdrawnOn"),
            valid_from=value("validFrom"),
            valid_to=value("validTo"),
            dated=properties["dated"],
            denies=properties["hedge"] == Hedge.DENIED.name,
            issue=value("issue"),
            disputed=tuple(disputed),
            course=Course[course] if course else usual_course(state),
            state=state,
            half_life=value("halfLife") or 0.0,
            lasting=not properties["dated"] and course == Course.GOES_ON.name,
        ),
    )
