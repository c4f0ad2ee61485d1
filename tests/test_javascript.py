"""The pages' JavaScript, fetched by npm."""

import json
import os
import stat
from pathlib import Path

import pytest
from rich.console import Console

from linkage.graph.errors import JavaScriptError
from linkage.graph.settings import Settings
from linkage.visualizations import javascript

SERVED = (
    "vis-network/dist/vis-network.min.js",
    "vis-network/dist/dist/vis-network.min.css",
    "graphiql/graphiql.min.js",
    "graphiql/graphiql.min.css",
    "react/umd/react.production.min.js",
    "react-dom/umd/react-dom.production.min.js",
    "axe-core/axe.min.js",
)


@pytest.mark.parametrize("name", SERVED)
def test_every_file_that_is_served_is_there(settings: Settings, name: str) -> None:
    javascript.install(settings.cache)

    assert javascript.asset(settings.cache, name).stat().st_size > 1000


def test_the_lock_has_a_hash_for_every_package_and_no_address() -> None:
    lock = json.loads(javascript.SOURCES[1].read_text("utf-8"))
    packages = [package for name, package in lock["packages"].items() if name]

    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages)
    assert not any("resolved" in package for package in packages)


def test_what_is_there_is_not_fetched_again(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = javascript.install(settings.cache)
    monkeypatch.setenv("PATH", "")

    assert javascript.install(settings.cache) == folder


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(JavaScriptError, match="vis-network/missing.js"):
        javascript.asset(tmp_path, "vis-network/missing.js")


def test_a_fetch_that_fails_leaves_nothing_and_says_what_npm_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    npm = tmp_path / "bin" / "npm"
    npm.parent.mkdir()
    npm.write_text("#!/bin/sh\necho 'npm error network is down' >&2\nexit 1\n", "utf-8")
    npm.chmod(npm.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{npm.parent}{os.pathsep}{os.environ['PATH']}")

    with pytest.raises(JavaScriptError, match="network is down"):
        javascript.install(tmp_path, Console(quiet=True))
    assert [path.name for path in (tmp_path / "javascript").iterdir() if path.is_dir()] == []
