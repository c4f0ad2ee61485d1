"""Where the data sets lie that another one says it uses, and in which order they are read."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from linkage.graph.errors import InvalidDataSetError, LinkageError
from linkage.ingest.text.dataset import HEAD, DataSet, opened, shipped
from linkage.ingest.text.reader import Problem


def find(name_or_path: str) -> DataSet:
    """
    The data set of this name that comes with the package, or the one in this folder, with all that it uses.

    A data set that is used lies beside the one that uses it, or comes with the package.
    """
    named = "/" not in name_or_path and not name_or_path.startswith(".")
    folder = shipped(name_or_path) if named and shipped(name_or_path).is_dir() else Path(name_or_path)
    return _with_used(opened(folder, name_or_path), ())


def in_order(datasets: Iterable[DataSet]) -> list[DataSet]:
    """These data sets and all that they use, each once and after what it uses."""
    ordered: dict[str, DataSet] = {}
    for dataset in datasets:
        for used in [*in_order(dataset.uses), dataset]:
            earlier = ordered.setdefault(used.name, used)
            if earlier.folder.resolve() != used.folder.resolve() and earlier.version() != used.version():
                raise LinkageError(
                    f"two texts are called {used.name!r}, {earlier.folder} and {used.folder}: "
                    "name the one that is meant, or give the other one another name"
                )
    return list(ordered.values())


def versions(dataset: DataSet) -> tuple[str, ...]:
    """The versions of a text and of all that it uses, as the files are now."""
    return tuple(text.version() for text in in_order([dataset]))


def _with_used(dataset: DataSet, users: tuple[str, ...]) -> DataSet:
    return DataSet(dataset.folder, dataset.head, tuple(_used(dataset, (*users, dataset.name))))


def _used(dataset: DataSet, users: tuple[str, ...]) -> Iterator[DataSet]:
    for name in dataset.head.uses:
        if name in users:
            circle = " → ".join([*users[users.index(name) :], name])
            raise _refusal(dataset, name, f"closes a circle: {circle}")
        beside = dataset.folder.resolve().parent / name
        folder = beside if (beside / HEAD).is_file() else shipped(name)
        if not (folder / HEAD).is_file():
            raise _refusal(
                dataset, name, f"there is no such data set: none ships with Linkage, and none lies in {beside}"
            )
        used = opened(folder, name)
        if used.name != name:
            raise _refusal(dataset, name, f"the data set in {folder} is called {used.name!r}")
        yield _with_used(used, users)


def _refusal(dataset: DataSet, name: str, rule: str) -> InvalidDataSetError:
    return InvalidDataSetError(dataset.name, [Problem(HEAD, rule, field="uses", value=name)])
