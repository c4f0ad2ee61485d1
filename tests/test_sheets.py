"""Records as sheets: every field comes back, whoever wrote the file, and a bad cell is told with its place."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import openpyxl
import pytest
from pydantic import TypeAdapter
from rich.progress import Progress

from linkage.graph.dates import Interval
from linkage.graph.errors import InvalidDataSetError, LinkageError
from linkage.graph.fields import Refers
from linkage.graph.records import KINDS, Claim, Held, Key, Locator, Number, Record
from linkage.ingest.formats import exporting
from linkage.ingest.formats.additions import AddedRecords, add_records
from linkage.ingest.formats.columns import columns, read_cells, row_writer
from linkage.ingest.formats.exporting import export_records
from linkage.ingest.formats.format_list import BY_NAME, FORMATS
from linkage.ingest.formats.importing import read_file
from linkage.ingest.formats.record_source import text_source
from linkage.ingest.formats.sheet_rows import PlacedRecord, header_faults
from linkage.ingest.formats.workbook_reader import read_workbook
from linkage.ingest.text.dataset import Located
from linkage.ingest.text.used import find
from tests.calling import Caller
from tests.full import write_full
from tests.test_export import contents
from tests.village import CLAIM, claim, write

QUIET = Progress(disable=True)
READABLE = [form.name for form in FORMATS if form.readable]
HEADER = [column.name for column in columns(Claim)]


def text_of(folder: Path) -> dict[type, list[Any]]:
    dataset = find(str(folder))
    return {
        kind: [entry.record for entry in dataset.records(kind) if isinstance(entry, Located)] for kind in KINDS.values()
    }


def exported(form: str, folder: Path, output: Path, *kinds: str, empty: bool = False) -> Path:
    with text_source(find(str(folder))) as source:
        export_records(BY_NAME[form], source, output, kinds, empty=empty)
    return output


def sheet(path: Path, rows: list[list[Any]], name: str = "claims") -> Path:
    book = openpyxl.Workbook()
    page = book.active
    page.title = name
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def cells(**fields: Any) -> list[Any]:
    """The row of the village's claim with some cells changed, in the order of the columns."""
    plain = {**CLAIM, "locator.paragraph": 4 + len(str(fields.get("key"))), "locator.words": "Ann stands by", **fields}
    values = [plain.get(name) for name in HEADER]
    return ["; ".join(value) if isinstance(value, list) else value for value in values]


def imported(form: str, file: Path, folder: Path) -> AddedRecords:
    return add_records(find(str(folder)), read_file(BY_NAME[form], file), file.stem, QUIET)


def refused(form: str, file: Path, folder: Path) -> list[str]:
    before = contents(folder)
    with pytest.raises(InvalidDataSetError) as caught:
        imported(form, file, folder)
    assert contents(folder) == before
    return caught.value.problems


@pytest.mark.parametrize("form", READABLE)
def test_every_field_of_every_kind_comes_back(tmp_path: Path, form: str) -> None:
    folder = write_full(tmp_path / "full")
    output = exported(form, folder, tmp_path / ("out.xlsx" if form == "xlsx" else "out"))

    read: dict[type, list[Any]] = {kind: [] for kind in KINDS.values()}
    for entry in read_file(BY_NAME[form], output):
        assert isinstance(entry, PlacedRecord), entry
        read[type(entry.record)].append(entry.record)

    assert read == text_of(folder)


@pytest.mark.parametrize("form", READABLE)
def test_a_file_that_comes_back_unchanged_adds_nothing(tmp_path: Path, form: str) -> None:
    folder = write_full(tmp_path / "full")
    before = contents(folder)
    output = exported(form, folder, tmp_path / ("out.xlsx" if form == "xlsx" else "out"))

    added = imported(form, output, folder)

    assert added.files == {} and added.present == sum(map(len, text_of(folder).values()))
    assert contents(folder) == before


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_text_that_begins_as_a_formula_is_written_so_that_none_runs(tmp_path: Path, form: str) -> None:
    texts = ["=1+1", "+1", "-x", "@a", "'=b", "''-c", "'tis"]
    claims = [claim(key=f"c{number}", summary=text) for number, text in enumerate(texts)]
    folder = write(tmp_path / "village", {"claims": claims})
    output = exported(form, folder, tmp_path / f"claims.{form}", "claims")

    if form == "csv":
        written = [row.split(",") for row in output.read_text("utf-8-sig").splitlines()[1:]]
        shown = [next(cell for cell in row if cell.lstrip("'") in ("=1+1", "+1", "-x", "@a")) for row in written[:4]]
    else:
        page = openpyxl.load_workbook(output)["claims"]
        shown = [page.cell(row, HEADER.index("summary") + 1).value for row in range(2, 6)]
        assert {cell.data_type for row in page for cell in row} <= {"s", "n"}
    assert shown == ["'=1+1", "'+1", "'-x", "'@a"]
    back = [entry.record.summary for entry in read_file(BY_NAME[form], output) if isinstance(entry, PlacedRecord)]
    assert back == texts


BERLIN = "\ufeff" + ";".join(HEADER) + "\r\n" + ";".join("" if cell is None else str(cell).replace("0.7", "0,7") for cell in cells(key="two")) + "\r\n"  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(BERLIN.encode(), id="semicolons and decimal commas"),
        pytest.param(BERLIN.replace("\ufeff", "").encode(), id="without a mark"),
        pytest.param(("sep=;\r\n" + BERLIN[1:]).encode(), id="sep="),
        pytest.param(BERLIN[1:].replace(";", "\t").encode("utf-16"), id="tabs in UTF-16"),
        pytest.param(BERLIN[1:].replace(";", "\t").encode("utf-16-be"), id="UTF-16 without a mark"),
        pytest.param(BERLIN.upper().split("\r\n")[0].encode() + b";;\r\n" + BERLIN.split("\r\n")[1].encode() + b";;\r\n", id="capitals and idle columns"),
        pytest.param(BERLIN.replace(";", ",").replace("0,7", "0.7").encode(), id="commas"),
        pytest.param(BERLIN.replace(";", '";"').replace("\r\n", '"\r\n"').replace("\ufeff", '\ufeff"').removesuffix('"').encode(), id="quotes"),
        pytest.param(BERLIN.replace("\r\n", "\n").encode(), id="line ends of Unix"),
    ],
)  # fmt: skip
def test_a_table_is_read_as_spreadsheets_of_any_country_write_it(tmp_path: Path, data: bytes) -> None:
    folder = write(tmp_path / "village")
    (tmp_path / "claims.csv").write_bytes(data)

    added = imported("csv", tmp_path / "claims.csv", folder)

    assert added.files == {"claims/claims.yaml": 1}
    assert [record.certainty for record in text_of(folder)[Claim]] == [0.7, 0.7]
    assert text_of(folder)[Claim][1].locator.words == "Ann stands by"


def formula(path: Path) -> Path:
    return sheet(path, [HEADER, cells(key="two", summary="=A1")])


def merged(path: Path) -> Path:
    book = openpyxl.load_workbook(sheet(path, [HEADER, cells(key="two"), cells(key="three")]))
    book["claims"].merge_cells("B2:B3")
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("make", "said"),
    [
        pytest.param(merged, "two.xlsx, sheet claims, cells B2:B3: are merged", id="merged cells"),
        pytest.param(
            lambda path: sheet(path, [HEADER[1:], cells()[1:]]), "row 1: the column 'key' is missing", id="a missing column"
        ),
        pytest.param(
            lambda path: sheet(path, [[*HEADER, "certanty"], [*cells(key="two"), 1]]),
            "the column 'certanty' is unknown: did you mean 'certainty'",
            id="an unknown column",
        ),
        pytest.param(
            lambda path: sheet(path, [HEADER, cells(key="two", held=44090)]),
            f"two.xlsx, sheet claims, cell {chr(65 + HEADER.index('held'))}2: claim two: held = 44090: is a number where a date",
            id="a date as a number",
        ),
        pytest.param(
            lambda path: sheet(path, [HEADER, cells(key="two", held=datetime(2020, 9, 16))]),
            f"cell {chr(65 + HEADER.index('held'))}2: claim two: held = '2020-09-16 00:00:00': is a date of the spreadsheet",
            id="a date of the spreadsheet",
        ),
        pytest.param(
            lambda path: sheet(path, [HEADER, cells(key="two")], "Tabelle1"),
            "two.xlsx, sheet Tabelle1: is the sheet of no kind of record",
            id="a renamed sheet",
        ),
        pytest.param(formula, "is a formula", id="a formula"),
        pytest.param(
            lambda path: sheet(path, [HEADER, cells(key="two", kind="bakcs")]),
            f"cell {chr(65 + HEADER.index('kind'))}2: claim two: kind = 'bakcs': no relationkind has this key",
            id="a key of nothing",
        ),
        pytest.param(
            lambda path: sheet(path, [HEADER, cells(certainty=0.5, **{"locator.paragraph": 3})]),
            "is that of another record, in claims.jsonl:1; they differ in certainty",
            id="a key that is taken",
        ),
        pytest.param(
            lambda path: sheet(path, [HEADER, cells(key="two"), cells(key="two")]), "is given to two records", id="a key twice"
        ),
        pytest.param(
            lambda path: sheet(path, [[*HEADER, None], [*cells(key="two"), "stray"]]), "column without a heading", id="a stray cell"
        ),
        pytest.param(
            lambda path: sheet(path, [HEADER, cells(key="two", certainty="high")]), "certainty = 'high': is no number", id="no number"
        ),
        pytest.param(
            lambda path: sheet(path, [HEADER, cells(key="two", coder=None)]), "claim two: coder: is missing", id="an empty cell"
        ),
    ],
)  # fmt: skip
def test_a_bad_sheet_is_refused_with_its_place_and_nothing_is_written(
    tmp_path: Path, make: Callable[[Path], Path], said: str
) -> None:
    problems = refused("xlsx", make(tmp_path / "two.xlsx"), write(tmp_path / "village"))

    assert any(said in problem for problem in problems), problems


def remarked(form: str, path: Path) -> Path:
    """Two claims with somebody's own columns: remarks beside one of them, sums by a formula, one without a word."""
    rows: list[list[Any]] = [
        ["Remarks", *HEADER, "sum", "idle"],
        ["ask Ida", *cells(key="two"), "=1+1", None],
        [None, *cells(key="three"), "=1+2", None],
        ["the end", *[None] * len(HEADER), None, None],
    ]
    if form == "xlsx":
        return sheet(path, rows)
    lines = [";".join("" if cell is None else str(cell) for cell in row) for row in rows]
    path.write_text("\n".join(lines), "utf-8")
    return path


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_columns_of_ones_own_are_left_and_named_with_how_much_is_in_them(tmp_path: Path, form: str) -> None:
    folder = write(tmp_path / "village")

    added = imported(form, remarked(form, tmp_path / f"claims.{form}"), folder)

    place = "claims.csv:1" if form == "csv" else "claims.xlsx, sheet claims"
    assert added.files == {"claims/claims.yaml": 2}
    assert [str(warning) for warning in added.warnings] == [
        f"{place}: the column 'remarks' is no field of these records: 2 cells left out",
        f"{place}: the column 'sum' is no field of these records: 2 cells left out",
    ]


@pytest.mark.parametrize(
    ("heading", "meant"),
    [("certanty", "certainty"), ("speaker", "speakers"), ("knid", "kind"), ("locator.word", "locator.words")],
)
def test_a_heading_that_is_nearly_a_field_is_refused_in_a_table(tmp_path: Path, heading: str, meant: str) -> None:
    (tmp_path / "claims.csv").write_text(",".join([*HEADER, heading]) + "\n", "utf-8")

    [problem] = refused("csv", tmp_path / "claims.csv", write(tmp_path / "village"))

    assert (
        problem == f"claims.csv:1: the column {heading!r} is unknown: did you mean {meant!r}; rename it or take it out"
    )


@pytest.mark.parametrize("heading", ["comment", "id", "remarks", "reviewed by", "№", "заметки"])
def test_a_heading_of_ones_own_is_not_taken_for_a_slip(heading: str) -> None:
    assert list(header_faults(Claim, [*HEADER, heading])) == []


def test_all_bad_cells_are_told_at_once(tmp_path: Path) -> None:
    rows = [
        HEADER,
        cells(key="two", certainty=7, hedge="perhaps", held="16.09.2020"),
        cells(key="three", coder=None, said=True),
    ]

    problems = refused("xlsx", sheet(tmp_path / "two.xlsx", rows), write(tmp_path / "village"))

    assert [next(name for name in HEADER if f": {name}" in problem) for problem in problems] == [
        "held", "hedge", "certainty", "said", "coder",
    ]  # fmt: skip


def test_a_year_that_the_sheet_took_for_a_number_is_a_year(tmp_path: Path) -> None:
    folder = write(tmp_path / "village")
    imported("xlsx", sheet(tmp_path / "two.xlsx", [HEADER, cells(key="two", held=2020, matter=1984)]), folder)

    [_, record] = text_of(folder)[Claim]
    assert (str(record.held), record.matter) == ("2020", "1984")


def altered(path: Path, changes: dict[bytes, bytes]) -> Path:
    """A workbook with one claim, in whose sheet some bytes are others."""
    sheet(path, [HEADER, cells(key="two")])
    content = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                for right, wrong in changes.items():
                    assert right in data
                    data = data.replace(right, wrong)
            new.writestr(part.filename, data)
    return path


BLANKS = {b"</sheetData>": b" " * (80 << 20) + b"</sheetData>"}


def understated(path: Path) -> Path:
    """An archive that unpacks to 80 megabytes, and says that it comes to a thousand bytes."""
    altered(path, BLANKS)
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    path.write_bytes(path.read_bytes().replace(struct.pack("<I", size), struct.pack("<I", 1_000)))
    return path


LAUGHS = b"<!DOCTYPE a [<!ENTITY a '%s'>%s]>" % (
    b"ha" * 500,
    b"".join(b"<!ENTITY %c '%s'>" % (97 + level, b"&%c;" % (96 + level) * 10) for level in range(1, 9)),
)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        pytest.param(
            lambda path: altered(path, BLANKS), "would unpack to .* no sheet is like that", id="blanks without end",
        ),
        pytest.param(understated, "two.xlsx cannot be read as a workbook", id="a size that is not true"),
        pytest.param(
            lambda path: altered(path, {b"<worksheet": LAUGHS + b"<worksheet", b"</sheetData>": b"&i;</sheetData>"}),
            "two.xlsx cannot be read as a workbook", id="entities of entities",
        ),
        pytest.param(
            lambda path: altered(path, {b'<row r="2"': b'<row r="4000000000"'}),
            "two.xlsx, sheet claims names a row below 1,000,", id="a row that no sheet has",
        ),
        pytest.param(
            lambda path: altered(path, {b"</row></sheetData>": b'<c r="XFD2" t="n"><v>1</v></c></row></sheetData>'}),
            "row 2 has 16,384 columns", id="a cell far away",
        ),
    ],
)  # fmt: skip
def test_a_bomb_that_is_made_up_as_a_workbook_is_refused_in_a_sentence_and_little_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], Path], said: str
) -> None:
    monkeypatch.setattr("linkage.ingest.formats.workbook_reader.TALLEST", 1_000)
    file, folder = make(tmp_path / "two.xlsx"), write(tmp_path / "village")
    before = contents(folder)

    tracemalloc.start()
    with pytest.raises(LinkageError, match=said):
        imported("xlsx", file, folder)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 32 << 20 and contents(folder) == before


@pytest.mark.parametrize("data", [b"PK", b"key,kind\n", b""], ids=["the mark of an archive", "a table", "nothing"])
def test_a_file_that_is_no_workbook_is_refused_in_a_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(data)

    with pytest.raises(LinkageError, match="is no workbook"):
        list(read_workbook(tmp_path / "a.xlsx"))


def test_a_library_that_is_missing_is_named_with_what_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)

    with pytest.raises(LinkageError, match=r"xlsxwriter is not installed.*pip install 'linkage-graph\[formats\]'"):
        exported("xlsx", write(tmp_path / "village"), tmp_path / "a.xlsx")


def test_a_second_import_of_the_file_adds_only_what_is_new(tmp_path: Path) -> None:
    folder = write(tmp_path / "village")
    file = tmp_path / "five.xlsx"
    imported("xlsx", sheet(file, [HEADER, cells(key="two")]), folder)

    added = imported("xlsx", sheet(file, [HEADER, cells(key="two"), cells(key="three", certainty=0.6)]), folder)

    assert (added.files, added.present) == ({"claims/five.yaml": 1}, 1)
    assert [record.key for record in text_of(folder)[Claim]] == ["one", "two", "three"]


def test_records_are_added_to_the_folder_that_one_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "village")
    monkeypatch.chdir(folder)

    file = sheet(tmp_path / "two.xlsx", [HEADER, cells(key="two")])
    added = add_records(find("./"), read_workbook(file), "two", QUIET)

    assert added.files == {"claims/two.yaml": 1} and {path.name for path in tmp_path.iterdir()} == {
        "village",
        "two.xlsx",
    }


def test_a_text_that_changes_while_a_file_is_read_is_left_alone(tmp_path: Path) -> None:
    folder = write(tmp_path / "village")
    file = sheet(tmp_path / "two.xlsx", [HEADER, cells(key="two")])

    def meanwhile() -> Iterator[Any]:
        yield from read_workbook(file)
        (folder / "places.jsonl").write_bytes(b"")

    with pytest.raises(LinkageError, match="changed while it was read"):
        add_records(find(str(folder)), meanwhile(), "two", QUIET)
    assert not (folder / "claims").exists()


def test_many_records_come_in_as_json_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkage.ingest.formats.additions.MOST_IN_YAML", 1)
    folder = write(tmp_path / "village")

    added = imported("xlsx", sheet(tmp_path / "a.xlsx", [HEADER, cells(key="two"), cells(key="three")]), folder)

    assert added.files == {"claims/a.jsonl": 2}
    assert [record.key for record in text_of(folder)[Claim]] == ["one", "two", "three"]


def test_of_endless_problems_the_first_are_told_and_the_rest_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linkage.ingest.formats.additions.MOST_TOLD", 2)
    rows = [cells(key=f"c{number}", held=44090) for number in range(5)]

    file, folder = sheet(tmp_path / "a.xlsx", [HEADER, *rows]), write(tmp_path / "village")
    problems = refused("xlsx", file, folder)

    with pytest.raises(InvalidDataSetError, match="has 5 problems; nothing was written"):
        imported("xlsx", file, folder)
    assert len(problems) == 3 and problems[-1] == "3 more problems: are like these"


def test_comments_of_an_earlier_file_are_not_lost(tmp_path: Path) -> None:
    folder = write(tmp_path / "village")
    imported("xlsx", sheet(tmp_path / "two.xlsx", [HEADER, cells(key="two")]), folder)
    file = folder / "claims" / "two.yaml"
    file.write_text("# mine\n" + file.read_text("utf-8"), "utf-8")

    with pytest.raises(LinkageError, match="has comments, which would be lost"):
        imported("xlsx", sheet(tmp_path / "two.xlsx", [HEADER, cells(key="three")]), folder)


def test_an_empty_workbook_offers_the_choices_and_keys_of_the_data_set(tmp_path: Path) -> None:
    output = exported("xlsx", write(tmp_path / "village"), tmp_path / "a.xlsx", empty=True)

    book = openpyxl.load_workbook(output)
    lists = {row[0].value: [cell.value for cell in row[1:] if cell.value] for row in book["lists"].iter_cols()}
    rules = {
        str(rule.sqref).split(":")[0].rstrip("0123456789"): rule
        for rule in book["claims"].data_validations.dataValidation
    }
    assert book.sheetnames[:4] == list(exporting.TEMPLATE)
    assert lists["Actor"] == ["ann", "bob", "cem", "gazette"] and "denied" in lists["Hedge"]
    assert "place/bridge" in lists["Record"]
    subject, hedge = (rules[chr(65 + HEADER.index(name))] for name in ("subject", "hedge"))
    assert (subject.type, subject.errorStyle, hedge.errorStyle) == ("list", "warning", None)
    assert subject.prompt == "The actor who does it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Decree(Record):
    """A kind of record that no module of formats knows of."""

    by: Annotated[Key, Refers("Actor", "BY")]
    held: Held | None = None
    amount: Number = 0.0
    parties: tuple[Key, ...] = ()
    where: Locator | None = None


def test_columns_follow_from_the_fields_of_the_model() -> None:
    decree = Decree(key="a", by="ann", held=Interval.parse("2020/.."), amount=2.5, parties=("bob", "cem"))
    row = row_writer(Decree)(decree)

    names = [column.name for column in columns(Decree)]
    assert names == ["key", "by", "held", "amount", "parties", "where.paragraph", "where.words"]
    assert row == ["a", "ann", "2020/..", 2.5, "bob; cem", None, None]
    values, faults = read_cells(Decree, dict(zip(names, row, strict=True)))
    assert not faults and TypeAdapter(Decree).validate_python(values) == decree


def test_a_sheet_that_cannot_hold_a_text_is_not_written(tmp_path: Path) -> None:
    supports = [f"claim-{number}-{'x' * 60}" for number in range(600)]
    folder = write(tmp_path / "village", {"claims": [claim(supports=supports)]})

    with pytest.raises(LinkageError, match="supports of one is longer than a cell"):
        exported("xlsx", folder, tmp_path / "a.xlsx", "claims")
    assert not (tmp_path / "a.xlsx").exists()


def test_the_command_warns_of_what_it_leaves_wherever_the_records_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    call, file = Caller(monkeypatch, capsys), str(remarked("csv", tmp_path / "claims.csv"))
    shown = call("import", "csv", file)
    added = call("import", "csv", file, "--into", str(write(tmp_path / "village")))

    said = "warning: claims.csv:1: the column 'remarks' is no field of these records: 2 cells left out"
    assert said in shown.stderr and said in added.stderr
    assert (shown.stdout.count("\n"), added.stdout.count("2 new records")) == (2, 1)


def test_of_warnings_about_many_records_the_first_are_told_and_the_rest_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    call, folder = Caller(monkeypatch, capsys), write(tmp_path / "village")
    rows = [cells(key=f"c{number}", held=f"0{number}20-09") for number in range(1, 6)]

    done = call("import", "xlsx", str(sheet(tmp_path / "a.xlsx", [HEADER, *rows])), "--into", str(folder))

    told = [line for line in done.stderr.splitlines() if line.startswith("warning: ")]
    assert done.returncode == 0 and "a.xlsx, sheet claims, cell" in told[0]
    assert told[3].startswith("warning: 2 more like these: a date of another century")
