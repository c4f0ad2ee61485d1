"""Documents as references of a bibliography (BibTeX with the fields of biblatex, CSL-JSON), and the data set as a citation."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from linkage.graph.dates import Interval, PartialDate
from linkage.graph.records import Actor, Document
from linkage.ingest.formats.record_source import RecordSource

_SPECIAL = re.compile(r"[\\{}%&#$_~^]")
_SPELT = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def format_bibtex(source: RecordSource) -> Iterator[str]:
    """A file for biblatex, a document at a time; keys are those of the documents, dates as ISO 8601-2 has them."""
    yield f"% {source.described()}\n"
    names = _publishers(source)
    for document in source.records(Document):
        entries = {
            "title": _tex(document.title),
            "author": f"{{{_tex(names[document.publisher])}}}",  # braces keep a name of several words whole
            "date": _bib_date(document.published),
            "url": document.address and re.sub(r"[{}\\]", lambda sign: f"%{ord(sign[0]):02X}", document.address),
            "langid": document.language,
            "related": document.origin,
            "relatedtype": document.origin and "reprintof",
            "note": document.note and _tex(document.note),
        }
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in entries.items() if value)
        yield f"\n@{'online' if document.address else 'misc'}{{{document.key},\n{lines}}}\n"


def format_csl(source: RecordSource) -> Iterator[str]:
    """A list of items of CSL-JSON 1.0, a document at a time."""
    names = _publishers(source)
    yield "["
    for number, document in enumerate(source.records(Document)):
        item = {
            "id": document.key,
            "type": "webpage" if document.address else "article",
            "title": document.title,
            "author": [{"literal": names[document.publisher]}],
            "issued": _csl_date(document.published),
            "URL": document.address,
            "language": document.language,
            "references": document.origin and f"reprint of {document.origin}",
            "note": document.note,
        }
        content = orjson.dumps({name: value for name, value in item.items() if value})
        yield ("," if number else "") + "\n" + content.decode()
    yield "\n]\n"


def format_citation(source: RecordSource) -> Iterator[str]:
    """A `CITATION.cff` 1.2.0 of the data set: its version is the digest of its text, its licence that of the data."""
    head = source.head
    entries = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": head.title,
        "abstract": head.description,
        "version": source.version,
        "license": head.licence,
    }
    for name, value in entries.items():
        if value:
            yield f"{name}: {_quoted(value)}\n"
    yield "authors:\n"
    for coder in head.coders:
        yield f"  - name: {_quoted(coder)}\n"


def _publishers(source: RecordSource) -> dict[str, str]:
    return {actor.key: actor.name for actor in source.known(Actor)}


def _tex(text: str) -> str:
    """The text as TeX prints it."""
    return _SPECIAL.sub(lambda sign: _SPELT.get(sign[0], f"\\{sign[0]}"), text)


def _bib_date(published: Interval) -> str:
    """A date or a span as biblatex reads it, where an open end is left empty."""
    if published.start == published.end:
        return str(published.start)
    return f"{published.start or ''}/{published.end or ''}"


def _csl_date(published: Interval) -> dict[str, Any]:
    ends: Iterable[PartialDate | None] = (
        [published.start] if published.start == published.end else [published.start, published.end]
    )
    numbers = [[number for number in (day.year, day.month, day.day) if number] for day in ends if day]
    about = any(day.about for day in ends if day)
    return {"date-parts": numbers} | ({"circa": True} if about else {})


def _quoted(text: str) -> str:
    """A text of YAML between quotes, which JSON and YAML write alike."""
    return orjson.dumps(text).decode()
