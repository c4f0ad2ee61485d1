"""The stance table out of the store and into a data set: nothing is lost or changed on the way."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from benchmarks import invented

from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from tests.calling import Caller, Done
from tests.village import VILLAGE, write

HEADER = "actor,issue,position,salience,power\n"
ISSUES = [
    {"key": key, "theatre": theatre, "question": key, "low": "none", "high": "all"}
    for key, theatre in (("toll", "mill"), ("port", "coast"))
]
THEATRES = [*VILLAGE["theatres"], {"key": "coast", "name": "Coast"}]


def stance(key: str, actor: str, issue: str, **fields: Any) -> dict[str, Any]:
    figures = {name: {"low": 0.25, "high": 0.55} for name in ("salience", "capability")}
    common = {"held": "2020", "reasoning": "r", "coder": "eve", "position": {"low": 10, "high": 33.3}}
    return {"key": key, "actor": actor, "issue": issue, **common, **figures, **fields}


STANCES = [
    stance("s1", "ann", "toll"),
    stance("s2", "bob", "toll", position={"low": 70, "high": 100, "value": 90}, alternative="a", claims=["one"]),
    stance("s3", "bob", "toll", position={"low": 0, "high": 0}, alternative="b"),
    stance("s4", "ann", "port", salience={"low": 0, "high": 1, "value": 0.1}),
    stance("s5", "bob", "port", held="2019"),
    stance("s6", "cem", "port", position=None),
]
"""Bounds, a best value, rivals, one of another year, one without a position."""
EXPORTED = HEADER + "ann,port,21.65,0.1,0.4\nann,toll,21.65,0.4,0.4\nbob,toll,0,0.4,0.4\n"


def village(folder: Path, stances: list[dict[str, Any]]) -> Path:
    records = [{name: value for name, value in one.items() if value is not None} for one in stances]
    return write(folder, {"theatres": THEATRES, "issues": ISSUES, "stances": records})


@pytest.fixture
def linkage(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    return Caller(monkeypatch, capsys)


@pytest.fixture
def environment(
    database: Connection, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], None]]:
    """Points the commands at the tests' database, which is empty; what is yielded empties it again."""
    for name, value in (
        ("URI", database.uri),
        ("USER", database.user),
        ("PASSWORD", database.password),
    ):
        monkeypatch.setenv(f"LINKAGE_NEO4J_{name}", value)
    monkeypatch.setenv("LINKAGE_HOME", str(settings.home))
    with Store(database) as store:
        store.migrate()
        invented.empty(store)
        yield lambda: invented.empty(store)
        invented.empty(store)


@pytest.mark.parametrize("command", ["export stances", "import stances"])
def test_every_command_explains_itself_with_an_example(linkage: Caller, command: str) -> None:
    done = linkage(*command.split(), "--help")

    assert done.returncode == 0 and f"Example: linkage {command}" in done.stdout


def test_what_is_exported_imported_loaded_and_exported_again_is_equal_byte_for_byte(
    environment: Callable[[], None], linkage: Caller, tmp_path: Path
) -> None:
    first, again, scales = tmp_path / "first.csv", tmp_path / "again.csv", tmp_path / "scales.csv"
    copy = village(tmp_path / "copy", [])

    def export(*more: str) -> Done:
        return linkage("export", "stances", "--as-of", "2020-09-16", *more)

    loaded = linkage("load", str(village(tmp_path / "village", STANCES)))
    exported = export("-o", str(first), "--scales", str(scales))
    environment()
    imported = linkage("import", "stances", str(first), "--dataset", str(copy), "--coder", "eve", "--held", "2020")
    reloaded = linkage("load", str(copy))
    told = export("-o", str(again), "--theatre", "coast", "--theatre", "valley")
    early = export("-o", str(again), "--as-of", "1999-01-01")

    for done in (loaded, exported, imported, reloaded, told):
        assert done.returncode == 0, done.stderr
    assert "3 stances; 1 more are coded in part, and left out" in exported.stderr
    assert first.read_text("utf-8") == EXPORTED == again.read_text("utf-8")
    assert scales.read_text("utf-8") == "issue,low,high\nport,0,100\ntoll,0,100\n"
    assert early.returncode == 1 and "no stance is known in full on 1999-01-01" in early.stderr


def test_each_row_becomes_a_stance_exactly_as_coded(linkage: Caller, tmp_path: Path) -> None:
    folder = village(tmp_path / "village", STANCES)
    table = tmp_path / "My table, 2021.csv"
    table.write_text(HEADER + "ann,toll,12.5,0.10,1\nbob,toll,100,1,0\n", "utf-8")

    done = linkage("import", "stances", str(table), "--dataset", str(folder), "--coder", "eve", "--held", "2021-03/..")

    path = folder / "stances" / "my-table-2021.yaml"
    assert (done.returncode, done.stdout) == (0, f"2 stances in {path}\n"), done.stderr
    records = yaml.safe_load(path.read_text("utf-8"))
    assert records[0] == {
        "key": "toll-ann-2021-03",
        "issue": "toll",
        "actor": "ann",
        "held": "2021-03/..",
        "position": {"low": 12.5, "high": 12.5, "value": 12.5},
        "salience": {"low": 0.1, "high": 0.1, "value": 0.1},
        "capability": {"low": 1, "high": 1, "value": 1},
        "reasoning": "Imported from My table, 2021.csv.",
        "coder": "eve",
    }
    assert linkage("fmt", str(folder), "--check").stdout.count("my-table") == 0


def test_positions_on_another_scale_are_brought_to_that_of_the_data_set(linkage: Caller, tmp_path: Path) -> None:
    folder, scales = village(tmp_path / "village", []), tmp_path / "scales.csv"
    scales.write_text("issue,low,high\ntoll,7,3\n", "utf-8")

    done = linkage(
        "import", "stances", "-", "--dataset", str(folder), "--coder", "eve", "--held", "2020",
        "--scales", str(scales), stdin=HEADER + "ann,toll,4,1,1\n",
    )  # fmt: skip

    (record,) = yaml.safe_load((folder / "stances" / "standard-input.yaml").read_text("utf-8"))
    assert done.returncode == 0 and record["position"] == {"low": 75, "high": 75, "value": 75}


def test_a_key_that_another_stance_has_gets_a_number(linkage: Caller, tmp_path: Path) -> None:
    taken = [stance("toll-ann-2021", "bob", "port")]
    folder = village(tmp_path / "village", taken)

    linkage(
        "import", "stances", "-", "--dataset", str(folder), "--coder", "eve", "--held", "2021",
        stdin=HEADER + "ann,toll,4,1,1\n",
    )  # fmt: skip

    (record,) = yaml.safe_load((folder / "stances" / "standard-input.yaml").read_text("utf-8"))
    assert record["key"] == "toll-ann-2021-2"


@pytest.mark.parametrize(
    ("row", "options", "rule"),
    [
        pytest.param("anne,toll,1,1,1", (), "standard input:2: no actor of the data set has the key 'anne'; the nearest is 'ann'", id="actor"),
        pytest.param("ann,tol,1,1,1", (), "standard input:2: no issue of the data set has the key 'tol'; the nearest is 'toll'", id="issue"),
        pytest.param("ann,toll,101,1,1", (), "standard input:2: the position 101 is outside toll", id="position"),
        pytest.param("ann,toll,1,1,2.5", (), "standard input:2: the power 2.5 is above 1", id="power"),
        pytest.param("ann,toll,1,1,1", ("--held", "2020-12/.."), "standard input:2: s1 is of the same two and holds 2020, which overlaps", id="overlap"),
        pytest.param("ann,toll,1,1,1", ("--coder", "ida"), "'ida' is no coder of data set 'village'; name one of eve", id="coder"),
        pytest.param("ann,toll,1,1,1", ("--dataset", "none"), "there is no data set 'none'", id="data set"),
    ],
)  # fmt: skip
def test_what_does_not_fit_the_data_set_is_refused_and_nothing_is_written(
    linkage: Caller, tmp_path: Path, row: str, options: tuple[str, ...], rule: str
) -> None:
    folder = village(tmp_path / "village", STANCES)
    given = ("--dataset", str(folder), "--coder", "eve", "--held", "2021")

    done = linkage("import", "stances", "-", *given, *options, stdin=HEADER + row + "\n")

    assert (done.returncode, done.stdout) == (1, "") and rule in done.stderr
    assert not (folder / "stances").exists()


def test_a_table_is_not_imported_over_one_of_the_same_name(linkage: Caller, tmp_path: Path) -> None:
    folder = village(tmp_path / "village", [])
    given = ("--dataset", str(folder), "--coder", "eve", "--held", "2021")

    first = linkage("import", "stances", "-", *given, stdin=HEADER + "ann,toll,1,1,1\n")
    second = linkage("import", "stances", "-", *given, stdin=HEADER + "bob,toll,1,1,1\n")

    assert first.returncode == 0
    assert second.returncode == 1 and "standard-input.yaml is there already" in second.stderr


def test_a_period_that_is_none_is_a_call_that_is_wrong(linkage: Caller) -> None:
    done = linkage("import", "stances", "-", "--dataset", "x", "--coder", "eve", "--held", "May")

    assert done.returncode == 2 and "--held" in done.stderr
