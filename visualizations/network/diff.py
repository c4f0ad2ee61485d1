"""What a picture of two lenses shows: what the later one does, what ended since the earlier one, and which lines changed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from linkage.graph.lens import Lens
from linkage.graph.wording import relations
from linkage.visualizations.network.drawing import ENDED
from linkage.visualizations.network.view import QUERY, Execute, View, read, variables

WORDS: Mapping[str, str] = {**relations.CHANGES, "added": "new", "ended": ENDED}
"""What stands on a line by the kind of its change."""
CHANGES = f"""query Changes($from: LensInput!, $to: LensInput!) {{
  diff(from: $from, to: $to) {{ {" ".join(f"{kind} {{ relation {{ id }} }}" for kind in WORDS)} }}
}}"""


def fetch(execute: Execute, before: Lens, after: Lens) -> View:
    """Ask for what *after* shows and what ended since *before*, each line with its change."""
    diff: Any = execute(CHANGES, {"from": before.variables(), "to": after.variables()})["diff"]
    earlier: Any = execute(QUERY, variables(before))
    later: Any = execute(QUERY, variables(after))
    changed = {change["relation"]["id"]: words for kind, words in WORDS.items() for change in diff[kind]}
    ended = {change["relation"]["id"] for change in diff["ended"]}
    both = _with_ended(later["subgraph"], earlier["subgraph"], ended)
    return replace(read({**later, "subgraph": both}, after), changes=changed, since=before)


def _with_ended(later: Mapping[str, Any], earlier: Mapping[str, Any], ended: set[str]) -> dict[str, Any]:
    gone = [relation for relation in earlier["relations"] if relation["id"] in ended]
    actors = {actor["key"]: actor for actor in [*later["actors"], *earlier["actors"]]}
    return {
        **later,
        "totalCount": later["totalCount"] + len(gone),
        "actors": list(actors.values()),
        "relations": [*later["relations"], *gone],
    }
