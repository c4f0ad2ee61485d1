"""The store gives back the shipped data set as its text has it, byte for byte."""

from pathlib import Path

from rich.progress import Progress

from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.ingest.export import export
from linkage.ingest.text.dataset import HEAD
from linkage.ingest.text.used import find


def test_the_shipped_data_set_comes_back_byte_for_byte(shipped: Connection, tmp_path: Path) -> None:
    dataset = find("syria-libya")

    with Store(shipped) as store:
        export(store, dataset.name, tmp_path, Progress(disable=True))

    assert {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*.yaml")} == {
        name: (dataset.folder / name).read_bytes() for name in [HEAD, *(name for name, _, _ in dataset.files())]
    }
