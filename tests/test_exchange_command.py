"""`linkage exchange` as a user meets it: tables and JSON, empty answers, and refusals of one line."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from linkage.cli.exchange import FIELDS
from linkage.graph.leverage.exchange import exchanges
from linkage.graph.leverage.sequence import greedy_sequence
from linkage.ingest.tables.stance_table import number, read_stance_table
from tests.calling import Caller, Done
from tests.tables import drawn

HEADER = "actor,issue,position,salience,power\n"
WORKED = HEADER + "A1,I1,0,0.10,1\nA1,I2,0,0.90,1\nA2,I1,100,0.60,1\nA2,I2,100,0.50,1\n"

ROUNDS = {"centres": 1, "published": 2}
FOUR = {
    ("A1", "I1"): (0, 0.25, 4), ("A1", "I2"): (0, 1, 1), ("A2", "I1"): (100, 1, 1), ("A2", "I2"): (100, 0.25, 4),
    ("B1", "I1"): (40, 0.25, 4), ("B1", "I3"): (0, 1, 1), ("B2", "I1"): (60, 1, 1), ("B2", "I3"): (100, 0.25, 4),
}  # fmt: skip
"""Two trades that share an issue and no actor; the larger one takes its centre past both actors of the other."""
Call = Callable[..., Done]


@pytest.fixture
def exchange(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    linkage = Caller(monkeypatch, capsys)

    def call(*words: str, stdin: str = WORKED) -> Done:
        return linkage("exchange", *words, stdin=stdin)

    return call


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table with more trades than the text form shows, ties among them, and an unknown cell."""
    path = tmp_path_factory.mktemp("exchange") / "village.csv"
    stands = drawn(1, actors=7, issues=4).stands
    twin = {("twin", issue): one for (actor, issue), one in stands.items() if actor == "a0"}
    rows = [[*cell, *map(number, (one.position, one.salience, one.power))] for cell, one in {**stands, **twin}.items()]
    path.write_text(HEADER + "".join(",".join(row) + "\n" for row in rows), "utf-8")
    return path


def test_the_help_has_an_example(exchange: Call) -> None:
    done = exchange("--help")

    assert done.returncode == 0 and "Example: linkage exchange" in done.stdout


def test_a_candidate_is_one_record_with_the_fields_that_were_agreed(exchange: Call) -> None:
    assert exchange("-", "--json").record == [
        {
            "giver1": "A1", "issue1": "I1", "from1": 0, "to1": 100,
            "giver2": "A2", "issue2": "I2", "from2": 100, "to2": pytest.approx(80, abs=1e-9),
            "gain": pytest.approx(5, abs=1e-9), "valid": True, "limit": "move1", "tie": False,
        }
    ]  # fmt: skip


def test_all_candidates_and_the_round_are_those_of_the_core(exchange: Call, village: Path) -> None:
    table = read_stance_table(village)
    all_ = exchange(str(village), "--json").record
    round_ = exchange(str(village), "--json", "--round").record

    assert [tuple(one.values()) for one in all_] == [trade[:12] for trade in exchanges(table)]
    assert [tuple(one.values()) for one in round_] == [step.trade[:12] for step in greedy_sequence(table)]
    assert {tuple(one) for one in (*all_, *round_)} == {FIELDS}


def test_the_centre_of_each_issue_is_told_and_none_where_nobody_has_weight(exchange: Call, tmp_path: Path) -> None:
    scales = tmp_path / "scales.csv"
    scales.write_text("issue,low,high\nI1,0,100\nI2,0,100\nI3,0,1\n", "utf-8")

    done = exchange("-", "--json", "--centre", "--scales", str(scales), stdin=WORKED + "A1,I3,1,1,0\n")

    assert done.record == {"I1": pytest.approx(600 / 7), "I2": pytest.approx(250 / 7), "I3": None}


def test_who_gains_and_who_loses_is_told_for_any_trade_on_the_list(exchange: Call) -> None:
    done = exchange("-", "--json", "--externalities", "1", stdin=WORKED + "A3,I1,50,0.5,0\n")

    assert done.record == {
        "A1": pytest.approx(5),
        "A2": pytest.approx(5),
        "A3": pytest.approx(-0.5 * 100 / 7),
    }


def test_a_trade_beyond_the_list_is_refused(exchange: Call) -> None:
    done = exchange("-", "--externalities", "2")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "linkage: there is no trade 2: there are 1; give --externalities up to that\n"


@pytest.mark.parametrize("option", [(), ("--round",)])
def test_no_trade_is_an_empty_answer_with_the_reason(exchange: Call, option: tuple[str, ...]) -> None:
    alone = HEADER + "ann,toll,0,1,1\nbob,toll,1,1,1\n"
    told = exchange("-", *option, stdin=alone)

    assert exchange("-", "--json", *option, stdin=alone).record == []
    assert told.returncode == 0 and "There is one issue only, and a trade takes two." in told.stdout


def test_the_text_shows_the_best_and_says_what_it_rests_on(exchange: Call, village: Path) -> None:
    table = read_stance_table(village)
    count = len(exchanges(table))
    done = exchange(str(village))

    said = " ".join(done.stdout.split())
    assert count > 20 and f"{count} candidates:" in said and "The best 20 are shown" in said
    assert len(re.findall(r"^│ +\d+ │", done.stdout, re.MULTILINE)) == 20
    assert "No forecast: these trades pay on the positions" in said and "have coded" not in said
    unknown = len(table.actors) * len(table.issues) - len(table.stands)
    assert unknown and f"{unknown} of 32 cells are unknown, which is not zero" in said
    assert "among equals only names give the order" in said
    assert not re.search(r"\b(will|should)\b", said, re.IGNORECASE)


def test_json_stands_alone_on_standard_output_and_what_it_rests_on_beside_it(exchange: Call, village: Path) -> None:
    done = exchange(str(village), "--json", "--centre")

    assert set(done.record) == {"p0", "p1", "p2", "p3"}
    assert "No forecast" in done.stderr and "cells are unknown, which is not zero" in done.stderr


def test_a_table_that_breaks_a_rule_prints_nothing_but_one_sentence(exchange: Call) -> None:
    done = exchange("-", "--json", stdin=WORKED + "A1,I1,3,1,1\n")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "linkage: standard input:6: line 2 already has A1 on I1; keep one of the two\n"


def test_the_median_stands_beside_the_centre_and_how_far_they_lie_apart_is_said(exchange: Call) -> None:
    done = exchange("-", "--centre", stdin=WORKED + "A3,I1,40,0.2,1\n")
    medians = exchange("-", "--json", "--median", stdin=WORKED + "A3,I1,40,0.2,1\n")

    said = " ".join(done.stdout.split())
    assert medians.record == {"I1": 100, "I2": 0}
    # The centre of I1 is 680/9, that of I2 250/7: 220/9 and 250/7 from the medians.
    assert "│ I1 │ 75.56 │ 100 │ 3 │" in said and "│ I2 │ 35.71 │ 0 │ 2 │" in said
    assert "30.1 points from the centre on average over 2 issues, most on I2: 35.7." in said


def test_a_round_by_the_published_rule_keeps_what_the_other_sizes_again(exchange: Call) -> None:
    rows = "".join(f"{','.join(cell)},{','.join(map(str, figures))}\n" for cell, figures in FOUR.items())
    rounds = {rule: exchange("-", "--round", "--round-rule", rule, stdin=HEADER + rows) for rule in ROUNDS}

    assert {rule: len(re.findall("│ (A1|B1) on I1", done.stdout)) for rule, done in rounds.items()} == ROUNDS
    assert "every other on one of its issues is sized again" in " ".join(rounds["centres"].stdout.split())
    assert "As published, only trades of one of the two" in " ".join(rounds["published"].stdout.split())


def test_a_rule_that_there_is_not_is_refused_with_those_that_there_are(exchange: Call) -> None:
    done = exchange("-", "--round", "--round-rule", "fair")

    assert done.returncode == 2 and "'fair' is not one of 'centres', 'published'" in " ".join(done.stderr.split())


def test_two_questions_at_once_are_a_call_that_is_wrong(exchange: Call) -> None:
    done = exchange("-", "--round", "--centre")

    assert done.returncode == 2 and "give one of --centre" in done.stderr
