"""A load is not begun on a disk that it would fill, and a disk that is full is named."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from rich.progress import Progress

from linkage.graph.errors import FullDiskError, StoreError
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.ingest.library import load
from linkage.ingest.text.used import find
from tests.village import write


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> dict[Path, int]:
    """Free bytes of the disks of these folders, as the system says."""
    free: dict[Path, int] = {}
    usage = shutil.disk_usage

    def narrowed(path: Path) -> object:
        return Usage(1 << 40, 0, free[path]) if path in free else usage(path)

    monkeypatch.setattr(shutil, "disk_usage", narrowed)
    return free


def test_a_load_that_has_no_room_on_the_disk_is_refused_before_it_writes(
    database: Connection, store: Store, narrow: dict[Path, int], tmp_path: Path
) -> None:
    assert database.folder is not None and database.folder.is_dir()
    narrow[database.folder] = 64 << 20

    with pytest.raises(FullDiskError, match="has 64 MiB free and this may need 64 MiB; nothing was written: make room"):
        load(store, find(str(write(tmp_path))), Progress(disable=True))

    assert store.rows("MATCH (run:Run) RETURN count(run)")[1] == [[0]]
    narrow[database.folder] = 65 << 20
    assert load(store, find(str(tmp_path)), Progress(disable=True)).relations == 1


def test_a_disk_that_is_full_is_named_whatever_the_server_says(narrow: dict[Path, int], tmp_path: Path) -> None:
    narrow[tmp_path] = 1 << 20
    away = Connection("bolt://127.0.0.1:1", "neo4j", "secret", folder=tmp_path)

    with Store(away) as store, pytest.raises(FullDiskError, match=r"the disk of the database is full .* 1 MiB free"):
        store.rows("RETURN 1")
    with Store(replace(away, folder=None)) as store, pytest.raises(StoreError, match="does not answer"):
        store.rows("RETURN 1")
