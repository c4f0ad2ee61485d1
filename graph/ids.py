"""Global ids: opaque to whoever holds one, made of a type's name and a key."""

import base64
from functools import lru_cache


# A load asks for the same few thousand over and over: actors, kinds, documents.
@lru_cache(maxsize=20_000)
def global_id(type_name: str, *keys: str) -> str:
    """The id of the thing of this type that the keys name, in letters that an address may carry."""
    return base64.urlsafe_b64encode(":".join((type_name, *keys)).encode()).decode().rstrip("=")


def split_id(identifier: str) -> tuple[str, ...]:
    """Type and keys of an id; ValueError where it is none of ours."""
    try:
        padded = identifier + "=" * (-len(identifier) % 4)
        names = tuple(base64.b64decode(padded, altchars=b"-_", validate=True).decode().split(":"))
    except ValueError as error:
        raise ValueError(f"{identifier!r} is not an id") from error
    if len(names) < 2 or global_id(*names) != identifier:
        raise ValueError(f"{identifier!r} is not an id")
    return names
