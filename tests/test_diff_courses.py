"""What became of ties that run their course: begun, reported since, ended, cut, no longer reported, turned, disputed."""

from collections.abc import Iterator

import pytest

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
        "LINKAGE_NEO4J_URI": database.uri,
        "LINKAGE_NEO4J_USER": database.user,
        "LINKAGE_NEO4J_PASSWORD": database.password,
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
