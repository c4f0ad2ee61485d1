"""`linkage path`: how two actors are connected, in a sentence per step."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from linkage.cli.answers import fetch_whole
from linkage.cli.lens_options import takes_lens
from linkage.cli.terminal import print_answer
from linkage.graph.families import Family
from linkage.graph.lens import Lens
from linkage.graph.wording.numbers import count
from linkage.graph.wording.paths import SIGNS

DOCUMENT = """query Paths(
  $from: String!, $to: String!, $lens: LensInput, $families: [RelationFamily!], $max: Int!, $k: Int!, $hubs: Boolean!
) {
  paths(from: $from, to: $to, lens: $lens, families: $families, max: $max, k: $k, throughHubs: $hubs) {
    from { key name } to { key name } reason hubs { key name }
    paths {
      length sign
      hops {
        from { key name } to { key name } forward others sentence
        relation {
          id family theatre { key } validFrom validTo status certainty origins basis lastAttested nextAttested
          claims { nodes { key } }
        }
      }
    }
  }
}"""


@takes_lens()
def path(
    start: Annotated[str, typer.Argument(metavar="FROM", help="An actor's key.")],
    end: Annotated[str, typer.Argument(metavar="TO", help="An actor's key.")],
    lens: Lens,
    family: Annotated[list[Family] | None, typer.Option(help="Walk only such relations.")] = None,
    most: Annotated[int, typer.Option("--max", min=1, max=4, help="Hops of the longest path.")] = 4,
    count: Annotated[int, typer.Option("--k", min=1, max=20, help="How many paths at most.")] = 3,
    hubs: Annotated[bool, typer.Option(help="Whether paths may pass through hubs.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, not text.")] = False,
) -> None:
    """
    Explain how two actors are connected: the shortest paths, each step with its date and sources.

    Of paths of one length the best supported come first. A step of which no claim speaks on the day says when it was
    last reported. `linkage search` finds an actor's key.

    Example: linkage path haftar syrian-government --as-of 2020-03-03
    """
    variables: dict[str, object] = {
        "from": start,
        "to": end,
        "lens": lens.variables(),
        "families": [member.name for member in family or ()],
        "max": most,
        "k": count,
        "hubs": hubs,
    }
    data, state = fetch_whole(lambda execute: execute(DOCUMENT, variables))
    answer: Any = data["paths"]
    if as_json:
        print_answer(answer, state)
    else:
        print("\n\n".join(_blocks(answer)))


def _blocks(answer: dict[str, Any]) -> Iterator[str]:
    if answer["reason"]:
        yield answer["reason"]
    else:
        yield from (_path(place, path) for place, path in enumerate(answer["paths"], 1))
    if answer["hubs"]:
        yield f"Hubs not walked through: {', '.join(hub['name'] for hub in answer['hubs'])}."


def _path(place: int, path: dict[str, Any]) -> str:
    hops = path["hops"]
    names = [hops[0]["from"]["name"], *(hop["to"]["name"] for hop in hops)]
    return "\n".join([f"{place}. {' – '.join(names)} ({SIGNS[path['sign']]})", *map(_hop, hops)])


def _hop(hop: dict[str, Any]) -> str:
    more = hop["others"]
    return f"   {hop['sentence']}" + (f", and {count(more)} more between the two" if more else "")
