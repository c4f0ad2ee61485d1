"""The page on data sets: its commands run as they stand there, and say what the page says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.environment import server_variables
from rich.progress import Progress

from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.graph.store.digest import digest
from linkage.ingest.loading import check
from linkage.ingest.text.used import find

PAGE = Path("docs/data-sets.md").read_text("utf-8")
SUDAN = Path("docs/sudan").resolve()


def commands() -> list[str]:
    """The commands of the walk, in the order of the page."""
    return [
        line
        for block in re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
        for line in block.splitlines()
    ]


def run(command: str, folder: Path, database: Connection) -> str:
    environment = os.environ | {
        **server_variables(database),
        "COLUMNS": "200",
    }
    program = f'"{sys.executable}" -c "from linkage.cli import main; main()"'
    line = command.replace("linkage", program, 1)
    done = subprocess.run(line, shell=True, check=False, capture_output=True, text=True, cwd=folder, env=environment)
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stdout


def test_a_conflict_of_ones_own_is_drawn_and_traded_beside_the_shipped_one_and_taken_away_again(
    shipped: Connection, tmp_path: Path
) -> None:
    with Store(shipped) as store:
        before = digest(store)
    printed = {}
    for command in commands():
        printed[command.split()[1]] = run(command, tmp_path, shipped)
        if "init" in command:
            started = check(find(str(tmp_path / "sudan")), Progress(disable=True))
            shutil.rmtree(tmp_path / "sudan")
            shutil.copytree(SUDAN, tmp_path / "sudan")

    assert list(printed) == ["init", "load", "search", "picture", "leverage", "unload"]
    assert len(started.claim_ids) == 1
    assert "Loaded sudan" in printed["load"]
    assert len(re.findall(r"\buae ", printed["search"])) == 1
    assert "Rapid Support Forces" in (tmp_path / "sudan.html").read_text("utf-8")
    example = re.search(r"^```\n(Rapid Support Forces and .*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert example
    for line in example[1].splitlines():
        assert line in printed["leverage"]
    with Store(shipped) as store:
        assert digest(store) == before


def test_the_example_is_the_data_set_that_the_page_tells_of() -> None:
    catalogue = check(find(str(SUDAN)), Progress(disable=True))

    counts = {kind.__name__: count for kind, count in catalogue.counts.items() if count}

    assert counts == {
        "Theatre": 2, "Actor": 9, "Addition": 1, "Issue": 2, "Agreement": 1, "Document": 6, "Claim": 12, "Stance": 6,
    }  # fmt: skip
    assert list(catalogue.warnings) == []


@pytest.mark.parametrize("name", ["common", "syria-libya"])
def test_what_ships_is_checked_without_a_database(name: str) -> None:
    assert check(find(name), Progress(disable=True)).counts
