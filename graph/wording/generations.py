"""Of which generation of the graph an answer is, and what is missing while a long load goes on."""

from datetime import datetime

from linkage.graph.wording.dates import spell

STILL_CHANGING = "the graph is being changed: try again in a moment"


def behind(wanted: int, present: int) -> str:
    """Why there is no answer yet."""
    return f"generation {wanted} has not come here yet, this is generation {present}: try again in a moment"


def footer(number: int, since: str | None) -> str:
    """Of which generation a page is; *since* as the server writes times."""
    return f"Generation {number} of the graph{f', of {_moment(since)}' if since else ''}."


def building(dataset: str, since: str | None) -> str:
    """What an answer says while it may lack a part."""
    begun = f" since {_moment(since)}" if since else ""
    return f"Data set {dataset} is being loaded{begun}: what is shown may hold a part of it only."


def _moment(text: str) -> str:
    moment = datetime.fromisoformat(text)
    return f"{spell(moment.date())}, {moment:%H:%M} UTC"
