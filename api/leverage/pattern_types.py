"""The GraphQL types of camps, pairs, triads and channels, which are worked out from relations; none is stored."""

from linkage.api.leverage.results import worked
from linkage.api.schema.declaration import described
from linkage.api.schema.nodes import ActorType, RelationType, TheatreType
from linkage.graph.relations.standing import StandingBasis


@described
class ChannelType:
    """How two actors can talk: by relations of their own, or through others. No actors where nobody is known."""

    direct: bool = worked("Whether they negotiate with each other.")
    actors: list[ActorType] = worked("From the one to the other, both included.")
    relations: list[RelationType] = worked("The relations that lead from the one to the other.", "links")


@described
class CampType:
    """Actors of one camp."""

    actors: list[ActorType] = worked("The actors, by key.")


@described
class CampSplitType:
    """The split into camps that fewest bonds go against (exact frustration index): + inside, − across."""

    theatre: TheatreType | None = worked("Null for all theatres together.")
    k: int = worked("Camps at most.")
    index: float = worked("Bonds that go against the split.")
    bound: float = worked("No split has fewer; equal to index where that is proven the least.")
    unique: bool | None = worked("Whether no other split is as good; null where time ran out.")
    bonds: int = worked("Bonds that were split: one for each pair, sign and theatre.")
    camps: list[CampType] = worked("The camps.")
    either_way: list[ActorType] = worked(
        "Actors that could go either way: each, moved alone to another camp, leaves as few bonds against the split."
    )
    frustrated: list[RelationType] = worked("The relations of the bonds that go against it.")
    notes: list[str] = worked("What a reader has to know of the split.")


@described
class CampMoverType:
    """
    An actor that is in one camp in one theatre and in another in another. Told only where every best split agrees on it,
    and of an actor with bonds in the theatre and in another.
    """

    actor: ActorType = worked("The actor.")
    theatres: list[TheatreType] = worked("Where it stands outside the camp that it has together.")


@described
class CampsType:
    """Camps per theatre and in all together."""

    splits: list[CampSplitType] = worked("Per theatre, then together, for 2 and for 3 camps.")
    movers: list[CampMoverType] = worked(
        "Actors that change camp between theatres, for 2 camps; only where every best split agrees."
    )


@described
class BondType:
    """All relations of one sign between two actors in one theatre."""

    one: ActorType = worked("One of the two, by key the first.")
    two: ActorType = worked("The other of the two.")
    theatre: TheatreType = worked("The theatre.")
    sign: int = worked("Whether they stand together (1) or apart (-1).")
    basis: StandingBasis = worked("On what it stands on the day: the strongest basis of its relations.")
    relations: list[RelationType] = worked("The relations.", "links")


@described
class DividedPairType:
    """Two actors that stand together in one theatre and apart in another."""

    one: ActorType = worked("One of the two, by key the first.")
    two: ActorType = worked("The other of the two.")
    together: list[BondType] = worked("What ties them.")
    apart: list[BondType] = worked("What parts them.")


@described
class MirrorSideType:
    """In one theatre, two actors back two others that oppose each other."""

    theatre: TheatreType = worked("The theatre.")
    backed1: ActorType = worked("Whom `one` backs.", ("backed", 0))
    backed2: ActorType = worked("Whom `two` backs.", ("backed", 1))
    basis: StandingBasis = worked("On what all of that stands on the day: the weakest basis of the relations.")
    relations: list[RelationType] = worked("Who backs whom, and that these two oppose each other.", "links")


@described
class MirrorPairType:
    """Two actors that back opponents of each other in more than one theatre."""

    one: ActorType = worked("One of the two, by key the first.")
    two: ActorType = worked("The other of the two.")
    sides: list[MirrorSideType] = worked("Their positions, one for each theatre and two opponents.")


@described
class PairsType:
    """Pairs of actors that several theatres tie together."""

    divided: list["DividedPairType"] = worked("Actors that stand together in one theatre and apart in another.")
    mirrors: list["MirrorPairType"] = worked("Actors that back opponents of each other in more than one theatre.")
    notes: list[str] = worked("How many of these relations nobody reports for the day, and since when.")


@described
class TriadType:
    """
    Three actors with a sign between every two, from more than one theatre. Balanced where the product of the signs is
    +: a friend's friend is a friend.
    """

    actors: list[ActorType] = worked("The three, by key.")
    balanced: bool = worked("Whether the product of the signs is +.")
    basis: StandingBasis = worked("On what it stands on the day: the weakest basis of its bonds.")
    note: str | None = worked("How many of its relations nobody reports for the day; null where each is reported.")
    bonds: list[BondType] = worked("What holds between every two.")
