"""A subgraph column by column, told from its rows, and rows told from columns."""

from typing import Any

from tests.told.narrowing import Thing

CODED = {
    "actors": ("kind", "side", "sideSource", "ended", "note", "dataset"),
    "relations": (
        "family", "validFrom", "validTo", "knownFrom", "knownTo", "status", "basis", "lastAttested", "nextAttested", "ending",
    ),
}  # fmt: skip
PLAIN = {
    "actors": ("id", "key", "name"),
    "relations": ("id", "sign", "rolledUp", "dated", "certainty", "origins"),
}


def columns(actors: list[Thing], relations: list[Thing]) -> Thing:
    """The columns of these actors, and of relations between them."""
    keys = [actor["key"] for actor in actors]
    ends = {end: [keys.index(relation["_values"][end][0]) for relation in relations] for end in ("subject", "object")}
    theatres = [next(iter(relation["_values"]["theatre"]), None) for relation in relations]
    return {
        "actors": _told("actors", actors),
        "relations": {**_told("relations", relations), **ends, "theatre": _coded(theatres)},
    }


def _told(kind: str, things: list[Thing]) -> Thing:
    plain = {name: [thing[name] for thing in things] for name in PLAIN[kind]}
    return plain | {name: _coded([thing[name] for thing in things]) for name in CODED[kind]}


def _coded(texts: list[str | None]) -> Thing:
    values = list(dict.fromkeys(text for text in texts if text is not None))
    return {"values": values, "codes": [None if text is None else values.index(text) for text in texts]}


def rows(columns: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows that columns of one kind tell, codes and all."""
    plain = {
        name: [None if code is None else column["values"][code] for code in column["codes"]]
        if isinstance(column, dict)
        else column
        for name, column in columns.items()
    }
    return [dict(zip(plain, row, strict=True)) for row in zip(*plain.values(), strict=True)]
