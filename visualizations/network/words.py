"""What a picture says, with the values picked out of its view; the sentences are those of `linkage.graph.wording`."""

from linkage.graph.lens import Disputed, Lens
from linkage.graph.wording import claims, lens, pictures, relations
from linkage.graph.wording.claims import chain
from linkage.graph.wording.dates import period, spell
from linkage.graph.wording.language import direction, language
from linkage.graph.wording.lists import opening
from linkage.graph.wording.numbers import certainty, number
from linkage.visualizations.client.answers import Value
from linkage.visualizations.network.view import MOST_RELATIONS, Line, View

# For templates, which have this module alone.
__all__ = [
    "caption", "certainty", "chain", "counts", "direction", "held", "language", "nothing", "number", "opening", "pair",
    "period", "published", "sentence", "spell", "spoken", "standing", "title", "too_many",
]  # fmt: skip


def title(look: Lens, view: View) -> str:
    return pictures.title([view.theatre_names.get(key, key) for key in look.theatres])


def caption(look: Lens, view: View) -> str:
    """What is looked at, and with what it is compared."""
    sentences = look.caption(view.theatre_names)
    return lens.compared(sentences, view.since.as_of, view.since.known_by) if view.since else sentences


def pair(line: Line, view: View) -> str:
    subject, object_ = (view.names[key] for key in line.ends)
    return relations.reserved(subject, line.family, object_, line.status, view.change(line))


def sentence(line: Line, view: View) -> str:
    return relations.placed(view.theatre_names[line.theatre] if line.theatre else None, pair(line, view))


def standing(relation: Value) -> str:
    return relations.standing(relation.status, relation.origins, relation.certainty)


def spoken(line: Line, view: View) -> str:
    periods = [period(relation.valid_from, relation.valid_to) for relation in line.relations]
    return relations.spoken(sentence(line, view), line.status, periods, standing(line.relations[0]))


def held(claim: Value) -> str:
    return claims.held(claim.valid_from, claim.valid_to, claim.basis)


def published(document: Value) -> str:
    return claims.published(document.publisher, document.published)


def counts(view: View) -> str:
    return pictures.counts(len(view.relations), len(view.actors), len(view.lines), view.undated)


def nothing(look: Lens, view: View) -> str:
    """Why a picture is empty, and what of the lens to change."""
    return pictures.nothing(
        look.caption(view.theatre_names),
        undated=view.undated,
        dated=look.as_of is not None,
        looks_back=look.known_by is not None,
        certain=bool(look.min_certainty),
        undisputed=look.disputed is not Disputed.INCLUDE,
        narrowed=bool(look.theatres or look.issues),
    )


def too_many(view: View) -> str:
    return pictures.too_many(view.total, MOST_RELATIONS)
