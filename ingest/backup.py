"""
A backup: one archive of all that cannot be had again, from which an empty server becomes an equal graph.

It holds the text of each data set, as the store has it, and the record of who loaded what. Relations are not
in it, for they follow from the text.
"""

import tarfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
from rich.progress import Progress

from linkage.graph.errors import LinkageError
from linkage.graph.store.database import Store
from linkage.graph.store.digest import digest
from linkage.ingest.archive import FORMAT, MANIFEST, RUNS, TEXTS, file_content, manifest_content, read_runs, unpack
from linkage.ingest.export import datasets, export
from linkage.ingest.library import load_all
from linkage.ingest.one_state import unchanged_graph
from linkage.ingest.plan import BATCH, batches
from linkage.ingest.text.used import find
from linkage.ingest.text.writer import replacing, write_text


def backup(store: Store, path: Path, progress: Progress) -> str:
    """Write the archive; return the digest of the graph that it stands for, all of one generation."""
    with TemporaryDirectory(prefix="linkage-backup-") as name:
        folder = Path(name)
        with unchanged_graph(store, "save it"):
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
            "files": {file.relative_to(folder).as_posix(): file_content(file) for file in files},
        }
        (folder / MANIFEST).write_bytes(manifest_content(manifest))
        with replacing(path) as stream, tarfile.open(fileobj=stream, mode="w:gz") as archive:
            for file in [folder / MANIFEST, *files]:
                archive.add(file, file.relative_to(folder).as_posix(), recursive=False, filter=_anonymous)
    return saved


def restore(store: Store, path: Path, progress: Progress, *, replace: bool = False, who: str | None = None) -> str:
    """Make the store hold what the archive does; return the digest of the graph, which is that of the archive."""
    with TemporaryDirectory(prefix="linkage-restore-") as name, store.writing(f"the restoring of {path.name}"):
        folder = Path(name)
        manifest = unpack(path, folder)
        present = datasets(store)
        if present and not replace:
            raise LinkageError(
                f"the database holds {', '.join(present)} already: restore into an empty one, "
                "or give --replace to put the archived text in the place of what has the same name"
            )
        runs = read_runs(path, folder)
        texts = sorted((folder / TEXTS).glob("*"))
        load_all(store, [find(str(text)) for text in texts], progress, who=who, allow_removal=replace)
        for batch in batches(runs, BATCH):
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
