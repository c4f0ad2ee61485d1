"""
The ways in which a field can stand in the store.

Templates name the variable of the thing that carries the field `{x}`, that of what the field leads to `{y}`,
the relationship between them `{r}`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any as Anything

from linkage.api.compiler.deferred import Deferred
from linkage.api.compiler.parameters import Arguments

# An actor that is judged to be another is read under the key that stays.
STAYS = "-[:SAME_AS*0..1]->"
STAYING = "NOT EXISTS {{ ({y})-[:SAME_AS]->() }}"

LARGEST_LIST = 10_000
"""Items of a list that is not read by the page; a longer one is refused where the query does not say `first`."""


Ask = Callable[[Arguments, frozenset[str]], Deferred]
"""Makes a question of a field's arguments and of the names of the fields selected on it."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value computed from the thing itself."""

    expression: str


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A value computed from each thing of a list; those that are `coded` are texts that repeat."""

    expression: str
    coded: bool


@dataclass(frozen=True, slots=True)
class Position:
    """Where the actor that is computed from each thing of a list stands among the actors beside it."""

    actor: str


@dataclass(frozen=True, slots=True)
class Part:
    """A nested value made of the thing's own properties, which `leaves` tell; null unless `present`."""

    leaves: Mapping[str, Leaf]
    present: str | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """A list of nested values from parallel lists of properties; in `leaves` `{i}` is the index."""

    leaves: Mapping[str, Leaf]
    length: str


@dataclass(frozen=True, slots=True)
class One:
    """
    At most one other thing: by a pattern, or `bound` to an expression, looked at on the `day` that another holds. What
    has both is read by the expression, and filters look at it by the pattern.

    A relation may be `looked_at` on a day, by what was known by another: expressions that may be null. Arguments that
    name it are compared with `{r}` where the pattern has that.
    """

    pattern: str = ""
    bound: str = ""
    day: str = ""
    where: str = ""
    order: str = ""
    """Which comes first where the pattern finds several."""
    looked_at: tuple[str, str] | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    """Arguments that name it, and the property that each is compared with."""


@dataclass(frozen=True, slots=True)
class Many:
    """
    A list of other things, whole, in the order of `order`.

    Relations may be `looked_at` on a day, by what was known by another: expressions that may be null.
    """

    pattern: str
    order: str
    where: str = ""
    looked_at: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """A list beside a page, under the page's arguments; of its lens perhaps only what is known."""

    pattern: str
    where: str
    only_known: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """
    A connection to other things, in the order that the query asks for; a pattern may find one twice.

    What is `everywhere` are the relations of all actors, which have indexes of their pairs.
    """

    pattern: str
    where: str = ""
    repeats: bool = False
    everywhere: bool = False
    beside: Mapping[str, Beside] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Any:
    """At most one other thing of several types, told apart by its label."""

    pattern: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Subgraph:
    """The relations of a lens and the actors at their ends."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """How many things of a kind there are, as a field asks for them by groups; the pattern finds each once."""

    kind: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """Anything by its global id; several where the argument is a list."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A relation by its global id."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Other things that an expression holds, in its order."""

    expression: str


@dataclass(frozen=True, slots=True)
class Told:
    """A text made of a list; `pattern` finds what the expression needs."""

    expression: str
    make: Callable[[list[Anything]], str | None]
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Searched:
    """At most one list, which a part of `cypher/` finds for the relation `link` and returns under the name `returns`."""

    name: str
    returns: str


@dataclass(frozen=True, slots=True)
class Worked:
    """
    What was found or worked out before the statement runs, as a map or, where the field is a list, as maps.

    `ask` makes the question of the arguments and of the names of the fields selected.
    """

    ask: Ask


@dataclass(frozen=True, slots=True)
class SortedInto:
    """
    What was worked out before the statement runs, and belongs to one list or another of the field.

    `ask` makes the question of the arguments and of the names of the fields selected. Its answer is a map that holds
    values under the names of fields, and as `items` the things of all lists, maps of which `field` names the list.
    """

    ask: Ask


Storage = (
    Leaf | ListColumn | Position | Part | Parts | One | Many | Page | Grouped | Any | Subgraph | Lookup | Linked | Worked | SortedInto | Listed | Told
    | Searched
)  # fmt: skip
