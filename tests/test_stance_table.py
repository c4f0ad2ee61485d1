"""Stance tables as text: what is read exactly, what is refused and where, and what is written."""

import io
from fractions import Fraction
from pathlib import Path

import pytest

from linkage.graph.errors import TableError
from linkage.ingest.tables.stance_table import (
    format_scales,
    format_stance_table,
    number,
    read_coded_stances,
    read_stance_table,
)

HEADER = "actor,issue,position,salience,power\n"
ROWS = "ann,toll,10,0.1,1\nbob,toll,30,1,2\ncem,toll,20,0.25,0.5\n"
SCALES = "issue,low,high\ntoll,0,40\n"


def write(folder: Path, content: str | bytes, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_positions_run_from_the_lowest_to_the_highest_where_no_scale_is_given(tmp_path: Path) -> None:
    found = read_stance_table(write(tmp_path, HEADER + ROWS))

    assert {actor: stand.position for (actor, _), stand in found.stands.items()} == {
        "ann": 0,
        "bob": 100,
        "cem": 50,
    }
    assert found.stands["cem", "toll"].salience == Fraction(1, 4)
    assert found.stands["bob", "toll"].power == 2


def test_positions_run_between_the_ends_of_their_scale(tmp_path: Path) -> None:
    found = read_stance_table(write(tmp_path, HEADER + ROWS), write(tmp_path, SCALES, "scales.csv"))

    assert [stand.position for stand in found.stands.values()] == [25, 75, 50]


def test_a_scale_may_run_downwards(tmp_path: Path) -> None:
    found = read_stance_table(
        write(tmp_path, HEADER + ROWS), write(tmp_path, "issue,high,low\ntoll,0,40\n", "scales.csv")
    )

    assert [stand.position for stand in found.stands.values()] == [75, 25, 50]


def test_figures_are_read_exactly(tmp_path: Path) -> None:
    found = read_stance_table(write(tmp_path, HEADER + "ann,toll,0,1e-3,.1\nbob,toll,3,0.30,+1.\ncem,toll,1,0,0\n"))

    assert found.stands["ann", "toll"].salience == Fraction(1, 1000)
    assert found.stands["ann", "toll"].power == Fraction(1, 10)
    assert found.stands["bob", "toll"].salience == Fraction(3, 10)
    assert found.stands["cem", "toll"].position == Fraction(100, 3)


def test_columns_stand_in_any_order_behind_a_mark_and_between_blank_lines(tmp_path: Path) -> None:
    plain = read_stance_table(write(tmp_path, HEADER + ROWS))
    content = "power,position, issue,actor,salience\r\n\r\n1,10,toll,ann,0.1\r\n2,30,toll,bob,1\r\n0.5,20,toll, cem ,0.25\r\n,,,,\r\n"

    assert read_stance_table(write(tmp_path, b"\xef\xbb\xbf" + content.encode())) == plain


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("\ufeffactor;issue;position;salience;power\r\nann;toll;10;0,1;1\r\nbob;toll;30;1;2\r\ncem;toll;20;0,25;0,5\r\n".encode(), id="Berlin"),
        pytest.param(b"sep=;\r\nACTOR;ISSUE;POSITION;SALIENCE;POWER;;\r\nann;toll;10;0,1;1;;\r\nbob;toll;30;1;2;;\r\ncem;toll;20;0,25;0,5;;\r\n", id="Ankara"),
        pytest.param("actor\tissue\tposition\tsalience\tpower\r\nann\ttoll\t10\t0,1\t1\r\nbob\ttoll\t30\t1\t2\r\ncem\ttoll\t20\t0,25\t0,5\r\n".encode("utf-16"), id="Moscow"),
    ],
)  # fmt: skip
def test_a_table_is_read_as_a_spreadsheet_of_any_country_writes_it(tmp_path: Path, content: bytes) -> None:
    assert read_stance_table(write(tmp_path, content)) == read_stance_table(write(tmp_path, HEADER + ROWS, "plain.csv"))


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        pytest.param("actor;issue;position;salience\n", "'power' is missing", id="a missing column"),
        pytest.param(HEADER.replace(",", ";") + "ann;toll;1.000,5;1;1\n", "'1.000,5' is no number", id="a point for thousands"),
        pytest.param("sep=;\n" + HEADER.replace(",", ";") + "ann;toll;;1;1\n", ":3: the position is empty", id="the line behind sep="),
        pytest.param(HEADER.strip() + ",\nann,toll,1,1,1,note\n", "6 cells where the header has 5", id="a cell behind the header"),
        pytest.param("mood;actor\n", "the column 'mood' is unknown; .* parted by a semicolon", id="the separator is told"),
    ],
)  # fmt: skip
def test_what_is_refused_in_another_spelling_names_line_and_rule(tmp_path: Path, content: str, rule: str) -> None:
    with pytest.raises(TableError, match=rule):
        read_stance_table(write(tmp_path, content))


def test_a_name_may_have_any_sign_that_can_be_printed(tmp_path: Path) -> None:
    content = HEADER + '"Ann, Bob & co.",toll,0,1,1\nعلي,toll,1,1,1\nCafe\u0301,toll,1,1,1\n'

    assert set(read_stance_table(write(tmp_path, content)).actors) == {"Ann, Bob & co.", "علي", "Café"}


def test_who_has_no_power_does_not_stretch_a_scale(tmp_path: Path) -> None:
    found = read_stance_table(write(tmp_path, HEADER + ROWS + "dan,toll,50,1,0\n"))

    assert [found.stands[actor, "toll"].position for actor in ("ann", "bob", "cem", "dan")] == [
        0,
        100,
        50,
        200,
    ]


def test_standard_input_is_read_where_the_file_is_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO((HEADER + ROWS).encode())))

    assert read_stance_table(Path("-")).actors == ("ann", "bob", "cem")


@pytest.mark.parametrize(
    ("content", "line", "rule"),
    [
        pytest.param("", 1, "is empty", id="an empty file"),
        pytest.param(HEADER, 1, "no rows follow", id="a header alone"),
        pytest.param("actor,issue,position,salience\n", 1, "'power' is missing", id="a missing column"),
        pytest.param(HEADER.strip() + ",mood\n", 1, "'mood' is unknown", id="an unknown column"),
        pytest.param(HEADER.strip() + ",power\n", 1, "more than once", id="a column twice"),
        pytest.param(HEADER + ROWS + "dan,toll,1,1\n", 5, "4 cells where the header has 5", id="a short row"),
        pytest.param(HEADER + 'ann,"toll,1,1,1\n', 2, "no row of comma-separated", id="an open quote"),
        pytest.param(HEADER + ROWS + "ann,toll,12,1,1\n", 5, "line 2 already has ann on toll", id="a row twice"),
        pytest.param(HEADER + "ann,toll,,1,1\n", 2, "the position is empty", id="an empty figure"),
        pytest.param(HEADER + ",toll,1,1,1\n", 2, "the actor is empty", id="an empty name"),
        pytest.param(
            HEADER + "a\tb,toll,1,1,1\n", 2, "holds the hidden character U+0009", id="a name that cannot be printed"
        ),
        pytest.param(
            HEADER + ROWS + "ann\u200b,toll,1,1,1\n",
            5,
            "holds the hidden character U+200B",
            id="a name that looks like another",
        ),
        pytest.param(HEADER + "ann,toll,nan,1,1\n", 2, "'nan' is no number", id="no number"),
        pytest.param(HEADER + "ann,toll,1,inf,1\n", 2, "'inf' is no number", id="without end"),
        pytest.param(HEADER + 'ann,toll,"1,5",1,1\n', 2, "'1,5' is no number", id="a comma in a number"),
        pytest.param(HEADER + "ann,toll,1e999999999,1,1\n", 2, "is no number", id="a number that never ends"),
        pytest.param(HEADER + "ann,toll,1,1.01,1\n", 2, "salience 1.01 is not between 0 and 1", id="salience above 1"),
        pytest.param(HEADER + "ann,toll,1,-0.1,1\n", 2, "salience -0.1 is not between", id="salience below 0"),
        pytest.param(HEADER + "ann,toll,1,1,-1\n", 2, "power -1 is below 0", id="power below 0"),
        pytest.param(HEADER + "ann,toll,1,1,1\nann,port,1,1,1\n", 2, "the only actor", id="one actor"),
        pytest.param(HEADER + "ann,toll,1,1,1\nbob,toll,1,1,1\n", 2, "stand at one point of toll", id="equal ends"),
        pytest.param(HEADER + "ann,toll,1,1,0\nbob,toll,2,1,0\n", 2, "nobody has power on toll", id="no power"),
        pytest.param(HEADER.encode() + b"\xff,toll,1,1,1\n", 2, "not UTF-8", id="another encoding"),
    ],
)
def test_a_table_that_breaks_a_rule_is_refused_with_its_line(
    tmp_path: Path, content: str | bytes, line: int, rule: str
) -> None:
    path = write(tmp_path, content)

    with pytest.raises(TableError) as caught:
        read_stance_table(path)

    assert str(caught.value).startswith(f"{path}:{line}: ") and rule in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("scales", "place", "rule"),
    [
        pytest.param("issue,low,high\ntoll,5,5\n", "scales.csv:2", "two ends of toll are equal", id="equal ends"),
        pytest.param(SCALES + "port,0,1\n", "scales.csv:3", "no row on port", id="an issue without rows"),
        pytest.param("issue,low,high\nport,0,1\n", "scales.csv:2", "no row on port", id="another issue"),
        pytest.param(SCALES + "toll,0,50\n", "scales.csv:3", "a second time", id="an issue twice"),
        pytest.param("issue,low,high\ntoll,0,20\n", "table.csv:3", "position 30 is outside toll", id="outside"),
        pytest.param("issue,low,high\ntoll,40,15.5\n", "table.csv:2", "from 40 to 15.5", id="outside downwards"),
        pytest.param("issue,low,high\ntoll,0,\n", "scales.csv:2", "the high is empty", id="an end missing"),
        pytest.param("issue,low\ntoll,0\n", "scales.csv:1", "'high' is missing", id="a column missing"),
    ],
)
def test_scales_that_do_not_fit_the_table_are_refused(tmp_path: Path, scales: str, place: str, rule: str) -> None:
    with pytest.raises(TableError, match=rule) as caught:
        read_stance_table(write(tmp_path, HEADER + ROWS), write(tmp_path, scales, "scales.csv"))

    assert str(caught.value).startswith(f"{tmp_path / place}: ")


def test_an_issue_that_the_scales_lack_is_refused(tmp_path: Path) -> None:
    table = write(tmp_path, HEADER + ROWS + "ann,port,1,1,1\n")

    with pytest.raises(TableError, match=r"table\.csv:5: .* has no ends for port"):
        read_stance_table(table, write(tmp_path, SCALES, "scales.csv"))


def test_a_table_and_its_scales_cannot_both_come_from_standard_input() -> None:
    with pytest.raises(TableError, match="cannot both"):
        read_stance_table(Path("-"), Path("-"))


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="it cannot be read: No such file"):
        read_stance_table(tmp_path / "none.csv")


def test_what_is_written_is_read_again_as_the_same_figures(tmp_path: Path) -> None:
    cells = {
        ("bob", "toll"): (2 / 3, 0.1, 1e-7),
        ("ann", "toll"): (100.0, 1.0, 0.0),
        ("ann", "port"): (0.0, 0.5, 1.0),
    }
    written = "".join(format_stance_table(cells))

    assert written.splitlines()[1:3] == ["ann,port,0,0.5,1", "ann,toll,100,1,0"]
    found = {
        one.cell: (float(one.position), float(one.salience), float(one.power))
        for one in read_coded_stances(write(tmp_path, written))
    }
    assert found == cells
    assert "".join(format_scales({"toll", "port"})) == "issue,low,high\nport,0,100\ntoll,0,100\n"


@pytest.mark.parametrize(("value", "expected"), [(20.0, "20"), (0.1, "0.1"), (1e-7, "0.0000001"), (100, "100")])
def test_a_number_has_no_exponent_and_no_idle_point(value: float, expected: str) -> None:
    assert number(value) == expected
