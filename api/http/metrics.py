"""Figures on requests for Prometheus; imported only where they are asked for."""

import os

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.exposition import choose_encoder
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.requests import Request
from starlette.responses import Response

from linkage.api.http.observation import AnsweredRequest
from linkage.api.http.processes import SHARED

_BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 60)


class Metrics:
    """Counts what it is told, and tells it: that of all processes, where they share a folder."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Histogram(
            "linkage_request_seconds",
            "Seconds from a request to the end of its answer.",
            ["method", "route", "status"],
            registry=self._registry,
            buckets=_BUCKETS,
        )
        self._statements = Histogram(
            "linkage_statement_seconds",
            "Seconds that a statement took, in the queue and by the database.",
            ["route"],
            registry=self._registry,
            buckets=_BUCKETS,
        )
        self._errors = Counter(
            "linkage_graphql_errors",
            "Errors in answers of GraphQL.",
            ["code"],
            registry=self._registry,
        )
        self._bytes = Counter(
            "linkage_answer_bytes",
            "Bytes of answers as they were sent, without heads.",
            ["route"],
            registry=self._registry,
        )
        if SHARED not in os.environ:
            ProcessCollector(registry=self._registry)

    def note(self, request: AnsweredRequest) -> None:
        """A request is over."""
        route, account = request.route, request.account
        self._requests.labels(request.method, route, str(request.status)).observe(request.seconds)
        self._bytes.labels(route).inc(request.size)
        for run in account.statements:
            self._statements.labels(route).observe(run.seconds)
        for code in account.codes:
            self._errors.labels(code).inc()

    async def answer(self, request: Request) -> Response:
        """All figures, in the format of those that Prometheus takes which the request asks for."""
        encode, media = choose_encoder(request.headers.get("accept", ""))
        return Response(encode(self._whole()), headers={"content-type": media})

    def _whole(self) -> CollectorRegistry:
        if SHARED not in os.environ:
            return self._registry
        whole = CollectorRegistry()
        MultiProcessCollector(whole)  # type: ignore[no-untyped-call]
        return whole
