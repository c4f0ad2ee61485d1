"""What an assistant that asks for a person is told: how to read an answer, what was left out, and what to ask instead."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from linkage.graph.records import SpeakerSide
from linkage.graph.wording.claims import SIDES
from linkage.graph.wording.lists import any_of, listed
from linkage.graph.wording.numbers import count, form, number

INSTRUCTIONS = """\
Linkage holds claims: who said in which document that two actors stood together, apart or in talks, and when. It holds no facts of its own.
- Tell with each statement who says so, where it was published and when; speakers stand innermost first, the publisher last.
- What is disputed or denied is told with who disputes or denies it. What is carried holds by an earlier report, what is bridged between two: say so, with their days.
- Silence is not absence: where nothing is coded, say that nobody has coded it, never that it did not happen.
- Certainty is a coder's figure between 0 and 1. Trades (`leverage`) are no forecast.
- Actors, theatres and claims are named by keys; `search` finds an actor's key by its name in any script."""
"""What a server says of itself."""

NOT_ABSENCE = "Silence is not absence: that nobody has coded something does not say that it was not so."
SILENCE = f"Nothing is coded that answers this. {NOT_ABSENCE}"
"""That there is nothing."""
UNKNOWN_RELATION = "no relation has this id; `relations` gives the ids of relations"
TRADES_NEED = "leverage needs a day, asOf, and two theatres or more: theatres: [libya, syria], asOf: 2020-09-16"


def unknown_actor(text: str, nearest: Iterable[tuple[str, str]]) -> str:
    """That a key leads to no actor, and to whom something like it would: each a key and the name shown."""
    near = [f"{key} ({name})" for key, name in nearest]
    if not near:
        return f"there is no actor {text!r}, nor any whose name is like it; `search` finds actors by name in any script"
    return f"there is no actor {text!r}; the nearest are {listed(near)}: ask again with one of these keys, or `search`"


def unknown_theatre(key: str, theatres: Iterable[str]) -> str:
    """That a key leads to no theatre, and which do."""
    return f"there is no theatre {key!r}; there are {listed(theatres)}"


def unknown_argument(tool: str, name: str, arguments: Iterable[str]) -> str:
    """That a tool takes no argument of this name."""
    return f"{tool} has no argument {name!r}; it takes {listed(arguments)}"


def missing_argument(tool: str, name: str, description: str) -> str:
    """That a tool cannot do without an argument."""
    return f"{tool} needs {name!r}: {description[:1].lower()}{description[1:]}"


def one_of(tool: str, names: Iterable[str]) -> str:
    """That a tool takes exactly one of some arguments."""
    return f"{tool} takes {any_of(list(names))}, and one of them alone"


def unknown_tool(name: str, tools: Iterable[str]) -> str:
    """That there is no such tool."""
    return f"there is no tool {name!r}; there are {listed(tools)}"


def elsewhere(name: str, claims: int) -> str:
    """How much is coded of an actor at all, where a question about it has no answer."""
    return (
        f"In all, {number(claims, 'claim')} {form(claims, 'names', 'name')} {name} as who acts or to whom it is done."
    )


def trades(shown: int, total: int) -> str:
    """How many trades are told of all."""
    return f"{number(total, 'trade')} in all, of which {count(shown)} {form(shown, 'is', 'are')} told here; a larger `first` has more."


def more_carrying(left_out: int) -> str:
    """How many claims that a trade hangs on less are not told."""
    return f"{number(left_out, 'claim')} more on which it hangs less {form(left_out, 'is', 'are')} not told here."


def page(noun: str, shown: int, total: int, cursor: str | None) -> str:
    """How many of a list are told, and how to ask for the rest."""
    if cursor is None:
        return f"{number(total, noun)}." if shown == total else f"{number(total, noun)}; this is the end of the list."
    return (
        f"{number(total, noun)}, of which {shown} are told here; for those that follow ask again with after={cursor!r}."
    )


def more_claims(left_out: int) -> str:
    """How many claims of a list are not told."""
    return f"{number(left_out, 'claim')} more {form(left_out, 'is', 'are')} not told here; `evidence` with the relation has them."


def coverage(names: Sequence[str], answer: Any) -> Iterator[str]:
    """How much is coded of somebody, of two, or in all, and who published it."""
    about = f"name {listed(names)}" if names else "are coded"
    yield (
        f"{number(answer.claims.total_count, 'claim')} under this lens {about}, of {count(answer.everything)} at any time; "
        f"{number(answer.relations, 'relation')} {form(answer.relations, 'follows', 'follow')} from claims."
    )
    if names:
        yield f"{number(answer.spoken, 'claim')} {form(answer.spoken, 'is', 'are')} said by {any_of(names)}."
    outlets = {side: getattr(answer, side.name.lower()) for side in SpeakerSide}
    unseen = answer.claims.total_count - sum(outlets.values())
    told = [f"{SIDES[side]}: {count(claims)}" for side, claims in outlets.items()]
    yield f"By the side of who published them: {', '.join(told)}, nobody has looked: {count(unseen)}."
    yield f"Data sets: {'; '.join(f'{each.key} ({each.title})' for each in answer.data_sets)}."
