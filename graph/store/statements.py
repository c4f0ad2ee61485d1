"""
The hand-written Cypher, one statement per file of `cypher/`: `cypher/load/claims.cypher` is `load.claims`.

A file opens with comment lines: `// name:`, sentences, `// param: $x type, meaning`, `// returns: x …` or
`// returns: nothing`, and `// access: read`, `write` or `schema`. Header and body are held against each
other when a file is read, so that neither can drift.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal, get_args

from linkage.graph.errors import StatementError

Access = Literal["read", "write", "schema"]

_FIELD = re.compile(r"^// (name|param|returns|access): (.*)$", re.MULTILINE)
# `$any(…)` is no parameter but stands before types that are known only when the statement runs.
_PARAMETER = re.compile(r"\$(?!any\()([a-z]\w*)", re.ASCII)
_STRINGS = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|//[^\n]*")
_WRITES = re.compile(r"\b(CREATE|MERGE|SET|DELETE|REMOVE)\b")
_SCHEMA = re.compile(r"\b(CREATE|DROP)\s+(CONSTRAINT|[A-Z]*\s*INDEX)\b")
_RETURN = re.compile(r"\bRETURN\b(?!.*\bRETURN\b)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with what its header promises."""

    name: str
    text: str
    parameters: frozenset[str]
    returns: tuple[str, ...]
    access: Access


@cache
def statement(name: str) -> Statement:
    """The statement called *name*; StatementError where there is none or its header is wrong."""
    file = f"cypher/{name.replace('.', '/')}.cypher"
    path = files("linkage").joinpath(*file.split("/"))
    if not path.is_file():
        raise StatementError(f"there is no statement {name!r}: {file} is missing")
    return parse_statement(name, path.read_text(encoding="utf-8"))


def statement_names() -> list[str]:
    """The names of all statements, sorted."""

    def walk(folder: Traversable, above: str) -> list[str]:
        inside = []
        for entry in folder.iterdir():
            if entry.is_dir():
                inside += walk(entry, f"{above}{entry.name}.")
            elif entry.name.endswith(".cypher"):
                inside.append(above + entry.name.removesuffix(".cypher"))
        return inside

    return sorted(walk(files("linkage").joinpath("cypher"), ""))


def parse_statement(name: str, text: str) -> Statement:
    """Read one file; StatementError names the file and what its header and body disagree on."""
    fields: dict[str, list[str]] = {"name": [], "param": [], "returns": [], "access": []}
    for field, value in _FIELD.findall(text):
        fields[field].append(value.strip())
    body = _STRINGS.sub("", text)
    declared = frozenset(value.split()[0].removeprefix("$") for value in fields["param"])
    returns = tuple(value.split()[0] for value in fields["returns"] if value != "nothing")
    access = fields["access"][0] if len(fields["access"]) == 1 else ""
    problems = _problems(name, fields, body, declared, returns, access)
    if problems:
        raise StatementError(f"cypher/{name.replace('.', '/')}.cypher: {'; '.join(problems)}")
    return Statement(name, text, declared, returns, access)  # type: ignore[arg-type]  # checked just above


def _problems(
    name: str,
    fields: dict[str, list[str]],
    body: str,
    declared: frozenset[str],
    returns: tuple[str, ...],
    access: str,
) -> list[str]:
    problems = []
    if fields["name"] != [name]:
        problems.append(f"the header calls it {fields['name']}")
    if access not in get_args(Access):
        problems.append("access is not one of read, write, schema")
    elif access != _access(body):
        problems.append(f"access says {access}, the body is {_access(body)}")
    used = frozenset(_PARAMETER.findall(body))
    if used != declared:
        problems.append(f"parameters declared {sorted(declared)}, used {sorted(used)}")
    if not fields["returns"]:
        problems.append("returns is missing")
    if returns != _returned(body):
        problems.append(f"returns says {list(returns)}, the body {list(_returned(body))}")
    return problems


def _access(body: str) -> Access:
    if _SCHEMA.search(body):
        return "schema"
    return "write" if _WRITES.search(body) else "read"


def _returned(body: str) -> tuple[str, ...]:
    """The columns of the last RETURN, by their aliases, at the outermost level of brackets."""
    match = _RETURN.search(_flatten(body))
    if match is None:
        return ()
    columns = re.split(r"\bORDER BY\b|\bLIMIT\b|\bSKIP\b", match[1])[0].strip().rstrip(";").split(",")
    return tuple(column.split()[-1] for column in columns)


def _flatten(body: str) -> str:
    """*body* without anything inside brackets."""
    flat, depth = [], 0
    for character in body:
        depth += character in "([{"
        if not depth:
            flat.append(character)
        depth -= character in ")]}"
    return "".join(flat)
