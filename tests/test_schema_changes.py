"""What clients know of the schema stays as it was released, or the changelog says that it does not."""

import re
from pathlib import Path

import pytest
from graphql import GraphQLSchema, build_schema, find_breaking_changes

RELEASED = Path("api/schema.released.graphql")
PRINTED = Path("api/schema.graphql")
CHANGELOG = Path("CHANGELOG.md")


def unannounced(released: GraphQLSchema, printed: GraphQLSchema, changelog: str) -> list[str]:
    """Changes that break a client, of whose place nothing stands under *Breaking* of the newest version."""
    newest = changelog.partition("\n## ")[2].partition("\n## ")[0]
    announced = re.search(r"^### Breaking\n(.*?)(?=^#|\Z)", newest, re.MULTILINE | re.DOTALL)
    places = re.findall(r"`([^`]+)`", announced[1]) if announced else []
    changes = [change.description for change in find_breaking_changes(released, printed)]
    return [change for change in changes if not any(_told(place, change) for place in places)]


def _told(place: str, change: str) -> bool:
    """Whether a change is of a place such as `Actor.name`, and not of another that begins alike."""
    return re.search(rf"(?<![\w.]){re.escape(place)}(?!\w|\.\w)", change) is not None


def schema(fields: str) -> GraphQLSchema:
    return build_schema(f"type Query {{ {fields} }}")


BEFORE = schema("actor(key: String!): String names: String name: String")


def test_nothing_that_was_released_has_gone_without_a_word() -> None:
    released, printed = (build_schema(path.read_text("utf-8")) for path in (RELEASED, PRINTED))

    assert unannounced(released, printed, CHANGELOG.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "after",
    [
        pytest.param("actor(key: String!): String names: String", id="a field that is gone"),
        pytest.param("actor(key: String!): String names: String name: Int", id="another type"),
        pytest.param("actor(key: String!): String names: String name(of: ID!): String", id="an argument more"),
    ],
)
def test_what_breaks_a_client_is_found_until_it_is_announced(after: str) -> None:
    said = "# Changelog\n\n## 2\n\n- New.\n\n### Breaking\n\n- `Query.name`: ask for `names`.\n"

    assert len(unannounced(BEFORE, schema(after), "# Changelog\n\n## 2\n\n- New.\n")) == 1
    assert unannounced(BEFORE, schema(after), said) == []


def test_what_an_older_version_announced_does_not_count() -> None:
    said = "# Changelog\n\n## 2\n\n- New.\n\n## 1\n\n### Breaking\n\n- `Query.name` is gone.\n"

    assert len(unannounced(BEFORE, schema("actor(key: String!): String names: String"), said)) == 1


def test_a_word_on_one_place_does_not_cover_another() -> None:
    said = "# Changelog\n\n## 2\n\n### Breaking\n\n- `Query.name` is gone.\n"

    assert unannounced(BEFORE, schema("actor(key: String!): String name: String"), said) == [
        "Field Query.names was removed."
    ]


def test_what_is_new_breaks_nobody() -> None:
    more = schema("actor(key: String!, day: String): String names: String name: String more: Int")

    assert unannounced(BEFORE, more, "") == []
