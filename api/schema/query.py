"""The root fields: what can be asked for. `linkage.api.leverage.query` has those of what is worked out."""

from typing import Annotated

import strawberry
from strawberry import ID
from strawberry.annotation import StrawberryAnnotation

from linkage.api.changes import ChangeSearch
from linkage.api.paths import PathSearch
from linkage.api.schema.counts import ClaimGroupType, CountsType, RelationGroupType, of_counts
from linkage.api.schema.declaration import FIRST, LENS, TYPES, argument, computed, described, filtering, of_a_page
from linkage.api.schema.enums import Bearer
from linkage.api.schema.inputs import LensInput, words_of
from linkage.api.schema.nodes import (
    ActorType,
    ClaimType,
    ConnectionType,
    DataSetType,
    DocumentType,
    NameType,
    NodeType,
    PlaceType,
    RelationType,
)
from linkage.api.schema.relations import DiffType, PathsType, SubgraphType
from linkage.api.search import Search
from linkage.api.storage import places
from linkage.api.storage.filters import LENSES
from linkage.api.storage.orders import BY_NAME
from linkage.api.storage.places import STAYING, STAYS, Leaf, Linked, Lookup, Many, One, Page, Worked
from linkage.graph.families import RELATIONSHIPS, Family
from linkage.graph.names.matching import NameRule
from linkage.graph.records import KINDS

MOST_CHANGES = 1_000
"""Changes of each kind where the query does not say how many."""
HITS = 10
"""Hits of a search where the query does not say how many."""
RELATIONS = 10_000
"""Relations of a subgraph where the query does not say how many."""

Named = Annotated[ActorType | PlaceType, strawberry.union("Named", description="What has names to be searched by.")]


@described
class SearchHitType:
    """Who or what a text may mean, by the name of it that the text means best."""

    node: Named = computed(places.Any("({y}:Record {{id: {x}.id}})"), "Who or what bears the name.")
    name: NameType = computed(
        One(bound="{x}.name"), "The name that matched; its language is und where only the shown name did."
    )
    rule: NameRule = computed(Leaf("{x}.rule"), "The weakest step that the match needs.")
    score: float = computed(Leaf("{x}.score"), "How well the text means the name, from 0 to 1.")
    ambiguous: bool = computed(Leaf("{x}.ambiguous"), "Whether the text means another hit just as well.")


_ID = argument("id", ID, "A global id.")
_PATHS = (
    argument("from", str, "An actor's key."),
    argument("to", str, "An actor's key."),
    LENS,
    argument("families", list[Family] | None, "Relations of these families only; all where left out."),
    argument("max", int, "Hops of the longest path.", 4),
    argument("k", int, "How many paths.", 3),
    argument("throughHubs", bool, "False passes over actors with more than 20 relations in the lens.", True),
)
_SEARCH = (
    argument("text", str, "A name or a part of one, in any script."),
    argument("kinds", list[Bearer] | None, "Whose names are searched; everybody's where left out."),
    argument("first", int, "How many hits at most.", HITS),
)


class RecordsQuery:
    """Root fields about records and relations; lists of whole kinds are added below."""

    actor: ActorType | None = computed(
        One(f"({{r}}:Actor){STAYS}({{y}}:Actor)", where=STAYING, keys={"key": "key"}),
        "The actor with this key.",
        [argument("key", str, "The actor's key, or that of one who is judged to be it.")],
    )
    actors: ConnectionType[ActorType] = computed(
        Page("({y}:Actor)", where=STAYING),
        "Actors; with a lens, those with a relation in it.",
        of_a_page("Actor"),
    )
    data_sets: list[DataSetType] = computed(
        Many("({y}:DataSet)", "{y}.key"), "The data sets that are loaded, by name.", [FIRST]
    )
    documents: ConnectionType[DocumentType] = computed(
        Page("({y}:Document)"), "Documents, the latest first.", of_a_page("Document")
    )
    claim: ClaimType | None = computed(
        One("({y}:Record:Claim)", keys={"key": "key", "id": "id"}),
        "The claim with this key or id.",
        [
            argument("key", str | None, "The claim's key."),
            argument("id", ID | None, "The claim's global id."),
        ],
    )
    claims: ConnectionType[ClaimType] = computed(
        Page("({y}:Claim)"), "Claims, in the order they became known.", of_a_page("Claim")
    )
    claim_counts: CountsType[ClaimGroupType] = computed(
        places.Grouped("Claim", "({y}:Claim)"),
        "How many claims there are, by month, by speaker, by whatever tells groups apart.",
        of_counts("Claim"),
    )
    relation: RelationType | None = computed(
        Linked(), "The relation with this id; an id tells one version of it.", [_ID]
    )
    relations: ConnectionType[RelationType] = computed(
        Page(f"(:Actor)-[{{y}}:{RELATIONSHIPS}]->(:Actor)", everywhere=True),
        "Relations as known by the lens's day, by default as known now.",
        of_a_page("Relation"),
    )
    relation_counts: CountsType[RelationGroupType] = computed(
        places.Grouped("Relation", f"(:Actor)-[{{y}}:{RELATIONSHIPS}]->(:Actor)"),
        "How many relations there are, by family, by theatre, by whatever tells groups apart.",
        of_counts("Relation"),
    )
    subgraph: SubgraphType = computed(
        places.Subgraph(),
        "The relations that a lens keeps and the actors at their ends.",
        [
            filtering("Relation"),
            LENS,
            argument("first", int, "How many relations at most.", RELATIONS),
        ],
    )
    diff: DiffType = computed(
        places.SortedInto(ChangeSearch.of),
        "What changed from one lens to another, by claims.",
        [
            argument("from", LensInput, "What was looked at before."),
            argument("to", LensInput, "What is looked at now."),
            argument("first", int, "How many changes of each kind at most.", MOST_CHANGES),
        ],
    )
    paths: PathsType = computed(
        Worked(PathSearch.of), "The shortest paths between two actors, the best supported first.", _PATHS
    )
    search: list[SearchHitType] = computed(
        Worked(Search.of),
        "Actors and places that a text may mean, in any script, the likeliest first.",
        _SEARCH,
    )
    node: NodeType | None = computed(Lookup(), "Whatever has this id.", [_ID])
    nodes: list[NodeType | None] = computed(
        Lookup(),
        "Whatever has these ids, in their order, null for none.",
        [argument("ids", list[ID], "Global ids.")],
    )


_ROOTS = {"kinds": "relationKinds"}
"""Root fields that are not called as the files of their kind are."""
_PARTS = ("stances", "points")
"""Kinds that are listed below others only; a root field `stances` tells a table of them."""
_ORDERED = {"Issue": "question", "Agreement": "signed", "Event": "validFrom"}
"""What a list of a kind is sorted by where that is not the name, nor, for want of one, the key."""


def _add_lists(query: type) -> None:
    """Give the query a list of each kind that has no other field there, narrowed by a lens where one can."""
    for file, kind in KINDS.items():
        name = _ROOTS.get(file, file)
        if name in query.__annotations__ or name in _PARTS:
            continue
        label = kind.__name__
        named = "name" in kind.__dataclass_fields__
        order = _ORDERED.get(label, "name" if named else "key")
        sort = {"key": "{y}.key", "name": BY_NAME}.get(order, f"{{y}}.{order}, {{y}}.key")
        sentence = f"All {file.replace('_', ' ')} by {order}{', within the lens' if label in LENSES else ''}."
        lens = [LENS] if label in LENSES else []
        query.__annotations__[name] = StrawberryAnnotation(f"list[{label}]", namespace=TYPES)
        setattr(query, name, computed(Many(f"({{y}}:{label})", sort), sentence, [filtering(label), *lens, FIRST]))


def _add_lookups(query: type) -> None:
    """Give the query a field for each kind that has none there, which leads to the one with a key."""
    for kind in KINDS.values():
        label = kind.__name__
        name, word = label[0].lower() + label[1:], words_of(label)
        if name in query.__annotations__:
            continue
        key = argument("key", str, f"The key of the {word}.")
        query.__annotations__[name] = StrawberryAnnotation(f"{label} | None", namespace=TYPES)
        place = One(f"({{y}}:{label})", keys={"key": "key"})
        setattr(query, name, computed(place, f"The {word} with this key; null where there is none.", [key]))


_add_lists(RecordsQuery)
_add_lookups(RecordsQuery)
strawberry.type(RecordsQuery)
