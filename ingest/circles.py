"""Circles in what lies within what, found in a time that grows with the number of steps, however deep they lie."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from linkage.ingest.spill import Shelf


def encircled(keys: Iterable[str], above: Callable[[str], str | None]) -> Iterator[str]:
    """
    Those of *keys* that lie above themselves, in any order; what is above a key is asked for once or twice.

    What is known to lead nowhere is kept in a temporary file, for keys may be more than memory holds.
    """
    settled: Shelf[None] = Shelf()
    for key in keys:
        path: dict[str, None] = {}
        step: str | None = key
        while step is not None and step not in path and step not in settled:
            path[step] = None
            step = above(step)
        entered = False
        for passed in path:
            entered = entered or passed == step
            settled.add(passed, None)
            if entered:
                yield passed


def rings(above: Mapping[str, Collection[str]]) -> list[set[str]]:
    """
    The largest sets of keys each of which lies above all of them, itself included.

    These are the strongly connected components (Tarjan 1972) but for single keys not above themselves.
    """
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_keys: dict[str, None] = {}
    components: list[set[str]] = []
    for start in above:
        walk = [] if start in number else [_entered(start, above, number, lowest, open_keys)]
        while walk:
            key, parents = walk[-1]
            parent = next(parents, None)
            if parent is None:
                walk.pop()
                if walk:
                    lowest[walk[-1][0]] = min(lowest[walk[-1][0]], lowest[key])
                if lowest[key] == number[key]:
                    components.append(_closed(key, open_keys))
            elif parent not in number:
                walk.append(_entered(parent, above, number, lowest, open_keys))
            elif parent in open_keys:
                lowest[key] = min(lowest[key], number[parent])
    return [keys for keys in components if len(keys) > 1 or keys & {*above.get(min(keys), ())}]


def _entered(
    key: str,
    above: Mapping[str, Collection[str]],
    number: dict[str, int],
    lowest: dict[str, int],
    open_keys: dict[str, None],
) -> tuple[str, Iterator[str]]:
    number[key] = lowest[key] = len(number)
    open_keys[key] = None
    return key, iter(above.get(key, ()))


def _closed(key: str, open_keys: dict[str, None]) -> set[str]:
    """The component that began with *key*: all that was entered since and is open."""
    component: set[str] = set()
    while key not in component:
        component.add(open_keys.popitem()[0])
    return component
