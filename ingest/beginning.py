"""A data set to begin with: one record of each kind that most data sets have, valid as it stands."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from linkage.graph.errors import LinkageError
from linkage.graph.records import Head
from linkage.ingest.text.dataset import HEAD, kind_of, parse_record
from linkage.ingest.text.writer import format_map, format_records, write_text

COMMON = "common"
"""The data set that brings kinds of claims, states, organisations and media."""


def begin(name: str, folder: Path, coder: str) -> Path:
    """Write the files of a new data set into a folder that is empty or not there yet; return the folder."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise LinkageError(f"{folder} is there already and not empty: name another folder by --output")
    head = _parsed(
        Head, {"name": name, "title": f"Who stands with whom over {name}", "uses": [COMMON], "coders": [coder]}
    )
    files = {file: [_parsed(kind_of(file), record) for record in records] for file, records in _records(name, coder)}
    for file, records in files.items():
        write_text(folder / file, format_records(file, records))
    write_text(folder / HEAD, [format_map(head)])
    return folder


def _parsed(kind: Any, values: dict[str, Any]) -> Any:
    try:
        return parse_record(kind, values)
    except ValueError as error:
        words = " and ".join(str(value) for value in (values.get("name"), *values.get("coders", ())) if value)
        raise LinkageError(
            f"a data set and its coder are called by small letters, digits and hyphens, such as sudan-2023, not {words!r}"
        ) from error


def _records(name: str, coder: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The files with the records of each, as text spells them."""
    army, issue, document, claim = f"{name}-army", f"{name}-access", f"{name}-first-document", f"{name}-first-claim"
    yield "theatres.yaml", [{"key": name, "name": name.replace("-", " ").capitalize()}]
    yield "actors.yaml", [{"key": army, "kind": "armed_force", "name": "The army", "note": "Put your own actor here."}]
    yield "issues.yaml", [
        {
            "key": issue, "theatre": name, "question": "How far may aid go?",
            "low": "nowhere", "high": "everywhere",
        }
    ]  # fmt: skip
    yield "documents.yaml", [
        {
            "key": document, "title": "The title as printed", "publisher": "reuters", "published": "2023-04-15",
            "language": "en", "address": "https://example.org/the-report",
        }
    ]  # fmt: skip
    yield "claims/first.yaml", [
        {
            "key": claim, "kind": "backs", "subject": "egypt", "object": army, "theatres": [name], "issue": issue,
            "held": "2023-04-15", "basis": "stated", "document": document,
            "locator": {"paragraph": 0, "words": "The first words of the passage"}, "speakers": ["reuters"],
            "hedge": "asserted", "certainty": 0.75, "summary": "Egypt backs the army.", "coder": coder,
        }
    ]  # fmt: skip
    yield "stances.yaml", [
        {
            "key": f"{name}-first-stance", "issue": issue, "actor": army, "held": "2023-04",
            "position": {"low": 10, "high": 30, "value": 20}, "salience": {"low": 0.4, "high": 0.8, "value": 0.6},
            "capability": {"low": 0.3, "high": 0.7, "value": 0.5}, "claims": [claim], "hedge": "asserted",
            "reasoning": "Why these figures.", "coder": coder,
        }
    ]  # fmt: skip
