"""What the compiler makes of a selection: one statement per root field, and the answer of default completion."""

from typing import Any

import pytest

from linkage.api.http.service import PLANS
from linkage.api.leverage.query import ANALYSES
from linkage.graph.ids import global_id
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.graph.store.generation import STATE
from tests.documents import NODES
from tests.recording import Recorder, every_field
from tests.reference import SCHEMA, Reference
from tests.routes import SMALL, Routes

ALDER, THEATRE, NOBODY = (
    global_id("Actor", "alder"),
    global_id("Theatre", "bay"),
    global_id("Actor", "nobody"),
)
PAYS, GONE = (
    global_id("Relation", "alder", "BACKS", "cedar-front", "bay", start, "2020-03-10", "BOTH")
    for start in ("2020-03-01", "1920-03-01")
)


@pytest.mark.parametrize("kind", [kind for kind in NODES if Reference(SMALL).things.of(kind)])
def test_every_field_of_a_type_says_what_the_text_says(both: Routes, kind: str) -> None:
    ids = [thing["id"] for thing in both.reference.things.listed(kind)]
    document = f"query All($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {kind} {{ {every_field(kind)} }} }} }}"

    data = both.agree(document, ids=ids[:100])

    assert len(ids) > 1
    assert b"null,null" not in data


def test_every_field_of_the_schema_is_in_the_reference_or_has_tests_of_its_own() -> None:
    assert SCHEMA.query_type is not None
    elsewhere = {
        "search": "test_search.py",
        "diff": "test_diff.py",
        "paths": "test_paths.py",
        "changes": "test_feed.py",
        "changedRecords": "test_feed.py",
        **dict.fromkeys(ANALYSES, "test_leverage_api.py"),
    }

    assert set(SCHEMA.query_type.fields) - set(Reference(SMALL).query) == set(elsewhere)


AGREEING = {
    "a field asked for twice is answered once": '{ actor(key: "alder") { name name parts { key } parts { name } } }',
    "an alias may take the name of another field": '{ name: actor(key: "alder") { key: name name: key id: kind } }',
    "fields of repeated pages are merged in the order of the query": """
        { claims(first: 2) { nodes { key } totalCount } claims(first: 2) { pageInfo { endCursor } nodes { id key } } }
    """,
    "edges and nodes stand side by side": """
        { claims(first: 2) { nodes { subject { key } } e: edges { n: node { object { ... on Node { id } } } c: cursor }
          more: nodes { speakers { key } } edges { node { key } } } }
    """,
    "__typename is there on every level": """
        { __typename actors(first: 1) { __typename pageInfo { __typename } edges { __typename node { __typename } }
          nodes { __typename names { __typename } claims(first: 1) { __typename } } }
          claim(key: "pays-seen") { __typename locator { __typename } figures { __typename } object { __typename }
            withdrawn { __typename } kind { __typename } }
          subgraph { __typename relations { __typename subject { __typename } } } issues { stances { position { __typename } } } }
    """,
    "nothing but __typename can be asked for": "{ subgraph { __typename } claims { __typename } theatres { __typename } }",
    "one field with different arguments needs aliases": """
        { a: actors(first: 1) { nodes { key } } b: actors(first: 1, orderBy: NAME_DESC) { nodes { key } }
          c: claims(lens: { theatres: ["bay"] }) { totalCount } d: claims(lens: { theatres: ["ridge"] }) { totalCount }
          e: claims(lens: { theatres: ["bay", "ridge"] }) { totalCount } }
    """,
    "fragments are read where they are spread, once": """
        { actor(key: "alder") { ...A ...B ...A parts { ...B } } }
        fragment A on Actor { key ...B } fragment B on Node { id ... on Actor { name } ... on Place { note } }
    """,
    "a fragment may be spread twice below one field": """
        { actor(key: "alder") { parts { ...A } parts { ...A key } } } fragment A on Actor { name parts { key } }
    """,
    "an interface is told apart by its types": f"""
        query A($ids: [ID!]! = ["{THEATRE}", "{ALDER}", "{NOBODY}"]) {{ nodes(ids: $ids) {{ __typename id
          ... on Theatre {{ name parts {{ key }} }} ... on Actor {{ name kind }} ... on Node {{ again: id }} }} }}
    """,
    "a union is told apart by its types": """
        { claims(first: 40, orderBy: KEY_ASC) { nodes { key object { __typename ... on Actor { key parts { key } }
          ... on Place { key within { key } } ... on Agreement { parties { key } } ... on Issue { low stances { key } }
          ... on Event { places { key } } ... on Node { id } } } } }
    """,
    "a list that holds what is not there has nulls": f'{{ nodes(ids: ["{ALDER}", "{NOBODY}"]) {{ id }} }}',
    "a list of nothing is empty": "{ nodes(ids: []) { id } }",
    "a single value stands for a list": '{ claims(filter: { key: { in: "met" } }, lens: { theatres: [] }) { nodes { key } } }',
    "a whole number stands for a fraction": "{ claims(filter: { certainty: { gte: 1, lte: 1 } }) { totalCount } relations(lens: { minCertainty: 1 }) { totalCount } }",
    "null for an argument is no argument": """
        { claims(filter: null, lens: null, after: null) { totalCount } actors(lens: null) { totalCount }
          c: claims(filter: { key: null, AND: null, NOT: null }) { totalCount }
          d: relations(lens: { asOf: null, theatres: null, disputed: null }) { totalCount } }
    """,
    "null is what has no value and nothing else": """
        { a: claims(filter: { object: { eq: null } }) { nodes { key } } b: claims(filter: { theatre: { eq: null } }) { totalCount }
          c: claims(filter: { NOT: { issue: { eq: null } } }) { totalCount } d: claims(filter: { certainty: { lt: null } }) { totalCount }
          e: claims(filter: { speaker: { eq: null } }) { totalCount } f: relations(filter: { theatre: { eq: null } }) { totalCount }
          g: actors(filter: { name: { eq: null } }) { totalCount } h: claims(filter: { issue: { in: null } }) { totalCount } }
    """,
    "what is not so is what NOT keeps, whether it has a value or none": """
        { a: claims(filter: { NOT: { issue: { eq: "quay-toll" } } }) { nodes { key } } b: claims(filter: { NOT: { NOT: { issue: { in: ["quay-toll"] } } } }) { totalCount }
          c: claims(filter: { NOT: { OR: [{ issue: { eq: "quay-toll" } }, { theatre: { eq: "bay" } }] } }) { totalCount }
          d: claims(filter: { NOT: {} }) { totalCount } e: claims(filter: { AND: [] }) { totalCount } f: claims(filter: { OR: [] }) { totalCount } }
    """,
    "one and the same value meets all operators of a field": """
        { a: claims(filter: { speaker: { startsWith: "ella", endsWith: "wire" } }) { totalCount }
          b: claims(filter: { AND: [{ speaker: { startsWith: "ella" } }, { speaker: { endsWith: "wire" } }] }) { totalCount }
          c: relations(filter: { actor: { startsWith: "a", endsWith: "front" } }) { totalCount } }
    """,
    "letters of any script are found whatever their case": """
        { a: actors(filter: { name: { contains: "ОЛЬХА" } }) { nodes { key } } b: actors(filter: { name: { startsWith: "İPEK" } }) { nodes { key } }
          c: actors(filter: { name: { contains: "لدر" } }) { nodes { key } } d: actors(filter: { name: { endsWith: "LETTERS" } }) { nodes { key name note } } }
    """,
    "a lens sees theatres within a theatre, and not the other way": """
        { bay: relations(lens: { theatres: ["bay"] }) { nodes { theatre { key } } } quay: relations(lens: { theatres: ["quay"] }) { nodes { theatre { key } } }
          pier: relations(lens: { theatres: ["pier"] }) { nodes { theatre { key } } } i: issues(lens: { theatres: ["bay"] }) { key } }
    """,
    "claims are disputed by what had been said and not yet withdrawn": """
        { a: claims(lens: { disputed: ONLY }) { nodes { key } } b: claims(lens: { disputed: ONLY, knownBy: "2020-06-30" }) { nodes { key } }
          c: claims(lens: { disputed: EXCLUDE, knownBy: "2020-03-10" }) { nodes { key } } }
    """,
    "one lens on another": """
        { relations(lens: { theatres: ["bay"], knownBy: "2020-06-29" }) { nodes { id claims(lens: { knownBy: "2020-03-10" }) { nodes { key } }
          subject { relations(lens: { theatres: ["ridge"] }) { totalCount } stances(lens: { disputed: ONLY }) { key } } } } }
    """,
    "what speaks for a relation and against it": """
        { relations(first: 1000) { nodes { status claims { denials { key } totalCount supports { key hedge } disputes { key disputes { key } } } } }
          then: relations(lens: { knownBy: "2020-06-30", rollUp: true }) { nodes { claims(lens: { knownBy: "2020-06-30" }) { supports { key } disputes { key } } } } }
    """,
    "what speaks for a relation and against it, under all that narrows it": """
        { relations(first: 200, lens: { knownBy: "2020-09-05" }) { nodes {
          known: claims(lens: {}) { disputes { key } } late: claims(lens: { asOf: "2020-05-05", theatres: ["ridge"], minCertainty: 0.9, disputed: EXCLUDE }) {
            supports { key } disputes { key } denials { key } __typename }
          few: claims(first: 1, orderBy: CERTAINTY_DESC) { supports { key } nodes { key } pageInfo { endCursor } disputes { key } edges { cursor } }
          of: claims(filter: { speaker: { eq: "ella-marsh" } }) { supports { key } disputes { key subject { key } } denials { key speakers { key } } } } } }
    """,
    "a relation is found by its id, and nothing else is": f"""
        {{ a: relation(id: "{PAYS}") {{ id family subject {{ key }} claims {{ supports {{ key }} }} }} b: relation(id: "{ALDER}") {{ id }}
          c: relation(id: "{GONE}") {{ id }} d: relation(id: "none") {{ id }} }}
    """,
    "stances keep their rivals unless a lens leaves them out": """
        { issues { key all: stances { key alternative } one: stances(lens: { disputed: EXCLUDE }) { key }
          sure: stances(lens: { minCertainty: 0.75 }) { key } early: stances(lens: { minCertainty: 0.75, knownBy: "2020-09-20" }) { key }
          then: stances(lens: { asOf: "2020-09-01", knownBy: "2020-09-01" }) { key knownFrom validFrom validTo } } }
    """,
    "lists end where one says": """
        { theatres(first: 2) { key parts(first: 1) { key } issues(first: 1) { key stances(first: 2, lens: { asOf: "2020-09-01" }) { key } } }
          none: places(first: 0) { key } all: places(first: 10000) { key } places(first: null) { key } dataSets(first: 1) { key }
          actor(key: "birch-republic") { merged(first: 1) { key } judgements(first: 1) { key } stances(first: 1) { key } } }
    """,
    "actors that are judged to be one are one": """
        { actor(key: "birch-republic") { key merged { key name } judgements { verdict left { key } right { key } } names { text } parts { key }
          claims(first: 20) { nodes { key } } statements { totalCount } stances { key } } actors(first: 50) { totalCount nodes { key partOf { key } } } }
    """,
    "an actor that is not there is null, and the rest is answered": '{ a: actor(key: "nobody") { key } theatres { key } }',
    "a field that is refused is null, and the rest is answered": '{ theatres { key } relations(lens: { theatres: ["nowhere"] }) { totalCount } }',
    "a claim is found by one of two names, not by both or none": f"""
        {{ a: claim(key: "met") {{ id }} b: claim(key: "met", id: "{global_id("Claim", "x")}") {{ id }} c: claim {{ id }} d: claim(key: null) {{ id }} }}
    """,
}


@pytest.mark.parametrize("name", AGREEING)
def test_by_both_routes(both: Routes, name: str) -> None:
    both.agree(AGREEING[name])


@pytest.mark.parametrize("kind", [kind for kind in NODES if kind != "Relation"])
def test_every_kind_of_record_is_found_by_its_key_and_what_is_not_there_is_null(both: Routes, kind: str) -> None:
    field = kind[0].lower() + kind[1:]
    keys = [thing["key"] for thing in both.reference.things.listed(kind)][:1]
    fields = [f'a{n}: {field}(key: "{key}") {{ id key }}' for n, key in enumerate([*keys, "nobody"])]
    document = f"{{ {' '.join(fields)} }}"

    found = list(both.data(document).values())

    assert found[-1] is None and [thing["key"] for thing in found[:-1]] == keys
    both.agree(document)


@pytest.mark.parametrize(
    "lens",
    [
        pytest.param({}, id="empty"),
        pytest.param(None, id="null"),
        pytest.param({"theatres": [], "sides": [], "knownBy": None}, id="empty lists"),
        pytest.param({"disputed": "INCLUDE", "standing": "CARRIED", "rollUp": False}, id="as by default"),
    ],
)
def test_a_lens_that_says_nothing_is_no_lens(both: Routes, lens: dict[str, Any] | None) -> None:
    fields = """actors@ { totalCount } claims@ { totalCount } relations@ { totalCount nodes { id
      claims@ { totalCount disputes { key } } } } subgraph@ { totalCount } issues@ { key stances@ { key } }
      actor(key: "alder") { claims@ { totalCount } relations@ { totalCount } }"""
    bare = both.data(f"{{ {fields.replace('@', '')} }}")
    looked = both.data(f"query A($l: LensInput) {{ {fields.replace('@', '(lens: $l)')} }}", l=lens)

    assert looked == bare
    assert bare["claims"]["totalCount"] == len(both.reference.things.of("Claim"))


def test_what_was_taken_back_is_listed_and_can_be_left_out(both: Routes) -> None:
    counts = both.data("""{ all: claims { totalCount } through: claims(lens: { standing: ATTESTED }) { totalCount }
      gone: claims(filter: { NOT: { withdrawnOn: { eq: null } } }) { nodes { withdrawn { on } } }
      standing: claims(filter: { withdrawnOn: { eq: null } }) { totalCount }
      early: claims(filter: { withdrawnOn: { lt: "0002-01-01" } }) { totalCount } }""")

    gone = counts["gone"]["nodes"]
    assert gone and all(claim["withdrawn"] for claim in gone)
    assert counts["standing"]["totalCount"] + len(gone) == counts["all"]["totalCount"]
    assert counts["through"] == counts["all"] and counts["early"]["totalCount"] == 0


def test_claims_of_a_relation_stand_side_by_side(both: Routes) -> None:
    shown = both.data("""
        { relations(filter: { subject: { eq: "alder" }, object: { eq: "cedar-front" } }, lens: { asOf: "2020-05-15" }) { nodes {
          status claims(orderBy: KEY_ASC) { supports { key } disputes { key } denials { key } } } } }
    """)

    assert shown["relations"]["nodes"] == [
        {
            "status": "DISPUTED",
            "claims": {
                "supports": [{"key": "pays-reprinted"}, {"key": "pays-seen"}, {"key": "pays-told"}],
                "disputes": [{"key": "pays-denied"}],
                "denials": [{"key": "pays-denied"}],
            },
        }
    ]


DISPUTED = {
    "2020-06-29": [],
    "2020-06-30": ["quay-doubted"],
    "2020-09-09": ["quay-doubted"],
    "2020-09-10": [],
}


@pytest.mark.parametrize("day", DISPUTED)
def test_a_claim_disputes_a_relation_from_when_it_is_made_until_it_is_withdrawn(both: Routes, day: str) -> None:
    document = """query A($day: Date!) { relations(filter: { actor: { eq: "cedar-front" } }, lens: { knownBy: $day }) {
      nodes { dated claims { disputes { key } } } } }"""

    [relation] = [one for one in both.data(document, day=day)["relations"]["nodes"] if not one["dated"]]

    assert [claim["key"] for claim in relation["claims"]["disputes"]] == DISPUTED[day]


CHANGING: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "directives": (
        """query A($s: Boolean!, $i: Boolean! = true) {
             actor(key: "alder") { key name @skip(if: $s) ... @include(if: $i) { parts { key kind @skip(if: $i) } } ...F @skip(if: $s) }
             theatres @include(if: $s) { key } } fragment F on Actor { note partOf @include(if: $i) { key } }""",
        [{"s": True}, {"s": False}, {"s": True, "i": False}, {"s": False, "i": False}, {"s": False, "i": True}],
    ),
    "a filter": (
        "query A($f: ClaimFilter) { claims(filter: $f) { totalCount nodes { key } } }",
        [
            {}, {"f": None}, {"f": {}}, {"f": {"key": {"eq": "met"}}}, {"f": {"key": {"eq": None}}}, {"f": {"key": {"eq": "nobody"}}},
            {"f": {"key": {"in": ["met"]}}}, {"f": {"key": {"in": []}}}, {"f": {"key": None}}, {"f": {"OR": []}}, {"f": {"AND": []}},
            {"f": {"OR": [{"key": {"eq": "met"}}]}}, {"f": {"OR": [{"key": {"eq": "met"}}, {"key": {"eq": "met-before"}}]}},
            {"f": {"OR": [{"key": {"eq": "met"}}, {"kind": {"eq": "talks-with"}}]}}, {"f": {"NOT": {"key": {"eq": "met"}}}},
            {"f": {"hedge": {"eq": "DENIED"}}}, {"f": {"hedge": {"eq": "REPORTED"}}}, {"f": {"hedge": {"in": ["DENIED", "REPORTED"]}}},
            {"f": {"certainty": {"gt": 0.5}}}, {"f": {"certainty": {"gt": 0}}}, {"f": {"certainty": {"gt": None}}},
            {"f": {"knownFrom": {"lte": "2020-03-10"}}}, {"f": {"kind": {"eq": "backs"}, "key": {"contains": "PAYS"}}},
        ],
    ),
    "a value in a filter": (
        "query A($k: String, $h: [Hedge!]) { claims(filter: { issue: { eq: $k }, hedge: { in: $h } }) { totalCount } }",
        [{"k": "quay-toll"}, {}, {"k": None}, {"k": "ridge-line", "h": None}, {"k": "quay-toll", "h": []}, {"h": ["REPORTED"]}, {"k": ""}],
    ),
    "a lens": (
        "query A($l: LensInput) { relations(lens: $l) { nodes { id status } } issues(lens: $l) { key } actors(lens: $l) { nodes { key } } }",
        [
            {}, {"l": None}, {"l": {}}, {"l": {"theatres": []}}, {"l": {"theatres": ["bay"]}}, {"l": {"theatres": ["ridge", "pier"]}},
            {"l": {"issues": []}}, {"l": {"issues": ["quay-toll"]}}, {"l": {"disputed": "ONLY"}}, {"l": {"disputed": "EXCLUDE"}},
            {"l": {"disputed": "INCLUDE"}}, {"l": {"asOf": "2020-05-05"}}, {"l": {"asOf": "2020-03-05"}}, {"l": {"knownBy": "2020-03-11"}},
            {"l": {"minCertainty": 0}}, {"l": {"minCertainty": 0.6}}, {"l": {"rollUp": True}}, {"l": {"rollUp": False}}, {"l": {"rollUp": None}},
        ],
    ),
    "a page": (
        "query A($n: Int! = 3, $o: [ClaimOrder!]! = KEY_ASC, $a: String) { claims(first: $n, orderBy: $o, after: $a) { nodes { key } pageInfo { hasPreviousPage } } }",
        [{}, {"n": 0}, {"n": 5}, {"o": "CERTAINTY_DESC"}, {"o": "KEY_ASC"}, {"n": 2, "o": "VALID_FROM_ASC"}, {"a": None},
         {"o": ["CERTAINTY_DESC", "KEY_ASC"]}, {"o": []}],
    ),
    "an id": (
        "query A($k: String, $i: ID) { claim(key: $k, id: $i) { key } }",
        [{"k": "met"}, {"k": "met-before"}, {"i": global_id("Claim", "x")}, {"k": "met", "i": "x"}, {}, {"k": None, "i": None}],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGING)
def test_a_statement_that_is_kept_suits_the_variables_of_every_request(both: Routes, name: str) -> None:
    document, requests = CHANGING[name]

    for variables in [*requests, *reversed(requests)]:
        both.agree(document, **variables)


def test_each_root_field_is_one_statement_however_much_hangs_on_it(recorder: Recorder) -> None:
    sent = recorder.ask("""
        { actors { totalCount pageInfo { endCursor } edges { node { parts { key } claims { nodes { speakers { key } } } } }
          nodes { stances { claims { key } } } } subgraph { actors { key } relations { id } totalCount undated } __typename }
    """)

    assert len([text for text in sent if not text.startswith(STATE)]) == 2


def test_values_travel_as_parameters_and_never_as_text(recorder: Recorder) -> None:
    document = """query A($f: ClaimFilter, $l: LensInput, $k: String!) {
      claims(filter: $f, lens: $l) { totalCount nodes { key } }
      b: claims(filter: { summary: { contains: "SECRET1" }, speaker: { in: ["SECRET2"] }, NOT: { key: { eq: "SECRET3" } } }) { totalCount }
      actor(key: $k) { key } nodes(ids: ["QWN0b3I6U0VDUkVU"]) { id } }"""
    given = {
        "f": {"OR": [{"document": {"startsWith": "SECRET4"}}]},
        "l": {"theatres": ["SECRET5"]},
        "k": "SECRET6",
    }

    texts = recorder.ask(document, **given)
    values = " ".join(str(values) for _, values in recorder.sent)

    assert not [text for text in texts if "SECRET" in text or "U0VDUkVU" in text]
    assert all(f"SECRET{number}" in values for number in range(1, 7))


def test_a_statement_is_kept_for_requests_that_differ_in_values_only(recorder: Recorder) -> None:
    document = "query A($f: ClaimFilter, $n: Int! = 3) { claims(filter: $f, first: $n) { nodes { key } } }"
    plans = recorder.service.prepare(document).plans

    for key in ("met", "met-before"):
        recorder.ask(document, f={"key": {"eq": key}}, n=len(key))
    alike = len(plans)
    recorder.ask(document, f={"kind": {"eq": "met"}})

    assert (alike, len(plans)) == (1, 2)


def test_only_so_many_statements_are_kept(recorder: Recorder) -> None:
    names = [f"i{number}" for number in range(7)]
    skips = " ".join(f"{name}: key @skip(if: ${name})" for name in names)
    document = f"query A({', '.join(f'${name}: Boolean!' for name in names)}) {{ theatres {{ id {skips} }} }}"
    plans = recorder.service.prepare(document).plans

    for number in range(PLANS + 5):
        recorder.ask(document, **{name: bool(number >> place & 1) for place, name in enumerate(names)})

    assert len(plans) == PLANS


def test_a_store_that_is_half_loaded_gives_an_error_and_no_wrong_answer(both: Routes, database: Connection) -> None:
    with Store(database) as store:
        store.rows("MATCH (kind:RelationKind {key: 'backs'}) SET kind:Gone REMOVE kind:RelationKind")
        try:
            answer = both.ask('{ claim(key: "pays-seen") { key kind { key } } theatres { key } }')
        finally:
            store.rows("MATCH (kind:Gone) SET kind:RelationKind REMOVE kind:Gone")

    assert answer["data"]["claim"] is None
    assert len(answer["data"]["theatres"]) == 4
    assert [error["path"] for error in answer["errors"]] == [["claim"]]
