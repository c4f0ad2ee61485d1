"""Cursors: opaque places in a sorted connection, made of the sort value and the id of an item."""

import base64
import binascii
from typing import Any

import orjson

from linkage.api.errors import bad_input


def encode(order: str, value: object, identifier: str) -> str:
    """The place of an item in a connection that is sorted by *order*."""
    return base64.urlsafe_b64encode(orjson.dumps([order, value, identifier])).decode().rstrip("=")


def decode(cursor: str, order: str) -> tuple[Any, str]:
    """Sort value and id of a cursor; an error for the caller where `encode` does not make it for *order*."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        tag, value, identifier = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, TypeError) as error:
        raise bad_input("after: this is not a cursor") from error
    if tag != order or not isinstance(identifier, str) or type(value) not in (str, int, float):
        raise bad_input("after: this cursor belongs to another order or connection")
    if encode(order, value, identifier) != cursor:
        raise bad_input("after: this is not a cursor")
    return value, identifier
