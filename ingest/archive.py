"""The file of a backup, taken apart with nothing believed: no more is read or written than its list says."""

import gzip
import hashlib
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from linkage.graph.errors import LinkageError
from linkage.ingest.text.reader import strict_json

FORMAT = 1
MANIFEST = "manifest.json"
TEXTS = "datasets"
"""The folder with a folder for each data set."""
RUNS = "runs/runs.jsonl"
LARGEST_MANIFEST = 16 << 20
"""Bytes of the list of files, about 80,000 of them."""
_BLOCK = 1 << 20
_TORN = (
    tarfile.TarError,
    gzip.BadGzipFile,
    zlib.error,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    RecursionError,  # heads before heads without end
)


class _Bounded:
    """A stream of which no more is taken at once than one block, as the heads of members must not be larger."""

    def __init__(self, stream: gzip.GzipFile) -> None:
        self._stream = stream
        self.seek, self.tell = stream.seek, stream.tell

    def read(self, size: int) -> bytes:
        if size > _BLOCK:
            raise ValueError(f"a head of {size:,} bytes")
        return self._stream.read(size)


def unpack(path: Path, folder: Path) -> dict[str, Any]:
    """Write what the manifest lists into *folder*, and nothing anywhere else; return the manifest."""
    try:
        with gzip.open(path) as stream, tarfile.open(fileobj=_Bounded(stream), mode="r:") as archive:  # type: ignore[call-overload]
            manifest = _manifest(archive, path)
            lacking = dict(manifest["files"])
            _require_space(path, folder, sum(size for size, _ in lacking.values()))
            while (member := archive.next()) is not None:
                _unpack_member(archive, member, path, folder, lacking)
    except _TORN as error:
        raise LinkageError(f"{path} is no whole backup ({error}): take another one") from error
    except OSError as error:
        raise LinkageError(f"{path} cannot be read: {error.strerror}") from error
    if lacking:
        raise LinkageError(f"{path} is no whole backup: {next(iter(lacking))} is missing")
    return manifest


def manifest_content(manifest: dict[str, Any]) -> bytes:
    """The manifest as it is written; LinkageError where it is so large that it would not be read again."""
    content = orjson.dumps(manifest, option=orjson.OPT_INDENT_2)
    if len(content) > LARGEST_MANIFEST:
        raise LinkageError(
            f"the list of files has {len(content):,} bytes and may have {LARGEST_MANIFEST:,}: "
            "put the records of the data sets into fewer files"
        )
    return content


def file_content(path: Path) -> list[Any]:
    """Size and digest of a file, as the manifest lists them."""
    with path.open("rb") as stream:
        return [path.stat().st_size, hashlib.file_digest(stream, "blake2b").hexdigest()]


def read_runs(path: Path, folder: Path) -> list[dict[str, Any]]:
    """The records of loads among what was unpacked from *path*; LinkageError where one of them is none."""
    runs: list[dict[str, Any]] = []
    with (folder / RUNS).open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                run = strict_json(line)
                if not {"id", "dataset", "startedAt"} <= {name for name in run if isinstance(run[name], str)}:
                    raise ValueError("it needs id, dataset and startedAt")
                datetime.fromisoformat(run["startedAt"])
            except (ValueError, TypeError, LookupError) as error:
                raise LinkageError(f"{path} is refused: {RUNS}:{number} is no record of a load ({error})") from error
            runs.append(run)
    return runs


def _manifest(archive: tarfile.TarFile, path: Path) -> dict[str, Any]:
    opening = archive.next()
    if opening is None or opening.name != MANIFEST or not _is_plain(opening):
        raise LinkageError(f"{path} is no backup: it does not begin with {MANIFEST}")
    if opening.size > LARGEST_MANIFEST:
        raise LinkageError(
            f"{path} is refused: its {MANIFEST} has {opening.size:,} bytes and may have {LARGEST_MANIFEST:,}"
        )
    manifest: dict[str, Any] = strict_json(b"".join(_blocks(archive, opening)))
    if manifest["format"] != FORMAT:
        raise LinkageError(
            f"{path} is of format {manifest['format']}, this Linkage reads {FORMAT}: use the version that made it"
        )
    for field in ("digest", "linkage"):
        if not isinstance(manifest[field], str):
            raise ValueError(f"{field} is no text")
    if RUNS not in manifest["files"]:
        raise LinkageError(f"{path} is no whole backup: {RUNS} is missing")
    return manifest


def _require_space(path: Path, folder: Path, size: int) -> None:
    free = shutil.disk_usage(folder).free
    if size > free:
        raise LinkageError(
            f"{path} unpacks to {size:,} bytes and {free:,} are free: let TMPDIR name a folder with more room"
        )


def _is_plain(member: tarfile.TarInfo) -> bool:
    """Whether a member is a file whose every byte stands in the archive."""
    return member.type in (tarfile.REGTYPE, tarfile.AREGTYPE) and not member.issparse()


def _unpack_member(
    archive: tarfile.TarFile, member: tarfile.TarInfo, path: Path, folder: Path, lacking: dict[str, Any]
) -> None:
    name = member.name
    target = folder / name
    inside = target.resolve().is_relative_to(folder.resolve()) and name.startswith((f"{TEXTS}/", "runs/"))
    if not _is_plain(member) or not inside or name not in lacking:
        raise LinkageError(f"{path} is refused: it holds {name!r}, which no backup does")
    size, digest = lacking.pop(name)
    if member.size != size:
        raise LinkageError(f"{path} is no whole backup: {name} was changed")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as stream:
        for block in _blocks(archive, member):
            stream.write(block)
    if file_content(target) != [size, digest]:
        raise LinkageError(f"{path} is no whole backup: {name} was changed")


def _blocks(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Iterator[bytes]:
    stream = archive.extractfile(member)
    assert stream is not None, "checked: it is a file"
    while block := stream.read(_BLOCK):
        yield block
