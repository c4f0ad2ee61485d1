"""The documents that pictures and pages ask, one per file."""

from importlib.resources import files


def query(name: str) -> str:
    """The text of `name.graphql`."""
    return files(__name__).joinpath(f"{name}.graphql").read_text(encoding="utf-8")
