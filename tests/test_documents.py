"""Documents that a request names instead of sending them, and servers that answer some documents alone."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from linkage.api.http.documents import Documents
from linkage.api.http.front import Access
from linkage.api.http.service import DOCUMENTS
from linkage.api.http.trusted import TrustedDocuments, read_trusted, sha256
from linkage.graph.errors import SettingsError
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from tests.serving import served

AWAY = Connection("bolt://127.0.0.1:1", "neo4j", "secret")
TELLING = {"accept": "application/graphql-response+json"}
TRUSTED = "# Which type?\nquery Type { __typename }\n"


def persisted(text: str, version: int = 1) -> dict[str, object]:
    return {"persistedQuery": {"version": version, "sha256Hash": sha256(text)}}


def code(answer: httpx.Response) -> str:
    [error] = answer.json()["errors"]
    found: str = error["extensions"]["code"]
    return found


def in_address(**sent: object) -> dict[str, str]:
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in sent.items()}


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[httpx.Client]:
    with served(AWAY, settings) as address, httpx.Client(base_url=address, timeout=120) as opened:
        yield opened


@pytest.fixture(scope="module")
def trusting(settings: Settings) -> Iterator[httpx.Client]:
    access = Access(trusted=TrustedDocuments({"type": TRUSTED}))
    with served(AWAY, settings, access) as address, httpx.Client(base_url=address, timeout=120) as opened:
        yield opened


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_text_that_was_sent_once_is_named_by_its_hash_from_then_on(client: httpx.Client, method: str) -> None:
    text = f"query By{method} {{ __typename }}"

    def ask(**sent: object) -> httpx.Response:
        if method == "POST":
            return client.post("/graphql", json=sent)
        return client.get("/graphql", params=in_address(**sent))

    before = ask(extensions=persisted(text))
    sent = ask(query=text, extensions=persisted(text))
    after = ask(extensions=persisted(text))

    assert (before.status_code, code(before)) == (200, "PERSISTED_QUERY_NOT_FOUND")
    assert before.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    assert before.headers["cache-control"] == "no-store" and "etag" not in before.headers
    assert sent.json() == after.json() == {"data": {"__typename": "Query"}}


def test_a_hash_that_nobody_sent_is_400_for_clients_of_the_new_media_type(client: httpx.Client) -> None:
    answer = client.post("/graphql", json={"extensions": persisted("{ x }")}, headers=TELLING)

    assert (answer.status_code, code(answer)) == (400, "PERSISTED_QUERY_NOT_FOUND")


def test_a_hash_of_another_text_is_refused_and_remembers_nothing(client: httpx.Client) -> None:
    asked = {"query": "{ __typename }", "extensions": persisted("{ other: __typename }")}
    answer = client.post("/graphql", json=asked)
    again = client.post("/graphql", json={"extensions": persisted("{ other: __typename }")})

    assert (answer.status_code, code(answer)) == (400, "PERSISTED_QUERY_MISMATCH")
    assert code(again) == "PERSISTED_QUERY_NOT_FOUND"


@pytest.mark.parametrize(
    "sent",
    [1, "x", [], {}, {"version": 2, "sha256Hash": "a"}, {"version": 1}, {"version": 1, "sha256Hash": 1}],
)
def test_what_names_no_persisted_query_is_refused(client: httpx.Client, sent: object) -> None:
    answer = client.post("/graphql", json={"query": "{ __typename }", "extensions": {"persistedQuery": sent}})

    assert (answer.status_code, code(answer)) == (400, "BAD_REQUEST")
    assert "version: 1" in answer.text


def test_a_mutation_cannot_be_asked_for_by_its_hash_in_an_address(client: httpx.Client) -> None:
    text = "mutation { a }"
    client.post("/graphql", json={"query": text, "extensions": persisted(text)})

    assert client.get("/graphql", params=in_address(extensions=persisted(text))).status_code == 405


def test_a_browser_that_names_a_document_gets_its_answer_and_no_console(client: httpx.Client) -> None:
    answer = client.get(
        "/graphql", params=in_address(extensions=persisted("{ y }")), headers={"accept": "text/html, */*"}
    )

    assert code(answer) == "PERSISTED_QUERY_NOT_FOUND"


def test_the_texts_that_were_used_last_are_remembered() -> None:
    documents = Documents()
    texts = [f"{{ a{number}: __typename }}" for number in range(DOCUMENTS + 1)]
    for text in texts[:-1]:
        documents.text(text, None, persisted(text))
    documents.text(None, None, persisted(texts[0]))
    documents.text(texts[-1], None, persisted(texts[-1]))

    assert documents.text(None, None, persisted(texts[0])) == texts[0]
    assert documents.text(None, f"sha256:{sha256(texts[-1])}", {}) == texts[-1]
    with pytest.raises(Exception, match="PersistedQueryNotFound"):
        documents.text(None, None, persisted(texts[1]))


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param({"query": TRUSTED}, id="its text"),
        pytest.param({"query": "query Type {__typename,}"}, id="its text, spaced otherwise"),
        pytest.param({"documentId": "type"}, id="its id"),
        pytest.param({"documentId": f"sha256:{sha256(TRUSTED)}"}, id="its hash as an id"),
        pytest.param({"extensions": persisted(TRUSTED)}, id="its hash as Apollo sends it"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_trusted_document_is_answered_by(trusting: httpx.Client, method: str, sent: dict[str, object]) -> None:
    asked = {"json": sent} if method == "POST" else {"params": in_address(**sent)}
    answer = trusting.request(method, "/graphql", **asked)  # type: ignore[arg-type]

    assert (answer.status_code, answer.json()) == (200, {"data": {"__typename": "Query"}})


@pytest.mark.parametrize(
    ("sent", "refused"),
    [
        pytest.param({"query": "query Type { a: __typename }"}, "PERSISTED_QUERY_NOT_IN_LIST", id="another text"),
        pytest.param({"query": TRUSTED + "query More { __typename }"}, "PERSISTED_QUERY_NOT_IN_LIST", id="more"),
        pytest.param({"query": "{ nope"}, "PERSISTED_QUERY_NOT_IN_LIST", id="what is no document"),
        pytest.param({"query": "{ __schema { types { name } } }"}, "PERSISTED_QUERY_NOT_IN_LIST", id="the schema"),
        pytest.param({"documentId": "other"}, "PERSISTED_QUERY_NOT_FOUND", id="another id"),
        pytest.param({"extensions": persisted("{ a }")}, "PERSISTED_QUERY_NOT_FOUND", id="another hash"),
    ],
)
def test_no_document_is_answered_that_is_not_trusted(
    trusting: httpx.Client, sent: dict[str, object], refused: str
) -> None:
    answer = trusting.post("/graphql", json=sent, headers=TELLING)

    assert (answer.status_code, code(answer)) == (400, refused)


def test_a_text_that_is_not_trusted_is_not_remembered_by_its_hash(trusting: httpx.Client) -> None:
    asked = {"query": "{ __typename }", "extensions": persisted("{ __typename }")}

    assert code(trusting.post("/graphql", json=asked)) == "PERSISTED_QUERY_NOT_IN_LIST"
    assert code(trusting.post("/graphql", json={"extensions": asked["extensions"]})) == "PERSISTED_QUERY_NOT_FOUND"


def test_where_some_documents_are_trusted_there_is_no_console(trusting: httpx.Client) -> None:
    assert trusting.get("/graphql", headers={"accept": "text/html"}).status_code == 406


def test_trusted_documents_are_the_files_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "type.graphql").write_text(TRUSTED, "utf-8")
    (tmp_path / "notes.txt").write_text("{ nope", "utf-8")

    assert read_trusted(tmp_path).texts == {"desk/type": TRUSTED}


@pytest.mark.parametrize(
    "manifest",
    [
        pytest.param({"type": TRUSTED}, id="a map"),
        pytest.param(
            {
                "format": "apollo-persisted-query-manifest",
                "version": 1,
                "operations": [{"id": "type", "name": "Type", "type": "query", "body": TRUSTED}],
            },
            id="Apollo's",
        ),
    ],
)
def test_trusted_documents_are_those_of_a_manifest(tmp_path: Path, manifest: object) -> None:
    file = tmp_path / "documents.json"
    file.write_text(json.dumps(manifest), "utf-8")

    assert read_trusted(file).texts == {"type": TRUSTED}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(None, "cannot be read", id="nothing there"),
        pytest.param("[1]", "neither a folder nor a manifest", id="a list"),
        pytest.param("{", "neither a folder nor a manifest", id="no JSON"),
        pytest.param("{}", "holds no document", id="empty"),
        pytest.param(
            '{"a": "{ nope }"}', "a in .*documents.json cannot be answered: Cannot query field 'nope'", id="x"
        ),
        pytest.param('{"a": "{ nope"}', "a in .*documents.json cannot be answered: Syntax Error", id="half"),
    ],
)
def test_trusted_documents_that_cannot_be_had_are_told_at_the_start(
    tmp_path: Path, content: str | None, said: str
) -> None:
    file = tmp_path / "documents.json"
    if content is not None:
        file.write_text(content, "utf-8")

    with pytest.raises(SettingsError, match=f"LINKAGE_TRUSTED_DOCUMENTS: .*{said}"):
        read_trusted(file)
