"""What lists are narrowed by, lenses and filters, as text of a statement."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from pydantic.alias_generators import to_camel

from linkage.api.storage.places import STAYING, STAYS, Page
from linkage.graph import records
from linkage.graph.families import RELATIONSHIPS, Family
from linkage.graph.fields import Field, Form, table
from linkage.graph.lens import Disputed
from linkage.graph.relations.derivation import RelationStatus
from linkage.graph.relations.standing import StandingBasis


@dataclass(frozen=True, slots=True)
class Filter:
    """
    What a field of a filter compares: any of `operands`, put into `within` as `{test}`; `{f}` is a variable.

    `compares` is the class of what it is compared with. A value of which a thing has `many` is met by any of them; what
    is `dear` to plan is looked up beside the thing.
    """

    operands: tuple[str, ...]
    description: str
    compares: type = str
    within: str = "({test})"
    many: bool = False
    dear: bool = False


def _declared(kind: type) -> dict[str, Filter]:
    """Filters for the fields that are marked so at their declaration."""
    declared = {field.filtered.name or to_camel(field.name): _filter(field) for field in table(kind) if field.filtered}
    return {**declared, "dataset": Filter(("{x}.dataset",), "The name of the data set that holds it.")}


def _filter(field: Field) -> Filter:
    by_key = f"By key. {field.description}"
    match field.form:
        case Form.LINK:
            assert field.refers
            return Filter(("{f}.key",), by_key, within=_at_end_of(field.refers.link), many=field.many, dear=True)
        case Form.KEY if field.many:
            return Filter(("{f}",), by_key, within=f"any({{f}} IN {{x}}.{field.stored} WHERE {{test}})", many=True)
        case Form.KEY:
            return Filter((f"{{x}}.{field.stored}",), by_key)
        case Form.VALUE | Form.CHOICE:
            return Filter((f"{{x}}.{field.stored}",), field.description, field.type)
        case _:
            raise TypeError(f"no list can be narrowed by {field.name!r}, which is stored as {field.form}")


def _at_end_of(link: str | None, f: str = "{f}", test: str = "{test}") -> str:
    """The condition on whatever the link leads to, as the record *f* that it is read under."""
    staying = STAYING.format(y=f).replace("{ ", "{{ ").replace(" }", " }}")
    pattern = f"({{x}})-[:{link}]->(:Record){STAYS}({f}:Record)"
    return f"EXISTS {{{{ {pattern} WHERE {staying} AND ({test}) }}}}"


PUBLISHER = "DOCUMENT]->(:Document)-[:PUBLISHER"
"""From a claim to who published its document."""


FILTERS: dict[str, dict[str, Filter]] = {
    **{kind.__name__: _declared(kind) for kind in records.KINDS.values()},
    "Actor": {
        **_declared(records.Actor),
        "name": Filter(
            ("{f}",),
            "The name shown or any other name.",
            within="any({f} IN COLLECT {{ MATCH ({x})<-[:SAME_AS*0..1]-(actor:Actor) RETURN actor.name }}"
            " + COLLECT {{ MATCH ({x})<-[:SAME_AS*0..1]-(:Actor)<-[:ADDS_TO*0..1]-()<-[:NAMES]-(name:Name) RETURN name.text }}"
            " WHERE {test})",
            dear=True,
        ),
    },
    "Relation": {
        "family": Filter(("type({x})",), "What claims about the two add up to.", Family),
        "status": Filter(("{x}.status",), "How its claims stand to each other.", RelationStatus),
        "certainty": Filter(("{certainty}",), "The chance that it held, between 0 and 1.", float),
        "basis": Filter(("{x}.basis",), "On what it stands on the day.", StandingBasis),
        "origins": Filter(("{x}.origins",), "How many independent origins support it.", float),
        "theatre": Filter(("{x}.theatre",), "The theatre's key."),
        "subject": Filter(("startNode({x}).key",), "The subject's key."),
        "object": Filter(("endNode({x}).key",), "The object's key."),
        "actor": Filter(("startNode({x}).key", "endNode({x}).key"), "The key of either end."),
    },
    "Claim": {
        **_declared(records.Claim),
        "family": Filter(("{x}.family",), "What claims of its kind add up to between two actors.", Family),
        "knownFrom": Filter(("{x}.knownFrom",), "The day by which it had been said for certain.", date),
        "withdrawnOn": Filter(("{x}.withdrawnOn",), "The day on which it was taken back; null: it stands.", date),
        "publisherSide": Filter(
            ("{f}.side",),
            "On which side the publisher of its document stands.",
            records.SpeakerSide,
            within=_at_end_of(PUBLISHER),
            dear=True,
        ),
    },
    "Document": {
        **_declared(records.Document),
        "publishedBy": Filter(("{x}.publishedBy",), "The day by which it was out.", date),
    },
}
"""What filters compare with of each type; `linkage.api.schema.filter_inputs` adds what fields lead to."""


RELATIONS_BY_END: dict[str, tuple[Page, str]] = {
    "relationsAsSubject": (
        Page(f"({{x}})-[{{y}}:{RELATIONSHIPS}]->(:Actor)"),
        "Relations of which it is the subject: who does it.",
    ),
    "relationsAsObject": (
        Page(f"({{x}})<-[{{y}}:{RELATIONSHIPS}]-(:Actor)"),
        "Relations of which it is the object: to whom it is done.",
    ),
}
"""What actors are filtered by besides the fields that they have."""


@dataclass(frozen=True, slots=True)
class LensRule:
    """
    What one field of a lens asks of things `{x}` of one type; `{p}` is the parameter.

    `choices` holds instead of `condition` for fields of few values, and `otherwise` where the lens leaves the field
    out; `in_the_end` narrows nothing, but says what counts by what is known in the end. A theatre stands for all that
    lies within it; `{known}` is what of `other`, a claim, was known, `{certainty}` that of a relation on the day of the
    lens. What is `dear` to plan is asked only where the lens does so; everything else has one text for all lenses.
    """

    condition: str = ""
    choices: Mapping[object, str] = field(default_factory=dict)
    otherwise: str = ""
    in_the_end: str = ""
    dear: bool = False

    def asked(self, value: str, operand: str, in_the_end: str = "") -> str:
        """The condition under a parameter that is null where the lens leaves the field out, compared with *operand*."""
        condition = self.condition.replace("{p}", operand)
        otherwise = self.otherwise or in_the_end or "true"
        if self.choices:
            cases = " ".join(f"WHEN {_literal(choice)} THEN {test}" for choice, test in self.choices.items())
            return f"CASE {value} {cases} ELSE {otherwise} END"
        # Within CASE the planner leaves a condition as it is; what is joined by OR it multiplies out.
        return condition if self.dear else f"CASE WHEN {value} IS NULL THEN {otherwise} ELSE {condition} END"


def _literal(choice: object) -> str:
    return f"'{choice.name}'" if isinstance(choice, Enum) else str(choice).lower()


# What a tie is carried by fades with every half-life away from the report, and between two the nearer one counts.
_LATER = "{x}.certainty * 2.0 ^ (-duration.inDays({x}.lastAttested, {day}).days / {x}.halfLife)"
_SOONER = "{x}.nextCertainty * 2.0 ^ (-duration.inDays({day}, {x}.nextAttested).days / {x}.halfLife)"
_FADED = (
    "CASE WHEN {day} IS NULL OR {x}.lastAttested IS NULL THEN {x}.certainty"
    f" ELSE round(reduce(best = 0.0, chance IN [{_LATER}, {_SOONER}]"
    " | CASE WHEN chance > best THEN chance ELSE best END), 6) END"
)


def certainty(x: str, day: str | None) -> str:
    """The certainty of a relation on a day, as of its last report where no day is looked at."""
    return _FADED.format(x=x, day=day) if day else f"{x}.certainty"


_STANDING = (
    "{y}.pair = {x}.pair AND coalesce({y}.theatre, '') = coalesce({x}.theatre, '')"
    " AND {y}.dated AND {y}.status <> 'DENIED' AND {known}"
    " AND CASE {x}.layer WHEN 'ROLLED' THEN {y}.layer <> 'DIRECT' ELSE {y}.layer <> 'ROLLED' END"
)


def standing(x: str, y: str, known: str) -> str:
    """That `y` is a version of the same tie as `x`, on the same layer, by what was *known* of any `{x}`, and stands."""
    return _STANDING.format(x=x, y=y, known=known.format(x=y))


def _unless(disputed: str, *, dear: bool = False) -> LensRule:
    return LensRule(choices={Disputed.ONLY: disputed, Disputed.EXCLUDE: f"NOT ({disputed})"}, dear=dear)


def _of_a_claim(condition: str) -> str:
    """What meets a condition on claims by one of those that it rests on."""
    test = condition.replace("{x}", "claim")
    return f"EXISTS {{{{ MATCH (claim:Record:Claim) WHERE claim.id IN {{x}}.claims AND {test} }}}}"


_IN_DATASETS = "{x}.dataset IN {p}"
_ON_SIDES = _at_end_of(PUBLISHER, f="medium", test="medium.side IN {p}")
_HELD = "{x}.dated AND coalesce({x}.validFrom, {p}) <= {p} AND coalesce({x}.validTo, {p}) >= {p}"

# The chance that the position of the stance holds by what counts of its claims, as `joint_chance` has it: claims of one
# voice count once.
_BY_ORIGIN = (
    "COLLECT {{ MATCH ({x})-[link:LEANS_ON|FALLS_WITH]->(other:Claim)"
    " WITH coalesce(other.voice, other.origin) AS origin, type(link) = 'LEANS_ON' AS bears,"
    " CASE WHEN {known} THEN other.certainty ELSE 0.0 END AS chance"
    " WITH origin, max(CASE WHEN bears THEN chance ELSE 0.0 END) AS high,"
    " min(CASE WHEN bears THEN chance ELSE 1.0 END) AS low,"
    " max(CASE WHEN bears THEN 0.0 ELSE chance END) AS doubt ORDER BY origin RETURN [high, low, doubt] }}"
)
_BORNE_OUT = (
    f"[origins IN [{_BY_ORIGIN}] | round("
    "CASE WHEN {x}.needs = 'ALL' OR NOT EXISTS {{ ({x})-[:LEANS_ON]->(:Claim) }}"
    " THEN reduce(chance = 1.0, o IN origins | chance * CASE WHEN o[1] > o[2] THEN o[1] - o[2] ELSE 0.0 END)"
    " ELSE reduce(chance = 1.0, o IN origins | chance * (1 - o[2]))"
    " - reduce(chance = 1.0, o IN origins | chance * (1 - CASE WHEN o[0] > o[2] THEN o[0] ELSE o[2] END)) END, 6)][0]"
)

# By type, and by field of `linkage.graph.lens.Lens`. A field that a type does not have narrows nothing of it.
LENSES: dict[str, dict[str, LensRule]] = {
    "Relation": {
        "theatres": LensRule("{x}.theatre IN {p}"),
        "issues": LensRule("any(issue IN {x}.issues WHERE issue IN {p})"),
        "datasets": LensRule(_of_a_claim(_IN_DATASETS), dear=True),
        "sides": LensRule(_of_a_claim(_ON_SIDES), dear=True),
        "as_of": LensRule(_HELD, otherwise="{x}.basis = 'ATTESTED'"),
        "known_by": LensRule(
            "{x}.knownFrom <= {p} AND coalesce({x}.knownTo, {p}) >= {p}", otherwise="{x}.knownTo IS NULL"
        ),
        "standing": LensRule(
            choices={StandingBasis.ATTESTED: "{x}.basis = 'ATTESTED'", StandingBasis.BRIDGED: "{x}.basis <> 'CARRIED'"}
        ),
        "min_certainty": LensRule("{certainty} >= {p}", dear=True),
        "disputed": _unless("{x}.status IN ['DISPUTED', 'DENIED']"),
        # What claims make of the actors that they name is stored beside what they make of those whom these act for.
        "roll_up": LensRule(choices={True: "{x}.layer <> 'DIRECT'"}, otherwise="{x}.layer <> 'ROLLED'"),
    },
    "Claim": {
        "theatres": LensRule("any(theatre IN {x}.theatres WHERE theatre IN {p})"),
        "issues": LensRule("{x}.issue IN {p}"),
        "datasets": LensRule(_IN_DATASETS),
        "sides": LensRule(_ON_SIDES, dear=True),
        "as_of": LensRule(_HELD),
        "known_by": LensRule(
            "{x}.knownFrom <= {p} AND ({x}.withdrawnOn IS NULL OR {x}.withdrawnOn > {p})",
            in_the_end="{x}.withdrawnOn IS NULL",
        ),
        "min_certainty": LensRule("{x}.certainty >= {p}"),
        "disputed": _unless(
            "({x}.hedge = 'DENIED' OR EXISTS {{ ({x})<-[:DISPUTES]-(other:Claim) WHERE {known} }})", dear=True
        ),
    },
    "Stance": {
        "theatres": LensRule(
            "EXISTS {{ ({x})-[:ON]->(:Issue)-[:IN_THEATRE]->(theatre:Theatre) WHERE theatre.key IN {p} }}", dear=True
        ),
        "issues": LensRule("EXISTS {{ ({x})-[:ON]->(issue:Issue) WHERE issue.key IN {p} }}", dear=True),
        "datasets": LensRule(_IN_DATASETS),
        "as_of": LensRule(_HELD),
        # As it holds, so it is known: by one of its claims, or by all where all are needed.
        "known_by": LensRule(
            "(NOT EXISTS {{ ({x})-[:LEANS_ON]->(claim:Claim) WHERE claim.knownFrom > {p} }}"
            " OR {x}.needs = 'ANY' AND EXISTS {{ ({x})-[:LEANS_ON]->(claim:Claim) WHERE claim.knownFrom <= {p} }})",
            dear=True,
        ),
        "min_certainty": LensRule(f"{_BORNE_OUT} >= {{p}}", dear=True),
        "disputed": _unless("{x}.alternative IS NOT NULL"),
    },
    "Issue": {
        "theatres": LensRule("EXISTS {{ ({x})-[:IN_THEATRE]->(theatre:Theatre) WHERE theatre.key IN {p} }}", dear=True),
        "issues": LensRule("{x}.key IN {p}"),
    },
}
