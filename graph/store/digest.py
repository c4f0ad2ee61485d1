"""One short text that is equal for equal graphs, whatever way they came about."""

import hashlib

import orjson

from linkage.graph.store.database import Store

PAGE = 2_000


def digest(store: Store) -> str:
    """Digest of all records, links and relations; records of loads, which carry times, stay out."""
    total = hashlib.blake2b(digest_size=16)
    after = ""
    while page := store.read("digest.records", after=after, limit=PAGE):
        for identifier, labels, properties, links in page:
            content = [identifier, sorted(labels), properties, links]
            total.update(orjson.dumps(content, option=orjson.OPT_SORT_KEYS, default=str))
        after = page[-1][0]
    return total.hexdigest()
