"""A key that nothing carries is told with what may be meant, and in records that are not valid too."""

from pathlib import Path
from typing import Any

import pytest

from linkage.ingest.nearest_keys import nearest
from tests.test_checks import problems
from tests.village import VILLAGE, claim

ACTORS = [*VILLAGE["actors"], {"key": "northern-league", "kind": "coalition", "name": "League"}]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        pytest.param({"subject": "northern-legaue"}, "subject = 'northern-legaue': no actor has this key; did you mean 'northern-league'? A new one belongs in actors.jsonl", id="a slip"),
        pytest.param({"object": "northern-legue"}, "object = 'northern-legue': no actor has this key; did you mean 'northern-league'? A new one belongs in actors.jsonl", id="a slip in what it is about"),
        pytest.param({"subject": "zzz"}, "subject = 'zzz': no actor has this key; it belongs in actors.jsonl", id="like nothing"),
        pytest.param({"event": "fair"}, "event = 'fair': no event has this key; it belongs in events.yaml", id="of a kind without a file"),
        pytest.param({"kind": "back"}, "kind = 'back': no relationkind has this key; did you mean 'backs'? A new one belongs in kinds.jsonl", id="a kind"),
        pytest.param({"supports": ["ones"], "key": "ones-own"}, "supports = 'ones': no claim has this key; it belongs in claims.jsonl", id="a claim"),
    ],
)  # fmt: skip
def test_an_unknown_key_comes_with_the_nearest_one_and_the_file(
    tmp_path: Path, fields: dict[str, Any], said: str
) -> None:
    [problem] = problems(tmp_path, {"actors": ACTORS, "claims": [claim(**fields)]})

    assert problem.endswith(said)


def test_the_nearest_key_is_near() -> None:
    assert nearest("turky", ["russia", "turkey", "turkmen-brigades"]) == "turkey"
    assert nearest("turky", ["russia", "egypt"]) is None
    assert nearest("turky", []) is None


def test_a_record_that_is_not_valid_has_its_unknown_keys_told_at_once(tmp_path: Path) -> None:
    bad = claim(certainty=7, subject="anne", speakers=["cem", "gazete"], coder="eva", object="place/brige", kind="says")
    bad |= {"disputes": ["two"], "mood": "sad", "key": "bad"}

    told = problems(tmp_path, {"claims": [bad, claim()]})

    fields = sorted(problem.split(": ")[2].partition(" = ")[0] for problem in told)
    assert fields == ["certainty", "coder", "disputes", "mood", "object", "speakers", "subject"]
    assert all(problem.startswith("claims.jsonl:1: claim bad: ") for problem in told)
    assert any("did you mean 'gazette'?" in problem for problem in told)


def test_a_field_that_is_not_valid_is_told_once(tmp_path: Path) -> None:
    [problem] = problems(tmp_path, {"claims": [claim(subject="No Key!")]})

    assert "subject = 'No Key!'" in problem
