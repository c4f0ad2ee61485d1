"""What lies in the folder of a data set: nothing there is passed over without a word."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from linkage.ingest.text.reader import Problem

ENDINGS = (".yaml", ".jsonl")
VERSION_CONTROL = frozenset(
    [
        ".git",
        ".gitignore",
        ".gitattributes",
        ".gitkeep",
        ".gitmodules",
        ".github",
        ".hg",
        ".hgignore",
        ".hgtags",
        ".svn",
        ".jj",
        ".bzr",
        ".bzrignore",
    ]
)
_OTHER_SPELLINGS = {".yml": ".yaml", ".json": ".jsonl", ".ndjson": ".jsonl"}


def data_files(folder: Path) -> tuple[list[str], list[Problem]]:
    """
    The files in a folder that may hold records, by their names within it, and a problem for whatever else is there.

    A README and what belongs to version control may lie beside them; links may lead to files only.
    """
    names: list[str] = []
    problems: list[Problem] = []
    for entry, name in _entries(folder, ""):
        fault = entry if isinstance(entry, str) else _fault(entry)
        if fault:
            problems.append(Problem(printable(name), fault))
        elif name.endswith(ENDINGS):
            names.append(name)
    return sorted(names), sorted(problems, key=lambda problem: problem.file)


def printable(name: str) -> str:
    """The name of a file as a message can show it."""
    return name if name.isprintable() else ascii(name)[1:-1]


def _entries(folder: Path, above: str) -> Iterator[tuple[os.DirEntry[str] | str, str]]:
    """All that lies below, but for folders themselves; in place of what cannot be read, why."""
    try:
        with os.scandir(folder) as scan:
            entries = list(scan)
    except OSError as error:
        yield f"cannot be read: {error.strerror}", above or str(folder)
        return
    for entry in entries:
        name = above + entry.name
        if entry.name in VERSION_CONTROL:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(folder / entry.name, f"{name}/")
        else:
            yield entry, name


def _fault(entry: os.DirEntry[str]) -> str | None:
    """Why no reader takes what is here, and what to do about it."""
    try:
        mode = entry.stat().st_mode
    except OSError as error:
        if error.errno == errno.ELOOP:
            return "is a link that leads to itself: put the file here, or take the link out"
        return "is a link to nothing: put the file here, or take the link out"
    if stat.S_ISDIR(mode):
        return "is a link to a folder, which is not followed: put the folder here, or take the link out"
    if not stat.S_ISREG(mode):
        return "is no plain file: take it out of the folder"
    if not os.access(entry.path, os.R_OK):
        return "cannot be read: give yourself the right to read it"
    return None if entry.name.lower().startswith("readme") else _unread(entry.name)


def _unread(name: str) -> str | None:
    """Why a file of this name is not read, None where it is."""
    stem, ending = os.path.splitext(name)
    if ending in ENDINGS:
        return None
    wanted = _OTHER_SPELLINGS.get(ending.lower(), ending.lower())
    if wanted in ENDINGS:
        return (
            f"has an ending that is not read: name it {printable(stem)}{wanted}, with the records as that form has them"
        )
    return "is neither data (.yaml, .jsonl), nor a README, nor of version control: take it out of the folder"
