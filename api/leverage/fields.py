"""Where the fields of leverage stand: in maps that were worked out before the statement runs, or in the store."""

from linkage.api.leverage import requests
from linkage.api.storage.places import Listed, Many, One, Storage, Worked, leaves
from linkage.graph.families import RELATIONSHIPS


def _things(label: str, *names: str) -> dict[str, Storage]:
    return {name: One(f"({{y}}:{label} {{{{key: {{x}}.{name}}}}})") for name in names}


def _place(name: str) -> str:
    """Where a thing stands in a list of keys."""
    return f"[i IN range(0, size({{x}}.{name}) - 1) WHERE {{x}}.{name}[i] = {{y}}.key][0]"


def _several(label: str, *names: str) -> dict[str, Storage]:
    return {
        name: Many(f"({{y}}:{label})", _place(name), where=f"{{y}}.key IN {{x}}.{name}") for name in names
    }


def _lists(*names: str) -> dict[str, Storage]:
    return {name: Listed(f"{{x}}.{name}") for name in names}


_ACTORS = _several("Actor", "actors")
_RELATIONS = Many(
    f"(source:Record:Actor)-[{{y}}:{RELATIONSHIPS}]->(:Actor)",
    "{y}.pair, {y}.id",
    where="source.id IN {x}.subjects AND {y}.id IN {x}.relations",
)
_POINT = One(bound="{x}.point", where="{y} IS NOT NULL")
_SHARE = One(bound="{x}.share", where="{y} IS NOT NULL")
_SUMMED = _several("Claim", "claims")

FIELDS: dict[str, dict[str, Storage]] = {
    "Query": {
        "leverage": Worked(requests.Trades.of),
        "leverageByMonth": Worked(requests.Months.of),
        "stances": Worked(requests.stances),
        "camps": Worked(requests.camps),
        "pairs": Worked(requests.pairs),
        "tensions": Worked(requests.tensions),
    },
    "StanceCell": {
        **leaves("position", "salience", "capability", "weight", "pull", "certainty", "undecided"),
        **_things("Actor", "actor"),
        **_things("Stance", "stance"),
        **_several("Stance", "rivals"),
    },
    "UnknownStance": {
        **leaves("lacking"),
        **_things("Actor", "actor"),
        **_things("Issue", "issue"),
        **_several("Stance", "stances"),
    },
    "StanceRow": {
        **leaves("centre", "weight"),
        **_things("Issue", "issue"),
        **_lists("cells", "unknown"),
    },
    "Exchange": {
        **leaves("from1", "to1", "centre1", "shift1", "from2", "to2", "centre2", "shift2"),
        **leaves("gain", "limit", "tie"),
        **_things("Actor", "giver1", "giver2"),
        **_things("Issue", "issue1", "issue2"),
    },
    "TradeShare": leaves("needed", "given", "share", "opposite", "gainLow", "gainMedian", "gainHigh"),
    "CarryingClaim": {
        **leaves("swing", "held"),
        **_things("Claim", "claim"),
        **_several("Claim", "against"),
    },
    "TradeOutcome": {
        **leaves("amount", "trades"),
        **_things("Actor", "actor"),
        **_several("Claim", "vetoes"),
        "backedBy": _RELATIONS,
    },
    "TradeThreshold": {
        **leaves("figure", "value", "at", "effect", "share"),
        **_things("Actor", "actor"),
        **_things("Issue", "issue"),
    },
    "Trade": {
        **leaves("ratio1", "ratio2"),
        **_things("Actor", "giver1", "giver2"),
        **_things("Issue", "issue1", "issue2"),
        **_lists("carrying", "outcomes", "thresholds"),
        **_SUMMED,
        "point": _POINT,
        "share": _SHARE,
    },
    "TradeDirection": {
        **_things("Actor", "giver1", "giver2"),
        **_things("Theatre", "theatre1", "theatre2"),
        **_lists("carrying"),
        "share": _SHARE,
    },
    "Channel": {**leaves("direct"), **_ACTORS, "relations": _RELATIONS},
    "Traders": {
        **leaves("even", "none"),
        **_things("Actor", "one", "two"),
        **_lists("directions"),
        "channel": One(bound="{x}.channel", where="{y} IS NOT NULL"),
    },
    "RoundStep": {"exchange": One(bound="{x}.exchange", where="{y} IS NOT NULL"), **_lists("instead")},
    "Leverage": {
        **leaves("asOf", "knownBy", "draws", "seed", "notes", "reason"),
        **leaves("claimCount", "originCount", "tradeCount"),
        **_several("Theatre", "theatres"),
        **_several("Claim", "reported"),
        **_lists("trades", "traders", "round", "table"),
    },
    "TradeTurn": {
        **_things("Actor", "giver1", "giver2"),
        **_things("Issue", "issue1", "issue2"),
        **_several("Stance", "stances"),
        **_SUMMED,
    },
    "LeverageMonth": {
        **leaves("asOf"),
        **_lists("entered", "left", "camps", "divided", "mirrors", "tensions"),
        "leverage": One(bound="{x}.leverage", where="{y} IS NOT NULL"),
    },
    "Camp": _ACTORS,
    "CampSplit": {
        **leaves("k", "index", "bound", "unique", "bonds", "notes"),
        **_things("Theatre", "theatre"),
        **_lists("camps"),
        "frustrated": _RELATIONS,
    },
    "CampMover": {**_things("Actor", "actor"), **_several("Theatre", "theatres")},
    "Camps": _lists("splits", "movers"),
    "Bond": {
        **leaves("sign"),
        **_things("Actor", "one", "two"),
        **_things("Theatre", "theatre"),
        "relations": _RELATIONS,
    },
    "DividedPair": {**_things("Actor", "one", "two"), **_lists("together", "apart")},
    "MirrorSide": {
        **_things("Theatre", "theatre"),
        **_things("Actor", "backed1", "backed2"),
        "relations": _RELATIONS,
    },
    "MirrorPair": {**_things("Actor", "one", "two"), **_lists("sides")},
    "Pairs": _lists("divided", "mirrors"),
    "Triad": {**leaves("balanced"), **_lists("bonds"), **_ACTORS},
}
