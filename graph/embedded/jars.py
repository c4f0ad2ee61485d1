"""
Neo4j's jars on this machine: fetched once, checked against the lock, shared by every database.

A jar gets its name only after its checksum was found right, so a broken download leaves at most a part
that is overwritten, and the next run goes on where it stopped. A maintainer renews the lock with

    python -m linkage.graph.embedded.jars 2026.08.1

which resolves that version's dependencies, fetches every jar once (some minutes) and rewrites the file; or writes
another one, such as that of the long-term release for the tests, where its path follows.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from filelock import FileLock
from jgo.maven import Artifact, MavenContext
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from linkage.graph.embedded import lock
from linkage.graph.embedded.lock import Jar
from linkage.graph.errors import EmbeddedServerError

THREADS = 12
TRIES = 3
TIMEOUT = 60  # seconds without a byte

Advance = Callable[[int], None]
Seen = dict[str, list[int]]
"""Size and time of each jar when its checksum was last found right, by file name."""


def fetch(jars: Sequence[Jar], folder: Path, console: Console) -> list[Path]:
    """Every jar in *folder*, in the order given, each right to the byte; fetches those that are not."""
    folder.mkdir(parents=True, exist_ok=True)
    record = folder / "checked.json"
    with console.status("Checking the files of Neo4j"), FileLock(folder / "fetch.lock"):
        seen = _read_record(record)
        wanted = [jar for jar in jars if not _is_right(folder / jar.filename, jar, seen)]
        if wanted:
            with _progress(wanted, console) as advance:
                _fetch_all(wanted, folder, advance)
        paths = [folder / jar.filename for jar in jars]
        now = {path.name: _stamp(path) for path in paths}
        if now != seen:
            _write_record(record, now)
    return paths


def _is_right(path: Path, jar: Jar, seen: Seen) -> bool:
    """Tell whether the file is what the lock says; one that has not changed since is not read again."""
    if not path.exists():
        return False
    return seen.get(path.name) == _stamp(path) or _sha256(path) == jar.sha256


def _fetch_all(wanted: list[Jar], folder: Path, advance: Advance) -> None:
    # Connections that are kept fetch all jars in a tenth of the time that jgo takes with one for each.
    limits = httpx.Limits(max_connections=THREADS, max_keepalive_connections=THREADS)
    with (
        httpx.Client(limits=limits, timeout=TIMEOUT, follow_redirects=True) as client,
        ThreadPoolExecutor(THREADS) as threads,
    ):
        try:
            list(threads.map(lambda jar: _fetch(jar, folder, client, advance), wanted))
        except BaseException:
            threads.shutdown(cancel_futures=True)
            raise


def _fetch(jar: Jar, folder: Path, client: httpx.Client, advance: Advance) -> None:
    """Put the jar into *folder*; tried again when the connection or the content is broken."""
    partial = folder / f"{jar.filename}.part"
    reason = ""
    for attempt in range(TRIES):
        time.sleep(attempt**2)
        try:
            sha256 = _download(_address(jar), partial, client, advance)
        except httpx.HTTPStatusError as error:
            reason = f"Maven Central answered {error.response.status_code}"
        except httpx.HTTPError:
            reason = "Maven Central cannot be reached"
        else:
            if sha256 == jar.sha256:
                os.replace(partial, folder / jar.filename)
                return
            reason = "what came has not the checksum of the lock"
        advance(-partial.stat().st_size if partial.exists() else 0)
        partial.unlink(missing_ok=True)
    raise EmbeddedServerError(
        f"cannot fetch {jar.coordinates} ({reason}): "
        "check the network, then run the command again; it goes on where it stopped"
    )


def _address(jar: Jar) -> str:
    """Where jgo would fetch it."""
    maven = MavenContext()
    artifact = maven.project(jar.group, jar.artifact).at_version(jar.version).artifact(jar.classifier)
    folder = artifact.component.path_prefix.as_posix()
    return f"{maven.remote_repos['central']}/{folder}/{artifact.filename}"


def _download(address: str, partial: Path, client: httpx.Client, advance: Advance) -> str:
    """Write what is at the address to *part*; returns its SHA-256."""
    digest = hashlib.sha256()
    with client.stream("GET", address) as response, partial.open("wb") as file:
        response.raise_for_status()
        for chunk in response.iter_bytes():
            file.write(chunk)
            digest.update(chunk)
            advance(len(chunk))
    return digest.hexdigest()


@contextmanager
def _progress(wanted: list[Jar], console: Console) -> Iterator[Advance]:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        total = sum(jar.size for jar in wanted)
        task = progress.add_task(f"Fetching Neo4j {lock.version()}", total=total)
        yield lambda count: progress.advance(task, count)


def _stamp(path: Path) -> list[int]:
    details = path.stat()
    return [details.st_size, details.st_mtime_ns]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_record(record: Path) -> Seen:
    """What was recorded; nothing where the record is lost or broken, for then all is checked again."""
    try:
        seen: Seen = json.loads(record.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return seen


def _write_record(record: Path, seen: Seen) -> None:
    new = record.with_suffix(".new")
    new.write_text(json.dumps(seen), "utf-8")
    os.replace(new, record)


def renewed(version: str, folder: Path) -> list[Jar]:
    """Resolve what that version of Neo4j Community runs on, fetching it into *folder*."""
    maven = MavenContext(repo_cache=folder, timeout=TIMEOUT)
    roots, indirect = maven.resolver.resolve([maven.create_dependency(f"org.neo4j:neo4j:{version}")])
    artifacts = {dependency.artifact.key: dependency.artifact for dependency in (*roots, *indirect)}
    with ThreadPoolExecutor(THREADS) as threads:
        jars = list(threads.map(_locked, artifacts.values()))
    return sorted(jars, key=lambda jar: jar.coordinates)


def _locked(artifact: Artifact) -> Jar:
    path = artifact.resolve()
    return Jar(
        artifact.groupId,
        artifact.artifactId,
        artifact.version,
        artifact.classifier,
        _sha256(path),
        path.stat().st_size,
    )


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: python -m linkage.graph.embedded.jars VERSION [FILE]")
    target = Path(sys.argv[2]) if len(sys.argv) == 3 else lock.LOCK
    with TemporaryDirectory() as scratch:
        lines = [f"{jar}\n" for jar in renewed(sys.argv[1], Path(scratch))]
    target.write_text("".join(lines), "utf-8")
    print(f"{target.name}: {len(lines)} jars of Neo4j {sys.argv[1]}")
