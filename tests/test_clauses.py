"""A tree of clauses prints itself: indentation, and what subqueries see, are the printer's."""

import pytest

from linkage.api.compiler.cypher import (
    Call,
    Clause,
    MatchClause,
    Return,
    Unwind,
    Verbatim,
    With,
    all_of,
    collected,
    printed,
    subquery,
    where,
)


@pytest.mark.parametrize(
    ("clause", "text"),
    [
        (MatchClause("(a)-[r]->(b)"), "MATCH (a)-[r]->(b)"),
        (MatchClause("(a)", ["a.x = $p1", "a.y"]), "MATCH (a) WHERE a.x = $p1 AND a.y"),
        (With(("a", "1 AS b")), "WITH a, 1 AS b"),
        (With(("a",), "a.x DESC, a.id", "$p1", distinct=True), "WITH DISTINCT a ORDER BY a.x DESC, a.id LIMIT $p1"),
        (With(("$p1[0] AS a",), conditions=["a IS NOT NULL"]), "WITH $p1[0] AS a WHERE a IS NOT NULL"),
        (Unwind("$p1", "a"), "UNWIND $p1 AS a"),
        (Return(("a AS x", "b AS y")), "RETURN a AS x, b AS y"),
        (Verbatim("MATCH (a)\nWITH a\n"), "MATCH (a)\nWITH a"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_clause_is_a_line(clause: Clause, text: str) -> None:
    assert printed([clause]) == text


def test_subqueries_nest_and_all_of_them_see_what_is_known_everywhere() -> None:
    inner = subquery("b", Unwind("b.x", "c"), Return(("collect(c) AS d",)))
    outer = subquery("", MatchClause("(b)"), inner, Return(("collect(d) AS e",)))

    assert printed([outer], ["t1"]).splitlines() == [
        "CALL (t1) {",
        "  MATCH (b)",
        "  CALL (b, t1) {",
        "    UNWIND b.x AS c",
        "    RETURN collect(c) AS d",
        "  }",
        "  RETURN collect(d) AS e",
        "}",
    ]


def test_a_subquery_may_see_everything() -> None:
    assert printed([Call((Verbatim("WITH a\nRETURN 1 AS b"),), None)], ["t1"]).splitlines() == [
        "CALL (*) {",
        "  WITH a",
        "  RETURN 1 AS b",
        "}",
    ]


def test_no_condition_is_no_clause_and_true_within_others() -> None:
    assert (where([]), all_of([])) == ("", "(true)")
    assert collected(MatchClause("(a)", ["a.x"]), "a.y") == "COLLECT { MATCH (a) WHERE a.x RETURN a.y }"
