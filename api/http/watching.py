"""What those who run the server want to know of its requests: by default nothing, and then nothing is imported for it."""

from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.middleware import Middleware
from starlette.routing import Route

from linkage.api.http.observation import Observe, Watcher, describe_request, log_access
from linkage.api.http.tracing import TraceRequests, exporting_provider
from linkage.graph.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opentelemetry.trace import TracerProvider


@dataclass(frozen=True, slots=True)
class Watching:
    """Who is told of each request, between which layers it runs for that, and which addresses tell of it."""

    layers: Sequence[Middleware] = ()
    routes: Sequence[Route] = ()


UNWATCHED = Watching()


def watching(*, access_log: bool = False, metrics: bool = False, provider: "TracerProvider | None" = None) -> Watching:
    """A line for each request, figures at `/metrics`, spans by *provider*; SettingsError where a package is missing."""
    watchers: list[Watcher] = []
    routes = []
    if metrics:
        with _extra("LINKAGE_METRICS"):
            from linkage.api.http.metrics import Metrics
        figures = Metrics()
        watchers.append(figures.note)
        routes.append(Route("/metrics", figures.answer))
    if access_log:
        watchers.append(log_access)
    if provider:
        watchers.append(describe_request)
    tracing = [Middleware(TraceRequests, provider=provider)] if provider else []
    observing = [Middleware(Observe, watchers=watchers)] if watchers else []
    return Watching([*tracing, *observing], routes)


def tracer_provider() -> "TracerProvider":
    """What sends spans; SettingsError where a package is missing."""
    with _extra("LINKAGE_TRACING"):
        return exporting_provider()


@contextmanager
def _extra(setting: str) -> "Iterator[None]":
    try:
        yield
    except ImportError as error:
        raise SettingsError(
            f"{setting} needs {error.name}: install it with `pip install linkage-graph[telemetry]`"
        ) from error
