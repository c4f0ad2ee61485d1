"""The schemas that editors complete and check with: they take what is valid, and refuse what a record cannot be."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from linkage.graph.records import KINDS
from linkage.ingest.text.dataset import HEAD, kind_of
from linkage.ingest.text.json_schema import schemas
from linkage.ingest.text.used import find
from tests.full import FILES, HEAD_FIELDS
from tests.village import claim

SCHEMAS = dict(schemas())
# An editor reads YAML 1.2: a date is a text, a year a number, and the language `no` is Norwegian.
RESOLVERS = {
    first: [
        (tag, pattern)
        for tag, pattern in found
        if not tag.endswith("timestamp") and not (tag.endswith("bool") and first not in "tTfF")
    ]
    for first, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
EDITOR: Any = type("Editor", (yaml.CSafeLoader,), {"yaml_implicit_resolvers": RESOLVERS})


def errors(name: str, value: Any, given: dict[str, Any] = SCHEMAS) -> list[str]:
    return [error.message for error in Draft202012Validator(given[name]).iter_errors(value)]


def files(name: str) -> Iterator[Any]:
    dataset = find(name)
    for file, kind, path in dataset.files():
        yield pytest.param(next(key for key in KINDS if KINDS[key] is kind), path, id=file)


@pytest.mark.parametrize("name", ["dataset", *KINDS])
def test_every_kind_of_file_has_a_schema_that_is_one(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize(("name", "path"), list(files("syria-libya")))
def test_the_shipped_files_are_valid(name: str, path: Path) -> None:
    assert errors(name, yaml.load(path.read_text("utf-8"), EDITOR)) == []


@pytest.mark.parametrize("file", FILES)
def test_every_field_is_in_the_schema(file: str) -> None:
    name = next(key for key in KINDS if KINDS[key] is kind_of(file))

    assert errors(name, FILES[file]) == []
    assert errors("dataset", HEAD_FIELDS) == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        pytest.param("claims", [claim(mood="sad")], "'mood' was unexpected", id="unknown field"),
        pytest.param("claims", [claim(certainty=1.5)], "1.5 is greater than the maximum", id="certainty over 1"),
        pytest.param("claims", [claim(held="soon")], "'soon' is not valid under any", id="no date"),
        pytest.param("claims", [claim(hedge="perhaps")], "'perhaps' is not one of", id="unknown hedge"),
        pytest.param("claims", [claim(locator=None)], "'locator' is a required property", id="no locator"),
        pytest.param("claims", [claim(locator={"words": "a b c d e f g h i"})], "does not match", id="nine words"),
        pytest.param("claims", [claim(subject="Ann")], "'Ann' does not match", id="no slug"),
        pytest.param("claims", [claim(speakers=[])], "[] should be non-empty", id="nobody speaks"),
        pytest.param("claims", claim(), "is not of type 'array'", id="no list"),
        pytest.param("dataset", HEAD_FIELDS | {"coders": []}, "[] should be non-empty", id="nobody codes"),
    ],
)
def test_what_a_record_cannot_be_is_refused(name: str, value: Any, said: str) -> None:
    assert any(said in error for error in errors(name, value)), errors(name, value)


def test_every_class_and_every_field_is_described() -> None:
    for name, schema in SCHEMAS.items():
        for title, definition in {name: schema, **schema["$defs"]}.items():
            assert "items" in definition or len(definition["description"]) > 15, title
            for field, value in definition.get("properties", {}).items():
                assert len(value["description"]) > 10, (title, field)


def test_keys_of_a_data_set_are_offered_and_new_ones_are_no_error() -> None:
    known = dict(schemas(find("syria-libya")))
    properties = known["claims"]["$defs"]["Claim"]["properties"]

    assert "turkey" in properties["subject"]["anyOf"][0]["enum"]
    assert {"turkey", "place/idlib", "issue/idlib-posts"} < set(properties["object"]["anyOf"][0]["enum"])
    assert "backs" in properties["kind"]["anyOf"][0]["enum"]
    assert "libya" in properties["theatres"]["items"]["anyOf"][0]["enum"]
    assert properties["coder"]["anyOf"][0]["enum"][0] == "first-reader"
    assert errors("claims", [claim()], known) == []
    assert any("Ann" in error for error in errors("claims", [claim(subject="Ann")], known))


def test_the_file_of_the_head_is_named_as_its_schema() -> None:
    assert HEAD == "dataset.yaml" and next(iter(SCHEMAS)) == "dataset"
