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


def test_a_missing_statement_is_named() -> None:
    with pytest.raises(StatementError, match="cypher/no/such.cypher is missing"):
        statement("no.such")
