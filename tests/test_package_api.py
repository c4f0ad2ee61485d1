"""Packages over the shipped data set: by GraphQL and by the command, held against the trade on the same two issues."""

import json
import re
from typing import Any

import pytest
from benchmarks.environment import server_variables

from linkage.cli.package import DOCUMENT
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from tests.test_cli import linkage
from tests.test_leverage_api import BOTH, DAY, POSTS, answer, told, ways

TERMS = {"theatres": BOTH, "lens": DAY, "actors": ["turkey", "russia"], "solution": "EQUAL_GAIN", "vetoes": False}


@pytest.fixture(scope="module")
def running(shipped: Connection, settings: Settings) -> dict[str, str]:
    return {
        **server_variables(shipped),
        "LINKAGE_CACHE": str(settings.cache),
    }


def settled(database: Connection, **variables: Any) -> Any:
    answered = answer(database, DOCUMENT, **{**TERMS, **variables})
    assert "errors" not in answered, answered
    return answered["data"]["package"]


def refused(database: Connection, **variables: Any) -> str:
    answered = answer(database, DOCUMENT, **{**TERMS, **variables})
    assert [error["extensions"]["code"] for error in answered["errors"]] == ["BAD_USER_INPUT"], answered
    return str(answered["errors"][0]["message"])


def from_centres(database: Connection) -> dict[str, Any]:
    """Libya for Idlib, where both stand at their centres without a deal."""
    issues = ["sirte-jufra", "idlib-posts"]
    coded = settled(database, issues=issues)["issues"]
    centres = [{"issue": issue["issue"]["key"], "position": issue["centre"]} for issue in coded]
    return {"issues": issues, "noAgreement": centres}


def test_libya_for_idlib_from_its_centres_is_a_package_of_two_issues(shipped: Connection) -> None:
    package = settled(shipped, **from_centres(shipped))
    trade = ways(told(shipped))[POSTS]["point"]

    gains = [gain["gain"] for gain in package["points"][0]["gains"]]
    ends = {issue["issue"]["key"]: issue["moves"][0]["end"] for issue in package["issues"]}
    assert gains == pytest.approx([trade["gain"]] * 2)
    assert ends == pytest.approx({"sirte-jufra": trade["to1"], "idlib-posts": trade["to2"]})


def test_what_held_on_the_ground_is_the_no_agreement_point_with_its_claims(shipped: Connection) -> None:
    issues = {
        issue["issue"]["key"]: issue for issue in settled(shipped, issues=["sirte-jufra", "idlib-posts"])["issues"]
    }
    posts, sirte = issues["idlib-posts"], issues["sirte-jufra"]

    assert (posts["noAgreementFrom"], posts["noAgreement"]) == ("GROUND", 92.5)
    assert [claim["key"] for claim in posts["noAgreementClaims"]] == ["s20-017", "s20-454"]
    assert (sirte["noAgreementFrom"], sirte["noAgreement"]) == ("GROUND", 7.5)
    assert sirte["noAgreementClaims"]


def test_every_issue_of_a_package_leads_to_its_claims(shipped: Connection) -> None:
    package = settled(shipped)

    assert len(package["issues"]) > 5 and all(issue["claims"] for issue in package["issues"])
    assert {claim["key"] for issue in package["issues"] for claim in issue["claims"]} <= {
        claim["key"] for claim in package["claims"]
    }
    assert package["missing"] and package["others"]
    assert [point["gap"] for point in package["points"]] == [0, 0, 0, 0]
    for part in package["worth"]:
        assert part["worth"] == pytest.approx(part["linked"] - part["apart"])


def test_what_is_said_of_a_package_bounds_it(shipped: Connection) -> None:
    terms = from_centres(shipped)
    free = settled(shipped, **terms)
    waiting, needed = [issue["issue"]["key"] for issue in free["issues"] if issue["moves"]][:2]
    held = next(issue for issue in free["issues"] if issue["issue"]["key"] == needed)
    point = held["noAgreement"]

    bound = settled(
        shipped,
        redLines=[
            {"actor": "russia", "issue": needed, "atMost": point},
            {"actor": "turkey", "issue": needed, "atLeast": point},
        ],
        notWithout=[{"issue": waiting, "needs": needed}],
        **terms,
    )

    ends = {issue["issue"]["key"]: issue for issue in bound["issues"]}
    assert ends[needed]["outcome"] == pytest.approx(point)
    assert ends[waiting]["outcome"] == pytest.approx(ends[waiting]["noAgreement"])


def test_what_cannot_be_asked_of_a_package_gets_a_sentence(shipped: Connection) -> None:
    assert "two issues or more" in refused(shipped, issues=["idlib-posts"])
    assert "two actors or more" in refused(shipped, actors=["turkey"])
    assert "lies from 0 to 100" in refused(shipped, noAgreement=[{"issue": "idlib-troops", "position": 140}])
    assert "'moon' is no issue" in refused(shipped, notWithout=[{"issue": "idlib-troops", "needs": "moon"}])
    assert "needs one bound" in refused(shipped, redLines=[{"actor": "turkey", "issue": "idlib-troops"}])
    line = {"actor": "turkey", "issue": "idlib-troops", "atLeast": 99}
    assert "excludes the no-agreement point" in refused(shipped, redLines=[line])


def test_the_command_tells_a_sentence_the_rules_the_issues_and_what_is_missing(
    running: dict[str, str],
) -> None:
    done = linkage("package", "turkey", "russia", "--solution", "nash", **running)
    as_json = json.loads(linkage("package", "turkey", "russia", "--solution", "nash", "--json", **running).stdout)

    first, second = done.stdout.splitlines()[:2]
    assert "one package over" in first and second.startswith("By nash ")
    assert "equal-gain" in done.stdout and "nash*" in done.stdout
    assert all(issue["issue"]["key"] in done.stdout for issue in as_json["issues"])
    assert "Linkage" in done.stdout and "Missing" in done.stdout and "No forecast." in done.stdout
    assert done.stderr == ""


def test_the_command_names_an_option_that_it_cannot_read() -> None:
    for option, text in (
        ("--no-agreement", "idlib-posts"),
        ("--red-line", "turkey:idlib-posts=3"),
        ("--not-without", "idlib-posts"),
    ):
        done = linkage("package", "turkey", "russia", option, text)

        assert done.returncode == 2 and f"{text!r} is not" in done.stderr


def test_who_has_to_agree_can_block_or_would_be_paid_is_told_with_relations_and_claims(shipped: Connection) -> None:
    package = settled(shipped, **from_centres(shipped))
    rows = {row["actor"]["key"]: row for row in package["consent"]}

    assert {key for key, row in rows.items() if row["mustAgree"]} == {"turkey", "russia"}
    given = {key: {issue["key"] for issue in row["moves"]} for key, row in rows.items() if row["member"]}
    moved = {(move["actor"]["key"], issue["issue"]["key"]) for issue in package["issues"] for move in issue["moves"]}
    assert {(actor, issue) for actor, issues in given.items() for issue in issues} == moved
    losers = [other for other in package["others"] if other["gain"] < -1e-6 and (other["backedBy"] or other["vetoes"])]
    assert losers and all(rows[loser["actor"]["key"]]["price"] == pytest.approx(-loser["gain"]) for loser in losers)
    assert {row["actor"]["key"] for row in package["consent"] if row["price"]} == {
        loser["actor"]["key"] for loser in losers
    }
    backers = {link["subject"]["name"] for loser in losers for link in loser["backedBy"]}
    assert backers and backers <= {"Turkey", "Russia"}


def test_the_command_says_who_has_to_agree_and_who_would_be_paid(running: dict[str, str]) -> None:
    centres = ("--no-agreement", "sirte-jufra=33.73", "--no-agreement", "idlib-posts=52.4")
    issues = ("--issue", "sirte-jufra", "--issue", "idlib-posts")
    text = linkage("package", "turkey", "russia", *issues, *centres, **running).stdout

    assert re.search(r"^Agree +Turkey \(moves on 1 issue\) · Russia \(moves on 1 issue\)$", text, re.MULTILINE)
    assert re.search(r"^Pay +.* at least \d+\.\d\d of its own salience × scale points \(", text, re.MULTILINE)
