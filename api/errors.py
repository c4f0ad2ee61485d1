"""Errors of the API, each with the code that a client can tell it by."""

from graphql import GraphQLError


def coded(code: str, message: str) -> GraphQLError:
    """An error for the caller; `extensions.code` is *code*."""
    return GraphQLError(message, extensions={"code": code})


def bad_input(message: str) -> GraphQLError:
    """The query asks for something that cannot be asked."""
    return coded("BAD_USER_INPUT", message)


def not_found(message: str) -> GraphQLError:
    """The query names something that is not there."""
    return coded("NOT_FOUND", message)
