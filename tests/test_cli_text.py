"""Text on the command line: format, load, mend, export, save and restore."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks import invented
from benchmarks.environment import server_variables

from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.ingest.text.dataset import HEAD
from linkage.ingest.text.used import find, in_order
from linkage.ingest.text.writer import format_records, write_text
from tests.emptied import emptied
from tests.full import records, write_full
from tests.test_cli import linkage
from tests.village import claim, write


@pytest.fixture
def environment(database: Connection, settings: Settings) -> Iterator[dict[str, str]]:
    """What points the commands at the tests' database, which is empty, and names who types."""
    with emptied(database):
        yield {
            **server_variables(database),
            "LINKAGE_HOME": str(settings.home),
            "LINKAGE_CODER": "ida",
        }


@pytest.mark.parametrize("command", ["fmt", "export text", "export schema", "backup", "restore", "db runs"])
def test_every_command_explains_itself_with_an_example(command: str) -> None:
    done = linkage(*command.split(), "--help")

    assert done.returncode == 0 and f"Example: linkage {command}" in done.stdout, done.stdout + done.stderr


def test_fmt_tells_and_then_mends_what_is_not_canonical(tmp_path: Path) -> None:
    path = write_full(tmp_path) / "events.yaml"
    canonical = path.read_text("utf-8")
    path.write_text(canonical.replace("name: Fair", "name: 'Fair'"), "utf-8")

    told = linkage("fmt", str(tmp_path), "--check")
    mended = linkage("fmt", str(tmp_path))
    again = linkage("fmt", str(tmp_path), "--check")

    assert (told.returncode, told.stdout) == (1, "events.yaml is not in canonical form\n")
    assert (mended.returncode, mended.stdout) == (0, "events.yaml is rewritten\n")
    assert (again.returncode, again.stdout) == (0, "") and path.read_text("utf-8") == canonical


def test_fmt_drops_no_comment_unless_it_is_told_to(tmp_path: Path) -> None:
    path = write_full(tmp_path) / "events.yaml"
    canonical = path.read_text("utf-8")
    path.write_text("# why: the fair\n" + canonical, "utf-8")

    refused = linkage("fmt", str(tmp_path))

    assert refused.returncode == 1 and "Traceback" not in refused.stderr
    assert "events.yaml:1: a comment, 'why: the fair', has no place in canonical form" in refused.stderr
    assert "give --drop-comments" in refused.stderr and path.read_text("utf-8").startswith("# why")

    dropped = linkage("fmt", str(tmp_path), "--drop-comments")

    assert dropped.returncode == 0 and path.read_text("utf-8") == canonical


def test_rejects_are_kept_and_held_against_the_text_until_all_is_mended(
    environment: dict[str, str], tmp_path: Path
) -> None:
    rejects = tmp_path / "rejects.jsonl"
    bad = [claim(subject="dan"), claim(key="two", certainty=3)]
    folder = str(write(tmp_path / "village", {"claims": bad}))

    first = linkage("load", folder, "--rejects", str(rejects), **environment)

    assert first.returncode == 1 and "has 2 problems" in first.stderr
    assert {json.loads(line)["record"] for line in rejects.read_text("utf-8").splitlines()} == {
        "claim one",
        "claim two",
    }

    write(tmp_path / "village", {"claims": [claim(), bad[1]]})
    second = linkage("load", folder, "--retry", str(rejects), "--rejects", str(rejects), **environment)

    assert second.returncode == 1 and second.stdout.splitlines() == [
        "mended: claim one",
        "not yet: claim two",
    ]
    assert [json.loads(line)["record"] for line in rejects.read_text("utf-8").splitlines()] == ["claim two"]

    write(tmp_path / "village")
    third = linkage("load", folder, "--retry", str(rejects), "--rejects", str(rejects), **environment)

    assert third.returncode == 0 and third.stdout.startswith("mended: claim two\n") and "Loaded village" in third.stdout
    assert rejects.read_text("utf-8") == ""


def test_more_than_expected_is_a_warning_on_standard_error(environment: dict[str, str], tmp_path: Path) -> None:
    folder = write(tmp_path)
    with (folder / "dataset.yaml").open("a", encoding="utf-8") as head:
        head.write("assertions:\n  - {records: actors, maximum: 3}\n")

    done = linkage("load", str(folder), **environment)

    assert done.returncode == 0
    assert "warning: dataset.yaml: assertion 1 (actors): maximum = 3: the text has 4" in done.stderr


def test_text_goes_in_and_comes_out_and_who_did_it_is_on_record(environment: dict[str, str], tmp_path: Path) -> None:
    folder = write_full(tmp_path / "a")
    linkage("load", str(folder), **environment)

    done = linkage("export", "text", "full", "-o", str(tmp_path / "b"), **environment)
    runs = linkage("db", "runs", **environment)

    assert done.returncode == 0 and done.stdout == "", done.stderr
    for path in folder.rglob("*.*"):
        assert (tmp_path / "b" / path.relative_to(folder)).read_bytes() == path.read_bytes()
    assert runs.returncode == 0 and "ida" in runs.stdout and "full" in runs.stdout


def test_a_backup_is_restored_from_one_file(environment: dict[str, str], database: Connection, tmp_path: Path) -> None:
    linkage("load", str(write_full(tmp_path / "a")), **environment)
    saved = linkage("backup", str(tmp_path / "a.tar.gz"), **environment)
    digest = linkage("db", "digest", **environment).stdout.strip()

    assert saved.returncode == 0 and digest in saved.stdout, saved.stderr
    refused = linkage("restore", str(tmp_path / "a.tar.gz"), **environment)
    assert refused.returncode == 1 and "holds full already" in refused.stderr

    with Store(database) as store:
        invented.empty(store)
    restored = linkage("restore", str(tmp_path / "a.tar.gz"), **environment)

    assert restored.returncode == 0 and digest in restored.stdout, restored.stderr
    assert linkage("db", "digest", **environment).stdout.strip() == digest


def test_one_schema_a_kind_of_file_is_written(tmp_path: Path) -> None:
    done = linkage("export", "schema", "syria-libya", "-o", str(tmp_path))

    assert done.returncode == 0, done.stderr
    claims = json.loads((tmp_path / "claims.json").read_text("utf-8"))
    assert "turkey" in claims["$defs"]["Claim"]["properties"]["subject"]["anyOf"][0]["enum"]
    assert {"dataset.json", "actors.json", "stances.json"} < {path.name for path in tmp_path.iterdir()}


HANDBOOK = Path("docs/coding-handbook.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", HANDBOOK, re.MULTILINE | re.DOTALL)


def test_every_command_of_the_handbook_runs(environment: dict[str, str], tmp_path: Path) -> None:
    commands = [line for block in blocks("bash") for line in block.splitlines()]
    folder = write_full(tmp_path / "syria-libya")  # it may be any folder, as the handbook says
    head = folder / HEAD
    head.write_text(head.read_text("utf-8").replace("name: full", "name: syria-libya"), "utf-8")

    (tmp_path / "build").mkdir()
    write_text(tmp_path / "build" / "second.yaml", format_records("second.yaml", records()["claims/one.yaml"]))
    assert len(commands) > 7
    for command in commands:
        named = command if "export text" in command else command.replace(" syria-libya", " ./syria-libya")
        words = shlex.split(named, comments=True)
        done = linkage(*words[1:], cwd=tmp_path, **environment)
        assert words[0] == "linkage" and done.returncode == 0, command + done.stderr
    assert {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")} == {
        path.relative_to(tmp_path / "build/syria-libya"): path.read_bytes()
        for path in (tmp_path / "build/syria-libya").rglob("*.*")
    }


def test_the_examples_of_the_handbook_are_the_records_of_the_data_set() -> None:
    paths = [path for text in in_order([find("syria-libya")]) for path in text.folder.rglob("*.yaml")]
    records = {record.rstrip("\n") for path in paths for record in path.read_text("utf-8").split("\n\n")}

    for example in blocks("yaml"):
        assert example.rstrip("\n") in records, example
