"""Errors of the API, each with the code that a client can tell it by."""

from collections.abc import Iterable

from graphql import GraphQLError


def coded(code: str, message: str) -> GraphQLError:
    """An error for the caller; `extensions.code` is *code*."""
    return GraphQLError(message, extensions={"code": code})


def bad_input(message: str) -> GraphQLError:
    """The query asks for something that cannot be asked."""
    return coded("BAD_USER_INPUT", message)


def within(value: int, least: int, most: int, name: str, unit: str = "") -> int:
    """*value* itself; an error for the caller where what *name* says does not run so far."""
    if not least <= value <= most:
        raise bad_input(f"{name} runs from {least} to {most}{unit}, not {value}")
    return value


def not_found(message: str) -> GraphQLError:
    """The query names something that is not there."""
    return coded("NOT_FOUND", message)


def unknown_keys(names: Iterable[str]) -> GraphQLError:
    """The query names by key what is not there: each name is that of a kind and a key, `actor nobody`."""
    return not_found(f"there is no {', no '.join(dict.fromkeys(names))}")
