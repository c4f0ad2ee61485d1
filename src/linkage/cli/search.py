"""`linkage search`: who or what a name in any script may mean, and why."""

from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from linkage.cli.answers import fetch_whole
from linkage.cli.terminal import print_json, texts
from linkage.graph.wording.lists import constant
from linkage.graph.wording.numbers import fixed

DOCUMENT = """query Search($text: String!, $kinds: [Bearer!], $first: Int!) {
  search(text: $text, kinds: $kinds, first: $first) {
    node { type: __typename ... on Actor { key shown: name actorKind: kind } ... on Place { key shown: name } }
    name { text language script kind used }
    rule
    score
    ambiguous
  }
}"""


def search(
    text: Annotated[str, typer.Argument(help="A name or the beginning of one, in any script.")],
    count: Annotated[int, typer.Option("--first", help="How many hits at most.")] = 10,
    actors: Annotated[bool, typer.Option("--actors", help="Only actors, no places.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, not a table.")] = False,
) -> None:
    """
    Find actors and places by name, and say which name matched, in which script, under which rule.

    Hits that the text means equally well are marked "="; it does not tell which of them is meant.

    Example: linkage search haftar
    """
    variables: dict[str, object] = {"text": text, "first": count, "kinds": ["ACTOR"] if actors else None}
    data, _ = fetch_whole(lambda execute: execute(DOCUMENT, variables))
    hits: Any = data["search"]
    if as_json:
        print_json(hits)
    elif hits:
        Console().print(_table(hits))
    else:
        print(f"nothing here is called {text!r}; a part of a name is enough")


def _table(hits: list[dict[str, Any]]) -> Table:
    table = Table(*texts("found", "key", "by the name", "which is", "rule"))
    table.add_column("score", justify="right", no_wrap=True)
    for hit in hits:
        node, name = hit["node"], hit["name"]
        cells = [
            f"{node['shown']}, {constant(node.get('actorKind', node['type']))}",
            node["key"],
            name["text"],
            f"{constant(name['kind'])}, {name['script']}",
            constant(hit["rule"]),
            f"{'= ' if hit['ambiguous'] else ''}{fixed(hit['score'])}",
        ]
        table.add_row(*map(Text, cells))
    return table
