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
    HEAD = "the citation of a data set"
    """The data set as a whole."""


@dataclass(frozen=True, slots=True)
class FileFormat:
    """
    One format: its name in commands, the ending of its files, and what it holds.

    `lost` is what cannot be read back from it, in clauses that a person reads; without any, all comes back. `readable`
    where `linkage import` takes it; `tabular` where each kind has a table of its own, in which records of other data
    sets have no place. `extra` is that of the package which it needs, None where it needs none.
    """

    name: str
    title: str
    ending: str
    holds: Contents
    lost: tuple[str, ...] = ()
    readable: bool = False
    tabular: bool = False
    extra: str | None = None


_DERIVED = "claims and documents: relations are what they add up to"
_HEAD = "the head of the data set: half-lives and assertions"
_FILES = "in which file a record stands"
_RELATIONS = "relations: they are what claims add up to"
_NAMES = "names of actors in other languages"

FORMATS = (
    FileFormat("csv", "CSV", ".csv", Contents.RECORDS, (_HEAD, _FILES, _RELATIONS), readable=True, tabular=True),
    FileFormat("xlsx", "XLSX", ".xlsx", Contents.RECORDS, (_HEAD, _FILES, _RELATIONS), readable=True, tabular=True, extra="formats"),
    FileFormat("jsonl", "JSON Lines", ".jsonl", Contents.RECORDS, (_HEAD, _FILES, _RELATIONS), readable=True, tabular=True),
    FileFormat("parquet", "Parquet", ".parquet", Contents.RECORDS, (_HEAD, _FILES, _RELATIONS), tabular=True, extra="formats"),
    FileFormat("graphml", "GraphML", ".graphml", Contents.RELATIONS, (_DERIVED, _NAMES, "that channels have no direction")),
    FileFormat("gexf", "GEXF 1.3", ".gexf", Contents.RELATIONS, (_DERIVED, _NAMES)),
    FileFormat(
        "cypher", "Cypher", ".cypher", Contents.RECORDS,
        (_HEAD, _FILES, _RELATIONS, "language, script, kind and use of names"),
    ),
    FileFormat(
        "ftm", "FollowTheMoney", ".ftm.json", Contents.RECORDS,
        (
            _HEAD, _FILES, _RELATIONS, "language, script and use of names", "that a date is about (~)",
            "kinds, theatres, issues, stances, points and judgements as things of their own",
            "the order of speakers", "which fields of a claim its description tells of",
            "where the dates of documents, events and agreements come from",
        ),
        extra="ftm",
    ),
    FileFormat(
        "jsonld", "JSON-LD", ".jsonld", Contents.RECORDS,
        ("half-lives and assertions of the data set", _FILES, _RELATIONS),
    ),
    FileFormat(
        "bibtex", "BibTeX", ".bib", Contents.DOCUMENTS,
        ("every record but documents", "where their dates come from", "braces and backslashes in addresses, which are encoded"),
    ),
    FileFormat("csl", "CSL-JSON", ".csl.json", Contents.DOCUMENTS, ("every record but documents", "where their dates come from", "open ends of dates")),
    FileFormat("cff", "CITATION.cff", ".cff", Contents.HEAD, ("every record: it names the data set as a whole",)),
)  # fmt: skip
"""In the order in which commands list them."""
BY_NAME = {entry.name: entry for entry in FORMATS}
