"""The formats of other tools, each once: what it holds, what is lost in it, and the extra of the package that it needs."""

from dataclasses import dataclass
from enum import StrEnum


class Contents(StrEnum):
    """What a format holds."""

    RECORDS = "records"
    """Records of every kind, in a file for each kind or in one for all."""
    DOCUMENTS = "documents"
    """The documents alone, to be cited."""
    RELATIONS = "relations"
    """The relations that a lens keeps, with the actors."""
    BOTH = "records and relations"
    """Records, and the relations that follow from them."""


@dataclass(frozen=True, slots=True)
class FileFormat:
    """
    One format: its name in commands, the ending of its files, and what it holds.

    `lost` is what cannot be read back from it, in clauses that a person reads; without any, all comes back. `readable`
    where `linkage import` takes it. `extra` is that of the package which it needs, None where it needs none.
    """

    name: str
    title: str
    ending: str
    holds: Contents
    lost: tuple[str, ...] = ()
    readable: bool = False
    extra: str | None = None


_DERIVED = "claims and documents: relations are what they add up to"
_HEAD = "the head of the data set: half-lives and assertions"
_FILES = "in which file a record stands"

FORMATS = (
    FileFormat("csv", "CSV", ".csv", Contents.RECORDS, (_HEAD, _FILES), readable=True),
    FileFormat("xlsx", "XLSX", ".xlsx", Contents.RECORDS, (_HEAD, _FILES), readable=True, extra="formats"),
    FileFormat("jsonl", "JSON Lines", ".jsonl", Contents.RECORDS, (_HEAD, _FILES), readable=True),
    FileFormat("parquet", "Parquet", ".parquet", Contents.RECORDS, (_HEAD, _FILES), extra="formats"),
    FileFormat("graphml", "GraphML", ".graphml", Contents.RELATIONS, (_DERIVED, "names of actors in other languages")),
    FileFormat("gexf", "GEXF 1.3", ".gexf", Contents.RELATIONS, (_DERIVED, "names of actors in other languages")),
    FileFormat(
        "cypher", "Cypher", ".cypher", Contents.BOTH,
        (_HEAD, _FILES, "names of actors and places that are not shown"),
    ),
    FileFormat(
        "ftm", "FollowTheMoney", ".ftm.json", Contents.RECORDS,
        (
            _HEAD, _FILES,
            "that a date is about (~), and which end of a span is open",
            "half-lives, aspect and force of kinds, which claims dispute or support others",
            "theatres, issues, stances, agreements, judgements as things of their own",
        ),
        extra="ftm",
    ),
    FileFormat(
        "jsonld", "JSON-LD", ".jsonld", Contents.RECORDS,
        (_HEAD, _FILES, "stances, judgements and events as things of their own"),
    ),
    FileFormat(
        "bibtex", "BibTeX", ".bib", Contents.DOCUMENTS,
        ("claims and all other records", "notes that say what a reader should know, where a document has none"),
    ),
    FileFormat("csl", "CSL-JSON", ".json", Contents.DOCUMENTS, ("claims and all other records",)),
    FileFormat("cff", "CITATION.cff", ".cff", Contents.DOCUMENTS, ("every record: it names the data set as a whole",)),
)  # fmt: skip
"""In the order in which commands list them."""
BY_NAME = {entry.name: entry for entry in FORMATS}
