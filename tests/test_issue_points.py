"""What a point of an issue has to keep, each rule with its sentence."""

from pathlib import Path
from typing import Any

import pytest

from tests.test_rejects import refused
from tests.village import claim

PACT = {"key": "pact", "name": "Pact", "signed": "2020-03-05", "parties": []}


def point(**fields: Any) -> dict[str, Any]:
    start = {"key": "p", "issue": "toll", "position": {"low": 0, "high": 5}, "footing": "on_the_ground", "held": "2020"}
    return {**start, "claims": ["one"], "reasoning": "r", "coder": "ida", **fields}


def agreed(**fields: Any) -> dict[str, Any]:
    return point(footing="agreed", agreement="pact", **{"held": "2020-03-05/..", **fields})


@pytest.mark.parametrize(
    ("pact", "points", "rule"),
    [
        pytest.param(PACT, [point(footing="agreed")], "needs the agreement that says so", id="agreed by nothing"),
        pytest.param(PACT, [point(agreement="pact")], "names no agreement", id="on the ground by an agreement"),
        pytest.param(PACT, [point(position={"low": 0, "high": 101})], "runs from 0 to 100", id="off the scale"),
        pytest.param(PACT, [agreed(held="2020-04/..")], "begins on another day than pact was signed", id="another day"),
        pytest.param({**PACT, "signed": None}, [agreed()], "is signed by nobody", id="signed by nobody"),
        pytest.param(PACT, [point(), point(key="q")], "overlaps p: an issue stands at one point", id="two at once"),
    ],
)
def test_a_wrong_point_is_refused_with_its_rule(
    tmp_path: Path, pact: dict[str, Any], points: list[dict[str, Any]], rule: str
) -> None:
    signed = {name: value for name, value in pact.items() if value is not None}
    problems = refused(tmp_path, {"agreements": [signed], "claims": [claim()], "points": points})

    assert any(rule in str(problem) for problem in problems), problems
