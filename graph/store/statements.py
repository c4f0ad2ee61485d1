"""
The hand-written Cypher, one statement per file of `cypher/`: `cypher/load/claims.cypher` is `load.claims`.

A file opens with comment lines: `// name:`, sentences, `// param: $x type, meaning`, `// returns: x …` or
`// returns: nothing`, and `// access: read`, `write` or `schema`. Header and body are held against each
other when a file is read, so that neither can drift.

A file may be a part of a statement that is put together elsewhere. Then `// sees: x type, meaning` names the variables
that it finds there, and `// hole: x meaning` the places `/*{x}*/` where conditions or types of relationship go in.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal, get_args

from linkage.graph.errors import StatementError

Access = Literal["read", "write", "schema"]

_HEADER = ("name", "param", "sees", "hole", "returns", "access")
_FIELD = re.compile(rf"^// ({'|'.join(_HEADER)}): (.*)$", re.MULTILINE)
_WORD = re.compile(r"\w+", re.ASCII)
_HOLE = re.compile(r"/\*\{(\w+)\}\*/", re.ASCII)
_COMMENT = re.compile(r"^//.*\n", re.MULTILINE)
# `$any(…)` is no parameter but stands before types that are known only when the statement runs.
_PARAMETER = re.compile(r"\$(?!any\()([a-z]\w*)", re.ASCII)
_STRINGS = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|//[^\n]*")
_WRITES = re.compile(r"\b(CREATE|MERGE|SET|DELETE|REMOVE)\b")
_SCHEMA = re.compile(r"\b(CREATE|DROP)\s+(?:[A-Z]+\s+)?(CONSTRAINT|INDEX)\b(?:\s+([a-z]\w*))?")
_RETURN = re.compile(r"\bRETURN\b(?!.*\bRETURN\b)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """A constraint or an index by its name, which a statement creates or drops."""

    name: str
    created: bool
    constraint: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, or with `sees` and `holes` a part of one, with what its header promises."""

    name: str
    text: str
    parameters: frozenset[str]
    returns: tuple[str, ...]
    access: Access
    sees: frozenset[str] = frozenset()
    holes: frozenset[str] = frozenset()
    schema: SchemaChange | None = None

    def filled(self, **fillings: str) -> str:
        """The body with its holes filled in; StatementError unless each hole is given one text."""
        if fillings.keys() != self.holes:
            raise StatementError(f"{self.name} has the holes {sorted(self.holes)}, got {sorted(fillings)}")
        text = _COMMENT.sub("", self.text)
        for hole, filling in fillings.items():
            text = text.replace(f"/*{{{hole}}}*/", filling)
        return text


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
    header: dict[str, list[str]] = {field: [] for field in _HEADER}
    for field, value in _FIELD.findall(text):
        header[field].append(value.strip())
    body = _STRINGS.sub("", text)
    problems = _problems(name, header, body)
    if problems:
        raise StatementError(f"cypher/{name.replace('.', '/')}.cypher: {'; '.join(problems)}")
    access: Access = header["access"][0]  # type: ignore[assignment]  # checked just above
    sees, holes = _named(header, "sees"), _named(header, "hole")
    return Statement(name, text, _named(header, "param"), _returning(header), access, sees, holes, _schema_change(body))


def _schema_change(body: str) -> SchemaChange | None:
    change = _SCHEMA.search(body)
    if change is None or change[3] is None:
        return None
    return SchemaChange(change[3], created=change[1] == "CREATE", constraint=change[2] == "CONSTRAINT")


def _named(header: dict[str, list[str]], field: str) -> frozenset[str]:
    return frozenset(value.split()[0].removeprefix("$") for value in header[field])


def _returning(header: dict[str, list[str]]) -> tuple[str, ...]:
    return tuple(value.split()[0] for value in header["returns"] if value != "nothing")


def _problems(name: str, header: dict[str, list[str]], body: str) -> list[str]:
    problems = []
    if header["name"] != [name]:
        problems.append(f"the header calls it {header['name']}")
    access = header["access"][0] if len(header["access"]) == 1 else ""
    if access not in get_args(Access):
        problems.append("access is not one of read, write, schema")
    elif access != _access(body):
        problems.append(f"access says {access}, the body is {_access(body)}")
    for field, meaning, pattern in (("param", "parameters", _PARAMETER), ("hole", "holes", _HOLE)):
        declared, used = _named(header, field), frozenset(pattern.findall(body))
        if used != declared:
            problems.append(f"{meaning} declared {sorted(declared)}, used {sorted(used)}")
    unseen = _named(header, "sees") - set(_WORD.findall(body))
    if unseen:
        problems.append(f"sees {sorted(unseen)}, which the body does not use")
    if not header["returns"]:
        problems.append("returns is missing")
    if _returning(header) != _returned(body):
        problems.append(f"returns says {list(_returning(header))}, the body {list(_returned(body))}")
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
