"""What a picture of two lenses shows: what the later one does, what ended since the earlier one, and which lines changed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from linkage.graph.lens import Lens
from linkage.graph.wording import relations
from linkage.visualizations.client.answers import Execute, read_answer
from linkage.visualizations.network.drawing import ENDED
from linkage.visualizations.network.view import QUERY, View, network_variables, read_network

WORDS: Mapping[str, str] = {**relations.CHANGES, "added": "new", "ended": ENDED}
"""What stands on a line by the kind of its change."""
CHANGES = f"""query Changes($from: LensInput!, $to: LensInput!) {{
  diff(from: $from, to: $to) {{ {" ".join(f"{kind} {{ relation {{ id }} }}" for kind in WORDS)} }}
}}"""


def fetch_network_diff(execute: Execute, before: Lens, after: Lens) -> View:
    """Ask for what *after* shows and what ended since *before*, each line with its change."""
    diff = read_answer(CHANGES, execute(CHANGES, {"from": before.variables(), "to": after.variables()}))
    earlier: Any = execute(QUERY, network_variables(before))
    later: Any = execute(QUERY, network_variables(after))
    changes = {id_: change for kind, change in WORDS.items() for id_ in getattr(diff, kind)}
    merged = _with_ended(later["subgraph"], earlier["subgraph"], set(diff.ended))
    return replace(read_network({**later, "subgraph": merged}, after), changes=changes, since=before)


def _with_ended(later: Mapping[str, Any], earlier: Mapping[str, Any], ended: set[str]) -> dict[str, Any]:
    gone = [relation for relation in earlier["relations"] if relation["id"] in ended]
    actors = {actor["key"]: actor for actor in [*later["actors"], *earlier["actors"]]}
    return {
        **later,
        "totalCount": later["totalCount"] + len(gone),
        "actors": list(actors.values()),
        "relations": [*later["relations"], *gone],
    }
