"""What a picture says of its lines; and, for templates, which have this module alone, what is said of anything else."""

from linkage.graph.wording import relations
from linkage.graph.wording.claims import held, published, voice, voices
from linkage.graph.wording.dates import spell
from linkage.graph.wording.language import direction, language
from linkage.graph.wording.lists import opening
from linkage.graph.wording.numbers import certainty, number
from linkage.graph.wording.pictures import (
    contested,
    counts,
    folded,
    lasting,
    lasting_days,
    not_drawn,
    when,
    without_line,
)
from linkage.graph.wording.relations import standing
from linkage.visualizations.network.view import Line, View

__all__ = [
    "certainty", "contested", "counts", "direction", "folded", "held", "language", "lasting", "lasting_days",
    "not_drawn", "number", "opening", "pair", "published", "sentence", "spell", "spoken", "standing", "voice", "voices",
    "when", "without_line",
]  # fmt: skip


def pair(line: Line, view: View) -> str:
    subject, object_ = (view.names[key] for key in line.ends)
    return relations.reserved(subject, line.family, object_, line.status, view.change(line))


def sentence(line: Line, view: View) -> str:
    return relations.placed(view.theatre_names[line.theatre] if line.theatre else None, pair(line, view))


def spoken(line: Line, view: View) -> str:
    periods = [when(relation) for relation in line.relations]
    support = f"{standing(line.relations[0])}{contested(line.relations[0])}"
    return relations.spoken(sentence(line, view), line.status, periods, support)
