"""What a lens shows, in a caption."""

from collections.abc import Mapping

from linkage.graph.lens import Lens
from linkage.graph.wording.caveats import NO_FORECAST
from linkage.graph.wording.dates import known_by, spell
from linkage.graph.wording.numbers import figure


def stances(look: Lens) -> str:
    """What a page of trades looks at."""
    day = f" for {spell(look.as_of)}" if look.as_of else ""
    sentences = [f"Stances as they are coded{day}{known_by(look.known_by)}."]
    if look.min_certainty is not None:
        sentences.append(f"Only claims with a certainty of {figure(look.min_certainty)} or more.")
    return " ".join([*sentences, NO_FORECAST])


def caption(look: Lens, theatre_names: Mapping[str, str], since: Lens | None) -> str:
    """What is looked at, and with what it is compared."""
    sentences = look.caption(theatre_names)
    if since is None:
        return sentences
    when = f" as they were on {spell(since.as_of)}" if since.as_of else ""
    return (
        f"{sentences} Compared with relations{when}{known_by(since.known_by)}: changed lines say so, and what does "
        "not stand any more is faint."
    )
