"""
The page of the cookbook: each question of `api/cookbook` with what a running server answers.

`python -m tests.cookbook http://127.0.0.1:8000` writes it anew, by a server that holds the shipped data set alone.
"""

import json
import sys
from pathlib import Path
from typing import Any

import httpx

from linkage.api.cookbook import Question, questions

PAGE = Path("docs/cookbook.md")
_START = "<!-- questions -->\n\n"
_WIDTH = 120


def section(question: Question, number: int, address: str) -> str:
    """What the page has of a question, with the answer of the server at *address*."""
    answer = httpx.post(f"{address}/graphql", json={"query": question.document}, timeout=120).json()
    assert "errors" not in answer, answer["errors"]
    shown = written(answer["data"])
    return f"## {number}. {question.words}\n\n```graphql\n{question.document}```\n\n```json\n{shown}\n```\n"


def written(value: Any, indent: int = 0) -> str:
    """JSON with as much on a line as fits."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + indent <= _WIDTH or not isinstance(value, dict | list):
        return line
    inside, outside = " " * (indent + 2), " " * indent
    if isinstance(value, dict):
        parts = [f"{json.dumps(name)}: {written(part, indent + 2)}" for name, part in value.items()]
    else:
        parts = [written(part, indent + 2) for part in value]
    opening, closing = ("{", "}") if isinstance(value, dict) else ("[", "]")
    return f"{opening}\n" + ",\n".join(f"{inside}{part}" for part in parts) + f"\n{outside}{closing}"


def opening() -> str:
    """The page before its questions."""
    return PAGE.read_text("utf-8").partition(_START)[0]


def sections() -> list[str]:
    """The questions as the page has them, one by one."""
    return [
        "## " + part.strip("\n") + "\n"
        for part in PAGE.read_text("utf-8").partition(_START)[2].removeprefix("## ").split("\n## ")
    ]


def write_page(address: str) -> None:
    """Write the page anew."""
    parts = [section(question, number, address) for number, question in enumerate(questions(), 1)]
    PAGE.write_text(opening() + _START + "\n".join(parts), "utf-8")


if __name__ == "__main__":
    write_page(sys.argv[1])
