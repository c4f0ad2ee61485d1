"""A record as it is stored, held against its own digest; nothing here talks to the database."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from linkage.graph.fields import Form, table
from linkage.graph.ids import global_id, split_id
from linkage.graph.names.index_terms import stored_forms
from linkage.graph.records import KINDS, Actor, Assertion, Claim, Head, Name, Place
from linkage.graph.store.faults import Fault, FaultKind
from linkage.graph.store.transactions import native
from linkage.graph.wording.faults import record_title
from linkage.ingest.rows import LEADING, OWNED, RecordRow, RowLink

DEPENDENT = {"Share": "OF", Name.__name__: "NAMES", Assertion.__name__: "ASSERTS"}
"""Labels of records that belong to another one, each with the link that says to which."""
LABELS = frozenset({kind.__name__ for kind in KINDS.values()} | {*DEPENDENT, "DataSet"})
RELEASED = ""
"""The digest of a record that the next load is to write anew, whatever its text says."""

_NAMED_BY = {Name.__name__: "text", Actor.__name__: "name", Place.__name__: "name"}
"""The property by whose forms a search finds records of a label."""
_PLACED = ("id", "dataset", "digest", "file", "ordinal")
"""What is stored of a record beside what its digest is made of."""

StoredLink = tuple[str, str | None, int | None]
"""Type, id of the target or None where that is no record, position."""


@dataclass(frozen=True, slots=True)
class StoredNode:
    """A record as the store has it, with the links that lead from it; relations are not among these."""

    labels: frozenset[str]
    properties: Mapping[str, Any]
    links: Sequence[StoredLink] = ()

    @property
    def id(self) -> str:
        identifier: str = self.properties["id"]
        return identifier

    @property
    def dataset(self) -> str | None:
        return self.properties.get("dataset")

    @property
    def digest(self) -> str | None:
        return self.properties.get("digest")

    @property
    def label(self) -> str | None:
        """The label of its kind, by its id; None where the id is none that Linkage gives."""
        try:
            label = split_id(self.id)[0]
        except ValueError:
            return None
        return label if label in LABELS else None

    @property
    def is_bare(self) -> bool:
        """Whether it is nothing but an id, as what is linked to before it is written."""
        return self.properties.keys() == {"id"}

    @property
    def owner(self) -> str | None:
        """The id of the record that it belongs to, by its own id; None where it stands for itself."""
        label, *keys = split_id(self.id)
        match label:
            case "Share":
                return global_id(Claim.__name__, keys[0])
            case "Name":
                return global_id(keys[0], keys[1])
            case "Assertion":
                return global_id("DataSet", keys[0])
        return None

    def fault(self, kind: FaultKind, detail: str = "", target: Any = None) -> Fault:
        title = record_title(self.id, self.properties.get("key"))
        return Fault(kind, title, self.dataset, detail, self.id if target is None else target)


def content_digest(node: StoredNode, **replaced: Any) -> str:
    """The digest of what is stored, each link once and only links that there are; with properties *replaced*."""
    assert node.label is not None
    properties = {name: native(value) for name, value in {**node.properties, **replaced}.items()}
    content = {name: value for name, value in properties.items() if name not in _PLACED and value is not None}
    order = _link_order(node.label)
    owned = {link for link in node.links if link[0] in OWNED and link[1] is not None}
    ranked = sorted(owned, key=lambda link: (order.get(link[0], len(order)), link[2] or 0, link[1]))
    links = tuple(RowLink(kind, target or "", position or 0) for kind, target, position in ranked)
    return RecordRow(node.label, node.id, content, links).digest


@cache
def _link_order(label: str) -> dict[str, int]:
    """The place of each type of link among those of a record, as its row has them."""
    kinds: dict[str, type] = {kind.__name__: kind for kind in KINDS.values()} | {"DataSet": Head}
    fields = table(kinds[label]) if label in kinds else ()
    types = [field.refers.link or "" for field in fields if field.form is Form.LINK and field.refers]
    types.sort(key=lambda link: link not in LEADING)
    return {link: place for place, link in enumerate([*types, "SAME_AS", "JUDGED_PART_OF"])}


def node_faults(node: StoredNode) -> Iterator[Fault]:
    """What is wrong with a record that has content, as far as it shows in itself."""
    if node.label is None:
        yield node.fault(FaultKind.ID_WRONG)
        return
    foreign = sorted(node.labels - {"Record", node.label})
    if foreign or node.label not in node.labels:
        others = ", ".join(foreign)
        yield node.fault(FaultKind.LABEL_WRONG, others or "nothing", [node.id, node.label, foreign])
    yield from _link_faults(node)
    if node.digest is None:
        yield node.fault(FaultKind.DIGEST_LACKING, target=[node.id, content_digest(node)])
    elif node.digest == RELEASED:
        yield node.fault(FaultKind.RELEASED)
    elif content_digest(node) != node.digest:
        yield _damage(node)


def _link_faults(node: StoredNode) -> Iterator[Fault]:
    unknown = sorted({kind for kind, target, _ in node.links if kind not in OWNED or target is None})
    if unknown:
        yield node.fault(FaultKind.LINK_UNKNOWN, ", ".join(unknown))
    doubled = sorted({link[0] for link, count in Counter(node.links).items() if count > 1 and link[0] in OWNED})
    if doubled:
        yield node.fault(FaultKind.LINK_DOUBLED, ", ".join(doubled))


def _damage(node: StoredNode) -> Fault:
    """The digest does not fit: for want of the forms of a name, or for another reason."""
    name = node.properties.get(_NAMED_BY.get(node.label or "", ""))
    if isinstance(name, str):
        for forms in (stored_forms(name), dict.fromkeys(("folded", "sounds"))):
            if content_digest(node, **forms) == node.digest:
                return node.fault(FaultKind.FORMS_LACKING, target=[node.id, forms])
    return node.fault(FaultKind.CONTENT_DAMAGED)
