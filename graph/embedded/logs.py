"""What the server's logs say when it does not start."""

import json

from linkage.graph.embedded.home import Home
from linkage.graph.errors import EmbeddedServerError

LINES = 10
_UNTOLD = ("at ", "... ", "[")  # frames of a stack, and what Java says of its own caches


def failure(home: Home, what: str) -> EmbeddedServerError:
    """The error that says *what* happened and how the log ends."""
    lines = home.log.read_text("utf-8", "replace").splitlines()
    telling = [line for line in lines if line.strip() and not line.lstrip().startswith(_UNTOLD)]
    return EmbeddedServerError("\n  ".join([f"{what}; the end of its log {home.log}:", *telling[-LINES:]]))


def refused(home: Home) -> str | None:
    """Why the server could not open a database; it would go on trying for minutes before it says so itself."""
    try:
        lines = home.details.read_text("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return None
    for line in lines:
        if "Failed to start DatabaseId" in line:
            causes: list[str] = json.loads(line)["stacktrace"].splitlines()
            return [cause for cause in causes if not cause.startswith("\t")][-1].removeprefix("Caused by: ")
    return None


def port_was_taken(home: Home) -> bool:
    """Whether the server's last start failed because another program listens where it wanted to."""
    return home.log.is_file() and "PortBindException" in home.log.read_text("utf-8", "replace")
