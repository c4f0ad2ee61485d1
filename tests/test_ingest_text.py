"""Text becomes records or problems that name file, line and rule; nothing in between."""

from pathlib import Path

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
        pytest.param(b"- key: \xff", None, "is not UTF-8: byte 7 is 0xff", id="not UTF-8"),
    ],
)
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

    assert record == Raw(1, b'{"key": "a"}\n')
    assert isinstance(problem, Problem) and problem.line == 3 and "line of more than" in problem.rule


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "actors.yaml"
    path.write_text("# nobody yet\n", "utf-8")

    assert list(read_records(path, "actors.yaml")) == []
