"""Text becomes records or problems that name file, line and rule; nothing in between."""

from pathlib import Path

import orjson
import pytest

from linkage.ingest.text.reader import LONGEST_LINE, Problem, Raw, read_records


def test_a_list_of_maps_is_read_with_the_line_of_each(tmp_path: Path) -> None:
    path = tmp_path / "actors.yaml"
    path.write_text("# people\n- key: ann\n  name: Ann\n\n- {key: no, born: 1961-02-03, language: no}\n", "utf-8")

    read_ = list(read_records(path, "actors.yaml"))

    assert read_ == [
        Raw(2, {"key": "ann", "name": "Ann"}),
        Raw(5, {"key": "no", "born": "1961-02-03", "language": "no"}),
    ]


@pytest.mark.parametrize(
    ("text", "line", "rule"),
    [
        pytest.param(b"- key: [\n", 2, "is not YAML", id="not YAML"),
        pytest.param(b"key: ann", None, "is not a list of records", id="a map"),
        pytest.param(b"- ann", 1, "is not a record", id="a text in the list"),
        pytest.param(b"- key: ann\n  key: bob", 2, "field key is given twice", id="a field twice"),
        pytest.param(b"- key: &a ann\n  name: *a", 1, "aliases", id="an alias"),
        pytest.param(b"- {key: ann,\n  figures: {a: 1, a: 2}}", 2, "field a is given twice", id="a field within a field twice"),
        pytest.param(b"- key: !!str 5", 1, "tags (!name) are not allowed", id="a tag"),
        pytest.param(b"- key: !!binary YW5u", 1, "tags (!name) are not allowed", id="bytes"),
        pytest.param(b"- key: !!float '0.5'", 1, "tags (!name) are not allowed", id="a text that a tag makes a number"),
        pytest.param(b"- !!omap [key: ann]", 1, "is not a record", id="a list that a tag makes a map"),
        pytest.param(b"- {1: ann}", 1, "a field's name is not text", id="a number for a name"),
        pytest.param(b"- key: ann\n  name: An\xc2\x85n", 2, "holds the hidden character U+0085", id="a line end that a reader would drop"),
        pytest.param(b"- key: ann\n\xef\xbb\xbf- key: bob", 2, "holds the hidden character U+FEFF", id="a mark within"),
        pytest.param(b"- key: \xff", None, "is not UTF-8: byte 7 is 0xff", id="not UTF-8"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_problem(tmp_path: Path, text: bytes, line: int | None, rule: str) -> None:
    path = tmp_path / "actors.yaml"
    path.write_bytes(text)

    [problem] = read_records(path, "actors.yaml")

    assert isinstance(problem, Problem) and rule in problem.rule
    assert problem.line == line and str(problem).startswith("actors.yaml")


def test_a_bad_record_does_not_hide_the_ones_after_it(tmp_path: Path) -> None:
    path = tmp_path / "actors.yaml"
    path.write_text("- key: ann\n  key: bob\n- key: cem\n", "utf-8")

    problem, record = read_records(path, "actors.yaml")

    assert isinstance(problem, Problem) and isinstance(record, Raw) and record.line == 3


def test_json_lines_are_read_and_a_huge_line_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_bytes(b'{"key": "a"}\n\n{"key": "' + b"b" * LONGEST_LINE + b'"}\n')

    record, problem = read_records(path, "claims.jsonl")

    assert record == Raw(1, {"key": "a"})
    assert isinstance(problem, Problem) and problem.line == 3 and "line of more than" in problem.rule


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "actors.yaml"
    path.write_text("# nobody yet\n", "utf-8")

    assert list(read_records(path, "actors.yaml")) == []


LINES = [
    pytest.param(b'{"key": "a", "key": "b"}', "field key is given twice", id="twice"),
    pytest.param(b'{"key" : "a", "note": "b: c", "key" :"a"}', "field key is given twice", id="twice, with space and a colon"),
    pytest.param(b'{"key": "a", "k\\u0065y": "b"}', "field key is given twice", id="twice in two spellings"),
    pytest.param(b'{"key": "a", "figures": {"n": 1, "n": 1}}', "field n is given twice", id="twice in a map within"),
    pytest.param(b'{"key": "a", "names": [{"text": "a", "text": "b"}]}', "field text is given twice", id="twice in a list within"),
    pytest.param(b'{"key": "a"', "is not JSON: ", id="torn"),
    pytest.param(b'{"key": NaN}', "is not JSON: ", id="not a number"),
    pytest.param(b'{"key": "a"} {"key": "b"}', "is not JSON: ", id="two on a line"),
    pytest.param(b'["key"]', "is not a record", id="a list"),
    pytest.param(b'{"key": ' + b"[" * 9 + b"]" * 9 + b"}", "nests more than 8 deep", id="deep"),
    pytest.param(b'{"key": ' + b"[" * 90_000 + b"]" * 90_000 + b"}", "is not JSON: ", id="deep without end"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "rule"), LINES)
def test_a_line_that_is_no_record_is_refused_and_hides_no_other(tmp_path: Path, line: bytes, rule: str) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_bytes(b'{"key": "one"}\n' + line + b'\n{"key": "two"}\n')

    before, problem, after = read_records(path, "claims.jsonl")

    assert isinstance(problem, Problem) and problem.line == 2 and problem.rule.startswith(rule)
    assert (before, after) == (Raw(1, {"key": "one"}), Raw(3, {"key": "two"}))


@pytest.mark.parametrize(
    "line", [b'{"note": "key: a, key: b", "key": "a"}', b'{"a": {"a": [{"a": ":"}]}, "b": "\\":"}']
)
def test_a_colon_in_a_text_repeats_nothing(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_bytes(line)

    assert list(read_records(path, "claims.jsonl")) == [Raw(1, orjson.loads(line))]


@pytest.mark.parametrize(("file", "text"), [("a.yaml", b"- {key: ann}"), ("a.jsonl", b'{"key": "ann"}')])
def test_a_byte_order_mark_before_a_text_is_passed_over(tmp_path: Path, file: str, text: bytes) -> None:
    (tmp_path / file).write_bytes(b"\xef\xbb\xbf" + text)

    assert list(read_records(tmp_path / file, file)) == [Raw(1, {"key": "ann"})]


def test_both_forms_read_the_same_numbers(tmp_path: Path) -> None:
    numbers = b"[0, -7, 0.5, 5e-1, 5E+2, -1.25e3]"
    (tmp_path / "a.yaml").write_bytes(b"- figures: " + numbers)
    (tmp_path / "a.jsonl").write_bytes(b'{"figures": ' + numbers + b"}")

    assert [*read_records(tmp_path / "a.yaml", "a.yaml")] == [*read_records(tmp_path / "a.jsonl", "a.jsonl")]
