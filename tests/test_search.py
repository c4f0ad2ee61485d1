"""Search on a real store that holds the shipped data set: by GraphQL and by the command."""

import asyncio
import json
from typing import Any

import pytest
from benchmarks.environment import server_variables

from linkage.api.http.service import Service
from linkage.graph.names.normalization import script
from linkage.graph.names.ranking import Candidate, rank_bearers
from linkage.graph.settings import Settings
from linkage.graph.store.connection import Connection
from linkage.graph.store.database import Store
from linkage.graph.store.reader import Reader
from linkage.graph.store.statements import statement
from tests.test_cli import linkage

SEARCH = """query Search($text: String!, $kinds: [Bearer!], $first: Int! = 10) {
  search(text: $text, kinds: $kinds, first: $first) {
    node { type: __typename ... on Actor { key } ... on Place { key } }
    name { text script kind }
    rule score ambiguous
  }
}"""
NAMES = """MATCH (name:Name)-[:NAMES]->(bearer)
RETURN bearer.id, bearer.name, bearer.key, name.text, name.language, name.script, name.kind, name.used
UNION MATCH (bearer:Actor|Place) WHERE bearer.folded IS NOT NULL
RETURN bearer.id, bearer.name, bearer.key, bearer.name AS `name.text`, 'und' AS `name.language`,
  null AS `name.script`, 'COMMON' AS `name.kind`, null AS `name.used`"""


def answer(database: Connection, document: str = SEARCH, **variables: Any) -> dict[str, Any]:
    async def ask() -> dict[str, Any]:
        async with Reader(database, timeout=120) as reader:
            return await Service(reader.record).answer(document, variables)

    return asyncio.run(ask())


def hits(database: Connection, text: str, **variables: Any) -> list[dict[str, Any]]:
    answered = answer(database, text=text, **variables)
    assert "errors" not in answered, answered
    found: list[dict[str, Any]] = answered["data"]["search"]
    return found


@pytest.mark.parametrize(
    ("text", "key", "name", "in_script", "kind", "rule"),
    [
        ("Haftar", "haftar", "Haftar", "Latn", "SHORT", "EXACT"),
        ("haftar", "haftar", "Haftar", "Latn", "SHORT", "CASE"),
        ("hafta", "haftar", "Haftar", "Latn", "SHORT", "PREFIX"),
        ("Хафтар", "haftar", "Хафтар", "Cyrl", "SHORT", "EXACT"),
        ("حفتر", "haftar", "حفتر", "Arab", "SHORT", "EXACT"),
        ("turkiye", "turkey", "Türkiye", "Latn", "OFFICIAL", "DIACRITICS"),
        ("اردوغان", "erdogan", "أردوغان", "Arab", "SHORT", "ARABIC_LETTERS"),
        ("wefaq", "gna", "al-Wefaq", "Latn", "SHORT", "ARTICLE"),
        ("حكومة الوفاق", "gna", "حكومة الوفاق", "Arab", "SHORT", "EXACT"),
        ("gna", "gna", "GNA", "Latn", "SHORT", "CASE"),
        ("Cavusoglu", "cavusoglu", "Cavusoglu", "Latn", "SHORT", "EXACT"),
        ("Chavushoglu", "cavusoglu", "Çavuşoğlu", "Latn", "SHORT", "TRANSLITERATION"),
        ("assad regime", "syrian-government", "Assad regime", "Latn", "PARTISAN", "CASE"),
        ("hatfar", "haftar", "Haftar", "Latn", "SHORT", "TYPO"),
        ("Field Marshal Haftar", "haftar", "Haftar", "Latn", "SHORT", "WORDS"),
    ],
)
def test_the_likeliest_hit_says_which_name_matched_and_why(
    shipped: Connection, text: str, key: str, name: str, in_script: str, kind: str, rule: str
) -> None:
    best = hits(shipped, text)[0]

    assert best["node"] == {"type": "Actor", "key": key}
    assert best["name"] == {"text": name, "script": in_script, "kind": kind}
    assert best["rule"] == rule


@pytest.mark.parametrize(
    ("text", "key"),
    [("Энаб Балади", "enab-baladi"), ("شويغو", "shoigu"), ("Хлиуи", "khlioui"), ("الوفاق", "gna")],
)
def test_a_name_is_found_from_a_script_in_which_nobody_wrote_it_down(shipped: Connection, text: str, key: str) -> None:
    best = hits(shipped, text, kinds=["ACTOR"])[0]

    assert best["node"]["key"] == key
    assert best["rule"] == "TRANSLITERATION" or script(text) == best["name"]["script"]


@pytest.mark.parametrize(
    ("text", "key"), [("Ankara", "turkey"), ("Moscow", "russia"), ("Damascus", "syrian-government")]
)
def test_a_metonym_finds_its_actor_beside_the_place_and_says_what_it_is(
    shipped: Connection, text: str, key: str
) -> None:
    place, actor = hits(shipped, text)[:2]

    assert place["node"] == {"type": "Place", "key": text.lower()}
    assert actor["node"] == {"type": "Actor", "key": key} and actor["name"]["kind"] == "METONYM"
    assert place["score"] == actor["score"] and place["ambiguous"] and actor["ambiguous"]


def test_only_the_bearers_that_are_wanted_are_found(shipped: Connection) -> None:
    assert {hit["node"]["type"] for hit in hits(shipped, "Ankara", kinds=["ACTOR"])} == {"Actor"}
    assert {hit["node"]["type"] for hit in hits(shipped, "Ankara", kinds=["PLACE"])} == {"Place"}


def test_an_actor_without_names_is_found_by_the_one_that_is_shown(shipped: Connection) -> None:
    best = hits(shipped, "Ariha section")[0]

    assert best["node"]["key"] == "ariha-civil-defense-head"
    assert best["name"]["text"] == "Head of the Ariha section of the Syrian Civil Defense"


MANY_READINGS = " ".join(first + second + "ججوججوث" for first in "جذظض" for second in "جوض")


@pytest.mark.parametrize(
    "text",
    [MANY_READINGS, "", " ", "—", '"', "*", "(((", "a:b OR *:*~", "\\", "AND NOT", "\u200b", "folded:*"],
)
def test_no_text_is_taken_for_syntax(shipped: Connection, text: str) -> None:
    assert isinstance(hits(shipped, text), list)


@pytest.mark.parametrize("variables", [{"text": "a" * 201}, {"text": "a " * 13}, {"text": "a", "first": 51}])
def test_a_search_for_too_much_is_refused(shipped: Connection, variables: dict[str, Any]) -> None:
    answered = answer(shipped, **variables)

    assert answered["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_the_index_keeps_back_nothing_that_ranking_would_find(shipped: Connection) -> None:
    with Store(shipped) as store:
        _, rows = store.rows(NAMES)
    names = [Candidate(*row[:5], row[5] or script(str(row[3])), *row[6:]) for row in rows]  # type: ignore[arg-type, call-arg]
    texts = sorted({name.text for name in names})
    for text in texts[:: len(texts) // 80]:
        expected = [hit.candidate.key for hit in rank_bearers(text, names, 5) if hit.match.complete]
        found = [hit["node"]["key"] for hit in hits(shipped, text, first=5)]

        assert found[: len(expected)] == expected, text


def test_whatever_is_selected_of_a_hit_comes_with_it(shipped: Connection) -> None:
    document = """query Q($text: String!) { search(text: $text) { score node { ... on Actor {
      key relations(first: 2) { nodes { subject { key } object { key } } } names { text } } } } }"""
    [best, *_] = answer(shipped, document, text="haftar")["data"]["search"]

    assert list(best) == ["score", "node"]
    assert best["node"]["key"] == "haftar" and len(best["node"]["names"]) > 5
    assert all("haftar" in (r["subject"]["key"], r["object"]["key"]) for r in best["node"]["relations"]["nodes"])


@pytest.fixture
def environment(shipped: Connection, settings: Settings) -> dict[str, str]:
    return {
        **server_variables(shipped),
        "LINKAGE_HOME": str(settings.home),
    }


def test_a_store_without_an_index_of_names_says_what_to_do(shipped: Connection) -> None:
    with Store(shipped) as store:
        store.rows("DROP INDEX name_forms")
        try:
            answered = answer(shipped, text="haftar")
        finally:
            store.rows(statement("migrations.0024-name-forms").text)
            store.rows("CALL db.awaitIndexes()")

    [error] = answered["errors"]
    assert error["extensions"]["code"] == "STORE_UNAVAILABLE"
    assert error["message"] == "no names are indexed here yet: run `linkage load`"
    assert hits(shipped, "haftar")[0]["node"]["key"] == "haftar"


def test_the_command_explains_itself_with_an_example() -> None:
    assert "Example: linkage search haftar" in linkage("search", "--help").stdout


def test_the_command_prints_a_table_of_what_it_found_and_why(environment: dict[str, str]) -> None:
    done = linkage("search", "ankara", **environment)

    assert done.returncode == 0 and done.stderr == ""
    [place, actor, *_] = [line for line in done.stdout.splitlines() if "0.98" in line]
    assert "ankara" in place and "common, Latn" in place and "= 0.98" in place
    assert "turkey" in actor and "metonym, Latn" in actor and "case" in actor


def test_the_command_prints_json(environment: dict[str, str]) -> None:
    done = linkage("search", "хафт", "--json", "--first", "1", **environment)

    [hit] = json.loads(done.stdout)
    assert hit["node"]["key"] == "haftar" and hit["rule"] == "PREFIX"


def test_the_command_says_so_where_nothing_is_found(environment: dict[str, str]) -> None:
    done = linkage("search", "zzzz", **environment)

    assert done.returncode == 0 and "nothing here is called 'zzzz'" in done.stdout
