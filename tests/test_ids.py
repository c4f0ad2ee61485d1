"""Ids lead back to what they name, and nothing else passes for one."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.graph.ids import global_id, split_id

WORDS = st.text(st.characters(codec="utf-8", exclude_characters=":"))


@given(st.text("ABCabc", min_size=1), st.lists(WORDS, min_size=1, max_size=4))
def test_an_id_leads_back_to_type_and_keys(kind: str, keys: list[str]) -> None:
    identifier = global_id(kind, *keys)

    assert split_id(identifier) == (kind, *keys)
    assert set(identifier) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@given(st.lists(WORDS, min_size=1, max_size=3), st.lists(WORDS, min_size=1, max_size=3))
def test_different_things_have_different_ids(one: list[str], other: list[str]) -> None:
    assert (global_id("Actor", *one) == global_id("Actor", *other)) is (one == other)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("alder", id="a key"),
        pytest.param("Actor:alder", id="in plain text"),
        pytest.param(global_id("Actor", "alder") + "=", id="with padding"),
        pytest.param(global_id("Actor", "alder")[:-1], id="cut short"),
        pytest.param(" " + global_id("Actor", "alder"), id="with space"),
        pytest.param(base64.urlsafe_b64encode(b"Actor").decode().rstrip("="), id="a type alone"),
        pytest.param(base64.b64encode(b"Actor:???" + b">>>").decode(), id="in another alphabet"),
        pytest.param(base64.urlsafe_b64encode(b"Actor:\xff\xff").decode().rstrip("="), id="of no text"),
        pytest.param("ميناء", id="in Arabic letters"),
        pytest.param("\ud800", id="half a character"),
        pytest.param("\x00", id="a null byte"),
    ],
)
def test_what_was_not_given_out_as_an_id_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="is not an id"):
        split_id(text)


@given(st.text())
def test_any_text_is_an_id_or_refused(text: str) -> None:
    try:
        found = split_id(text)
    except ValueError:
        return
    assert global_id(*found) == text
