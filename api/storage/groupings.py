"""What lists are grouped by when they are counted, as text of a statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from pydantic.alias_generators import to_camel

from linkage.api.storage.filters import FILTERS, PUBLISHER, Filter
from linkage.api.storage.places import STAYS
from linkage.graph import records
from linkage.graph.dates import PartialDate
from linkage.graph.fields import Field, Form, table


@dataclass(frozen=True, slots=True)
class Grouping:
    """
    A value by which things `{x}` are told apart; one thing may have several, and counts for each.

    The value is null where there is none. `pattern` leads to the records `{f}` that have it, read under the keys that
    stay. `holds` is the class of the value, or the name of the kind of record whose key it is. Of a list it is `each` item.
    """

    value: str
    holds: type | str
    description: str
    pattern: str = ""
    each: bool = False


def _choices(filters: Mapping[str, Filter]) -> dict[str, Grouping]:
    """By what filters compare with a choice of the model, where that stands on the thing itself."""
    return {
        name: Grouping(rule.operands[0], rule.compares, rule.description)
        for name, rule in filters.items()
        if issubclass(rule.compares, Enum) and "{f}" not in rule.operands[0]
    }


def _references(kind: type) -> dict[str, Grouping]:
    """By the records that lists can be narrowed by, where all of them are of one kind."""
    fields = [field for field in table(kind) if field.filtered and field.refers and field.refers.to != "Record"]
    return {(field.filtered and field.filtered.name) or to_camel(field.name): _reference(field) for field in fields}


def _reference(field: Field) -> Grouping:
    assert field.refers
    if field.form is Form.LINK:
        return Grouping("{f}.key", field.refers.to, field.description, _at_end_of(field.refers.link))
    return Grouping(f"{{x}}.{field.stored}", field.refers.to, field.description, each=field.many)


def _at_end_of(link: str | None) -> str:
    return f"({{x}})-[:{link}]->(:Record){STAYS}({{f}}:Record)"


def _month(day: str, description: str) -> Grouping:
    return Grouping(f"left(toString({{x}}.{day}), 7)", PartialDate, description)


_VALID_MONTH = _month("validFrom", "The month of the first day on which it held; of a year that is January.")

GROUPINGS: dict[str, dict[str, Grouping]] = {
    "Relation": {
        **_choices(FILTERS["Relation"]),
        "theatre": Grouping("{x}.theatre", "Theatre", "Where it holds, as its claims name it."),
        "validMonth": _VALID_MONTH,
        "knownMonth": _month("knownFrom", "The month of the first day on which it was known so."),
    },
    "Claim": {
        **_choices(FILTERS["Claim"]),
        **_references(records.Claim),
        "origin": Grouping("{x}.origin", "Actor", "Who it goes back to; claims of one origin are one witness."),
        "publisherSide": Grouping(
            "{f}.side",
            records.SpeakerSide,
            "On which side the publisher of its document stands, where somebody has looked.",
            _at_end_of(PUBLISHER),
        ),
        "validMonth": _VALID_MONTH,
        "knownMonth": _month("knownFrom", "The month of the day by which it had been said for certain."),
    },
}
"""What things of each kind are grouped by, under the names of the fields of a group."""
