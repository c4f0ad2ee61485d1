"""Spans of OpenTelemetry: what took how long within a request. Nothing of it is imported before it is asked for."""

from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from linkage.api.http.identification import current_request

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer, TracerProvider

_TRACER: ContextVar["Tracer | None"] = ContextVar("tracer", default=None)
_NO_SPAN: AbstractContextManager[Any] = nullcontext()


def step(name: str, **attributes: str) -> AbstractContextManager[Any]:
    """What runs within is a span of the request that is being answered, where requests are traced."""
    tracer = _TRACER.get()
    return tracer.start_as_current_span(name, attributes=attributes) if tracer else _NO_SPAN


class TraceRequests:
    """Each request is a span, beneath the one that its `traceparent` names; what is known of it at its end is added."""

    def __init__(self, app: ASGIApp, provider: "TracerProvider") -> None:
        self._app = app
        self._tracer = provider.get_tracer("linkage")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        from opentelemetry.propagate import extract
        from opentelemetry.trace import SpanKind

        _TRACER.set(self._tracer)  # never reset: a request has a task of its own
        attributes = {
            "http.request.method": scope["method"],
            "url.path": scope["path"],
            "linkage.request_id": current_request().get("requestId", ""),
        }
        with self._tracer.start_as_current_span(
            scope["method"], extract(Headers(scope=scope)), SpanKind.SERVER, attributes
        ):
            await self._app(scope, receive, send)


def describe_span(route: str, method: str, status: int, operation: str | None) -> None:
    """The span of the request says what it asked for, and how that went."""
    from opentelemetry.trace import Status, StatusCode, get_current_span

    span = get_current_span()
    span.update_name(f"{method} {route}")
    span.set_attributes({"http.route": route, "http.response.status_code": status})
    if operation:
        span.set_attribute("graphql.operation.name", operation)
    if status >= 500:
        span.set_status(Status(StatusCode.ERROR))


def current_trace() -> dict[str, str]:
    """The trace that the request belongs to, as a log gives it; nothing where requests are not traced."""
    if _TRACER.get() is None:
        return {}
    from opentelemetry.trace import format_trace_id, get_current_span

    return {"traceId": format_trace_id(get_current_span().get_span_context().trace_id)}


def exporting_provider() -> "TracerProvider":
    """Sends spans where OpenTelemetry's own variables (`OTEL_…`) say, by OTLP over HTTP, in the background."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import SERVICE_NAME, OTELResourceDetector, Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource({SERVICE_NAME: "linkage"}).merge(OTELResourceDetector().detect()))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider
