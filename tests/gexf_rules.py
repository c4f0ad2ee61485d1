"""
The rules of GEXF 1.3 for a file without pictures, hierarchy or phylogeny, as its published grammar and primer have them.

The grammar (RELAX NG) says which elements stand where and what they carry, the primer which ids have to meet.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

SPACE = "{http://gexf.net/1.3}"
Test = Callable[[str], object]


def choice(*words: str) -> Test:
    return lambda text: text in words


def pattern(expression: str) -> Test:
    return lambda text: re.fullmatch(expression, text, re.ASCII)


def anything(_text: str) -> bool:
    return True


DAY = pattern(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
"""What a time is where the graph says `timeformat="date"`."""
DOUBLE = pattern(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|-?INF|NaN")
INTEGER = pattern(r"[+-]?\d+")
COUNT = pattern(r"\+?\d+")
EDGE_TYPE = choice("directed", "undirected", "mutual")
VALUES: Mapping[str, Test] = {
    "string": anything, "anyURI": anything, "double": DOUBLE, "float": DOUBLE, "integer": INTEGER, "long": INTEGER,
    "boolean": choice("true", "false", "1", "0"),
}  # fmt: skip
"""What a value may be by its declared type, of those that a writer without lists has use for."""
SPAN: Mapping[str, Test] = {"start": DAY, "end": DAY, "timestamp": DAY}
SPANS: Mapping[str, Test] = {**SPAN, "intervals": anything, "timestamps": anything}


@dataclass(frozen=True, slots=True)
class ElementRule:
    """What an element holds, as a pattern over the names of its children, each with a space behind it, and carries."""

    content: str = ""
    required: Mapping[str, Test] = field(default_factory=dict)
    optional: Mapping[str, Test] = field(default_factory=dict)


RULES: Mapping[str, ElementRule] = {
    "gexf": ElementRule("(meta )?graph ", {"version": choice("1.3")}, {"variant": anything}),
    "meta": ElementRule("((creator|keywords|description) )*", optional={"lastmodifieddate": DAY}),
    "creator": ElementRule(),
    "keywords": ElementRule(),
    "description": ElementRule(),
    "graph": ElementRule(
        "(attributes )*nodes edges ",
        optional={
            **SPAN,
            "defaultedgetype": EDGE_TYPE,
            "idtype": choice("integer", "string"),
            "mode": choice("static", "dynamic", "slice"),
            "timeformat": choice("integer", "double", "date", "dateTime"),
            "timerepresentation": choice("interval", "timestamp"),
            "timezone": anything,
        },
    ),
    "attributes": ElementRule("(attribute )*", {"class": choice("node", "edge")}, {"mode": choice("static", "dynamic")}),
    "attribute": ElementRule("(default |options )*", {"id": anything, "title": anything, "type": choice(*VALUES)}),
    "default": ElementRule(),
    "options": ElementRule(),
    "nodes": ElementRule("(node )*", optional={"count": COUNT}),
    "node": ElementRule("(attvalues |spells )*", {"id": anything}, {"label": anything, **SPANS}),
    "edges": ElementRule("(edge )*", optional={"count": COUNT}),
    "edge": ElementRule(
        "(attvalues |spells )*",
        {"source": anything, "target": anything},
        {"id": anything, "type": EDGE_TYPE, "label": anything, "weight": DOUBLE, "kind": anything, **SPANS},
    ),
    "attvalues": ElementRule("(attvalue )*"),
    "attvalue": ElementRule("", {"for": anything, "value": anything}, SPAN),
    "spells": ElementRule("(spell )+"),
    "spell": ElementRule("", optional=SPAN),
}  # fmt: skip
ONCE = {"meta", "node", "edge", "attribute"}
"""Elements whose children stand in any order, but each once."""
APART = [{"start", "end"}, {"timestamp"}, {"intervals"}, {"timestamps"}]
"""Of these ways to tell a time an element has one."""


def faults(root: Element) -> Iterator[str]:
    """Each rule that a file breaks."""
    for element in root.iter():
        yield from _shape(element)
    yield from _meetings(root)


def _shape(element: Element) -> Iterator[str]:
    name = element.tag.removeprefix(SPACE)
    rule = RULES.get(name)
    if rule is None:
        yield f"{element.tag} is no element of GEXF 1.3"
        return
    children = [child.tag.removeprefix(SPACE) for child in element]
    if not re.fullmatch(rule.content, "".join(f"{child} " for child in children)):
        yield f"{name} holds {children[:9]}"
    if name in ONCE and len(set(children)) < len(children):
        yield f"{name} holds {children} more than once"
    tests = {**rule.required, **rule.optional}
    yield from (f"{name} has no {missing}" for missing in rule.required.keys() - element.attrib.keys())
    for attribute, text in element.attrib.items():
        if attribute not in tests or not tests[attribute](text):
            yield f"{name} has {attribute}={text!r}"
    if sum(bool(way & element.attrib.keys()) for way in APART) > 1:
        yield f"{name} tells its time in two ways"


def _meetings(root: Element) -> Iterator[str]:
    """Ids that stand twice, or lead nowhere; values that are not of their declared type."""
    nodes = {node.get("id") for node in root.iter(f"{SPACE}node")}
    for name in ("node", "edge"):
        ids = Counter(entry.get("id") for entry in root.iter(f"{SPACE}{name}"))
        yield from (f"{name} {key} is there {times} times" for key, times in ids.items() if key and times > 1)
        yield from _values(root, name)
    for edge in root.iter(f"{SPACE}edge"):
        yield from (f"edge leads to {edge.get(end)}" for end in ("source", "target") if edge.get(end) not in nodes)


def _values(root: Element, name: str) -> Iterator[str]:
    groups = [group for group in root.iter(f"{SPACE}attributes") if group.get("class") == name]
    declared = {entry.get("id"): (entry.get("type", ""), group.get("mode")) for group in groups for entry in group}
    for holder in root.iter(f"{SPACE}{name}"):
        for value in holder.iter(f"{SPACE}attvalue"):
            kind, mode = declared.get(value.get("for"), ("", None))
            if not kind or not VALUES[kind](value.get("value", "")):
                yield f"{name} has {value.get('for')} = {value.get('value')!r}, declared as {kind or 'nothing'}"
            if mode != "dynamic" and SPAN.keys() & value.attrib.keys():
                yield f"{value.get('for')} has a time, and is declared as static"
