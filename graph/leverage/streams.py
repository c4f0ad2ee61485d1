"""Random numbers that are made of a seed and a key, so that every origin, cell and reading has its own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b

import numpy as np

from linkage.graph.leverage.exchange import Floats

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Streams:
    """For every key *number* figures from 0 to below 1; the same seed and key give the same on any machine (PCG64)."""

    number: int
    seed: int

    def uniform(self, *key: str) -> Floats:
        digest = blake2b("\x1f".join(key).encode(), digest_size=16).digest()
        stream = np.random.SeedSequence([self.seed, int.from_bytes(digest)])
        return np.random.Generator(np.random.PCG64(stream)).random(self.number)


@dataclass(frozen=True, slots=True)
class SharedStreams(Streams):
    """The same figures, kept: drawing a changed dossier again makes only those of new keys."""

    made: dict[Key, Floats] = field(default_factory=dict, repr=False, compare=False)

    def uniform(self, *key: str) -> Floats:
        if key not in self.made:
            self.made[key] = Streams(self.number, self.seed).uniform(*key)
        return self.made[key]


@dataclass(frozen=True, slots=True)
class FrozenStreams(Streams):
    """The figures of *source* for keys that are *frozen*; independent ones, as good, for all others."""

    source: Streams
    frozen: Callable[[Key], bool]

    def uniform(self, *key: str) -> Floats:
        return self.source.uniform(*(key if self.frozen(key) else ("anew", *key)))
