"""What changed between two lenses, against answers worked out by hand."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from benchmarks.environment import server_variables

from linkage.cli.diff import DOCUMENT
from linkage.graph.lens import Lens
from linkage.graph.store.connection import Connection
from linkage.graph.wording.lens import caption
from linkage.graph.wording.relations import CHANGES
from linkage.visualizations.network.diff import fetch_network_diff
from linkage.visualizations.network.drawing import FAINT, draw
from linkage.visualizations.network.words import pair
from tests import plain
from tests.asking import Ask, asking
from tests.feud import RECORDS
from tests.test_cli import linkage
from tests.village import write

KINDS = list(CHANGES)
CHANGE = "{ relation { family subject { key } object { key } theatre { key } status } before { family status } claims { key } }"
DIFF = (
    "query ($from: LensInput!, $to: LensInput!, $first: Int! = 1000) { diff(from: $from, to: $to, first: $first) "
    f"{{ totalCount {' '.join(f'{kind} {CHANGE}' for kind in KINDS)} }} }}"
)
JANUARY, MARCH = {"asOf": "2020-01-10"}, {"asOf": "2020-03-10"}
NOTHING: dict[str, dict[plain.Key, set[str]]] = {kind: {} for kind in KINDS}


@pytest.fixture(scope="module")
def ask(database: Connection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    with asking(database, write(tmp_path_factory.mktemp("diff"), RECORDS)) as asked:
        yield asked


def changes(answer: dict[str, Any]) -> dict[str, dict[plain.Key, set[str]]]:
    """The keys of the claims that made each change, by its kind and the relation."""
    assert "errors" not in answer, answer
    return {
        kind: {key(change["relation"]): {told["key"] for told in change["claims"]} for change in answer["data"]["diff"][kind]}
        for kind in KINDS
    }  # fmt: skip


def key(relation: dict[str, Any]) -> plain.Key:
    ends = relation["subject"]["key"], relation["object"]["key"]
    return relation["family"], *ends, relation["theatre"]["key"]


def test_each_change_is_of_one_kind_and_names_the_claims_that_made_it(ask: Ask) -> None:
    found = changes(ask(DIFF, **{"from": JANUARY, "to": MARCH}))

    assert found == {
        **NOTHING,
        "attested": {
            ("BACKS", "cem", "bob", "valley"): {"spring"},
            ("BACKS", "bob", "ann", "mill"): {"mill"},
            ("OPPOSES", "eli", "ann", "valley"): {"too"},
        },
        "cut": {("OPPOSES", "bob", "ann", "valley"): {"winter"}},
        "faded": {("BACKS", "ann", "bob", "valley"): {"winter"}},
        "flipped": {("OPPOSES", "ann", "dan", "valley"): {"foe"}},
        "disputed": {
            ("BACKS", "bob", "cem", "valley"): {"no-longer"},
            ("OPPOSES", "cem", "dan", "valley"): {"denial"},
        },
    }


def test_a_change_shows_what_was_before(ask: Ask) -> None:
    found = ask(DIFF, **{"from": JANUARY, "to": MARCH})["data"]["diff"]

    (turned,) = found["flipped"]
    assert turned["before"] == {"family": "BACKS", "status": "SINGLE_SOURCE"}
    assert {change["before"] and change["before"]["status"] for change in [*found["faded"], *found["cut"]]} == {
        "SINGLE_SOURCE"
    }
    assert [change["before"] for change in found["attested"]] == [None, None, None]
    assert [(c["before"] and c["before"]["status"], c["relation"]["status"]) for c in found["disputed"]] == [
        ("SINGLE_SOURCE", "DISPUTED"),
        (None, "DENIED"),
    ]


def test_what_was_learned_is_a_change_of_the_second_clock(ask: Ask) -> None:
    def learned(first: str, second: str) -> dict[str, dict[plain.Key, set[str]]]:
        return changes(ask(DIFF, **{"from": {**JANUARY, "knownBy": first}, "to": {**JANUARY, "knownBy": second}}))

    rebuttal = {("BACKS", "dan", "ann", "valley"): {"rebuttal"}}
    assert learned("2020-02-15", "2020-03-31") == {**NOTHING, "disputed": rebuttal}
    assert learned("2020-01-15", "2020-02-15") == {
        **NOTHING,
        "faded": {("BACKS", "eli", "cem", "valley"): {"taken-back"}},
    }
    assert learned("2020-02-15", "2020-03-04") == NOTHING


def test_a_lens_without_a_day_compares_all_periods_at_once(ask: Ask) -> None:
    found = changes(ask(DIFF, **{"from": {"knownBy": "2019-12-31"}, "to": {}}))

    assert found["attested"][("BACKS", "eli", "dan", "valley")] == {"undated"}
    assert set(found["disputed"]) == {("OPPOSES", "cem", "dan", "valley")}
    assert not any(found[kind] for kind in KINDS if kind not in ("attested", "disputed"))


def test_both_lenses_narrow(ask: Ask) -> None:
    mill = {"theatres": ["mill"]}
    found = changes(ask(DIFF, **{"from": {**JANUARY, **mill}, "to": {**MARCH, **mill}}))

    assert found == {**NOTHING, "attested": {("BACKS", "bob", "ann", "mill"): {"mill"}}}


def test_a_short_answer_says_how_many_changes_there_are(ask: Ask) -> None:
    found = ask(DIFF, **{"from": JANUARY, "to": MARCH, "first": 1})["data"]["diff"]

    assert found["totalCount"] == 8 and [len(found[kind]) for kind in KINDS] == [0, 1, 0, 1, 1, 1, 1]


def test_in_a_picture_changed_lines_say_so_and_what_stands_no_longer_is_faint(ask: Ask) -> None:
    def execute(document: str, variables: dict[str, object]) -> dict[str, object]:
        data: dict[str, object] = ask(document, **variables)["data"]
        return data

    view = fetch_network_diff(execute, Lens(as_of=date(2020, 1, 10)), Lens(as_of=date(2020, 3, 10)))

    drawing = draw(view)
    assert {pair(line, view): drawing.opacity(line) for line in view.lines if view.change(line)} == {
        "Cem backs Bob (reported since)": 1,
        "Bob backs Ann (reported since)": 1,
        "Eli opposes Ann (reported since)": 1,
        "Ann backs Bob (no longer reported)": FAINT,
        "Bob opposes Ann (cut by the opposite)": FAINT,
        "Ann opposes Dan (turned round)": 1,
        "Bob backs Cem (disputed) (newly disputed)": 1,
        "Cem opposes Dan (denied) (newly disputed)": 1,
    }
    assert "as they were on 10 January 2020" in caption(Lens(as_of=date(2020, 3, 10)), view.theatre_names, view.since)


def test_an_unknown_theatre_of_either_lens_is_named(ask: Ask) -> None:
    (error,) = ask(DIFF, **{"from": JANUARY, "to": {"theatres": ["moon"]}})["errors"]

    assert error["extensions"]["code"] == "NOT_FOUND" and "theatre moon" in error["message"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(["diff"], "give two days", id="nothing to compare"),
        pytest.param(["diff", "--from", "2020-01-01", "--to", "2020-01-01"], "give two days", id="one day"),
        pytest.param(
            ["diff", "--dataset", "a", "b", "--from", "2020-01-01"],
            "leave out days",
            id="a day and data sets",
        ),
        pytest.param(["diff", "--dataset", "a", "b", "--roll-up"], "whatever else narrows", id="a lens and data sets"),
        pytest.param(
            ["diff", "--as-of", "2020-01-01", "--to", "2020-02-01"],
            "leave out --from and --to",
            id="a day too many",
        ),
    ],
)
def test_a_comparison_of_nothing_is_refused(words: list[str], told: str) -> None:
    done = linkage(*words)

    assert done.returncode == 2 and told in done.stderr


@pytest.fixture
def there(database: Connection) -> dict[str, str]:
    """What points a command at the tests' database."""
    return server_variables(database)


def test_the_command_prints_a_table_or_json(ask: Ask, there: dict[str, str]) -> None:
    days_ = ["--from", "2020-01-10", "--to", "2020-03-10"]

    table, text = (linkage("diff", *days_, *more, **there) for more in ([], ["--json"]))

    assert "turned round" in table.stdout and "Ann opposes Dan" in table.stdout, table.stdout + table.stderr
    assert '"totalCount": 8' in text.stdout


def test_the_command_takes_the_whole_lens(ask: Ask, there: dict[str, str]) -> None:
    words = "--from 2020-01-10 --to 2020-03-10 --theatre valley --min-certainty 0.5 --disputed exclude --roll-up"
    both = {"theatres": ["valley"], "minCertainty": 0.5, "disputed": "EXCLUDE", "rollUp": True}
    given = {"from": {"asOf": "2020-01-10", **both}, "to": {"asOf": "2020-03-10", **both}}

    done = linkage("diff", *words.split(), "--json", **there)

    asked = ask(DOCUMENT, **given)
    assert json.loads(done.stdout) == {"dataSet": asked["extensions"]["dataSet"], **asked["data"]["diff"]}


def test_the_command_tells_what_was_learned_of_one_day(ask: Ask, there: dict[str, str]) -> None:
    words = "--as-of 2020-01-10 --known-from-by 2020-01-20 --known-by 2020-03-10 --json"
    given = {
        "from": {"asOf": "2020-01-10", "knownBy": "2020-01-20"},
        "to": {"asOf": "2020-01-10", "knownBy": "2020-03-10"},
    }

    done = linkage("diff", *words.split(), **there)

    found = json.loads(done.stdout)
    assert found["totalCount"] > 0
    found.pop("dataSet")
    assert found == ask(DOCUMENT, **given)["data"]["diff"]
