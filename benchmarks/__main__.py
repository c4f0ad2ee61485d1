"""`python -m benchmarks [NAME …]`: run the benchmarks on a database of their own and print the figures."""

import sys
import tempfile
from pathlib import Path

from rich.console import Console

from benchmarks import (
    answers,
    camps,
    feed,
    formats,
    imports,
    leverage,
    loading,
    packages,
    picture,
    planning,
    rebuilding,
    scale,
    search,
    standing,
    trades,
)
from benchmarks.histories import course
from linkage.graph import embedded
from linkage.graph.settings import Settings

SHORT = {
    "answers": answers.run,
    "feed": feed.run,
    "formats": formats.run,
    "leverage": leverage.run,
    "loading": loading.run,
    "packages": packages.run,
    "picture": picture.run,
    "planning": planning.run,
    "rebuilding": rebuilding.run,
    "standing": standing.run,
    "trades": trades.run,
}
LONG = {
    "camps": camps.run,
    "histories": course.run,
    "imports": imports.run,
    "search": search.run,
    "scale": scale.run,
}
"""Some ten minutes to an hour each; only run where they are named."""


def main(names: list[str]) -> None:
    """Start a fresh embedded database, run what is named, stop it."""
    known = SHORT | LONG
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.exit(f"benchmarks: no benchmark is called {', '.join(unknown)}; there are {', '.join(sorted(known))}")
    console = Console()
    with tempfile.TemporaryDirectory(prefix="linkage-bench-") as folder:
        settings = Settings(home=Path(folder), neo4j_uri=None)
        connection = embedded.start(settings, console)
        try:
            for name in names or SHORT:
                console.rule(name)
                for figure in known[name](connection, settings, Path(folder)):
                    console.print(str(figure), highlight=False, soft_wrap=True)
        finally:
            embedded.stop(settings)


if __name__ == "__main__":
    main(sys.argv[1:])
