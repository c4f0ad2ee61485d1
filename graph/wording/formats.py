"""What is told of files of other tools: what they hold, what is lost in them, what was written."""

from collections.abc import Sequence
from pathlib import Path

from linkage.graph.store.generation import GraphState
from linkage.graph.wording.numbers import count, number

_UNIT = {"records": "record", "relations": "relation", "documents": "document"}


def holds(title: str, contents: str) -> str:
    """What `linkage export` writes in a format."""
    return f"Write {contents} as {title}."


def lost(title: str, losses: Sequence[str]) -> str:
    """What cannot be read back from a format."""
    return f"Not in {title}: {'; '.join(losses)}." if losses else f"Nothing is lost in {title}."


def needs(extra: str) -> str:
    """What a format needs beside the package itself."""
    return f"It needs the extra {extra!r} of the package."


def example(ending: str) -> str:
    """A name for a file with this ending."""
    return "CITATION.cff" if ending == ".cff" else f"out{ending}"


def network(caption: str, state: GraphState | None) -> str:
    """What a file of relations says of itself."""
    return f"{caption} Generation {state.number} of the graph." if state else caption


def written(path: Path, size: int, contents: str, generation: int | None) -> str:
    """That a file was written, with how much, and of which generation."""
    state = f", of generation {generation} of the graph" if generation is not None else ""
    what = contents if contents not in _UNIT else number(size, _UNIT[contents])
    return f"{path}: {what}{state}"


def dropped(what: str, times: int) -> str:
    """That something could not be written."""
    return f"left out {count(times)} times: {what}"


def added(file: str, size: int) -> str:
    """That an import has put new records into a file of a data set."""
    return f"{file}: {number(size, 'new record')}"


def present(size: int) -> str:
    """How many records came in that were there already."""
    return f"{number(size, 'record')} there already, field by field"
