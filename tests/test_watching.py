"""What those who run a server learn of its requests: lines of a log, figures, spans."""

import asyncio
import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind
from prometheus_client.parser import text_string_to_metric_families
from starlette.types import Receive, Scope, Send

from linkage.api.http.observation import AnsweredRequest, Observe
from linkage.api.http.watching import watching
from linkage.graph.errors import SettingsError
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from tests.emptied import filled
from tests.serving import served
from tests.test_serving import within

AWAY = Connection("bolt://127.0.0.1:1", "neo4j", "secret")
NAMES = "query Names { theatres { key } }"
PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def told(client: httpx.Client) -> dict[tuple[str, ...], float]:
    """The figures, by name and values of labels."""
    answer = client.get("/metrics", headers={"host": "10.0.0.7:8000"})
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/plain")
    return {
        (sample.name, *(value for name, value in sorted(sample.labels.items()) if name != "le")): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


@pytest.fixture(scope="module")
def spans() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture(scope="module")
def client(database: Connection, settings: Settings, spans: InMemorySpanExporter) -> Iterator[httpx.Client]:
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    watched = watching(access_log=True, metrics=True, provider=provider)
    with (
        filled(database),
        served(database, settings, watching=watched) as address,
        httpx.Client(base_url=address, timeout=120) as opened,
    ):
        yield opened


def lines_of(capture: pytest.CaptureFixture[bytes], count: int) -> list[dict[str, Any]]:
    """So many lines of the log, once they are written."""
    written: list[bytes] = []

    def complete() -> bool:
        written.extend(capture.readouterr().out.splitlines())
        return len(written) >= count

    within(60, complete)
    assert len(written) == count
    return [json.loads(line) for line in written]


def request_of(spans: InMemorySpanExporter, name: str) -> tuple[ReadableSpan, list[ReadableSpan]]:
    """The span of the request of this name, and those beneath it, in the order in which they ended."""

    def requests() -> list[ReadableSpan]:
        return [
            each for each in spans.get_finished_spans() if (each.attributes or {}).get("linkage.request_id") == name
        ]

    within(60, lambda: bool(requests()))  # a client has its answer before the request is over
    [request], finished = requests(), spans.get_finished_spans()
    assert request.context
    inner = [span for span in finished if span.context and span.context.trace_id == request.context.trace_id]
    return request, [span for span in inner if span is not request]


def test_a_request_is_a_span_with_its_steps_beneath(client: httpx.Client, spans: InMemorySpanExporter) -> None:
    named = {"x-request-id": "first", "traceparent": PARENT}
    client.post("/graphql", json={"query": NAMES}, headers=named)
    request, steps = request_of(spans, "first")

    assert request.kind is SpanKind.SERVER and request.name == "POST /graphql"
    assert request.parent and request.parent.span_id == int(PARENT.split("-")[2], 16)
    assert dict(request.attributes or {}) == {
        "http.request.method": "POST",
        "url.path": "/graphql",
        "linkage.request_id": "first",
        "http.route": "/graphql",
        "http.response.status_code": 200,
        "graphql.operation.name": "Names",
    }
    assert [step.name for step in steps] == ["parse", "validate", "compile", "statement", "encode"]
    assert all(step.parent == request.context for step in steps)
    assert "RETURN" in str((steps[3].attributes or {})["db.query.text"])


def test_what_was_prepared_is_not_prepared_again(client: httpx.Client, spans: InMemorySpanExporter) -> None:
    for name in ("once", "twice"):
        client.post("/graphql", json={"query": "query Again { theatres { name } }"}, headers={"x-request-id": name})
    _, steps = request_of(spans, "twice")

    assert [step.name for step in steps] == ["statement", "encode"]


def test_the_statements_of_a_page_are_spans_of_its_request(client: httpx.Client, spans: InMemorySpanExporter) -> None:
    client.get("/", headers={"x-request-id": "page"})
    request, steps = request_of(spans, "page")

    assert request.name == "GET /" and "statement" in [step.name for step in steps]


def test_a_request_is_a_line_of_json(client: httpx.Client, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    client.post("/graphql", json={"query": NAMES}, headers={"x-request-id": "logged", "traceparent": PARENT})
    client.post("/graphql", json={"query": "{ nope }"}, headers={"x-request-id": "refused"})
    client.get("/graphql", params={"query": NAMES}, headers={"host": "evil.example", "x-request-id": "elsewhere"})
    logged, refused, elsewhere = lines_of(capfdbinary, 3)

    assert {name: logged[name] for name in ("requestId", "traceId", "client", "method", "path", "status")} == {
        "requestId": "logged",
        "traceId": PARENT.split("-")[1],
        "client": "127.0.0.1",
        "method": "POST",
        "path": "/graphql",
        "status": 200,
    }
    assert (logged["operation"], logged["codes"], logged["statements"]) == ("Names", [], 1)
    assert logged["milliseconds"] > logged["storeMilliseconds"] > 0
    assert logged["bytes"] > 20 and logged["generation"] > 0 and logged["time"].endswith("Z")
    assert (refused["requestId"], refused["codes"]) == ("refused", ["GRAPHQL_VALIDATION_FAILED"])
    assert (elsewhere["requestId"], elsewhere["status"], elsewhere["statements"]) == ("elsewhere", 421, 0)


def test_requests_statements_and_errors_are_counted(client: httpx.Client) -> None:
    before = told(client)
    for query in (NAMES, NAMES, "{ nope }"):
        client.post("/graphql", json={"query": query})
    client.delete("/nowhere")

    def more(*key: str) -> float:
        return told(client).get(key, 0) - before.get(key, 0)

    within(60, lambda: more("linkage_request_seconds_count", "other", "other", "404") == 1)
    assert more("linkage_request_seconds_count", "POST", "/graphql", "200") == 3
    assert more("linkage_statement_seconds_count", "/graphql") == 2
    assert more("linkage_graphql_errors_total", "GRAPHQL_VALIDATION_FAILED") == 1
    assert more("linkage_answer_bytes_total", "/graphql") > 0


def test_nobody_is_told_figures_where_nobody_asked_for_them(settings: Settings) -> None:
    with served(AWAY, settings) as address:
        assert httpx.get(f"{address}/metrics", timeout=120).status_code == 404


def test_a_request_that_fails_is_logged_as_such(settings: Settings, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with served(AWAY, settings, watching=watching(access_log=True)) as address:
        httpx.post(f"{address}/graphql", json={"query": NAMES}, timeout=120)
        [line] = lines_of(capfdbinary, 1)

    assert line["status"] == 503 and line["codes"] == ["STORE_UNAVAILABLE"]


def test_nothing_is_imported_for_what_nobody_asked_for() -> None:
    program = (
        "import sys, linkage.api.http.app; "
        "print([name for name in sys.modules if name.startswith(('opentelemetry', 'prometheus_client'))])"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)

    assert done.stdout.strip() == "[]"


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    monkeypatch.delitem(sys.modules, "linkage.api.http.metrics", raising=False)

    with pytest.raises(SettingsError, match=r"LINKAGE_METRICS needs prometheus_client: .*linkage-graph\[telemetry\]"):
        watching(metrics=True)


@pytest.mark.parametrize(
    ("sent", "failure", "status"),
    [
        pytest.param(200, None, 200, id="an answer"),
        pytest.param(None, None, 499, id="none, for the client has gone"),
        pytest.param(None, RuntimeError("broken"), 500, id="none, for we failed"),
        pytest.param(200, RuntimeError("broken"), 500, id="half of one"),
    ],
)
def test_whatever_becomes_of_a_request_it_is_told(sent: int | None, failure: Exception | None, status: int) -> None:
    watched: list[AnsweredRequest] = []

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        if sent:
            await send({"type": "http.response.start", "status": sent, "headers": []})
        if failure:
            raise failure

    async def nothing(*_: object) -> None: ...

    scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
    with contextlib.suppress(RuntimeError):
        asyncio.run(Observe(app, [watched.append])(scope, nothing, nothing))  # type: ignore[arg-type]

    assert [(request.status, request.route) for request in watched] == [(status, "other")]
