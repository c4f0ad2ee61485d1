"""
A backup: one archive of all that cannot be had again, from which an empty server becomes an equal graph.

It holds the text of each data set, as the store has it, and the record of who loaded what. Relations are not
in it, for they follow from the text.
"""

import gzip
import hashlib
import tarfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
from rich.progress import Progress

from linkage.graph.errors import LinkageError
from linkage.graph.store.database import Store
from linkage.graph.store.digest import digest
from linkage.ingest.export import datasets, export
from linkage.ingest.loading import load
from linkage.ingest.plan import BATCH, batches
from linkage.ingest.text.dataset import find
from linkage.ingest.text.writer import replacing, write_text

FORMAT = 1
MANIFEST = "manifest.json"
TEXTS = "datasets"
"""The folder with a folder for each data set."""
RUNS = "runs/runs.jsonl"


def backup(store: Store, path: Path, progress: Progress) -> str:
    """Write the archive; return the digest of the graph that it stands for."""
    with TemporaryDirectory(prefix="linkage-backup-") as name:
        folder = Path(name)
        for dataset in datasets(store):
            export(store, dataset, folder / TEXTS / dataset, progress)
        write_text(folder / RUNS, (orjson.dumps(run).decode() + "\n" for run in store.read("load.runs")))
        saved = _digest(store, progress)
        files = sorted(file for file in folder.rglob("*") if file.is_file())
        manifest = {
            "format": FORMAT,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "linkage": version("linkage-graph"),
            "digest": saved,
            "files": {file.relative_to(folder).as_posix(): _content(file) for file in files},
        }
        (folder / MANIFEST).write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
        with replacing(path) as stream, tarfile.open(fileobj=stream, mode="w:gz") as archive:
            for file in [folder / MANIFEST, *files]:
                archive.add(file, file.relative_to(folder).as_posix(), recursive=False, filter=_anonymous)
    return saved


def restore(store: Store, path: Path, progress: Progress, *, replace: bool = False, who: str | None = None) -> str:
    """Make the store hold what the archive does; return the digest of the graph, which is that of the archive."""
    with TemporaryDirectory(prefix="linkage-restore-") as name:
        folder = Path(name)
        manifest = _unpack(path, folder)
        present = datasets(store)
        if present and not replace:
            raise LinkageError(
                f"the database holds {', '.join(present)} already: restore into an empty one, "
                "or give --replace to put the archived text in the place of what has the same name"
            )
        texts = sorted((folder / TEXTS).iterdir())
        for text in texts:
            load(store, find(str(text)), progress, who=who)
        with (folder / RUNS).open("rb") as lines:
            for batch in batches(map(orjson.loads, lines), BATCH):
                store.write(("load.restore_runs", {"runs": batch}))
    restored = _digest(store, progress)
    if restored != manifest["digest"] and set(present) <= {text.name for text in texts}:
        raise LinkageError(
            f"all of {path} is restored, but the graph differs from the one that Linkage {manifest['linkage']} "
            f"saved: its digest is {restored}, not {manifest['digest']}"
        )
    return restored


def _digest(store: Store, progress: Progress) -> str:
    task = progress.add_task("digest", total=None)
    text = digest(store)
    progress.update(task, total=1, completed=1)
    return text


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Nothing of the machine that made it goes into the archive."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o644
    return member


def _content(path: Path) -> list[Any]:
    with path.open("rb") as stream:
        return [path.stat().st_size, hashlib.file_digest(stream, "blake2b").hexdigest()]


def _unpack(path: Path, folder: Path) -> dict[str, Any]:
    """Write what the manifest lists into *folder*, and nothing anywhere else; return the manifest."""
    try:
        with tarfile.open(path, "r:gz") as archive:
            opening = archive.next()
            if opening is None or opening.name != MANIFEST or not opening.isfile():
                raise LinkageError(f"{path} is no backup: it does not begin with {MANIFEST}")
            manifest: dict[str, Any] = orjson.loads(b"".join(_blocks(archive, opening)))
            if manifest["format"] != FORMAT:
                raise LinkageError(
                    f"{path} is of format {manifest['format']}, this Linkage reads {FORMAT}: use the version that made it"
                )
            lacking = dict(manifest["files"])
            while (member := archive.next()) is not None:
                _unpack_member(archive, member, path, folder, lacking)
    except (
        tarfile.TarError,
        gzip.BadGzipFile,
        zlib.error,
        EOFError,
        KeyError,
        ValueError,
        TypeError,
    ) as error:
        raise LinkageError(f"{path} is no whole backup ({error}): take another one") from error
    except OSError as error:
        raise LinkageError(f"{path} cannot be read: {error.strerror}") from error
    if lacking:
        raise LinkageError(f"{path} is no whole backup: {next(iter(lacking))} is missing")
    return manifest


def _unpack_member(
    archive: tarfile.TarFile, member: tarfile.TarInfo, path: Path, folder: Path, lacking: dict[str, Any]
) -> None:
    name = member.name
    target = folder / name
    inside = target.resolve().is_relative_to(folder.resolve()) and name.startswith((f"{TEXTS}/", "runs/"))
    if not member.isfile() or not inside or name not in lacking:
        raise LinkageError(f"{path} is refused: it holds {name!r}, which no backup does")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as stream:
        for block in _blocks(archive, member):
            stream.write(block)
    if _content(target) != lacking.pop(name):
        raise LinkageError(f"{path} is no whole backup: {name} was changed")


def _blocks(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Iterator[bytes]:
    stream = archive.extractfile(member)
    assert stream is not None, "checked: it is a file"
    while block := stream.read(1 << 20):
        yield block
