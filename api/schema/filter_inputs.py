"""The inputs of filters, made from the rules of each type, and put where the arguments of fields look for them."""

from collections.abc import Mapping
from typing import Any, assert_never

from strawberry.annotation import StrawberryAnnotation

from linkage.api.schema.filter_rules import RULES, Member, RelatedList, RelatedThing, Rule
from linkage.api.schema.inputs import INPUTS, TEXT_COMPARISONS, comparison, input_type, words_of
from linkage.api.storage.filters import Filter

_QUANTIFIERS = {
    "some": "At least one of them meets this; where this asks nothing, there is one.",
    "all": "Each of them meets this, or there is none.",
    "none": "None of them meets this; where this asks nothing, there is none.",
    "single": "One of them meets this, and no other.",
}


def add_filter_inputs() -> None:
    """Make the inputs of all filters."""
    for kind, rules in RULES.items():
        _add(kind, rules)


def _of(name: str) -> StrawberryAnnotation:
    """An input that may not have been made yet."""
    return StrawberryAnnotation(f"{name} | None", namespace=INPUTS)


def _add(kind: str, rules: Mapping[str, Rule]) -> None:
    name, word = f"{kind}Filter", words_of(kind)
    INPUTS[name] = input_type(
        name,
        f"What a {word} has to meet: all that is given here.",
        {
            **{field: (_input(rule), _description(rule)) for field, rule in rules.items()},
            "AND": (_of(f"list[{name}]"), "It meets all of these."),
            "OR": (_of(f"list[{name}]"), "It meets at least one of these."),
            "NOT": (_of(name), "It does not meet this; what has no value does not meet anything."),
        },
    )
    INPUTS[f"{kind}ReferenceFilter"] = input_type(
        f"{kind}ReferenceFilter",
        f"The {word} that something leads to: by its key, and by what it is; all that is given here.",
        {**TEXT_COMPARISONS, "is": (_of(name), "There is one, and it meets this.")},
    )
    INPUTS[f"{kind}ListFilter"] = input_type(
        f"{kind}ListFilter",
        f"How many of the {word}s that something leads to meet a filter: all that is given here.",
        {quantifier: (_of(name), sentence) for quantifier, sentence in _QUANTIFIERS.items()},
    )


def _input(rule: Rule) -> Any:
    match rule:
        case Filter(compares=kind):
            return comparison(kind) | None
        case RelatedThing(kind):
            return _of(f"{kind}ReferenceFilter")
        case RelatedList(kind):
            return _of(f"{kind}ListFilter")
        case Member(kind):
            return _of(f"{kind}Filter")
        case _:
            assert_never(rule)


def _description(rule: Rule) -> str:
    return "It is of this type, and meets this." if isinstance(rule, Member) else rule.description
