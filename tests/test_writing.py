"""The canonical form: reading what was written gives equal records, writing what was read gives equal bytes."""

from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.progress import Progress

from linkage.graph.errors import InvalidDataSetError, LinkageError
from linkage.graph.records import KINDS, Actor, ActorKind, Claim, Document, Head, Name, NameKind
from linkage.ingest.text.dataset import HEAD, Located, located, opened, parse_record
from linkage.ingest.text.formatting import FormatReport, comments, examine, rewrite
from linkage.ingest.text.used import find
from linkage.ingest.text.writer import WIDTH, format_map, format_records, format_yaml, write_text
from tests.full import write_full
from tests.records import records
from tests.village import CLAIM, VILLAGE

QUIET = Progress(disable=True)
[DOCUMENT] = VILLAGE["documents"]


def reread(file: str, written: str) -> list[Any]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / file
        path.write_text(written, "utf-8", newline="")
        entries = list(located(path, file, KINDS[path.stem]))
    assert all(isinstance(entry, Located) for entry in entries), (written, entries)
    return [entry.record for entry in entries]


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_reading_what_was_written_gives_equal_records_and_writing_them_equal_bytes(
    kind: str, data: st.DataObject
) -> None:
    drawn = data.draw(st.lists(records(KINDS[kind]), min_size=1, max_size=3))
    for file in (f"{kind}.yaml", f"{kind}.jsonl"):
        written = "".join(format_records(file, drawn))
        read = reread(file, written)

        assert read == drawn
        assert "".join(format_records(file, read)) == written


def test_marks_of_yaml_are_text_wherever_they_stand() -> None:
    marks = "ab-?:#,[]{}&*!|>'\"%@`=~.¤\\"
    texts = ["".join(signs) for length in (1, 2, 3) for signs in product(marks, repeat=length)]
    texts += [":¤x", "?x: y", "a :?b", ":: a", "- :", "a ?: b"]
    actors = [
        Actor(key=f"a{number}", kind=ActorKind.PERSON, name=text, names=(name(text),))
        for number, text in enumerate(texts)
    ]

    assert reread("actors.yaml", "".join(format_yaml(actors))) == actors


def name(text: str) -> Name:
    return Name(text=text, language="en", script="Latn", kind=NameKind.COMMON)


@settings(deadline=None, max_examples=40)
@given(head=records(Head))
def test_the_head_of_a_data_set_is_read_as_it_was_written(head: Head) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / HEAD).write_text(format_map(head), "utf-8")

        assert opened(Path(folder), folder).head == head


def test_no_line_is_longer_than_it_must_be(tmp_path: Path) -> None:
    write_full(tmp_path)
    lines = [line for path in tmp_path.rglob("*.yaml") for line in path.read_text("utf-8").splitlines()]

    assert WIDTH - 10 < max(map(len, lines)) <= WIDTH
    address = "https://example.org/" + "a" * WIDTH
    assert f"  address: {address}\n" in "".join(format_yaml([parse_record(Document, DOCUMENT | {"address": address})]))


def test_a_record_reads_as_a_person_would_write_it() -> None:
    long = (
        "A summary that is too long for a line of the file, so that it has to be folded at a space and goes on below."
    )
    fields = CLAIM | {
        "summary": long,
        "certainty": 1.0,
        "held": "2020",
        "matter": "no: never",
        "theatres": [],
    }

    assert "".join(format_yaml([parse_record(Claim, fields)])) == (
        "- key: one\n"
        "  kind: backs\n"
        "  subject: ann\n"
        "  object: bob\n"
        '  matter: "no: never"\n'
        "  held: 2020\n"
        "  document: gazette-1\n"
        "  locator: {paragraph: 3, words: Ann stands by}\n"
        "  speakers: [gazette]\n"
        "  hedge: asserted\n"
        "  certainty: 1\n"
        "  summary: >-\n"
        "    A summary that is too long for a line of the file, so that it has to be folded at a space and goes on\n"
        "    below.\n"
        "  coder: eve\n"
    )


def test_records_are_parted_by_one_blank_line_and_names_stand_one_a_line() -> None:
    name = {"text": "Анна, a", "language": "ru", "script": "Cyrl", "kind": "common"}
    actors = [
        {"key": "ann", "kind": "person", "name": "Ann", "names": [name]},
        {"key": "bob", "kind": "state", "name": "No"},
    ]

    assert "".join(format_yaml(parse_record(Actor, actor) for actor in actors)) == (
        "- key: ann\n  kind: person\n  name: Ann\n  names:\n"
        '    - {text: "Анна, a", language: ru, script: Cyrl, kind: common}\n'
        "\n"
        "- key: bob\n  kind: state\n  name: No\n"
    )


@pytest.mark.parametrize("name", ["syria-libya"])
def test_the_shipped_data_set_is_in_canonical_form(name: str) -> None:
    found = examine(find(name), QUIET)

    assert found.files == [] and found.comments == [], "run `linkage fmt`"


def test_what_is_written_once_needs_no_second_time(tmp_path: Path) -> None:
    dataset = find(str(write_full(tmp_path)))
    path = tmp_path / "actors" / "people.yaml"
    canonical = path.read_bytes()
    path.write_text("\n" + path.read_text("utf-8").replace("kind: person", "kind: 'person'\n"), "utf-8")

    report = examine(dataset, QUIET)
    assert report.files == ["actors/people.yaml"]

    rewrite(dataset, report)

    assert path.read_bytes() == canonical
    assert examine(dataset, QUIET).files == []


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        pytest.param("# first\n- key: a\n", [1], id="before a record"),
        pytest.param("- key: a # behind\n", [1], id="behind a value"),
        pytest.param(
            "- key: a\n  note: >- # mark\n    b # no comment\n  x: 'c # none'\n", [2], id="behind the mark of a text"
        ),
        pytest.param("- key: a\n\n# one\n# two\n- key: b\n# last", [3, 4, 6], id="between and at the end"),
        pytest.param("- key: سلام # بعد\n  l: [a, # in\n   b]\n", [1, 2], id="within a list, after Arabic"),
        pytest.param("- key: a#b\n  address: http://a.b/#c\n", [], id="no comment at all"),
    ],
)
def test_every_comment_is_found_with_its_line(tmp_path: Path, written: str, lines: list[int]) -> None:
    path = tmp_path / "actors.yaml"
    path.write_text(written, "utf-8")

    assert [comment.line for comment in comments(path, "actors.yaml")] == lines


def test_a_data_set_with_bad_records_is_left_alone(tmp_path: Path) -> None:
    dataset = find(str(write_full(tmp_path)))
    path = tmp_path / "events.yaml"
    path.write_text("- {key: a, name: A}\n- {key: b}\n", "utf-8")

    with pytest.raises(InvalidDataSetError) as caught:
        examine(dataset, QUIET)

    assert caught.value.problems == ["events.yaml:2: event b: name: is missing"]
    with pytest.raises(LinkageError, match="changed while it was read: events.yaml:2"):
        rewrite(dataset, FormatReport(dataset.version(), ["events.yaml"], []))
    assert path.read_text("utf-8") == "- {key: a, name: A}\n- {key: b}\n"


def test_a_text_that_changed_since_it_was_read_is_left_alone(tmp_path: Path) -> None:
    dataset = find(str(write_full(tmp_path)))
    path = tmp_path / "events.yaml"
    path.write_text("- {key: a, name: A}\n", "utf-8")
    report = examine(dataset, QUIET)
    path.write_text("- {key: a, name: B}  # better\n", "utf-8")

    with pytest.raises(LinkageError, match="data set 'full' changed while it was read: run the command again"):
        rewrite(dataset, report)

    assert report.files == ["events.yaml"]
    assert path.read_text("utf-8") == "- {key: a, name: B}  # better\n"


def test_a_file_that_cannot_be_written_whole_is_not_written_at_all(tmp_path: Path) -> None:
    def chunks() -> Any:
        yield "half"
        raise KeyboardInterrupt

    (tmp_path / "a.yaml").write_text("whole", "utf-8")
    with pytest.raises(KeyboardInterrupt):
        write_text(tmp_path / "a.yaml", chunks())

    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]
    assert (tmp_path / "a.yaml").read_text("utf-8") == "whole"
