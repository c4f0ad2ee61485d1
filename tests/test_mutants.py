"""
Text and archives with small faults: what is accepted means what was written, nothing is skipped, nothing breaks.

`LINKAGE_MUTANTS` says how many of each are tried; each has a seed, which a failure names.
"""

import gzip
import io
import os
import shutil
import tarfile
from pathlib import Path
from random import Random

import pytest
from rich.progress import Progress

from linkage.graph.errors import InvalidDataSetError, LinkageError
from linkage.ingest.archive import FORMAT, MANIFEST, RUNS, file_content, manifest_content, read_runs, unpack
from linkage.ingest.loading import check
from linkage.ingest.text.dataset import HEAD, Located, kind_of, located
from linkage.ingest.text.used import find
from linkage.ingest.text.writer import format_records
from tests.full import write_full
from tests.mutants import mutated, same, values

MANY = int(os.environ.get("LINKAGE_MUTANTS", "300"))
SMALL = Path(__file__).parent / "datasets" / "small"
QUIET = Progress(disable=True)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, bytes]]:
    """A few records at a time of every file of two data sets, in both forms, under the name of the file."""
    pieces = []
    for dataset in (find(str(SMALL)), find(str(write_full(tmp_path_factory.mktemp("full"))))):
        for file, kind, path in dataset.files():
            records = [entry.record for entry in located(path, file, kind) if isinstance(entry, Located)]
            for start in range(0, min(len(records), 40), 4):
                for name in (f"{Path(file).parts[0].split('.')[0]}{ending}" for ending in (".yaml", ".jsonl")):
                    pieces.append((name, "".join(format_records(name, records[start : start + 4])).encode()))
    return pieces


def test_a_text_that_is_accepted_means_what_was_written(tmp_path: Path, texts: list[tuple[str, bytes]]) -> None:
    accepted = 0
    for seed in range(4 * MANY):
        random = Random(seed)
        file, text = random.choice(texts)
        mutant = mutated(random, text)
        kind, path = kind_of(file), tmp_path / file
        assert kind is not None
        path.write_bytes(mutant)
        entries = list(located(path, file, kind))
        records = [entry.record for entry in entries if isinstance(entry, Located)]
        if len(records) == len(entries) and (entries or not mutant):
            accepted += 1
            canonical = "".join(format_records(file, records)).encode()
            written, ours = values(file, mutant), values(file, canonical)

            assert len(written) == len(ours), (seed, mutant.decode())
            for left, right in zip(written, ours, strict=True):
                assert same(left, right), (seed, left, right)
    assert accepted > MANY // 2


ENDINGS = [".yml", ".json", ".JSONL", ".YAML", ".yaml~", ".yaml.bak", ".txt", "", ".jsonl.gz"]


def spoiled(random: Random, folder: Path) -> None:
    """Rename, copy, link, move or change one of the files in a folder."""
    path = random.choice(sorted(file for file in folder.rglob("*") if file.is_file() and file.name != HEAD))
    match random.randrange(7):
        case 0:
            path.rename(path.with_name(path.stem + random.choice(ENDINGS)))
        case 1:
            shutil.copy(path, path.with_name(path.stem + "2" + random.choice([*ENDINGS, ".yaml"])))
        case 2:
            path.unlink()
        case 3:
            (folder / random.choice(["claims2", "events.yaml.d", "x.yaml"])).symlink_to(path.parent)
        case 4:
            path.rename(folder / random.choice(["gossip.yaml", f".{path.name}", f"README-{path.name}", "n\u0301.yaml"]))
        case 5:
            path.with_name("claims.jsonl").write_bytes(b"" if random.random() < 0.5 else b"{}\n")
        case _:
            path.write_bytes(mutated(random, path.read_bytes()))


def test_no_file_of_a_folder_is_skipped(tmp_path: Path) -> None:
    accepted = 0
    for seed in range(MANY // 2):
        random, folder = Random(seed), tmp_path / str(seed)
        shutil.copytree(SMALL, folder)
        spoiled(random, folder)
        try:
            catalogue = check(find(str(folder)), QUIET)
        except InvalidDataSetError as error:
            assert error.problems and not any("\n" in problem for problem in error.problems), seed
            continue
        accepted += 1
        files = sorted(path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
        data = [path for path in files if path.name != HEAD and not path.name.lower().startswith("readme")]

        assert sum(len(values(path.name, path.read_bytes())) for path in data) == sum(catalogue.counts.values()), seed
        shutil.rmtree(folder)
    assert accepted


def archived(tmp_path: Path) -> bytes:
    """An archive of the small data set, not yet compressed."""
    shutil.copytree(SMALL, tmp_path / "a" / "datasets" / "small")
    (tmp_path / "a" / "runs").mkdir()
    run = b'{"id": "a", "dataset": "small", "startedAt": "2026-11-24T10:00:00Z"}\n'
    (tmp_path / "a" / RUNS).write_bytes(run)
    files = sorted(path for path in (tmp_path / "a").rglob("*") if path.is_file())
    names = {path.relative_to(tmp_path / "a").as_posix(): file_content(path) for path in files}
    manifest = {"format": FORMAT, "made": "2026-11-24", "linkage": "0.1.0", "digest": "a", "files": names}
    (tmp_path / "a" / MANIFEST).write_bytes(manifest_content(manifest))
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for path in [tmp_path / "a" / MANIFEST, *files]:
            archive.add(path, path.relative_to(tmp_path / "a").as_posix())
    return stream.getvalue()


def shaken(random: Random, content: bytes) -> bytes:
    """A compressed archive with faults in it, before or after it was compressed, or in whole blocks."""
    match random.randrange(3):
        case 0:
            return mutated(random, gzip.compress(content, 1))
        case 1:
            at = 512 * random.randrange(len(content) // 512)
            end = at + 512 * random.randrange(1, 8)
            return gzip.compress(content[:at] + content[end:] * random.randrange(2) + content[at:end], 1)
        case _:
            at = random.choice([0, 512, random.randrange(len(content))])
            return gzip.compress(content[:at] + mutated(random, content[at : at + 600]) + content[at + 600 :], 1)


def test_an_archive_that_is_accepted_holds_what_was_saved(tmp_path: Path) -> None:
    content = archived(tmp_path)
    saved = {
        path.relative_to(tmp_path / "a"): path.read_bytes() for path in (tmp_path / "a").rglob("*.*") if path.is_file()
    }
    accepted = 0
    for seed in range(MANY):
        path, folder = tmp_path / "m.tar.gz", tmp_path / "m"
        path.write_bytes(shaken(Random(seed), content))
        folder.mkdir()
        try:
            unpack(path, folder)
            read_runs(path, folder)
        except LinkageError as error:
            assert "\n" not in str(error), seed
        else:
            accepted += 1
            held = {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*.*") if file.is_file()}

            assert held == {name: data for name, data in saved.items() if name.name != MANIFEST}, seed
        shutil.rmtree(folder)
    assert accepted
