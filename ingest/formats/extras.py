"""Libraries that only some formats need: they come with an extra of the package, and where one is missing that is said."""

from importlib import import_module
from typing import Any

from linkage.graph.errors import LinkageError


def required(module: str, extra: str) -> Any:
    """The library of this name; LinkageError says how to install it where it is not there."""
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise LinkageError(
            f"{package} is not installed, which this format needs: pip install 'linkage-graph[{extra}]'"
        ) from error
