"""
How ties turn from one lens to another, as far as the relations that the two show tell.

Relations are compared by pair, family and theatre. One *stands* where somebody supports it, so one that is only denied
does not. A pair of which every sign turned round is flipped, and of no other kind.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from linkage.graph.families import Family
from linkage.graph.relations.derivation import RelationStatus


class ChangeKind(StrEnum):
    """What became of a tie from one lens to another."""

    BEGUN = "begun"
    ATTESTED = "attested"
    ENDED = "ended"
    CUT = "cut"
    FADED = "faded"
    FLIPPED = "flipped"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class ShownRelation:
    """A relation that a lens shows; `place` is where the store has it, `since` the first of its days as a text."""

    place: str
    id: str
    pair: str
    theatre: str | None
    status: RelationStatus
    since: str

    @property
    def family(self) -> Family:
        """What its claims add up to, which its pair begins with."""
        return Family[self.pair.partition("|")[0]]

    @property
    def ends(self) -> tuple[str, str | None]:
        """Its subject and object, and the theatre."""
        return self.pair.partition("|")[2], self.theatre

    @property
    def stands(self) -> bool:
        """Whether anybody supports it."""
        return self.status is not RelationStatus.DENIED

    @property
    def contested(self) -> bool:
        """Whether it is disputed, or denied by all who speak of it."""
        return self.status in (RelationStatus.DISPUTED, RelationStatus.DENIED)


@dataclass(frozen=True, slots=True)
class Turn:
    """
    A tie that two lenses show differently.

    What they show does not tell begun from attested, nor ended and cut from faded; `linkage.graph.relations.changes`
    does. `relation` is of the later lens, or, where the tie faded, of the earlier one; `before` is what it was.
    """

    kind: ChangeKind
    olds: Sequence[ShownRelation]
    news: Sequence[ShownRelation]
    relation: ShownRelation
    before: ShownRelation | None

    @property
    def order(self) -> tuple[str, bool, str, str]:
        """By pair, theatre (ties without one behind the others) and id."""
        relation = self.relation
        return relation.pair, relation.theatre is None, relation.theatre or "", relation.id


def find_turns(olds: Iterable[ShownRelation], news: Iterable[ShownRelation]) -> list[Turn]:
    """Every turn from what the earlier lens shows to what the later one does, in their order."""
    sides = defaultdict[tuple[str, str | None], tuple[list[ShownRelation], list[ShownRelation]]](lambda: ([], []))
    for side, relations in enumerate((olds, news)):
        for relation in sorted(relations, key=lambda relation: (relation.since, relation.id)):
            sides[relation.ends][side].append(relation)
    turns = (turn for before, after in sides.values() if before != after for turn in _turns(before, after))
    return sorted(turns, key=lambda turn: turn.order)


def _turns(olds: Sequence[ShownRelation], news: Sequence[ShownRelation]) -> Iterator[Turn]:
    """The turns between two actors in one theatre."""
    was, signed = _signed(olds), _signed(news)
    turned = bool(was and signed) and all(a.family.sign == -b.family.sign for a in was for b in signed)
    for family in Family:
        old, new = ([relation for relation in side if relation.family is family] for side in (olds, news))
        flips = turned and family.sign != 0
        turn = _turn(old, new, was[-1] if flips else None)
        if turn:
            yield turn


def _signed(relations: Iterable[ShownRelation]) -> list[ShownRelation]:
    return [relation for relation in relations if relation.stands and relation.family.sign]


def _turn(olds: Sequence[ShownRelation], news: Sequence[ShownRelation], opposite: ShownRelation | None) -> Turn | None:
    """The turn of a tie, if any; *opposite* is what a pair was of which every sign turned round."""
    stood, stands = ([relation for relation in side if relation.stands] for side in (olds, news))
    doubted, contested = ([relation for relation in side if relation.contested] for side in (olds, news))
    before = olds[-1] if olds else None
    if opposite:
        return Turn(ChangeKind.FLIPPED, olds, news, stands[-1], opposite) if stands else None
    if stands and not stood:
        return Turn(ChangeKind.ATTESTED, olds, news, stands[-1], before)
    if stood and not stands:
        return Turn(ChangeKind.FADED, olds, news, stood[-1], before)
    if contested and not doubted:
        return Turn(ChangeKind.DISPUTED, olds, news, contested[-1], before)
    return None
