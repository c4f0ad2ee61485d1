"""
Cypher as a tree of clauses, which becomes text at the very end.

Patterns and expressions are text from the start; what a clause is made of is never read back from it. The printer
knows the indentation, and the variables that every subquery sees besides those that it names itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never


@dataclass(frozen=True, slots=True)
class MatchClause:
    """Finds what a pattern describes and all conditions let through; null for what is `optional` where there is none."""

    pattern: str
    conditions: Sequence[str] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class With:
    """What goes on to the next clause: columns, perhaps in an order, the first of them, or under conditions."""

    columns: Sequence[str]
    order: str = ""
    limit: str = ""
    conditions: Sequence[str] = ()
    distinct: bool = False


@dataclass(frozen=True, slots=True)
class Unwind:
    """A row for each item of a list."""

    items: str
    variable: str


@dataclass(frozen=True, slots=True)
class Call:
    """A subquery that sees some variables, or all where *sees* is None."""

    body: Sequence["Clause"]
    sees: Sequence[str] | None


@dataclass(frozen=True, slots=True)
class Union:
    """The rows of each branch, one branch after the other."""

    branches: Sequence[Sequence["Clause"]]


@dataclass(frozen=True, slots=True)
class Return:
    """The columns that come out."""

    columns: Sequence[str]


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Clauses that somebody has written out: in a file of cypher/, or in the table of fields."""

    text: str


Clause = MatchClause | With | Unwind | Call | Union | Return | Verbatim


def subquery(carrier: str, *body: Clause) -> Call:
    """A subquery that sees the variable *carrier*, if there is one."""
    return Call(body, (carrier,) if carrier else ())


def printed(clauses: Iterable[Clause], everywhere: Sequence[str] = ()) -> str:
    """The text of the clauses, a line or more for each; every subquery sees the variables *everywhere*."""
    lines: list[str] = []
    for clause in clauses:
        _write(clause, everywhere, "", lines)
    return "\n".join(lines)


def collected(match: MatchClause, column: str) -> str:
    """The expression for a list of *column*, one item for each match."""
    return f"COLLECT {{ {_clause(match)} RETURN {column} }}"


def exists(*clauses: MatchClause | With) -> str:
    """The condition that the clauses find something."""
    found = " ".join(map(_clause, clauses))
    return f"EXISTS {{ {found} RETURN 1 }}" if len(clauses) > 1 else f"EXISTS {{ {found} }}"


def counted(match: MatchClause, variable: str) -> str:
    """The expression for how many things a match finds in a variable, each counted once."""
    return f"COUNT {{ {_clause(match)} RETURN DISTINCT {variable} }}"


def where(conditions: Sequence[str]) -> str:
    """All of the conditions as a clause, none as nothing."""
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""


def all_of(conditions: Sequence[str]) -> str:
    """All of the conditions as one, in brackets."""
    return f"({' AND '.join(conditions) or 'true'})"


def bracketed(cells: Iterable[str]) -> str:
    """The expression for a list of these."""
    return f"[{', '.join(cells)}]"


def _write(clause: Clause, everywhere: Sequence[str], indent: str, lines: list[str]) -> None:
    match clause:
        case Call(body, sees):
            seen = "*" if sees is None else ", ".join([*sees, *everywhere])
            lines.append(f"{indent}CALL ({seen}) {{")
            for inner in body:
                _write(inner, everywhere, indent + "  ", lines)
            lines.append(f"{indent}}}")
        case Union(branches):
            for number, branch in enumerate(branches):
                lines += [f"{indent}UNION ALL"] if number else []
                for inner in branch:
                    _write(inner, everywhere, indent, lines)
        case Verbatim(text):
            lines += [indent + line for line in text.splitlines()]
        case _:
            lines.append(indent + _clause(clause))


def _clause(clause: MatchClause | With | Unwind | Return) -> str:
    match clause:
        case MatchClause(pattern, conditions, optional):
            return f"{'OPTIONAL ' if optional else ''}MATCH {pattern}{where(conditions)}"
        case With(columns, order, limit, conditions, distinct):
            text = f"WITH {'DISTINCT ' if distinct else ''}{', '.join(columns)}"
            text += f" ORDER BY {order}" if order else ""
            return text + (f" LIMIT {limit}" if limit else "") + where(conditions)
        case Unwind(items, variable):
            return f"UNWIND {items} AS {variable}"
        case Return(columns):
            return f"RETURN {', '.join(columns)}"
        case _:
            assert_never(clause)
