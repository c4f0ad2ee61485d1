"""The cookbook: every answer that the page shows is the one that a server gives, by each of the three ways shown."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import OperationDefinitionNode, parse, validate

from linkage.api.cookbook import questions
from linkage.api.schema.build import SCHEMA
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from tests.cookbook import PAGE, opening, section, sections
from tests.serving import served

SERVER = "http://127.0.0.1:8000"
BACKERS = "21\n"


@pytest.fixture(scope="module")
def address(shipped: Connection, settings: Settings) -> Iterator[str]:
    with served(shipped, settings) as running:
        yield running


def block(language: str, address: str) -> str:
    """The one block of a language before the questions, which asks the server at *address*."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```", opening(), re.MULTILINE | re.DOTALL)
    return str(found).replace(SERVER, address)


@pytest.mark.parametrize("number", range(1, len(questions()) + 1))
def test_every_answer_of_the_cookbook_is_the_one_that_is_given(address: str, number: int) -> None:
    assert sections()[number - 1] == section(questions()[number - 1], number, address)


def test_the_page_has_every_question_and_no_other() -> None:
    titles = re.findall(r"^## (.*)$", PAGE.read_text("utf-8"), re.MULTILINE)

    assert titles == [f"{number}. {question.words}" for number, question in enumerate(questions(), 1)]
    assert len(titles) >= 30


def test_every_question_has_a_name_of_its_own_and_can_be_asked_as_it_is() -> None:
    names = []
    for question in questions():
        document = parse(question.document)
        (operation,) = document.definitions
        assert isinstance(operation, OperationDefinitionNode) and operation.name
        assert question.words.endswith((".", "?")) and validate(SCHEMA, document) == []
        assert all(
            variable.default_value or variable.variable.name.value == "after"
            for variable in operation.variable_definitions or ()
        )
        names.append(operation.name.value)

    assert len(set(names)) == len(names)


def test_curl_asks_as_the_page_says(address: str) -> None:
    done = subprocess.run(["bash", "-c", block("bash", address)], capture_output=True, text=True, check=True)

    assert '"data":{"relations":{"totalCount":21}}' in done.stdout


def test_python_asks_as_the_page_says(address: str) -> None:
    done = subprocess.run([sys.executable, "-c", block("python", address)], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, BACKERS), done.stderr


def test_typescript_asks_as_the_page_says(address: str, tmp_path: Path) -> None:
    script = tmp_path / "ask.mjs"  # without annotations it is JavaScript
    script.write_text(block("typescript", address), "utf-8")
    done = subprocess.run(["node", script], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, BACKERS), done.stderr
