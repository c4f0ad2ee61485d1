"""The page for Python: what it shows runs, against a real database and a real server, and prints what it says."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.environment import server_variables

from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from tests.serving import served

PAGE = Path("docs/python.md").read_text("utf-8")
SERVER = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def environment(shipped: Connection) -> dict[str, str]:
    return os.environ | server_variables(shipped)


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_the_blocks_run_one_after_the_other_and_print_what_the_page_says(
    environment: dict[str, str], shipped: Connection, settings: Settings, tmp_path: Path
) -> None:
    with served(shipped, settings) as address:
        # A process of its own, for py2neo leaves its sockets to whenever the garbage collector comes.
        script = "\n".join(blocks("python")).replace(SERVER, address)
        command = [sys.executable, "-c", script]
        done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=tmp_path, env=environment)

    assert done.returncode == 0, done.stderr
    assert done.stdout == "".join(blocks("text"))
    assert "Khalifa Haftar" in (tmp_path / "libya.html").read_text("utf-8")


def test_the_cells_of_the_notebook_run_one_after_the_other(environment: dict[str, str], tmp_path: Path) -> None:
    cells = json.loads(Path("docs/notebooks/relations.ipynb").read_text("utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    # A notebook has a loop that runs while a cell does.
    script = (
        "import asyncio, sys, json\n"
        "async def cells(sources):\n"
        "    names = {'__name__': '__main__'}\n"
        "    for number, source in enumerate(sources):\n"
        "        exec(compile(source, f'cell {number}', 'exec'), names)\n"
        "asyncio.run(cells(json.loads(sys.argv[1])))\n"
    )
    command = [sys.executable, "-c", script, json.dumps(sources)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=tmp_path, env=environment)

    assert done.returncode == 0, done.stderr
    assert len(sources) == 7 and (tmp_path / "libya.html").exists()


def test_the_commands_ask_the_server(
    environment: dict[str, str], shipped: Connection, settings: Settings, tmp_path: Path
) -> None:
    with served(shipped, settings) as address:
        # Nobody answers where the settings look for a database.
        elsewhere = environment | {"LINKAGE_NEO4J_URI": "bolt://127.0.0.1:1"}
        (tmp_path / "docs").symlink_to(Path("docs").resolve())
        for line in "".join(blocks("bash")).replace(SERVER, address).splitlines():
            command = [sys.executable, "-c", "from linkage.cli import main; main()", *line.split()[1:]]
            done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=tmp_path, env=elsewhere)
            assert done.returncode == 0, done.stderr

    assert "Khalifa Haftar" in (tmp_path / "libya.html").read_text("utf-8")
