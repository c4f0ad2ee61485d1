"""Small data sets about invented actors that share no record, each in several versions."""

import random
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from benchmarks import invented

NAMES = ("hills", "coast")
VERSIONS = ("one", "two", "three")
ACTORS, CLAIMS = 55, 240
_REFERRING = {"key", "kind", "subject", "object", "theatres", "document", "speakers", "publisher"}
_KEY = re.compile("|".join([r"(actor|document|claim)-\d+", *invented.THEATRES, *invented.KINDS]))


def write_texts(folder: Path) -> dict[str, dict[str, Path]]:
    """Every version of every data set, by their names; any two versions differ in a part of all kinds of record."""
    return {
        name: {version: write_text(folder / name / version, name, version) for version in VERSIONS} for name in NAMES
    }


def write_text(folder: Path, name: str, version: str) -> Path:
    """One version of one data set; whatever a mixture of two versions takes from each, it is a third text."""
    invented.write(folder, actors=ACTORS, claims=CLAIMS, seed=NAMES.index(name))
    head = folder / "dataset.yaml"
    head.write_text(head.read_text("utf-8").replace("name: invented", f"name: {name}"), "utf-8")
    chance = random.Random(f"{name} {version}")
    for path in sorted(folder.rglob("*.jsonl")):
        records = [_renamed(orjson.loads(line), name) for line in path.read_bytes().splitlines()]
        lines = [orjson.dumps(_changed(record, version, chance)) for record in records if _stays(record, chance)]
        path.write_bytes(b"\n".join(lines) + b"\n")
    return folder


def _renamed(record: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The record with the data set's name before every key."""

    def renamed(value: Any) -> Any:
        if isinstance(value, list):
            return [renamed(item) for item in value]
        return f"{name}-{value}" if isinstance(value, str) and _KEY.fullmatch(value) else value

    return {field: renamed(value) if field in _REFERRING else value for field, value in record.items()}


def _stays(record: Mapping[str, Any], chance: random.Random) -> bool:
    return "certainty" not in record or chance.random() > 0.1


def _changed(record: dict[str, Any], version: str, chance: random.Random) -> dict[str, Any]:
    """The record, or in every other case one that this version alone has."""
    if chance.random() < 0.5:
        return record
    if "certainty" in record:
        return record | {"certainty": round(0.05 + 0.9 * chance.random(), 2)}
    return record | {field: f"{record[field]}, {version}" for field in ("name", "title") if field in record}
