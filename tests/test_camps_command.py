"""`linkage camps`: what it prints of a table of ties, and what it refuses."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from linkage.cli import app
from linkage.graph.balance.camps import SignedTie
from linkage.graph.errors import TableError
from linkage.ingest.tables.signed_ties import read_signed_ties
from tests.gahuku import GAHUKU
from tests.test_camps import complete
from tests.test_cli import linkage

HEADER = "source,target,sign\n"
RIVALS = HEADER + "Anna,Boris,+\nBoris,Clara,1\nAnna,Clara,−\nClara,Dora,-1\n"


def table(folder: Path, content: str | bytes) -> Path:
    file = folder / "ties.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def camps(*words: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, ["camps", *words], input=stdin)


def test_json_has_five_fields_and_the_published_answer(tmp_path: Path) -> None:
    rows = [f"{tie.source},{tie.target},{tie.sign}" for tie in GAHUKU]

    done = linkage("camps", str(table(tmp_path, HEADER + "\n".join(rows))), "-k", "2", "--json")

    answer = json.loads(done.stdout)
    assert list(answer) == ["index", "camps", "frustrated", "unique", "either_way"], done.stderr
    assert answer["index"] == 7 and '"index": 7,' in done.stdout and answer["unique"] is True
    assert answer["camps"][0] == ["1", "15", "16", "2"] and len(answer["camps"]) == 2
    assert answer["frustrated"][0] == {"source": "10", "target": "11", "sign": -1, "weight": 1}


def test_text_names_camps_frustrated_ties_and_what_the_index_rests_on(tmp_path: Path) -> None:
    done = camps(str(table(tmp_path, RIVALS)))

    assert done.exit_code == 0 and "Frustration index 1 of 4, k = 2" in done.stdout, done.stderr
    assert "Other splits do as well" in done.stdout and "Frustrated ties" in done.stdout
    assert "Could go either way, each moved alone: Boris." in done.stdout
    assert "4 signed ties (2 + and 2 −)" in done.stdout and "says little" in " ".join(done.stdout.split())


def test_weights_decide_and_keep_their_decimals(tmp_path: Path) -> None:
    rows = "Anna,Boris,+,0.5\nBoris,Clara,+,2\nAnna,Clara,-,3e0\n"

    done = camps(str(table(tmp_path, "source,target,sign,weight\n" + rows)), "--json")

    answer = json.loads(done.stdout)
    assert answer["index"] == 0.5 and answer["unique"] is True
    assert answer["frustrated"] == [{"source": "Anna", "target": "Boris", "sign": 1, "weight": 0.5}]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(RIVALS.encode("utf-8-sig"), id="a byte order mark"),
        pytest.param(RIVALS.replace("\n", "\r\n").encode(), id="line ends of Windows"),
        pytest.param(RIVALS.replace("\n", "\n\n ,, \n").encode(), id="blank rows"),
        pytest.param(RIVALS.replace(",", " , ").encode(), id="blanks around the cells"),
        pytest.param(RIVALS.replace("Anna", '"Anna"').encode(), id="quotes"),
    ],
)
def test_the_same_table_in_another_form_gives_the_same_ties(tmp_path: Path, content: bytes) -> None:
    assert read_signed_ties(table(tmp_path, content)) == [
        SignedTie("Anna", "Boris", 1),
        SignedTie("Boris", "Clara", 1),
        SignedTie("Anna", "Clara", -1),
        SignedTie("Clara", "Dora", -1),
    ]


def test_names_that_look_the_same_are_the_same_actor(tmp_path: Path) -> None:
    content = HEADER + "Zo\u00eb,Anna,+\nZoe\u0308,Boris,-\n"

    assert {tie.source for tie in read_signed_ties(table(tmp_path, content))} == {"Zo\u00eb"}


def test_a_dash_reads_standard_input() -> None:
    done = camps("-", "-k", "3", "--json", stdin=RIVALS)

    assert json.loads(done.stdout)["index"] == 1, done.stderr


def test_when_time_is_up_the_proven_gap_is_told(tmp_path: Path) -> None:
    rows = [f"{tie.source},{tie.target},{tie.sign}" for tie in complete(45, seed=3)]

    done = camps(str(table(tmp_path, HEADER + "\n".join(rows))), "--seconds", "0.3", "--json")

    answer = json.loads(done.stdout)
    assert answer["unique"] is None and f"leaves {answer['index']} frustrated" in done.stderr
    assert "none leaves less than" in done.stderr and done.exit_code == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("", "ties.csv:1: it is empty", id="empty file"),
        pytest.param(HEADER, "ties.csv:1: no rows follow the header", id="header only"),
        pytest.param("source,sign\na,+\n", "ties.csv:1: the column 'target' is missing", id="missing column"),
        pytest.param("source,target,sign,colour\n", "the column 'colour' is unknown", id="unknown column"),
        pytest.param("source,target,sign,sign\n", "'sign' is there more than once", id="column twice"),
        pytest.param(HEADER + "a,b,+\na,c\n", "ties.csv:3: 2 cells where the header has 3", id="short row"),
        pytest.param(HEADER + "a,b,+\n\na,b,1\n", "ties.csv:4: line 2 already has", id="duplicate row"),
        pytest.param(HEADER + "a,b,0\n", "ties.csv:2: the sign '0' is neither", id="a channel"),
        pytest.param(HEADER + "a,b,NaN\n", "ties.csv:2: the sign 'NaN' is neither", id="sign NaN"),
        pytest.param(HEADER + "a,a,+\n", "ties.csv:2: a has a tie with itself", id="itself"),
        pytest.param(HEADER + "a,,+\n", "ties.csv:2: an actor has no name", id="no name"),
        pytest.param(HEADER + 'a,"b,+\n', "ties.csv:2: this is no row", id="open quote"),
        pytest.param(HEADER.encode() + b"\na,\xff,+\n", "ties.csv:3: this is not UTF-8", id="not UTF-8"),
        *(
            pytest.param(f"source,target,sign,weight\na,b,+,{weight}\n", f"2: the weight '{weight}'", id=weight)
            for weight in ("nan", "inf", "0", "-1", "", "1e999", "much", "1_0", "1e-400")
        ),
    ],
)
def test_a_table_that_breaks_a_rule_is_refused_with_file_line_and_rule(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    file = table(tmp_path, content)

    with pytest.raises(TableError) as refused:
        read_signed_ties(file)

    assert message in str(refused.value) and str(file) in str(refused.value)


def test_a_refusal_is_one_line_and_no_answer(tmp_path: Path) -> None:
    done = linkage("camps", str(table(tmp_path, HEADER + "a,b,0\n")))

    assert done.returncode == 1 and done.stdout == "" and len(done.stderr.splitlines()) == 1, done.stderr


def test_what_is_no_file_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="it cannot be read: Is a directory"):
        read_signed_ties(tmp_path)
    with pytest.raises(TableError, match="it cannot be read: No such file"):
        read_signed_ties(tmp_path / "nowhere.csv")


@pytest.mark.parametrize("words", [["-k", "1"], ["--seconds", "0"]])
def test_a_call_that_cannot_work_is_told_which_option_is_wrong(words: list[str]) -> None:
    done = camps("nowhere.csv", *words)

    assert done.exit_code == 2 and words[0] in done.stderr, done.stderr


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("source,target,sign\na,b,1.0\nb,c,-1.0\n", id="signs of a spreadsheet"),
        pytest.param("source,target,weight\na,b,1\nb,c,-1\n", id="weights below zero"),
        pytest.param("Source;Target;Sign;Weight\na;b;+;1,0\nb;c;−1;1,0\n", id="semicolons and capitals"),
    ],
)
def test_signs_come_in_any_spelling(tmp_path: Path, content: str) -> None:
    assert [(tie.source, tie.sign, tie.weight) for tie in read_signed_ties(table(tmp_path, content))] == [
        ("a", 1, 1),
        ("b", -1, 1),
    ]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        pytest.param("source,target\na,b\n", "the column 'sign' is missing", id="neither sign nor weight"),
        pytest.param("source,target,sign,weight\na,b,1,-2\n", "the weight '-2' is no number above 0", id="two signs"),
        pytest.param("source,target,sign\na,b,2.0\n", "the sign '2.0' is neither", id="no sign"),
        pytest.param("source,target,weight\na,b,0\n", "the weight '0' is no number above 0", id="nothing"),
    ],
)
def test_signs_that_nobody_can_mean_are_refused(tmp_path: Path, content: str, rule: str) -> None:
    with pytest.raises(TableError, match=rule):
        read_signed_ties(table(tmp_path, content))
