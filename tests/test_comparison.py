"""Two versions of a text: what became of claims, and which relations change by them."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.progress import Progress

from linkage.ingest.dataset_diff import RecordChange, compare
from linkage.ingest.text.used import find
from tests import courses, plain
from tests.feud import RECORDS, say
from tests.test_cli import linkage
from tests.village import write

CHANCE = courses.drawn(5)


def versions(
    tmp_path: Path, *claims: list[dict[str, Any]], half_lives: Mapping[str, float] | None = None
) -> list[Path]:
    records = {**RECORDS, "kinds": courses.KINDS}
    return [
        write(tmp_path / str(n), {**records, "claims": each}, half_lives=half_lives) for n, each in enumerate(claims)
    ]


def test_a_newer_text_adds_withdraws_drops_and_changes_claims(tmp_path: Path) -> None:
    old = [say(name, "backs", name, "bob", "2020-01") for name in ("ann", "cem", "dan", "eli")]
    withdrawn = {**old[1], "withdrawn": {"on": "2020-02-01", "reason": "Wrong."}}
    new = [old[0], withdrawn, {**old[3], "certainty": 0.2}, say("talks", "meets", "ann", "cem", "2020-01")]

    found = compare(*map(find, map(str, versions(tmp_path, old, new))), Progress(disable=True))

    assert [(turned.turn, turned.key) for turned in found.claims] == [
        (RecordChange.WITHDRAWN, "cem"), (RecordChange.GONE, "dan"), (RecordChange.CHANGED, "eli"), (RecordChange.ADDED, "talks"),
    ]  # fmt: skip
    assert [(turned.turn, turned.pair, turned.claims) for turned in found.relations] == [
        (RecordChange.CHANGED, "BACKS|cem|bob", ("cem",)),
        (RecordChange.GONE, "BACKS|dan|bob", ("dan",)),
        (RecordChange.CHANGED, "BACKS|eli|bob", ("eli",)),
        (RecordChange.ADDED, "NEGOTIATES_WITH|ann|cem", ("talks",)),
    ]
    changed = found.relations[0]
    assert [version.known_to for version in (*changed.before, *changed.after)] == [None, date(2020, 1, 31)]


def test_a_dispute_changes_the_relation_of_another_pair(tmp_path: Path) -> None:
    old = [say("one", "backs", "ann", "bob", "2020-01")]
    new = [*old, say("two", "meets", "cem", "dan", "2020-01", disputes=["one"], said="2020-02-01")]

    found = compare(*map(find, map(str, versions(tmp_path, old, new))), Progress(disable=True))

    (backing, _) = found.relations
    assert (backing.pair, backing.theatre, backing.claims) == ("BACKS|ann|bob", "valley", ("two",))
    assert [version.finding.status.name for version in backing.after] == ["SINGLE_SOURCE", "DISPUTED"]


def test_equal_texts_differ_in_nothing(tmp_path: Path) -> None:
    found = compare(
        *map(find, map(str, versions(tmp_path, RECORDS["claims"], RECORDS["claims"]))), Progress(disable=True)
    )

    assert found.claims == () and found.relations == ()


@settings(max_examples=20, deadline=None)
@given(kept=st.sets(st.integers(0, 139)))
def test_derivation_of_what_changes_is_derivation_of_everything(
    tmp_path_factory: pytest.TempPathFactory, kept: set[int]
) -> None:
    claims = CHANCE["claims"]
    names = {claims[number]["key"] for number in kept}
    new = [
        {name: value for name, value in told.items() if name != "disputes" or set(value) <= names}
        for told in claims
        if told["key"] in names
    ]
    old_text, new_text = versions(tmp_path_factory.mktemp("text"), claims, new, half_lives=courses.HALF_LIVES)

    found = compare(find(str(old_text)), find(str(new_text)), Progress(disable=True))

    was, now = (_spans(plain.relations({**CHANCE, "claims": each}, courses.HALF_LIVES)) for each in (claims, new))
    assert {
        (*turned.pair.split("|"), turned.theatre): (
            sorted(map(_span, turned.before)),
            sorted(map(_span, turned.after)),
        )
        for turned in found.relations
    } == {one: (was.get(one, []), now.get(one, [])) for one in {*was, *now} if was.get(one) != now.get(one)}


def _spans(found: list[plain.Relation]) -> dict[plain.Key, list[Any]]:
    groups: defaultdict[plain.Key, list[Any]] = defaultdict(list)
    for relation in found:
        groups[relation.key].append(_span(relation.version))
    return {one: sorted(spans) for one, spans in groups.items()}


def _span(version: Any) -> tuple[str, ...]:
    days_ = (version.valid_from, version.valid_to, version.known_from, version.known_to, version.dated)
    finding = version.finding
    return (*map(str, days_), finding.status.name, str(finding.certainty), str(len(finding.claims)))


def test_the_command_tells_changes_of_two_folders_without_a_database(tmp_path: Path) -> None:
    old, new = versions(tmp_path, RECORDS["claims"], RECORDS["claims"][1:])
    nowhere = {"LINKAGE_NEO4J_URI": "bolt://127.0.0.1:1"}

    done = linkage("diff", "--dataset", str(old), str(new), **nowhere)

    assert done.returncode == 0 and "gone" in done.stdout and "winter" in done.stdout, done.stdout + done.stderr
    assert "ann backs bob" in done.stdout


def test_versions_of_the_two_folders_say_on_which_reports_they_stand(tmp_path: Path) -> None:
    visit = say("visit", "backs", "ann", "bob", "2020-01-01", said="2020-01-01")
    old, new = versions(tmp_path, [], [visit], half_lives=courses.HALF_LIVES)
    words = ["diff", "--dataset", str(old), str(new)]

    table, data = linkage(*words, COLUMNS="200"), linkage(*words, "--json")
    attested, carried = json.loads(data.stdout)["relations"][0]["after"]

    assert "2020-01-02/2020-03-01: single source, last on 1 January 2020, 0.70" in table.stdout, table.stderr
    assert (attested["basis"], attested["lastAttested"], attested["ending"]) == ("ATTESTED", None, None)
    assert (carried["validFrom"], carried["validTo"]) == ("2020-01-02", "2020-03-01")
    assert (carried["basis"], carried["lastAttested"], carried["ending"]) == ("CARRIED", "2020-01-01", "FADED")
