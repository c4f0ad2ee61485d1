"""Which media types a request takes, and in which its body comes."""

from starlette.requests import Request

from linkage.api.http.refusals import RefusedRequest

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
EVENTS = "text/event-stream"


def answer_type(request: Request) -> str:
    """
    The media type to answer in: of the two there are the one of the higher quality, of equals the more telling.

    RefusedRequest where the request takes neither.
    """
    wanted = qualities(request)
    wild = wanted.get("application/*", wanted.get("*/*", 0.0))

    def preference(media: str) -> tuple[float, bool, bool]:
        named = media in wanted
        return wanted.get(media, wild), named, media == (GRAPHQL if named else JSON)

    best = max((GRAPHQL, JSON), key=preference)
    if not wanted.get(best, wild):
        raise RefusedRequest(406, "NOT_ACCEPTABLE", f"answers come as {GRAPHQL} or {JSON}")
    return best


def takes_events(request: Request, *, alone: bool) -> bool:
    """Whether the request takes a stream of events; where it is to be that *alone*, rather than anything else."""
    wanted = qualities(request)
    others = max((quality for media, quality in wanted.items() if media != EVENTS), default=0.0) if alone else 0.0
    return wanted.get(EVENTS, 0.0) > others


def qualities(request: Request) -> dict[str, float]:
    """What the request takes, with how gladly, from 0, not at all, to 1; anything where it does not say."""
    ranges = ",".join(request.headers.getlist("accept")).strip() or "*/*"
    return {name: _quality(parameters) for name, parameters in map(parsed, ranges.split(",")) if name}


def check_body(request: Request) -> None:
    """RefusedRequest unless the body is said to be JSON in UTF-8, as it is."""
    kind, parameters = parsed(request.headers.get("content-type", ""))
    if kind != JSON:
        raise _unsupported(f"a body is {JSON}, not {kind or 'nothing'}")
    charset = parameters.get("charset", "utf-8")
    if charset not in ("utf-8", "utf8"):
        raise _unsupported(f"a body is in UTF-8, not {charset}")
    coding = request.headers.get("content-encoding", "identity").strip().lower()
    if coding != "identity":
        raise _unsupported(f"a body comes as it is, not as {coding}", {"accept-encoding": "identity"})


def parsed(text: str) -> tuple[str, dict[str, str]]:
    """A media type and its parameters, all in small letters."""
    kind, *parameters = (part.strip() for part in text.lower().split(";"))
    pairs = (parameter.partition("=") for parameter in parameters)
    return kind, {name.strip(): value.strip().strip('"') for name, _, value in pairs}


def _quality(parameters: dict[str, str]) -> float:
    try:
        return min(max(float(parameters.get("q", "1")), 0.0), 1.0)
    except ValueError:
        return 1.0


def _unsupported(message: str, headers: dict[str, str] | None = None) -> RefusedRequest:
    return RefusedRequest(415, "UNSUPPORTED_MEDIA_TYPE", message, headers)
