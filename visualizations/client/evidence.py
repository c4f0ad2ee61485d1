"""What the panel of evidence asks of claims and names as they are answered."""

from collections.abc import Iterable

from linkage.graph.fields import Field
from linkage.graph.records import Hedge
from linkage.visualizations.client.answers import Value, snake_case
from linkage.visualizations.client.queries import CLAIM_FIELDS


def supporting(claims: Iterable[Value]) -> list[Value]:
    """Those that say that it is so."""
    return [claim for claim in claims if claim.hedge is not Hedge.DENIED]


def denying(claims: Iterable[Value]) -> list[Value]:
    """Those that say that it is not so."""
    return [claim for claim in claims if claim.hedge is Hedge.DENIED]


def labelled_texts(claim: Value, fields: Iterable[Field] = CLAIM_FIELDS) -> list[tuple[str, str]]:
    """What a claim holds in the fields that are marked as shown, each after its label."""
    texts = ((field.shown.label, getattr(claim, snake_case(field.stored))) for field in fields if field.shown)
    return [(label, str(text)) for label, text in texts if text is not None]


def names_by_language(names: Iterable[Value]) -> dict[tuple[str, str], list[Value]]:
    """The names under language and script, in the order they come in."""
    groups: dict[tuple[str, str], list[Value]] = {}
    for name in names:
        groups.setdefault((name.language, name.script), []).append(name)
    return groups
