"""The rooms are folders at the top, packages under `linkage`, and whole in the wheel."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
ROOMS = {"graph", "ingest", "api", "visualizations", "cypher"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
HATCH = PROJECT["tool"]["hatch"]["build"]


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """What the command prints; the test fails with all it said where it fails."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def clean(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of an environment with the locked packages and the wheel, and nothing of this checkout."""
    uv = Path(sys.executable).with_name("uv")
    folder = tmp_path_factory.mktemp("clean") / "environment"
    run(uv, "venv", "--quiet", "--python", sys.executable, folder)
    install = (uv, "pip", "install", "--quiet", "--python", folder)
    run(*install, "--require-hashes", "--requirements", ROOT / "requirements.lock")
    run(*install, "--no-deps", wheel)
    return folder / "bin"


def test_every_room_is_linked_as_a_package() -> None:
    links = {path.name: path.readlink() for path in (ROOT / "src" / "linkage").iterdir() if path.is_symlink()}

    assert links == {room: Path("..", "..", room) for room in ROOMS}


def test_no_name_is_declared_twice_in_the_one_script_of_the_pages() -> None:
    declared = re.compile(r"^(?:async )?(?:function\*?|class|const|let|var) (\w+)", re.MULTILINE)
    files = sorted((ROOT / "visualizations" / "templates" / "js").glob("*.js"))
    names = Counter(name for file in files for name in declared.findall(file.read_text("utf-8")))

    assert {"Canvas", "Inquiry", "unfold"} <= names.keys()
    assert [name for name, times in names.items() if times > 1] == []


def test_the_wheel_is_told_of_every_room() -> None:
    sources = HATCH["targets"]["wheel"]["sources"]

    assert {path for path in HATCH["only-include"] if not path.startswith("src/")} == ROOMS
    assert sources == {"src/linkage": "linkage"} | {room: f"linkage/{room}" for room in ROOMS}


def test_the_wheel_holds_every_file_of_the_rooms(wheel: Path) -> None:
    tracked = run("git", "ls-files", "--cached", "--others", "--exclude-standard", *ROOMS, "src/linkage")
    expected = {
        f"linkage/{name.removeprefix('src/linkage/')}" for name in tracked.splitlines() if (ROOT / name).is_file()
    }
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if name.startswith("linkage/")}

    assert expected - held == set()
    assert held - expected == set()


@pytest.mark.parametrize("arguments", [["--help"], ["db", "--help"], ["schema"]], ids=" ".join)
def test_the_command_runs_from_the_wheel(clean: Path, tmp_path: Path, arguments: list[str]) -> None:
    assert run(clean / "linkage", *arguments, cwd=tmp_path)


def test_the_rooms_are_imported_from_the_wheel(clean: Path, tmp_path: Path) -> None:
    script = "import linkage.graph, linkage.ingest, linkage.api, linkage.visualizations as last; print(last.__file__)"

    assert Path(run(clean / "python", "-c", script, cwd=tmp_path).strip()).is_relative_to(clean.parent)


@pytest.mark.parametrize("lock", sorted(ROOT.glob("requirements*.lock")), ids=lambda path: path.name)
def test_a_lock_has_hashes_and_neither_addresses_nor_paths_of_a_machine(lock: Path) -> None:
    lines = lock.read_text("utf-8").splitlines()
    pinned = [line for line in lines if "==" in line and not line.lstrip().startswith("#")]
    hashes = [line for line in lines if "--hash=sha256:" in line]

    assert pinned
    assert all(line.endswith("\\") for line in pinned)
    assert len(hashes) >= len(pinned)
    assert not [line for line in lines if "://" in line or "--index" in line or "/home" in line]


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        pytest.param("requirements.lock", PROJECT["project"]["dependencies"], id="to run"),
        pytest.param("requirements-dev.lock", PROJECT["dependency-groups"]["dev"], id="to test"),
    ],
)
def test_everything_that_is_needed_is_locked_at_a_version_that_will_do(lock: str, wanted: list[str]) -> None:
    pins = re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE)
    versions = {canonicalize_name(name): version for name, version in pins}
    requirements = [Requirement(text) for text in wanted]

    assert {each.name for each in requirements if canonicalize_name(each.name) not in versions} == set()
    assert [
        str(each) for each in requirements if not each.specifier.contains(versions[canonicalize_name(each.name)])
    ] == []


def imported(file: Path) -> Iterator[str]:
    """The packages that a module takes something from, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_every_package_that_is_imported_is_declared() -> None:
    project = PROJECT["project"]
    wanted = [
        *project["dependencies"],
        *(text for extra in project["optional-dependencies"].values() for text in extra),
    ]
    declared = {canonicalize_name(Requirement(text).name) for text in wanted}
    files = [path for room in (*ROOMS, "src/linkage/cli") for path in (ROOT / room).rglob("*.py")]
    packages = {name for file in files for name in imported(file)} - sys.stdlib_module_names - {"linkage"}
    distributions = packages_distributions()

    assert {
        name for name in packages if declared.isdisjoint(map(canonicalize_name, distributions.get(name, [name])))
    } == set()


def test_a_run_side_by_side_keeps_files_whole(request: pytest.FixtureRequest) -> None:
    grouped = request.config.getoption("loadgroup", False)

    assert request.node.nodeid.endswith("@tests/test_layout.py") is grouped
