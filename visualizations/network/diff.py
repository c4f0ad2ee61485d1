"""A picture of two lenses: what the later one shows, what stood by the earlier one alone, and which lines changed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from linkage.graph.answers import state_of
from linkage.graph.lens import Lens
from linkage.graph.wording.relations import CHANGES, GONE
from linkage.visualizations.client.answers import Execute, read_answer
from linkage.visualizations.network.view import QUERY, View, network_variables, read_network

QUERY_OF_CHANGES = f"""query Changes($from: LensInput!, $to: LensInput!) {{
  diff(from: $from, to: $to) {{ {" ".join(f"{kind} {{ relation {{ id }} }}" for kind in CHANGES)} }}
}}"""


def fetch_network_diff(execute: Execute, before: Lens, after: Lens) -> View:
    """Ask for what *after* shows and what stood by *before* alone, each line with its change."""
    diff = read_answer(
        QUERY_OF_CHANGES, execute(QUERY_OF_CHANGES, {"from": before.variables(), "to": after.variables()})
    )
    earlier: Any = execute(QUERY, network_variables(before))
    later: Any = execute(QUERY, network_variables(after))
    changes = {id_: change for kind, change in CHANGES.items() for id_ in getattr(diff, kind)}
    gone = {id_ for kind in GONE for id_ in getattr(diff, kind)}
    merged = _with_gone(later["subgraph"], earlier["subgraph"], gone)
    view = read_network({**later, "subgraph": merged}, after)
    return replace(view, changes=changes, since=before, state=state_of(later))


def _with_gone(later: Mapping[str, Any], earlier: Mapping[str, Any], ids: set[str]) -> dict[str, Any]:
    gone = [relation for relation in earlier["relations"] if relation["id"] in ids]
    actors = {actor["key"]: actor for actor in [*later["actors"], *earlier["actors"]]}
    return {
        **later,
        "totalCount": later["totalCount"] + len(gone),
        "actors": list(actors.values()),
        "relations": [*later["relations"], *gone],
    }
