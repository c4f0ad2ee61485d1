"""Cursors: opaque places in a sorted connection, made of what an item is sorted by and its id."""

import base64
import binascii
from typing import Any

import orjson

from linkage.api.errors import bad_input


def encode(order: str, *place: object) -> str:
    """The place of an item, its sort values and its id, in a connection that is sorted by *order*."""
    return base64.urlsafe_b64encode(orjson.dumps([order, *place])).decode().rstrip("=")


def decode(cursor: str, order: str, argument: str = "after") -> tuple[Any, ...]:
    """The place that a cursor tells; an error for the caller where `encode` does not make it for *order*."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        tag, *place = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, TypeError) as error:
        raise bad_input(f"{argument}: this is not a cursor") from error
    values, identifier = place[:-1], place[-1] if place else None
    wanted = len(order.partition(".")[2].split(","))
    if (
        tag != order
        or len(values) != wanted
        or not isinstance(identifier, str)
        or any(type(value) not in (str, int, float) for value in values)
    ):
        raise bad_input(f"{argument}: this cursor belongs to another order or connection")
    if encode(order, *place) != cursor:
        raise bad_input(f"{argument}: this is not a cursor")
    return tuple(place)
