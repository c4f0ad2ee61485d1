"""What the server's logs say when it does not start."""

import json

from linkage.graph.embedded.home import Home
from linkage.graph.errors import EmbeddedServerError

LONGEST = 200
"""Characters of a line of the log that an error repeats; a class path is a hundred times as long."""
_UNTOLD = ("at ", "... ", "[", "Picked up ", "NOTE: ")  # frames of a stack, and what Java says of its own options
_REASONS = ("Caused by: ", "Error: ", "Error occurred")


def failure(home: Home, what: str) -> EmbeddedServerError:
    """One sentence: *what* happened, the reason as far as the log tells one, and where the log is."""
    lines = [line.strip() for line in home.log.read_text("utf-8", "replace").splitlines()]
    telling = [line for line in lines if line and not line.startswith(_UNTOLD)]
    reasons = [line for line in telling if line.startswith(_REASONS)] or telling
    last = f" ({shortened(reasons[-1].removeprefix(_REASONS[0]))})" if reasons else ""
    return EmbeddedServerError(f"{what}{last}: see its log {home.log}")


def shortened(line: str) -> str:
    """The line, or the beginning of one that nobody would read to its end."""
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


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
