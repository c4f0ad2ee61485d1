"""A data set: a folder of text files whose names tell the kind of their records."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from linkage.graph.errors import InvalidDataSetError, LinkageError
from linkage.graph.model import (
    Actor,
    Agreement,
    Claim,
    Document,
    Event,
    Issue,
    Judgement,
    Place,
    Record,
    RelationKind,
    Stance,
    Theatre,
)
from linkage.ingest.text import Problem, Raw, mapping, read, record_key

# In the order in which they are checked and written: what is referred to comes first.
KINDS: dict[str, type[Record]] = {
    "kinds": RelationKind,
    "theatres": Theatre,
    "places": Place,
    "actors": Actor,
    "judgements": Judgement,
    "issues": Issue,
    "agreements": Agreement,
    "events": Event,
    "documents": Document,
    "claims": Claim,
    "stances": Stance,
}
ENDINGS = (".yaml", ".jsonl")


@dataclass(frozen=True, slots=True)
class Located:
    """A valid record with the place where it stands."""

    file: str
    line: int
    record: Any

    @property
    def title(self) -> str:
        return f"{type(self.record).__name__.lower()} {self.record.key}"

    def problem(self, field: str, value: object, rule: str) -> Problem:
        return Problem(self.file, rule, self.line, self.title, field, value)


@dataclass(frozen=True, slots=True)
class DataSet:
    """A folder with `dataset.yaml` and files such as `actors.yaml` or `claims/2020-09.yaml`."""

    folder: Path
    name: str
    title: str
    coders: tuple[str, ...]

    def files(self) -> list[tuple[str, type[Record], Path]]:
        """Name, kind of record and path of each file, in the order in which kinds are read."""
        found = [path for path in sorted(self.folder.rglob("*")) if path.suffix in ENDINGS]
        order = list(KINDS)
        named = [(path.relative_to(self.folder), path) for path in found if path.name != "dataset.yaml"]
        listed = [(name.as_posix(), name.parts[0].split(".")[0], path) for name, path in named]
        unknown = [name for name, kind, _ in listed if kind not in KINDS]
        if unknown:
            raise LinkageError(
                f"data set {self.name!r}: {unknown[0]} is none of {', '.join(KINDS)} (a file or a folder)"
            )
        listed.sort(key=lambda entry: (order.index(entry[1]), entry[0]))
        return [(name, KINDS[kind], path) for name, kind, path in listed]

    def version(self) -> str:
        """Digest of the whole text."""
        digest = hashlib.blake2b(digest_size=16)
        for name, _, path in self.files():
            digest.update(name.encode() + b"\0")
            with path.open("rb") as stream:
                while block := stream.read(1 << 20):
                    digest.update(block)
        return digest.hexdigest()

    def records(self, kind: type[Record]) -> Iterator[Located | Problem]:
        """The records of one kind, file by file; a problem stands where a record is not valid."""
        for file, of, path in self.files():
            if of is kind:
                yield from _records(path, file, kind)


def find(name_or_path: str) -> DataSet:
    """The data set of this name that comes with the package, or the one in this folder."""
    shipped = Path(str(files("linkage"))) / "ingest" / "datasets" / name_or_path
    folder = shipped if shipped.is_dir() and "/" not in name_or_path else Path(name_or_path)
    head = folder / "dataset.yaml"
    if not head.is_file():
        raise LinkageError(f"there is no data set {name_or_path!r}: {head.name} is not in that folder")
    try:
        fields = mapping(head.read_bytes().decode("utf-8"))
        return DataSet(
            folder=folder,
            name=str(fields["name"]),
            title=str(fields["title"]),
            coders=tuple(str(coder) for coder in fields["coders"]),
        )
    except (yaml.YAMLError, ValueError, TypeError, KeyError) as error:
        reason = f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error).splitlines()[0]
        raise InvalidDataSetError(name_or_path, [str(Problem("dataset.yaml", reason))]) from error


_ADAPTERS: dict[type[Record], TypeAdapter[Any]] = {kind: TypeAdapter(kind) for kind in KINDS.values()}


def _records(path: Path, file: str, kind: type[Record]) -> Iterator[Located | Problem]:
    validate = _ADAPTERS[kind]
    for raw in read(path, file):
        if isinstance(raw, Problem):
            yield raw
            continue
        try:
            value = raw.value
            record = (
                validate.validate_json(value) if isinstance(value, bytes) else validate.validate_python(value)
            )
            yield Located(file, raw.line, record)
        except ValidationError as error:
            yield from _problems(error, raw, file, kind)


def _problems(error: ValidationError, raw: Raw, file: str, kind: type[Record]) -> Iterator[Problem]:
    key = record_key(raw)
    record = f"{kind.__name__.lower()} {key or '(without a key)'}"
    for found in error.errors(include_url=False):
        field = ".".join(str(part) for part in found["loc"])
        missing = found["type"] in ("missing", "missing_argument", "missing_keyword_only_argument")
        rule = {
            "unexpected_keyword_argument": "is not a field of this kind of record",
            "missing_keyword_only_argument": "is missing",
            "missing": "is missing",
            "missing_argument": "is missing",
        }.get(found["type"], found["msg"].removeprefix("Value error, "))
        yield Problem(file, rule, raw.line, record, field, None if missing else found["input"], key)
