"""Each answer is of one generation of the graph, and names it: a real writer, a real server, real clients."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import pairwise

import httpx
import pytest
from neo4j import Driver, GraphDatabase

from linkage.api.http import generations
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from tests.emptied import filled
from tests.flipping import PAINT, STRIP, change, colours, flipping
from tests.serving import served
from tests.test_lease import held_elsewhere
from tests.test_reader import frozen

SEVERAL = """{
  theatres { name }
  actors(first: 100) { nodes { name } }
  again: theatres { name }
}"""
PAGES = (
    "/",
    "/?theatre=bay&as-of=2020-08-20",
    "/leverage?theatre=bay&theatre=ridge&as-of=2020-08-20&draws=20",
)
OPENING = {"opening": "theatre=bay&theatre=ridge&as-of=2020-08-20"}
CLIENTS, ANSWERS = 4, 500
NAMES = {"query": "{ theatres { name } }"}


@pytest.fixture(scope="module")
def address(database: Connection, settings: Settings) -> Iterator[str]:
    with filled(database), served(database, settings.model_copy(update=OPENING)) as address:
        yield address


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=120) as client:
        yield client


@pytest.fixture
def impatient(client: httpx.Client, database: Connection, settings: Settings) -> Iterator[httpx.Client]:
    """Another server over the graph, whose requests wait 4 seconds at most."""
    with (
        served(database, settings.model_copy(update=OPENING), longest=4) as address,
        httpx.Client(base_url=address, timeout=120) as impatient,
    ):
        yield impatient


@pytest.fixture
def driver(database: Connection) -> Iterator[Driver]:
    with GraphDatabase.driver(database.uri, auth=(database.user, database.password)) as driver:
        yield driver


def ask_often(address: str) -> list[tuple[int, str, set[str]]]:
    """Generation, its id and the colours of each answer that one client got."""
    answers = []
    with httpx.Client(base_url=address, timeout=120) as client:
        while len(answers) < ANSWERS:
            answer = client.post("/graphql", json={"query": SEVERAL})
            assert answer.status_code == 200, answer.text
            named = answer.json()["extensions"]["dataSet"]
            assert answer.headers["linkage-generation"] == str(named["generation"])
            answers.append((named["generation"], named["id"], colours(answer.text)))
    return answers


def test_no_answer_is_of_two_states_and_generations_only_grow(address: str, database: Connection) -> None:
    with flipping(database, 0.2) as flips, ThreadPoolExecutor(CLIENTS) as pool:
        histories = list(pool.map(ask_often, [address] * CLIENTS))

    answers = [answer for history in histories for answer in history]
    assert flips[0] > 20
    assert len(answers) == CLIENTS * ANSWERS
    assert [colour for *_, colour in answers if len(colour) != 1] == []
    assert all(earlier[0] <= later[0] for history in histories for earlier, later in pairwise(history))
    shown = {(number, id_): colour.pop() for number, id_, colour in answers}
    assert len({number for number, _ in shown}) == len(shown) > 20
    assert len({(number % 2, colour) for (number, _), colour in shown.items()}) == 2


def test_no_page_is_of_two_states(client: httpx.Client, database: Connection) -> None:
    for page in PAGES:
        client.get(page)
    answers = []
    with flipping(database, 1) as flips:
        while flips[0] < 4:
            answers += [client.get(page) for page in PAGES]

    assert {answer.status_code for answer in answers} <= {200, 503}
    pages = [answer for answer in answers if answer.status_code == 200]
    assert len(pages) > len(answers) / 2
    assert [sorted(colours(page.text)) for page in pages if len(colours(page.text)) != 1] == []
    assert all(f"Generation {page.headers['linkage-generation']} of the graph" in page.text for page in pages)


def test_what_a_client_has_is_not_sent_again_until_the_graph_changes(client: httpx.Client, driver: Driver) -> None:
    for address, asked in (("/graphql", NAMES), ("/", {}), ("/leverage", {"draws": 20})):
        tag = client.get(address, params=asked).headers["etag"]
        for condition in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
            again = client.get(address, params=asked, headers={"if-none-match": condition})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
            assert again.headers["cache-control"] == "no-cache"
        assert client.get(address, params=asked, headers={"if-none-match": '"other"'}).status_code == 200

        change(driver, PAINT, colour="Cinnabar")
        time.sleep(generations.FRESH)
        changed = client.get(address, params=asked, headers={"if-none-match": tag})
        change(driver, STRIP)

        assert (changed.status_code, colours(changed.text)) == (200, {"Cinnabar"})
        assert changed.headers["etag"] != tag


def test_a_tag_is_of_one_address_and_one_media_type(client: httpx.Client) -> None:
    tag = client.get("/graphql", params=NAMES).headers["etag"]
    other = {"query": "{ theatres { key } }"}
    graphql = {"accept": "application/graphql-response+json"}

    assert client.get("/graphql", params=other, headers={"if-none-match": tag}).status_code == 200
    assert client.get("/graphql", params=NAMES, headers={"if-none-match": tag, **graphql}).status_code == 200


def test_what_was_just_seen_to_be_so_still_needs_no_database(
    client: httpx.Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generations, "FRESH", 60)
    tag = client.get("/graphql", params=NAMES).headers["etag"]

    with frozen(settings):
        begin = time.monotonic()
        assert client.get("/graphql", params=NAMES, headers={"if-none-match": tag}).status_code == 304
        assert time.monotonic() - begin < 1


def test_an_answer_with_errors_is_not_kept(client: httpx.Client) -> None:
    answer = client.get("/graphql", params={"query": '{ claims(lens: {theatres: ["x"]}) { totalCount } }'})

    assert (answer.headers["cache-control"], answer.headers.get("etag")) == ("no-store", None)
    assert answer.json()["extensions"]["dataSet"]["generation"] >= 0


def test_who_names_a_generation_waits_for_it(client: httpx.Client, driver: Driver) -> None:
    present = client.post("/graphql", json=NAMES).json()["extensions"]["dataSet"]["generation"]
    wanted = {"linkage-at-least": str(present + 1)}

    with ThreadPoolExecutor(1) as pool, ExitStack() as after:
        waiting = pool.submit(client.post, "/graphql", json=NAMES, headers=wanted)
        time.sleep(0.5)
        assert not waiting.done()
        change(driver, PAINT, colour="Cinnabar")
        after.callback(change, driver, STRIP)
        answer = waiting.result(10)

    assert answer.json()["extensions"]["dataSet"]["generation"] == present + 1
    assert colours(answer.text) == {"Cinnabar"}


@pytest.mark.parametrize("path", ["/graphql?query={theatres{key}}", "/"])
def test_a_generation_that_does_not_come_is_503(
    client: httpx.Client, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generations, "PATIENCE", 0.3)

    answer = client.get(path, headers={"linkage-at-least": "999999"})

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert "generation 999999 has not come" in answer.text


@pytest.mark.parametrize("path", ["/graphql?query={theatres{key}}", "/"])
@pytest.mark.parametrize("number", ["soon", "-1", "1.5", "²"])
def test_a_generation_that_is_no_number_is_refused(client: httpx.Client, path: str, number: str) -> None:
    answer = client.get(path, headers={"linkage-at-least": number.encode()})

    assert (answer.status_code, "is the number of a generation" in answer.text) == (400, True)


def test_a_change_that_does_not_end_is_503_until_its_writer_has_no_lease(
    client: httpx.Client, database: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(database) as store:
        with store.writing("a test"), monkeypatch.context() as hurry:
            hurry.setattr(generations, "PATIENCE", 0.3)
            store.write(("generation.announce", {"lease": store.lease().number}))
            answer = client.post("/graphql", json=NAMES)
        after = [client.post("/graphql", json=NAMES).status_code for _ in range(3)]
        with store.writing("a later test"):
            store.write(("generation.settle", {}))

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert answer.json()["errors"][0]["extensions"]["code"] == "BUSY"
    assert after == [200, 200, 200]


def test_answers_do_not_wait_for_a_change_whose_writer_was_killed(client: httpx.Client, database: Connection) -> None:
    with held_elsewhere(database, 300, "announced") as holder:
        holder.kill()
        holder.wait()
        answers = [client.post("/graphql", json=NAMES), client.get("/"), client.post("/graphql", json=NAMES)]
    with Store(database) as store, store.writing("a later test"):
        store.write(("generation.settle", {}))

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert sum(answer.elapsed.total_seconds() for answer in answers) < generations.PATIENCE


@pytest.mark.parametrize("path", ["/", "/graphql?query={theatres{key}}", "/leverage"])
def test_a_frozen_database_is_told_of_within_what_one_request_may_wait(
    impatient: httpx.Client, settings: Settings, path: str
) -> None:
    impatient.get(path)
    with frozen(settings):
        answers = [impatient.get(path) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [503, 503]
    assert all(answer.headers["retry-after"] for answer in answers)
    assert max(answer.elapsed.total_seconds() for answer in answers) < 5.5


def test_while_a_load_is_open_every_answer_says_so_and_none_is_kept(client: httpx.Client, driver: Driver) -> None:
    driver.execute_query(
        "MATCH (g:Generation) SET g.building = 'orchard', g.buildingSince = datetime('2020-05-01T10:30Z')"
    )
    try:
        answer = client.get("/graphql", params=NAMES)
        pages = [client.get(page) for page in PAGES]
    finally:
        driver.execute_query("MATCH (g:Generation) REMOVE g.building, g.buildingSince")

    sentence = "Data set orchard is being loaded since 1 May 2020, 10:30 UTC: what is shown may hold a part of it only."
    assert answer.json()["extensions"]["dataSet"]["building"] == {
        "dataSet": "orchard",
        "since": "2020-05-01T10:30:00Z",
        "message": sentence,
    }
    for each in (answer, *pages):
        assert (each.headers["cache-control"], each.headers.get("etag")) == ("no-store", None)
        assert sentence in each.text
