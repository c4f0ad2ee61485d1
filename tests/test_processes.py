"""`linkage serve --workers`: several processes answer as one, are replaced where they die, and end together."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx
import psutil
import pytest
from prometheus_client.parser import text_string_to_metric_families

from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from tests.emptied import filled
from tests.test_serving import answers, home_of, lives, serving, within


@pytest.fixture(scope="module")
def loaded(database: Connection) -> Iterator[Connection]:
    with filled(database) as connection:
        yield connection


def workers(command: subprocess.Popen[str]) -> list[psutil.Process]:
    """The processes that serve: those that a spawned interpreter runs."""
    children = psutil.Process(command.pid).children()
    return [child for child in children if any("spawn_main" in word for word in child.cmdline())]


def answers_to_one_question(client: httpx.Client, count: int) -> set[str]:
    """Answers to the same question on *count* connections."""
    body = {"query": "{ theatres { key name } actors { totalCount } }"}
    return {httpx.post(f"{client.base_url}/graphql", json=body, timeout=120).text for _ in range(count)}


def counted(client: httpx.Client) -> float:
    """How many requests of GraphQL all processes tell together, whichever answers."""
    return sum(
        sample.value
        for family in text_string_to_metric_families(httpx.get(f"{client.base_url}/metrics", timeout=120).text)
        for sample in family.samples
        if sample.name == "linkage_request_seconds_count" and sample.labels["route"] == "/graphql"
    )


def test_several_processes_give_the_same_answers_and_count_together(settings: Settings, loaded: Connection) -> None:
    with serving(home_of(settings) | {"LINKAGE_METRICS": "yes"}, "--workers", "2", "--access-log") as (client, command):
        within(180, lambda: len(workers(command)) == 2)
        assert len(answers_to_one_question(client, 20)) == 1
        within(60, lambda: counted(client) == 20)
        os.kill(command.pid, signal.SIGTERM)
        told, _ = command.communicate(timeout=180)

    assert command.returncode == 0 and "Traceback" not in told
    logged = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    assert [line["path"] for line in logged].count("/graphql") == 20


def test_a_process_that_dies_is_replaced(settings: Settings, loaded: Connection) -> None:
    with serving(home_of(settings), "--workers", "2") as (client, command):
        within(180, lambda: len(workers(command)) == 2)
        former = workers(command)
        for process in former:
            process.kill()
        within(180, lambda: lives(client) and len(workers(command)) == 2)

        assert answers(client)
        assert not {process.pid for process in former} & {process.pid for process in workers(command)}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_all_processes_end_together_and_quietly(settings: Settings, loaded: Connection, number: signal.Signals) -> None:
    with serving(home_of(settings), "--workers", "2") as (client, command):
        within(180, lambda: len(workers(command)) == 2 and answers(client))
        processes = psutil.Process(command.pid).children(recursive=True)
        with socket.create_connection(("127.0.0.1", client.base_url.port or 0)) as waiting:
            waiting.sendall(b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
            time.sleep(0.5)
            os.killpg(command.pid, signal.SIGINT)
            told, _ = command.communicate(timeout=180)

    assert command.returncode == 0
    assert [line for line in told.splitlines() if line and not line.startswith("Linkage serves")] == []
    assert psutil.wait_procs(processes, 180)[1] == []


def test_processes_end_where_the_first_one_was_killed(settings: Settings, loaded: Connection) -> None:
    with serving(home_of(settings), "--workers", "2") as (client, command):
        within(180, lambda: len(workers(command)) == 2 and answers(client))
        processes = workers(command)
        command.kill()

        assert psutil.wait_procs(processes, 180)[1] == []


@pytest.mark.parametrize(
    ("words", "environment", "status", "said"),
    [
        pytest.param(["--workers", "0"], {}, 2, "'--workers'", id="none"),
        pytest.param([], {"LINKAGE_WORKERS": "0"}, 1, "LINKAGE_WORKERS", id="none, by the environment"),
        pytest.param(["--workers", "2", "--port", "{taken}"], {}, 1, "choose another with --port", id="a taken port"),
        pytest.param([], {"LINKAGE_TRUSTED_DOCUMENTS": "/nowhere"}, 1, "cannot be read", id="no trusted documents"),
    ],
)
def test_what_cannot_be_served_is_told_in_one_sentence(
    settings: Settings, loaded: Connection, words: list[str], environment: dict[str, str], status: int, said: str
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        named = [word.format(taken=taken.getsockname()[1]) for word in words]
        done = subprocess.run(
            [sys.executable, "-c", "from linkage.cli import main; main()", "serve", *named],
            check=False,
            env={**os.environ, **home_of(settings), **environment, "COLUMNS": "200"},
            capture_output=True,
            text=True,
            timeout=120,
        )

    assert done.returncode == status and said in done.stderr
    assert "Traceback" not in done.stderr
