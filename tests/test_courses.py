"""Ties that run their course: what became of them in between, and how they are said to stand."""

import json
from collections.abc import Iterator

import pytest
from benchmarks.environment import server_variables

from linkage.graph.store.connection import Connection
from tests import courses
from tests.asking import Ask, asking
from tests.test_cli import linkage
from tests.test_diff import DIFF, JANUARY, NOTHING, changes
from tests.village import write

JUNE = {"asOf": "2020-06-10"}


@pytest.fixture(scope="module")
def ask(database: Connection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = write(tmp_path_factory.mktemp("courses"), courses.RECORDS, half_lives=courses.HALF_LIVES)
    with asking(database, folder) as asked:
        yield asked


@pytest.fixture
def there(database: Connection) -> dict[str, str]:
    """What points a command at the tests' database, with room for a long line."""
    return {
        **server_variables(database),
        "COLUMNS": "300",
    }


def test_ties_that_run_their_course_change_in_seven_ways(ask: Ask) -> None:
    assert changes(ask(DIFF, **{"from": JANUARY, "to": JUNE})) == {
        "begun": {("BACKS", "ann", "bob", "valley"): {"pact"}, ("BACKS", "cem", "ann", "valley"): {"term"}},
        "attested": {
            ("BACKS", "bob", "cem", "valley"): {"sighted"},
            ("OPPOSES", "eli", "bob", "valley"): {"raid"},
        },
        "ended": {
            ("BACKS", "cem", "dan", "valley"): {"last-aid"},
            ("BACKS", "dan", "eli", "valley"): {"farewell"},
            ("BACKS", "eli", "cem", "valley"): {"office"},
        },
        "cut": {("BACKS", "eli", "ann", "valley"): {"siege"}},
        "faded": {
            ("BACKS", "ann", "cem", "valley"): {"quiet"},
            ("BACKS", "bob", "dan", "valley"): {"gift"},
            ("OPPOSES", "cem", "bob", "valley"): {"rift", "rift-still"},
        },
        "flipped": {("OPPOSES", "ann", "dan", "valley"): {"foe"}},
        "disputed": {("BACKS", "bob", "eli", "valley"): {"raid"}},
    }


def test_what_ended_before_or_ends_later_is_no_end_in_between(ask: Ask) -> None:
    february = {"asOf": "2020-02-12"}
    found = changes(ask(DIFF, **{"from": february, "to": {"asOf": "2020-02-14"}}))

    assert found == NOTHING
    back = changes(ask(DIFF, **{"from": JUNE, "to": JANUARY}))
    assert not back["begun"] and not back["ended"] and not back["cut"]


def test_a_claim_that_was_not_known_by_then_ends_nothing(ask: Ask) -> None:
    lenses = {"from": {**JANUARY, "knownBy": "2019-12-31"}, "to": {**JANUARY, "knownBy": "2020-01-01"}}
    found = changes(ask(DIFF, **lenses))

    assert {kind for kind, relations in found.items() if relations} == {"attested"}


def test_reports_alone_tell_of_beginnings_and_ends_that_claims_tell(ask: Ask) -> None:
    def attested(lens: dict[str, str]) -> dict[str, str]:
        return {**lens, "standing": "ATTESTED"}

    found = changes(ask(DIFF, **{"from": attested(JANUARY), "to": attested(JUNE)}))

    assert found["begun"] == {("BACKS", "cem", "ann", "valley"): {"term"}}
    assert not found["attested"] and ("BACKS", "bob", "eli", "valley") in found["faded"]


def test_a_change_says_how_certain_it_is_on_its_day(ask: Ask) -> None:
    asked = "status certainty lastAttested spell { lastAttested ending endedBy { key } } } before"
    document = DIFF.replace("status } before", asked)
    found = ask(document, **{"from": JANUARY, "to": JUNE})["data"]["diff"]
    (pact, _), (left, *_) = found["begun"], found["ended"]

    assert (pact["relation"]["lastAttested"], pact["relation"]["certainty"]) == ("2020-06-05", 0.588627)
    assert left["relation"]["spell"] == {
        "lastAttested": "2020-02-10", "ending": "ENDED", "endedBy": {"key": "last-aid"},
    }  # fmt: skip


def test_the_command_says_of_which_day_the_last_report_is(ask: Ask, there: dict[str, str]) -> None:
    done = linkage("diff", "--from", "2020-01-10", "--to", "2020-06-10", **there)

    assert done.returncode == 0, done.stderr
    rows = {line.split("│")[3].strip(): line for line in done.stdout.splitlines() if line.count("│") > 4}
    assert "begun" in rows["Ann backs Bob"] and "single source, last on 5 June 2020, 0.59" in rows["Ann backs Bob"]
    assert "single source, 0.70 before; last reported of 10 February 2020" in rows["Cem backs Dan"]
    assert "no longer reported" in rows["Cem opposes Bob"]
    assert "single source, between 8 and 20 January 2020, 0.65 before" in rows["Cem opposes Bob"]
    assert "acts of the opposite sign since: raid." in rows["Bob backs Eli"]
    assert "cut by the opposite" in rows["Eli backs Ann"] and "siege. (Gazette" in rows["Eli backs Ann"]


def test_the_command_says_of_which_days_the_steps_of_a_path_are(ask: Ask, there: dict[str, str]) -> None:
    day = ["--as-of", "2020-02-20"]
    bridged = linkage("path", "cem", "bob", "--as-of", "2020-01-10", **there)
    carried = linkage("path", "ann", "cem", *day, **there)
    reported = linkage("path", "ann", "cem", *day, "--standing", "attested", **there)
    data = linkage("path", "ann", "cem", *day, "--k", "1", "--json", **there)
    (hop,) = json.loads(data.stdout)["paths"][0]["hops"]

    assert "Bob in Valley (said of 8 January 2020 and of 20 January 2020, not in between; Gazette)" in bridged.stdout
    assert "Ann backs Cem in Valley (last said of 31 January 2020; Gazette)" in carried.stdout
    assert "Ann – Eli – Cem" in reported.stdout and "Ann backs Cem" not in reported.stdout, reported.stdout
    assert [hop["relation"][name] for name in ("basis", "lastAttested", "certainty")] == ["CARRIED", "2020-01-31", 0.35]


@pytest.mark.parametrize(
    "command", [["path", "ann", "bob"], ["diff"], ["picture", "-o", "x.html"], ["leverage", "valley"]]
)
def test_a_basis_that_there_is_not_is_refused_by_every_command(command: list[str]) -> None:
    done = linkage(*command, "--standing", "sometimes")

    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert "--standing" in done.stderr and "'sometimes' is not one of 'attested', 'bridged'" in " ".join(
        done.stderr.split()
    )


def test_a_basis_that_there_is_not_is_refused_in_a_query(ask: Ask) -> None:
    (by_word,) = ask("{ subgraph(lens: {standing: SOMETIMES}) { totalCount } }")["errors"]
    (by_value,) = ask(
        "query ($lens: LensInput!) { subgraph(lens: $lens) { totalCount } }", lens={"standing": "sometimes"}
    )["errors"]

    assert by_word["message"] == "Value 'SOMETIMES' does not exist in 'StandingBasis' enum."
    assert by_value["message"].endswith("Value 'sometimes' does not exist in 'StandingBasis' enum.")
