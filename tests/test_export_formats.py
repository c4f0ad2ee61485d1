"""`linkage export FORMAT` and `linkage import FORMAT`: from the store or from text, by a lens, and what is lost is told."""

import json
from collections.abc import Iterator
from pathlib import Path

import networkx
import pytest

from linkage.graph.records import Claim
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.ingest.formats.format_list import FORMATS, Contents
from tests.calling import Caller
from tests.emptied import SMALL, filled
from tests.test_sheets import text_of
from tests.village import write


@pytest.fixture(scope="module")
def filled_database(database: Connection) -> Iterator[Connection]:
    with filled(database) as connection:
        yield connection


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(monkeypatch, capsys)


@pytest.fixture
def linkage(filled_database: Connection, settings: Settings, plain: Caller, monkeypatch: pytest.MonkeyPatch) -> Caller:
    for name in ("uri", "user", "password"):
        monkeypatch.setenv(f"LINKAGE_NEO4J_{name.upper()}", getattr(filled_database, name))
    monkeypatch.setenv("LINKAGE_HOME", str(settings.home))
    return plain


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_every_format_is_written_from_the_store_with_its_generation_and_its_losses(
    linkage: Caller, filled_database: Connection, tmp_path: Path, form: object
) -> None:
    assert form in FORMATS
    dataset = [] if form.holds is Contents.RELATIONS else ["small"]  # type: ignore[attr-defined]
    output = tmp_path / f"a{form.ending}"  # type: ignore[attr-defined]

    done = linkage("export", form.name, *dataset, "-o", str(output))  # type: ignore[attr-defined]

    with Store(filled_database) as store:
        number = store.generation().number
    told = " ".join(done.stderr.split())
    assert done.returncode == 0, done.stderr
    assert f", of generation {number} of the graph" in told and f"Not in {form.title}: {form.lost[0]}" in told  # type: ignore[attr-defined]
    assert output.stat().st_size > 100


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_every_format_explains_itself_with_an_example(plain: Caller, form: object) -> None:
    done = plain("export", form.name, "--help")  # type: ignore[attr-defined]

    assert done.returncode == 0 and f"Example: linkage export {form.name} -o" in done.stdout  # type: ignore[attr-defined]
    if form.readable:  # type: ignore[attr-defined]
        assert f"Example: linkage import {form.name}" in plain("import", form.name, "--help").stdout  # type: ignore[attr-defined]


def test_the_store_and_the_text_give_the_same_records(linkage: Caller, tmp_path: Path) -> None:
    stored, written = tmp_path / "stored", tmp_path / "written"

    assert linkage("export", "csv", "small", "-o", str(stored)).returncode == 0
    assert linkage("export", "csv", str(SMALL), "-o", str(written)).returncode == 0

    files = {path.name: path.read_bytes() for path in stored.iterdir()}
    assert files == {path.name: path.read_bytes() for path in written.iterdir()} and len(files) == 13


def test_a_lens_keeps_the_claims_that_its_relations_rest_on(linkage: Caller, tmp_path: Path) -> None:
    output = tmp_path / "claims.jsonl"

    done = linkage("export", "jsonl", "small", "--theatre", "bay", "-o", str(output))

    kept = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    everything = text_of(SMALL)[Claim]
    assert done.returncode == 0 and 0 < len(kept) < len(everything)
    assert {claim["key"] for claim in kept} <= {claim.key for claim in everything}
    assert all(set(claim["theatres"]) & {"bay", "pier", "quay"} for claim in kept)


def test_a_lens_narrows_a_network_and_the_file_says_so(linkage: Caller, tmp_path: Path) -> None:
    output = tmp_path / "a.graphml"

    done = linkage("export", "graphml", "--theatre", "bay", "--as-of", "2020-06-01", "-o", str(output))

    graph = networkx.read_graphml(output)
    assert done.returncode == 0
    assert graph.graph["description"].startswith("Relations in bay that held on 1 June 2020. Generation ")


def test_a_lens_on_text_is_refused_for_text_has_no_relations(plain: Caller, tmp_path: Path) -> None:
    folder = write(tmp_path / "village")

    done = plain("export", "csv", str(folder), "--theatre", "valley", "-o", str(tmp_path / "a.csv"))

    assert done.returncode == 1 and "a lens looks at relations" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["--records", "cliams"], "there are no records called 'cliams'", id="a kind that is none"),
        pytest.param(
            ["--records", "claims", "--records", "actors"], "holds one kind of record", id="two kinds in a file"
        ),
    ],
)
def test_what_cannot_be_written_is_refused(plain: Caller, tmp_path: Path, words: list[str], said: str) -> None:
    folder = write(tmp_path / "village")

    done = plain("export", "csv", str(folder), "-o", str(tmp_path / "a.csv"), *words)

    assert done.returncode == 1 and said in done.stderr


def test_without_a_data_set_the_records_are_printed(plain: Caller, tmp_path: Path) -> None:
    folder = write(tmp_path / "village")
    plain("export", "csv", str(folder), "-o", str(tmp_path / "out.csv"))

    done = plain("import", "csv", str(tmp_path / "out.csv"), "--records", "claims")
    unnamed = plain("import", "csv", str(tmp_path / "out.csv"))

    assert json.loads(done.stdout)["key"] == "one"
    assert unnamed.returncode == 1 and "does not say what it holds" in unnamed.stderr
