"""A colleague with a spreadsheet adds five claims and gets them as a picture, as docs/files.md says, and touches no YAML."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from tests.calling import Caller
from tests.emptied import emptied
from tests.village import VILLAGE, write

PAGE = Path("docs/files.md").read_text("utf-8")
COMMANDS = [
    line.split()[1:] for line in re.findall(r"^linkage .*$", PAGE.split("```bash\n")[1].split("```")[0], re.MULTILINE)
]
CLAIMS = [("ann", "bob"), ("bob", "ann"), ("cem", "ann"), ("cem", "ada"), ("ada", "bob")]


@pytest.fixture
def linkage(
    database: Connection, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Caller]:
    for name, value in (("URI", database.uri), ("USER", database.user), ("PASSWORD", database.password)):
        monkeypatch.setenv(f"LINKAGE_NEO4J_{name}", value)
    monkeypatch.setenv("LINKAGE_HOME", str(settings.home))
    monkeypatch.setenv("LINKAGE_CACHE", str(settings.cache))
    with emptied(database):
        yield Caller(monkeypatch, capsys)


def fill(path: Path, name: str, rows: list[dict[str, Any]]) -> None:
    """What somebody types below the headings of a sheet."""
    book = openpyxl.load_workbook(path)
    page = book[name]
    header = [cell.value for cell in page[1]]
    for number, row in enumerate(rows, 2):
        for column, value in row.items():
            page.cell(number, header.index(column) + 1, value)
    book.save(path)


def test_five_claims_of_a_spreadsheet_are_in_the_picture(
    linkage: Caller, packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "my-data", {"claims": []})
    template, bring, load, picture = COMMANDS

    assert linkage(*template).returncode == 0
    fill(Path("five.xlsx"), "actors", [{"key": "ada", "kind": "person", "name": "Ada Quill"}])
    fill(Path("five.xlsx"), "documents", [{**VILLAGE["documents"][0], "key": "gazette-2", "title": "Five ties"}])
    claims = [
        {
            "key": f"ada-{number}", "kind": "backs", "subject": subject, "object": other, "theatres": "valley",
            "held": "2020-09", "document": "gazette-2", "locator.paragraph": number, "speakers": "cem; gazette",
            "hedge": "reported", "certainty": 0.6, "summary": f"Statement {number}.", "coder": "eve",
        }
        for number, (subject, other) in enumerate(CLAIMS, 1)
    ]  # fmt: skip
    fill(Path("five.xlsx"), "claims", claims)
    brought = linkage(*bring)
    loaded, drawn = linkage(*load), linkage(*picture)

    assert brought.returncode == 0, brought.stderr
    assert brought.stdout.splitlines()[-1] == "my-data/claims/five.yaml: 5 new records"
    assert (loaded.returncode, drawn.returncode) == (0, 0), loaded.stderr + drawn.stderr
    page = Path("picture.html").read_text("utf-8")
    assert "5 relations" in drawn.stderr and "Ada Quill" in page and all(f"Statement {n}." in page for n in range(1, 6))


def test_a_bad_cell_is_told_as_the_page_says(linkage: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "my-data")
    linkage(*COMMANDS[0])
    fill(Path("five.xlsx"), "claims", [{}, {"key": "ada-2", "subject": "adda"}, {}, {"key": "ada-4", "held": 44090}])

    done = linkage(*COMMANDS[1])

    assert done.returncode == 1 and "nothing was written" in done.stderr
    assert (
        "five.xlsx, sheet claims, cell K5: claim ada-4: held = 44090: is a number where a date is wanted" in done.stderr
    )
    assert not (tmp_path / "my-data" / "claims").exists()
