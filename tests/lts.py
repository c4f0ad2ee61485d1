"""
Neo4j's long-term release in the place of the one that Linkage runs: `python -m pytest -p tests.lts …`.

Tests that start a database by a command of its own (test_embedded, test_cli_db, test_serving) are about the other one.
"""

from pathlib import Path

from linkage.graph.embedded import home, lock, process

lock.LOCK = Path(__file__).with_name("neo4j-lts.lock")
process.MAIN = "org.neo4j.server.CommunityEntryPoint"
# It knows nothing of the fleet manager and of the discovery of fleets, which we switch off.
home.CONFIGURATION += "server.config.strict_validation.enabled=false\n"


def pytest_report_header() -> str:
    return f"Neo4j {lock.version()}"
