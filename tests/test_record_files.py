"""Records as files of other tools: each is opened by a library made for it, which finds what the text has."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
import rdflib
import yaml
from followthemoney import model
from rdflib import RDF, URIRef

from linkage.graph.fields import Form, table
from linkage.graph.records import KINDS, Actor, Claim, Document, Head
from linkage.graph.store.database import Store
from linkage.ingest.formats.citations import format_bibtex, format_citation, format_csl
from linkage.ingest.formats.cypher_script import literal
from linkage.ingest.formats.exporting import export_records
from linkage.ingest.formats.format_list import BY_NAME
from linkage.ingest.formats.record_source import narrowed, text_source
from linkage.ingest.text.used import find
from tests.full import FILES, write_full
from tests.test_sheets import exported, text_of
from tests.village import VILLAGE, claim, write

PROV = "http://www.w3.org/ns/prov#"
ATTACK = "x'}) DETACH DELETE node; // \\' \u2028 \\"


def test_parquet_holds_every_record_with_its_days(tmp_path: Path) -> None:
    folder = write_full(tmp_path / "full")
    exported("parquet", folder, tmp_path / "out")

    tables = {kind: pyarrow.parquet.read_table(tmp_path / "out" / f"{name}.parquet") for name, kind in KINDS.items()}
    assert {kind: read.num_rows for kind, read in tables.items()} == {
        kind: len(of) for kind, of in text_of(folder).items()
    }
    first = tables[Claim].to_pylist()[0]
    assert (first["held"], first["held_first"], first["held_last"]) == (
        "2019~/2020-02-29",
        date(2019, 1, 1),
        date(2020, 2, 29),
    )
    assert first["theatres"] == ["f-valley", "f-mill"] and dict(first["figures"])["share"] == -0.125
    assert first["locator.paragraph"] == 0 and first["course"] == "begins" and first["object"] == "f-bob"
    ann = tables[Actor].to_pylist()[-2]
    assert [name["script"] for name in ann["names"]] == ["Latn", "Arab", "Cyrl"]
    assert tables[Claim].schema.field("subject").metadata == {b"description": b"The actor who does it."}


def test_one_function_makes_every_value_a_literal_that_cannot_be_more(store: Store) -> None:
    values: list[Any] = [
        ATTACK,
        "",
        "é\u0000".strip("\0"),
        "a\nb",
        "\\u0027",
        "\\\\u0027) RETURN 1 //",
        True,
        False,
        None,
        3,
        -0.5,
        1e-7,
        date(2020, 2, 29),
    ]

    for value in [*values, [ATTACK, "b"]]:
        [[read]] = store.rows(f"RETURN {literal(value)}")[1]
        assert (read.to_native() if isinstance(value, date) else read) == value
    with pytest.raises(TypeError, match="no names of properties"):
        literal({"a` SET x": 1})
    with pytest.raises(TypeError, match="no property holds a PosixPath"):
        literal(Path())


def test_a_script_fills_an_empty_neo4j_with_all_records_and_links(store: Store, tmp_path: Path) -> None:
    folder = write_full(tmp_path / "full")
    script = exported("cypher", folder, tmp_path / "a.cypher").read_text("utf-8")
    for kind in KINDS.values():  # ours has its own, by which it would be no empty one
        assert f"FOR (node:{kind.__name__}) REQUIRE node.key IS UNIQUE;\n" in script
    for statement in script.split(";\n")[:-1]:
        if "CONSTRAINT" not in statement:
            store.rows(statement)

    records = text_of(folder)
    [[counts]] = store.rows(
        "MATCH (n) WHERE n.key IS NOT NULL WITH labels(n)[0] AS l, count(*) AS c RETURN collect([l, c])"
    )[1]
    assert dict(counts) == {kind.__name__: len(of) for kind, of in records.items() if of}  # type: ignore[call-overload]
    linked = [
        target
        for of in records.values()
        for record in of
        for field in table(type(record))
        if field.form is Form.LINK and (value := getattr(record, field.name)) is not None
        for target in (value if field.many else [value])
    ]
    assert store.rows("MATCH (n)-[link]->() WHERE n.key IS NOT NULL RETURN count(link)")[1] == [[len(linked)]]
    speakers = store.rows(
        "MATCH (:Claim {key: 'f-one'})-[s:SPEAKER]->(a:Actor) WITH a ORDER BY s.position RETURN collect(a.key)"
    )[1]
    assert speakers == [[["f-cem", "f-gazette"]]]


def test_followthemoney_takes_every_entity_and_what_it_cannot_hold_is_counted(tmp_path: Path) -> None:
    folder = write_full(tmp_path / "full")
    with text_source(find(str(folder))) as source:
        tally = export_records(BY_NAME["ftm"], source, tmp_path / "a.ftm.json")

    entities = [json.loads(line) for line in (tmp_path / "a.ftm.json").read_text("utf-8").splitlines()]
    for entity in entities:
        model.get(entity["schema"]).validate(entity)
    ids = {entity["id"] for entity in entities}
    links = {e["id"]: e["properties"] for e in entities if e["schema"] == "UnknownLink"}
    assert len(ids) == len(entities)
    assert {value for link in links.values() for name in ("subject", "object") for value in link[name]} <= ids
    assert Counter(entity["id"].split("-")[1] for entity in entities)["claim"] == len(text_of(folder)[Claim])
    one = links["full-claim-f-one"]
    assert one["startDate"] == ["2019"] and one["role"] == ["backs"] and one["proof"] == ["full-document-f-gazette-1"]
    assert "certainty: 1" in one["description"] and any(told.startswith("figures: ") for told in one["description"])
    assert tally.dropped["that a date is about (~)"] > 0 and tally.dropped["a record of the kind stance"] == 2
    kept = {"actors", "places", "events", "agreements", "documents", "claims"}
    unknown = sum(len(items) for file, items in FILES.items() if re.split(r"[./]", file)[0] not in kept)
    assert sum(n for what, n in tally.dropped.items() if what.startswith("a record of the kind")) == unknown
    assert not [what for what in tally.dropped if what.startswith("a value of")], tally.dropped


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own reader uses it
def test_json_ld_has_a_statement_with_its_provenance_for_each_claim(tmp_path: Path) -> None:
    folder = write_full(tmp_path / "full")
    graph = rdflib.Graph().parse(exported("jsonld", folder, tmp_path / "a.jsonld"), format="json-ld")

    claims = text_of(folder)[Claim]
    statements = set(graph.subjects(RDF.type, RDF.Statement))
    one = URIRef("urn:linkage:full:claim:f-one")
    assert statements == {URIRef(f"urn:linkage:full:claim:{record.key}") for record in claims}
    for statement in statements:
        assert graph.value(statement, RDF.subject) and graph.value(statement, RDF.predicate)
        document = graph.value(statement, URIRef(f"{PROV}hadPrimarySource"))
        assert document is not None and (document, RDF.type, URIRef(f"{PROV}Entity")) in graph
    assert graph.value(one, RDF.object) == URIRef("urn:linkage:full:actor:f-bob")
    assert set(graph.objects(one, URIRef(f"{PROV}wasAttributedTo"))) == {
        URIRef(f"urn:linkage:full:actor:{key}") for key in ("f-cem", "f-gazette")
    }
    assert str(graph.value(one, URIRef(f"{PROV}invalidatedAtTime"))) == "2021-01-01"
    reprint = URIRef("urn:linkage:full:document:f-gazette-1")
    assert graph.value(reprint, URIRef(f"{PROV}wasDerivedFrom")) == URIRef("urn:linkage:full:document:f-wire")
    assert graph.value(one, URIRef(f"{PROV}hadPrimarySource")) == reprint
    labels = graph.objects(
        URIRef("urn:linkage:full:actor:f-ann"), URIRef("http://www.w3.org/2004/02/skos/core#altLabel")
    )
    assert {label.language for label in labels} == {"en-Latn", "ar-Arab", "ru-Cyrl"}  # type: ignore[attr-defined]


def test_documents_are_references_that_a_bibliography_prints(tmp_path: Path) -> None:
    documents = [
        {**VILLAGE["documents"][0], "title": r"50% of {A} & \B_c #1 ~^$", "published": "2020-09~/.."},
        {
            **VILLAGE["documents"][0],
            "key": "gazette-2",
            "address": "https://example.org/a_b%20{c}",
            "origin": "gazette-1",
        },
    ]
    with text_source(find(str(write(tmp_path / "village", {"documents": documents})))) as source:
        bibtex, csl = "".join(format_bibtex(source)), json.loads("".join(format_csl(source)))

    escaped = r"50\% of \{A\} \& \textbackslash{}B\_c \#1 \textasciitilde{}\textasciicircum{}\$"
    assert (
        f"@misc{{gazette-1,\n  title = {{{escaped}}},\n  author = {{{{Gazette}}}},\n  date = {{2020-09~/}},\n" in bibtex
    )
    assert "@online{gazette-2,\n" in bibtex and "url = {https://example.org/a_b%20%7Bc%7D}" in bibtex
    assert "related = {gazette-1},\n  relatedtype = {reprintof}" in bibtex
    plain = re.sub(r"\\[\\{}]", "", bibtex)
    assert plain.count("{") == plain.count("}")
    assert csl[0]["issued"] == {"date-parts": [[2020, 9]], "circa": True} and csl[0]["author"] == [
        {"literal": "Gazette"}
    ]
    assert csl[1]["issued"] == {"date-parts": [[2020, 9, 20]]} and csl[1]["type"] == "webpage"
    assert [item["id"] for item in csl] == ["gazette-1", "gazette-2"]


def test_the_data_set_is_cited_by_the_digest_of_its_text_and_with_its_licence(tmp_path: Path) -> None:
    dataset = find(str(write_full(tmp_path / "full")))
    with text_source(dataset) as source:
        citation = yaml.safe_load("".join(format_citation(source)))

    assert citation["version"] == dataset.version() and citation["license"] == "CC-BY-4.0"
    assert citation["cff-version"] == "1.2.0" and citation["type"] == "dataset"
    assert citation["title"] == dataset.head.title and citation["authors"] == [{"name": "eve"}, {"name": "ida"}]


def test_the_shipped_data_set_names_its_licence() -> None:
    assert find("syria-libya").head.licence == "CC-BY-4.0"
    assert next(field for field in table(Head) if field.name == "licence").optional


def test_a_lens_narrows_records_to_what_its_claims_need(tmp_path: Path) -> None:
    claims = [claim(), claim(key="two", subject="cem", object="ann", speakers=["gazette"], locator={"paragraph": 9})]
    with text_source(find(str(write(tmp_path / "village", {"claims": claims})))) as source:
        part = narrowed(source, {"one"})
        keys = {kind.__name__: [record.key for record in part.records(kind)] for kind in (Claim, Actor, Document)}

    assert keys == {"Claim": ["one"], "Actor": ["ann", "bob", "gazette"], "Document": ["gazette-1"]}
