"""The back-test on the shipped data: what is asked, that its totals add up, and what the command prints of it."""

import csv
import io
from typing import Any

import pytest

from linkage.cli.backtest import DOCUMENT
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from tests.test_cli import linkage
from tests.test_leverage_api import answer
from tests.test_package_api import running

__all__ = ["running"]


@pytest.fixture(scope="module")
def told(shipped: Connection, settings: Settings) -> dict[str, Any]:
    answered = answer(shipped, DOCUMENT)
    assert "errors" not in answered, answered
    return dict(answered["data"]["backtest"])


def test_at_least_ten_agreements_are_asked_on_the_day_before(told: dict[str, Any]) -> None:
    signed = {agreement["key"]: agreement["signed"] for agreement in told["agreements"]}

    assert len(signed) >= 10
    assert all(case["eve"] < signed[case["agreement"]["key"]] for case in told["issues"])


def test_the_totals_add_up(told: dict[str, Any]) -> None:
    cases = [case for case in told["issues"] if case["comparable"]]

    assert told["compared"] == len(cases) > 0
    assert told["compared"] + told["unknown"] == len(told["issues"])
    for score in told["scores"]:
        rows = [row for case in cases for row in case["predictions"] if row["method"] == score["method"]]
        assert score["hits"] == sum(row["hit"] is True for row in rows)
        assert score["directions"] == sum(row["hit"] is not None for row in rows)
        if score["meanError"] is not None:
            assert score["meanError"] == pytest.approx(sum(row["error"] for row in rows) / len(rows))


def test_everything_rests_on_claims_and_what_is_unknown_has_a_reason(told: dict[str, Any]) -> None:
    assert all(case["agreedClaims"] for case in told["issues"])
    assert all(bool(case["statusQuoClaims"]) == (case["statusQuo"] is not None) for case in told["issues"])
    assert all(case["comparable"] or case["reasons"] for case in told["issues"])


def test_the_command_prints_a_table_and_a_row_for_each_prediction(running: dict[str, str]) -> None:
    text = linkage("backtest", **running)
    rows = list(csv.DictReader(io.StringIO(linkage("backtest", "--csv", "moscow-protocol-2020", **running).stdout)))
    print(text.stdout)

    assert "moscow-protocol-2020" in text.stdout
    assert {row["agreement"] for row in rows} == {"moscow-protocol-2020"}
    assert len(rows) == 6 * len({row["issue"] for row in rows})


def test_an_agreement_that_is_not_there_gets_a_sentence(running: dict[str, str]) -> None:
    refused = linkage("backtest", "peace-of-nowhere", **running)

    assert refused.returncode == 1
    assert "there is no signed agreement 'peace-of-nowhere' of which anybody has coded what it says" in refused.stderr
