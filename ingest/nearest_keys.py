"""What may be meant by a key that nothing carries, and where a record of that key would belong."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from linkage.graph.records import KINDS, Claim, Record
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.text.dataset import kind_of

MOST = 100_000
"""Keys among which the nearest one is looked for; among more that would take longer than it helps."""
_ALIKE = 75
_FILES = {kind: name for name, kind in KINDS.items()}


def unknown(kind: type[Record], key: str, catalogue: Catalogue) -> str:
    """That no record of the kind has the key: with the nearest key that one has, and the file for a new one."""
    missing = f"no {kind.__name__.lower()} has this key"
    near, home = nearest(key, _keys(kind, catalogue)), _home(kind, catalogue)
    return (
        f"{missing}; did you mean {near!r}? A new one belongs in {home}" if near else f"{missing}; it belongs in {home}"
    )


def nearest(key: str, keys: Sequence[str]) -> str | None:
    """The key most like *key* by edits (Levenshtein 1966, as a ratio), None where none of them is like it."""
    match = process.extractOne(key, keys, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return match[0] if match else None


def _keys(kind: type[Record], catalogue: Catalogue) -> Sequence[str]:
    """The keys of all records of a kind, listed once they have all been read."""
    if kind not in catalogue.listed:
        if kind is Claim:
            keys = list(catalogue.claim_ids) if len(catalogue.claim_ids) <= MOST else []
        else:
            entries = catalogue.entries.get(kind, {})
            keys = list(entries) if len(entries) <= MOST else []
        catalogue.listed[kind] = keys
    return catalogue.listed[kind]


def _home(kind: type[Record], catalogue: Catalogue) -> str:
    """The one file of the data set for records of a kind, or the name that one has to have."""
    files = [file for file in catalogue.files if kind_of(file) is kind]
    name = _FILES[kind]
    return files[0] if len(files) == 1 else f"{name}/" if files else f"{name}.yaml"
