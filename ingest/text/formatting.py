"""`linkage fmt`: the files of a data set in canonical form, none changed unless all can be read."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rich.progress import Progress

from linkage.graph.errors import InvalidDataSetError, LinkageError
from linkage.graph.records import Record
from linkage.ingest.text.dataset import HEAD, DataSet, Located, located
from linkage.ingest.text.reader import Problem
from linkage.ingest.text.writer import format_map, format_records, write_text


@dataclass(slots=True)
class FormatReport:
    """The files that are not in canonical form, and every comment, which that form has no place for."""

    version: str
    files: list[str]
    comments: list[Problem]


def examine(dataset: DataSet, progress: Progress) -> FormatReport:
    """Hold every file against its canonical form; InvalidDataSetError where records cannot be read."""
    task = progress.add_task("read", total=None)
    report = FormatReport(dataset.version(), [], [])
    problems: list[Problem] = []
    for file, kind, path in _files(dataset):
        before = len(problems)
        canonical = _canonical(dataset, file, kind, path, problems.append)
        if not _holds(path, canonical, lambda: progress.advance(task)):
            report.files.append(file)
        if len(problems) == before and path.suffix == ".yaml":
            report.comments += comments(path, file)
    if problems:
        raise InvalidDataSetError(dataset.name, problems)
    return report


def rewrite(dataset: DataSet, report: FormatReport) -> None:
    """Put the canonical form in the place of the files that *report* is of; LinkageError where they changed since."""

    def refuse(problem: Problem) -> None:
        raise LinkageError(f"data set {dataset.name!r} changed while it was read: {problem}")

    dataset.require_version(report.version)
    for file, kind, path in _files(dataset):
        if file in report.files:
            write_text(path, _canonical(dataset, file, kind, path, refuse))


def _files(dataset: DataSet) -> list[tuple[str, type[Record] | None, Path]]:
    return [(HEAD, None, dataset.folder / HEAD), *dataset.files()]


def _canonical(
    dataset: DataSet, file: str, kind: type[Record] | None, path: Path, problem: Callable[[Problem], None]
) -> Iterator[str]:
    """The canonical text of a file, record by record; *problem* gets what cannot be read."""
    if kind is None:
        return iter([format_map(dataset.head)])
    return format_records(file, _valid(located(path, file, kind), problem))


def _valid(entries: Iterable[Located | Problem], problem: Callable[[Problem], None]) -> Iterator[Any]:
    for entry in entries:
        if isinstance(entry, Located):
            yield entry.record
        else:
            problem(entry)


def _holds(path: Path, chunks: Iterator[str], step: Callable[[], None]) -> bool:
    """Whether a file holds exactly this text; reads the chunks to their end in any case."""
    same = True
    with path.open("rb") as stream:
        for chunk in chunks:
            step()
            data = chunk.encode()
            same = same and stream.read(len(data)) == data
        return same and not stream.read(1)


def comments(path: Path, file: str) -> Iterator[Problem]:
    """What stands between the tokens of a YAML file, or behind the mark of a folded text, after a `#`."""
    content = path.read_bytes().decode("utf-8")
    end = 0
    for token in yaml.scan(content, Loader=yaml.CSafeLoader):
        start, stop = token.start_mark.index, token.end_mark.index
        gaps = [(end, start)]
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            gaps.append((start, content.index("\n", start)))
        for gap in gaps:
            if "#" in content[slice(*gap)]:
                yield from _lines(content, *gap, file)
        end = max(end, stop)
    yield from _lines(content, end, len(content), file)


def _lines(content: str, start: int, stop: int, file: str) -> Iterator[Problem]:
    line = content.count("\n", 0, start) + 1
    for number, text in enumerate(content[start:stop].split("\n"), line):
        _, sign, comment = text.partition("#")
        if sign:
            yield Problem(file, f"a comment, {comment.strip()!r}, has no place in canonical form", number)
