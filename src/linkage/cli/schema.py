"""`linkage schema`: the GraphQL schema as text."""

import sys


def schema() -> None:
    """
    Print the GraphQL schema.

    Example: linkage schema > schema.graphql
    """
    from linkage.api.schema.build import sdl

    sys.stdout.write(sdl())
