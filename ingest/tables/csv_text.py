"""The lines of a table as text: UTF-8, with a mark or without, or the UTF-16 of spreadsheets, read as they come."""

import codecs
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import IO

from linkage.graph.errors import TableError

STDIN = Path("-")
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def title(file: Path) -> str:
    """What messages call a file."""
    return "standard input" if file == STDIN else str(file)


def read_lines(name: str, file: Path) -> Iterator[str]:
    """The lines of a table, with their ends; TableError where it cannot be read or is in another encoding."""
    try:
        with _opened(file) as stream:
            yield from _decoded(name, stream)
    except OSError as error:
        raise TableError(name, None, f"it cannot be read: {error.strerror}") from error


@contextmanager
def _opened(file: Path) -> Iterator[IO[bytes]]:
    if file == STDIN:
        yield BytesIO(sys.stdin.buffer.read())
    else:
        with file.open("rb") as stream:
            yield stream


def _decoded(name: str, stream: IO[bytes]) -> Iterator[str]:
    start = stream.read(4)
    mark = next((mark for mark in _MARKS if start.startswith(mark)), b"")
    stream.seek(len(mark))
    encoding = _MARKS.get(mark) or _unmarked(start)
    if encoding != "utf-8":
        yield from _utf_16(name, stream, encoding)
        return
    for number, line in enumerate(stream, 1):
        try:
            yield line.decode()
        except UnicodeDecodeError as error:
            rule = "this is not UTF-8; save the table in that encoding"
            raise TableError(name, number, rule) from error


def _unmarked(start: bytes) -> str:
    """The encoding of a text without a mark: in UTF-16 every second byte of a heading in Latin letters is zero."""
    zeros = [byte == 0 for byte in start]
    if zeros == [False, True] * 2:
        return "utf-16-le"
    return "utf-16-be" if zeros == [True, False] * 2 else "utf-8"


def _utf_16(name: str, stream: IO[bytes], encoding: str) -> Iterator[str]:
    try:
        with TextIOWrapper(stream, encoding=encoding, newline="") as text:
            yield from text
    except UnicodeDecodeError as error:
        raise TableError(name, None, "this is not UTF-16, as it begins; save the table as UTF-8") from error
