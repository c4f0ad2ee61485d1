"""A data set: a folder of text files whose names tell the kind of their records."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from linkage.graph.errors import InvalidDataSetError, LinkageError, reason
from linkage.graph.families import Family
from linkage.graph.records import KINDS, Aspect, HalfLives, Head, Record
from linkage.ingest.text.folder import ENDINGS, data_files, printable
from linkage.ingest.text.reader import Problem, Raw, decoded, mapping, raw_text, read_records
from linkage.ingest.text.writer import fields

HEAD = "dataset.yaml"


@dataclass(frozen=True, slots=True)
class Located:
    """A valid record with the place where it stands: its line, and how many records come before it."""

    file: str
    line: int
    ordinal: int
    record: Any

    @property
    def title(self) -> str:
        return f"{type(self.record).__name__.lower()} {self.record.key}"

    def problem(self, field: str, value: object, rule: str) -> Problem:
        return Problem(self.file, rule, self.line, self.title, field, value, raw=fields(self.record))

    def warning(self, caution: str, field: str, value: object, rule: str) -> Problem:
        """What is only odd, told apart by *caution*; what the record says is not kept, for there may be many."""
        return Problem(self.file, rule, self.line, self.title, field, value, caution=caution)


@dataclass(frozen=True, slots=True)
class DataSet:
    """
    A folder with `dataset.yaml` and files such as `actors.yaml` or `claims/2020-09.yaml`.

    `uses` are the data sets that its head names, whose records its own may refer to.
    """

    folder: Path
    head: Head
    uses: tuple["DataSet", ...] = ()

    @property
    def name(self) -> str:
        return self.head.name

    @property
    def coders(self) -> tuple[str, ...]:
        return self.head.coders

    @property
    def half_lives(self) -> HalfLives | None:
        """How long its reports go on testifying: as it says itself, else as the first that it uses says."""
        return self.head.half_lives or next((used.half_lives for used in self.uses if used.half_lives), None)

    def files(self) -> list[tuple[str, type[Record], Path]]:
        """
        Name, kind of record and path of each file, in the order in which kinds are read.

        InvalidDataSetError names whatever else lies in the folder, for nothing there may be passed over.
        """
        names, problems = data_files(self.folder)
        unknown = [name for name in names if name != HEAD and kind_of(name) is None]
        rule = f"is none of {', '.join(KINDS)} (a file or a folder): rename it, or take it out of the folder"
        problems += [Problem(printable(name), rule) for name in unknown]
        if problems:
            raise InvalidDataSetError(self.name, problems)
        order = list(KINDS.values())
        listed = [(name, kind, self.folder / name) for name in names if (kind := kind_of(name))]
        return sorted(listed, key=lambda entry: (order.index(entry[1]), entry[0]))

    def version(self) -> str:
        """Digest of the whole text."""
        digest = hashlib.blake2b(digest_size=16)
        for name, path in [(HEAD, self.folder / HEAD), *((name, path) for name, _, path in self.files())]:
            with path.open("rb") as stream:
                content = hashlib.file_digest(stream, "blake2b")
            digest.update(name.encode() + b"\0" + content.digest())
        return digest.hexdigest()

    def require_version(self, version: str) -> None:
        """LinkageError where the text is another by now."""
        if self.version() != version:
            raise LinkageError(f"data set {self.name!r} changed while it was read: run the command again")

    def records(self, kind: type[Record]) -> Iterator[Located | Problem]:
        """The records of one kind, file by file; a problem stands where a record is not valid."""
        for file, kind_of_file, path in self.files():
            if kind_of_file is kind:
                yield from located(path, file, kind)


def kind_of(file: str) -> type[Record] | None:
    """The kind of the records in a file of this name, None where a data set has no such file."""
    path = PurePosixPath(file)
    plain = file.isprintable() and not path.is_absolute() and ".." not in path.parts
    return KINDS.get(path.parts[0].split(".")[0]) if plain and path.suffix in ENDINGS else None


def shipped(name: str) -> Path:
    """The folder of the data set of this name that comes with the package, if there is one."""
    return Path(str(files("linkage"))) / "ingest" / "datasets" / name


def opened(folder: Path, name: str) -> DataSet:
    """The data set in *folder*, which the user calls *name*, without what it uses."""
    path = folder / HEAD
    if not path.is_file():
        raise LinkageError(f"there is no data set {name!r}: {HEAD} is not in that folder")
    head = _head(path)
    if isinstance(head, Head):
        return DataSet(folder, head)
    raise InvalidDataSetError(name, head)


def _head(path: Path) -> Head | list[Problem]:
    text = decoded(path.read_bytes(), HEAD)
    if isinstance(text, Problem):
        return [text]
    try:
        raw = mapping(text)
        head: Head = parse_record(Head, raw)
        return head
    except ValidationError as error:
        return list(_problems(error, HEAD, Raw(1, raw), None))
    except (yaml.YAMLError, ValueError) as error:
        return [Problem(HEAD, str(error).splitlines()[0])]


_ADAPTERS: dict[type, TypeAdapter[Any]] = {Head: TypeAdapter(Head)}
_ADAPTERS |= {kind: TypeAdapter(kind) for kind in KINDS.values()}


def parse_record(kind: type, values: dict[str, Any]) -> Any:
    """A record, or the head of a data set, from plain values; a ValidationError says what is wrong with them."""
    return _ADAPTERS[kind].validate_python(values)


def located(path: Path, file: str, kind: type[Record]) -> Iterator[Located | Problem]:
    validate = _ADAPTERS[kind]
    for ordinal, raw in enumerate(read_records(path, file)):
        if isinstance(raw, Problem):
            yield raw
            continue
        try:
            yield Located(file, raw.line, ordinal, validate.validate_python(raw.value))
        except ValidationError as error:
            key = raw_text(raw, "key")
            title = f"{kind.__name__.lower()} {(key or '(without a key)')[:80]}"
            yield from _problems(error, file, raw, title, key)


def _problems(
    error: ValidationError, file: str, raw: Raw, title: str | None, key: str | None = None
) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        field = ".".join(str(step) for step in detail["loc"])
        missing = detail["type"] in ("missing", "missing_argument", "missing_keyword_only_argument")
        rule = _absence(field, raw) if missing else reason(detail)
        if detail["type"] == "unexpected_keyword_argument":
            rule = "is not a field of this kind of record"
        value = None if missing else detail["input"]
        yield Problem(file, rule, raw.line, title, field, value, key, raw.value)


def _absence(field: str, raw: Raw) -> str:
    """That a field is missing; what a kind of claim has to decide is told with what would most likely be meant."""
    match field:
        case "aspect":
            lasting = raw_text(raw, "family") in [family.value for family in Family if family.sign]
            return f"is missing: state or event, for this kind most likely {Aspect.STATE if lasting else Aspect.EVENT}"
        case "force":
            return "is missing: deeds or words"
    return "is missing"
