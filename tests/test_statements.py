"""Every file in cypher/ is what its header says."""

import pytest

from linkage.graph.errors import StatementError
from linkage.graph.store.statements import parse_statement, statement, statement_names

GOOD = """// name: a.b
// One thing.
//
// param: $x integer, a number
// returns: y integer
// access: read
MATCH (n {x: $x}) // not $z
RETURN count({k: n.x, l: [1, 2]}) AS y
"""
PART = """// name: a.b
// Relations of one actor.
//
// sees: actor node
// hole: types of relationship
// hole: kept conditions on `link`
// param: $x integer, a number
// returns: y integer
// access: read
MATCH (actor)-[link:/*{types}*/]-() WHERE /*{kept}*/ AND link.y > $x
RETURN count(link) AS y
"""


@pytest.mark.parametrize("name", statement_names())
def test_header_and_body_agree(name: str) -> None:
    assert statement(name).name == name


def test_a_header_is_read() -> None:
    read = parse_statement("a.b", GOOD)

    assert (read.parameters, read.returns, read.access) == (frozenset({"x"}), ("y",), "read")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        pytest.param("name: a.b", "name: a.c", "calls it", id="another name"),
        pytest.param("$x integer", "$w integer", "declared ['w'], used ['x']", id="another parameter"),
        pytest.param("returns: y", "returns: z", "returns says ['z']", id="another column"),
        pytest.param("access: read", "access: write", "the body is read", id="another access"),
        pytest.param("MATCH (n", "MERGE (n", "access says read", id="a write in disguise"),
        pytest.param("// access: read\n", "", "access is not one of", id="no access"),
    ],
)
def test_a_header_that_lies_is_refused(before: str, after: str, said: str) -> None:
    with pytest.raises(StatementError, match="cypher/a/b.cypher") as caught:
        parse_statement("a.b", GOOD.replace(before, after))

    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        pytest.param("hole: kept", "hole: held", "holes declared ['held', 'types'], used ['kept', 'types']", id="another hole"),
        pytest.param("/*{kept}*/ AND ", "", "holes declared ['kept', 'types'], used ['types']", id="a hole too many"),
        pytest.param("sees: actor", "sees: issue", "sees ['issue'], which the body does not use", id="another variable"),
    ],
)  # fmt: skip
def test_a_header_that_lies_about_a_part_is_refused(before: str, after: str, said: str) -> None:
    with pytest.raises(StatementError, match="cypher/a/b.cypher") as caught:
        parse_statement("a.b", PART.replace(before, after))

    assert said in str(caught.value)


def test_a_part_of_a_statement_sees_variables_and_has_holes_that_are_filled() -> None:
    part = parse_statement("a.b", PART)

    assert (part.sees, part.holes) == (frozenset({"actor"}), frozenset({"types", "kept"}))
    assert part.filled(types="BACKS|OPPOSES", kept="link.sign = $p1 OR '$x'") == (
        "MATCH (actor)-[link:BACKS|OPPOSES]-() WHERE link.sign = $p1 OR '$x' AND link.y > $x\nRETURN count(link) AS y\n"
    )


@pytest.mark.parametrize("fillings", [{"types": "BACKS"}, {"types": "BACKS", "kept": "true", "more": "true"}])
def test_each_hole_is_given_one_text(fillings: dict[str, str]) -> None:
    with pytest.raises(StatementError, match=r"a\.b has the holes \['kept', 'types'\], got"):
        parse_statement("a.b", PART).filled(**fillings)


def test_a_missing_statement_is_named() -> None:
    with pytest.raises(StatementError, match="cypher/no/such.cypher is missing"):
        statement("no.such")
