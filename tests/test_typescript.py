"""The TypeScript example: its types are generated from the printed schema, it compiles strictly, and it asks."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from tests.serving import served

EXAMPLE = Path("docs/typescript")
SCHEMA = Path("api/schema.graphql")
BUILD = ("npm", "run", "build")


def run(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def copied(root: Path, packages: Path) -> Path:
    """The example in a checkout of its own, with the schema where it looks for it."""
    folder = root / EXAMPLE
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("node_modules", "dist", "graphql"))
    (root / SCHEMA).parent.mkdir()
    shutil.copy(SCHEMA, root / SCHEMA)
    (folder / "node_modules").symlink_to(packages)
    return folder


@pytest.fixture(scope="module")
def node_modules(settings: Settings) -> Path:
    """The packages of the example, fetched once for its lock."""
    lock = (EXAMPLE / "package-lock.json").read_bytes()
    folder = settings.cache / "typescript" / hashlib.sha256(lock).hexdigest()[:16]
    if not (folder / "fetched").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(EXAMPLE / name, folder)
        done = run("npm", "ci", "--ignore-scripts", "--no-progress", folder=folder)
        assert done.returncode == 0, done.stderr
        (folder / "fetched").touch()
    return folder / "node_modules"


@pytest.fixture(scope="module")
def built(node_modules: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copied(tmp_path_factory.mktemp("example"), node_modules)
    done = run(*BUILD, folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_the_example_asks_page_by_page(built: Path, shipped: Connection, settings: Settings) -> None:
    with served(shipped, settings) as address:
        done = run("node", "dist/backers.js", f"{address}/graphql", "haftar", "2020-01-10", folder=built)

    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert len(lines) == len(set(lines)) == 21
    assert (
        "Jordan: SINGLE_SOURCE" in lines
        and "Armed groups of states near Sudan: SINGLE_SOURCE, last said of 2019-07-31" in lines
    )


def test_a_field_that_the_schema_has_not_does_not_compile(node_modules: Path, tmp_path: Path) -> None:
    folder = copied(tmp_path, node_modules)
    source = folder / "src" / "backers.ts"
    source.write_text(source.read_text("utf-8").replace("subject.name", "subject.nmae"), "utf-8")

    done = run(*BUILD, folder=folder)

    assert done.returncode != 0 and "Property 'nmae' does not exist" in done.stdout
