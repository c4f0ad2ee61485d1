"""Which figures of stances count at a lens, and from which day on: by hand, without a database."""

from datetime import date
from typing import Any

import pytest

from linkage.api.leverage.stance_reading import StanceFilter, read_claim, read_codings
from linkage.graph.lens import Lens
from linkage.graph.leverage.grounds import Grounds, joint_chance
from linkage.graph.leverage.inputs import StanceReading

EARLY, LATE = date(2020, 9, 10), date(2020, 9, 20)


def claim(key: str, known: date) -> dict[str, Any]:
    return {"key": key, "knownFrom": str(known)}


def stance(**changes: Any) -> dict[str, Any]:
    """Ann's on the toll in September, whose position rests on one claim of early and one of late in the month."""
    coded = {"low": 10.0, "high": 20.0, "value": None}
    return {
        "key": "s", "actor": {"key": "ann"}, "validFrom": "2020-09-01", "validTo": "2020-09-30",
        **dict.fromkeys(("position", "salience", "capability"), coded),
        "needs": "ANY", "claims": [claim("one", EARLY), claim("two", LATE)], "against": [],
        "salienceNeeds": "ANY", "salienceClaims": [], "salienceAgainst": [],
        "capabilityNeeds": "ANY", "capabilityClaims": [], "capabilityAgainst": [],
        **changes,
    }  # fmt: skip


def read(known_by: date, **changes: Any) -> list[StanceReading]:
    coded, lens = [stance(**changes)], Lens(as_of=date(2020, 9, 30), known_by=known_by)
    codings = read_codings([{"key": "toll", "stances": coded}])
    return list(StanceFilter.of(codings, (), lens).readings("toll", coded))


@pytest.mark.parametrize(("needs", "known"), [("ANY", EARLY), ("ALL", LATE)])
@pytest.mark.parametrize("figure", ["position", "salience", "capability"])
def test_a_figure_is_known_by_the_rule_by_which_it_holds(figure: str, needs: str, known: date) -> None:
    """From the first of its claims on where any of them is enough, from the last where it needs all."""
    prefix = "" if figure == "position" else figure
    named = {
        f"{prefix}Claims" if prefix else "claims": stance()["claims"],
        f"{prefix}Needs" if prefix else "needs": needs,
    }

    days = [date(2020, 9, day) for day in (9, 10, 19, 20, 25)]
    lacking = [figure in reading.lacking for day in days for reading in read(day, **{"claims": [], **named})]

    assert lacking == [day < known for day in days]


def test_what_speaks_against_a_figure_counts_from_the_day_on_which_it_was_said() -> None:
    against = {"against": [claim("three", LATE)]}

    [before], [after] = (read(day, **against) for day in (EARLY, LATE))

    assert (before.grounds.claims, before.grounds.against) == (("one",), ())
    assert (after.grounds.claims, after.grounds.against) == (("one", "two"), ("three",))


def test_what_ministers_of_one_government_say_is_one_witness() -> None:
    said = {
        "certainty": 0.5, "withdrawn": None, "disputedBy": [], "document": {"key": "gazette-1"}, "speakers": []
    }  # fmt: skip
    lens, both = Lens(known_by=LATE), stance()["claims"]

    def chance(*voices: str) -> float:
        claims = [
            read_claim({**named, **said, "voice": voice}, lens) for named, voice in zip(both, voices, strict=True)
        ]
        return joint_chance([Grounds(("one", "two"))], {each.key: (each.origin, each.certainty) for each in claims})

    assert chance("council", "council") == 0.5
    assert chance("council", "guild") == 0.75


def test_the_word_of_a_coder_is_not_known_before_the_days_that_it_speaks_of() -> None:
    assert read(date(2020, 8, 31), claims=[]) == []
    [reading] = read(date(2020, 9, 1), claims=[])
    assert not reading.lacking and not reading.weighed
