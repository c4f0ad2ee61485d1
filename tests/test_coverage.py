"""What a data set covers, against months and speakers that are counted by hand."""

from collections.abc import Sequence
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from rich.progress import Progress

from linkage.graph.records import Claim, Locator
from linkage.graph.relations.derivation import AFTER_ALL, BEFORE_ALL
from linkage.graph.relations.standing import StandingBasis
from linkage.graph.store.connection import Connection
from linkage.ingest.coverage.dyad_months import Attestation, DyadRow, months_between, usual_months
from linkage.ingest.coverage.reading_list import pointless
from linkage.ingest.coverage.report import Coverage, cover
from linkage.ingest.coverage.text_ties import text_ties
from linkage.ingest.loading import check
from linkage.ingest.text.dataset import Located
from linkage.ingest.text.used import find
from linkage.visualizations.pages.heat_map import CELL, HeatRow, render_heat_map, render_heat_picture
from tests.asking import asking
from tests.calling import Caller
from tests.village import LASTING, SPOKEN, VILLAGE, claim, write

Json = dict[str, Any]
HALF_LIVES = {"state_deeds": 20, "state_words": 20, "event_deeds": 20, "event_words": 20}
KINDS = [
    *VILLAGE["kinds"],
    {"key": "opposes", "verb": "opposes", "inverse": "is opposed by", "family": "opposes", **LASTING},
    {"key": "leaves", "verb": "leaves", "inverse": "is left by", "ends": "backs", **SPOKEN},
]
TOWN = [
    {"key": "town", "kind": "government", "name": "Town"},
    {"key": "mayor", "kind": "person", "name": "Mayor", "part_of": "town"},
    {"key": "clerk", "kind": "person", "name": "Clerk", "part_of": "town"},
    {"key": "guard", "kind": "armed_force", "name": "Guard", "part_of": "town"},
    {"key": "rebels", "kind": "armed_group", "name": "Rebels"},
    {"key": "scout", "kind": "person", "name": "Scout", "part_of": "rebels"},
    {"key": "crier", "kind": "medium", "name": "Crier", "side": "party", "side_source": "https://example.org/a"},
]
DOCUMENTS = [
    *VILLAGE["documents"],
    {"key": "crier-1", "title": "Crier", "publisher": "crier", "published": "2021-01", "language": "ar"},
]


def backs(key: str, held: str, **fields: Any) -> Json:
    return claim(key=key, held=held, locator={"words": key}, **fields)


def covered(folder: Path, claims: list[Json], months: Sequence[tuple[int, int]] | None = None, **more: Any) -> Coverage:
    records = {
        "kinds": KINDS,
        "actors": [*VILLAGE["actors"], *TOWN],
        "documents": DOCUMENTS,
        "claims": claims,
        **more,
    }
    dataset = find(str(write(folder, records, half_lives=HALF_LIVES)))
    return cover(dataset, check(dataset, Progress(disable=True)), months)


HALF_A_YEAR = months_between((2020, 1), (2020, 8))


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        # Three half-lives of 20 days after 31 January end on 31 March.
        pytest.param([backs("a", "2020-01")], "A c c . . . . .", id="carried for three half-lives"),
        pytest.param([backs("a", "2020-01"), backs("b", "2020-04")], "A c c A c c . .", id="bridged is carried"),
        pytest.param([backs("a", "2020-01"), backs("b", "2020-06", course="ends")], "A c c . . A x x", id="ended"),
        pytest.param([backs("a", "2020-02"), backs("b", "2020-03-15", kind="leaves")], ". A c x x x x x", id="ended by a kind that ends"),
        pytest.param([backs("a", "2020-02"), backs("b", "2020-02-10", kind="opposes")], ". A c c . . . .", id="both families count"),
        pytest.param([backs("a", "2020-02", hedge="denied")], "", id="only denied"),
    ],
)  # fmt: skip
def test_a_month_of_a_dyad_is_attested_carried_ended_or_silent(tmp_path: Path, claims: list[Json], told: str) -> None:
    found = covered(tmp_path, claims, HALF_A_YEAR)

    letters = {"attested": "A", "carried": "c", "ended": "x", "silent": "."}
    rows = [" ".join(letters[month] for month in row.months) for row in found.dyads]
    assert rows == ([told] if told else [". . . . . . . ."])


def test_acts_count_for_those_on_whose_behalf_they_were_done(tmp_path: Path) -> None:
    found = covered(tmp_path, [backs("a", "2020-01", subject="guard"), backs("b", "2020-02", subject="town")])

    assert [(row.actors, row.claims) for row in found.dyads] == [(("bob", "town"), ("a", "b"))]


def test_the_longest_gap_lies_between_two_reports() -> None:
    months = [{"A": "attested", "c": "carried", ".": "silent"}[letter] for letter in "..AcA.ccA..."]
    row = DyadRow(("ann", "bob"), None, (), tuple(map(Attestation, months)))

    assert row.longest_gap == (5, 3)


def test_the_months_looked_at_are_those_in_which_most_began() -> None:
    days = [date(1990, 1, 1), *[date(2020, month, 1) for month in range(1, 11)] * 2, date(2050, 1, 1)]

    assert usual_months(days) == months_between((2020, 1), (2020, 10))
    assert usual_months([]) == []


def opposed(key: str, **fields: Any) -> Json:
    return backs(key, "2020-05", kind="opposes", subject="town", object="rebels", **fields)


def test_a_principal_with_more_than_twice_the_speakers_of_its_opponent_is_told_with_who_is_missing(
    tmp_path: Path,
) -> None:
    speakers = [["mayor", "gazette"], ["clerk", "gazette"], ["town", "gazette"]]
    claims = [opposed(f"c{number}", speakers=chain) for number, chain in enumerate(speakers)]
    claims.append(backs("d", "2020-05", subject="scout", object="bob"))

    [found] = covered(tmp_path, claims).imbalances

    assert (found.theatre, found.principal, found.speakers, found.opponent, found.opposing) == (
        "valley", "town", 3, "rebels", 0,
    )  # fmt: skip
    assert found.missing == ("scout",)


def test_two_speakers_against_one_are_no_imbalance(tmp_path: Path) -> None:
    claims = [
        opposed("a", speakers=["mayor", "gazette"]),
        opposed("b", speakers=["clerk", "gazette"]),
        opposed("c", speakers=["scout", "gazette"]),
    ]

    assert covered(tmp_path, claims).imbalances == ()


def test_outlets_and_first_speakers_are_counted_by_side(tmp_path: Path) -> None:
    claims = [backs("a", "2020-01"), backs("b", "2020-02", document="crier-1", speakers=["mayor", "crier"])]

    found = covered(tmp_path, claims)

    assert [(row.side, row.outlets, row.published, row.speakers, row.spoken) for row in found.sides] == [
        ("party", 1, 1, 0, 0), (None, 1, 1, 1, 1),
    ]  # fmt: skip
    assert found.unsided == {"gazette": 1} and found.languages == {"en": 1, "ar": 1}


def test_relations_that_rest_on_one_document_are_counted_by_it(tmp_path: Path) -> None:
    claims = [
        backs("a", "2020-01"),
        backs("b", "2020-01", document="crier-1", speakers=["crier"]),
        backs("c", "2020-01", object="cem"),
        backs("d", "2020-02", object="cem"),
    ]

    found = covered(tmp_path, claims)

    assert found.relations == 2 and found.alone == {"gazette-1": 1}


def test_stances_without_a_persons_word_and_locators_that_lead_nowhere_are_counted(tmp_path: Path) -> None:
    stance = {"issue": "toll", "actor": "ann", "reasoning": "r", "coder": "eve"}
    stances = [{"key": "s", "held": "2020-01", **stance}, {"key": "t", "held": "2020-02", "confirmed": True, **stance}]
    claims = [backs("a", "2020-01"), claim(key="b", locator={"words": "stored excerpt: Ann stands"})]

    found = covered(tmp_path, claims, stances=stances)

    assert (found.unconfirmed, found.stances, found.pointless) == ({"toll": 1}, 2, {"gazette-1": 1})


def test_an_excerpt_with_a_paragraph_leads_to_its_place() -> None:
    assert not pointless(Locator(paragraph=2, words="stored excerpt: Ann"))
    assert not pointless(Locator(words="Ann stands by"))


def test_what_bears_on_most_is_to_be_read_first(tmp_path: Path) -> None:
    claims = [backs(f"a{number}", f"2020-0{number}") for number in (1, 2, 8)]

    found = covered(tmp_path, claims, HALF_A_YEAR)

    weights = [reading.weight for reading in found.readings]
    assert weights == sorted(weights, reverse=True)
    assert {reading.kind for reading in found.readings} == {"side", "document", "gap"}
    assert any(
        "Ann and Bob in valley, 2020-03 to 2020-07: 5 months without a report" in it.what for it in found.readings
    )


class Cells(HTMLParser):
    """The letters of the cells of a heat map, and whether the page asks for anything from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.scripts: list[str] = []
        self._open = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = dict(attributes)
        self._open = tag == "td" and named.get("class") != "size"
        if self._open:
            self.cells.append("")
        if tag in ("script", "link", "img") or "src" in named:
            self.scripts.append(tag)

    def handle_data(self, text: str) -> None:
        if self._open:
            self.cells[-1] += text.strip()

    def handle_endtag(self, tag: str) -> None:
        self._open = False


def test_the_heat_map_tells_each_month_by_a_letter_and_needs_nothing_else() -> None:
    row = HeatRow("Ann <b> – Bob", "Valley", 3, ("attested", "carried", "ended", "silent"))
    page = render_heat_map("Coverage of village", ["2019-11", "2019-12", "2020-01", "2020-02"], [row], ["A fact."])

    cells = Cells()
    cells.feed(page)

    assert cells.cells == ["A", "c", "×", ""] and cells.scripts == []
    assert "Ann &lt;b&gt; – Bob" in page and "A fact." in page
    assert '<th class="year" scope="colgroup" colspan="2">2019</th>' in page and 'scope="row"' in page
    assert "prefers-color-scheme: dark" in page


SVG = "{http://www.w3.org/2000/svg}"


def test_the_picture_has_a_mark_for_each_month_that_is_not_silent_and_explains_them_all() -> None:
    rows = [
        HeatRow("Ann <b> – Bob", "Valley", 1_234, ("attested", "carried", "ended", "silent")),
        HeatRow("Bob – Cem", "Hill", 2, ("silent", "silent", "silent", "attested")),
    ]

    root = ElementTree.fromstring(
        render_heat_picture("Coverage of village", ["2019-11", "2019-12", "2020-01", "2020-02"], rows)
    )

    groups = {group.findtext(f"{SVG}title"): group.findall(f"{SVG}use") for group in root.iter(f"{SVG}g")}
    marks = {
        title: [(mark.get("href"), round(int(mark.get("x", "")) / CELL)) for mark in groups[title]]
        for title in ("Ann <b> – Bob, Valley", "Bob – Cem, Hill")
    }
    assert marks == {
        "Ann <b> – Bob, Valley": [("#attested", 0), ("#carried", 1), ("#ended", 2)],
        "Bob – Cem, Hill": [("#attested", 3)],
    }
    text = "".join(root.itertext())
    assert all(f"{name}: " in text for name in ("attested", "carried", "ended", "silent"))
    assert "1,234" in text and "2019" in text and "2020" in text
    assert {mark.get("href") for mark in root.iter(f"{SVG}use")} == {
        f"#{it.get('id')}" for it in root.iter() if it.get("id")
    } - {"#heat-title"}


def test_a_picture_of_no_dyad_is_one_too() -> None:
    assert ElementTree.fromstring(render_heat_picture("Coverage of nothing", [], [])).tag == f"{SVG}svg"


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(monkeypatch, capsys)


def test_the_command_fits_the_terminal_writes_the_page_and_prints_json(call: Caller, tmp_path: Path) -> None:
    folder = str(write(tmp_path / "village", half_lives=HALF_LIVES))
    page = tmp_path / "heat.html"

    told = call("check", "coverage", folder).stdout
    record = call("check", "coverage", folder, "--json", "--since", "2020-08", "--until", "2020-10").record
    written = call("check", "coverage", folder, "-o", str(page))

    assert "Ann – Bob" in told and "what to read next" in told and max(map(len, told.splitlines())) <= 100
    assert record["months"] == ["2020-08", "2020-09", "2020-10"]
    assert record["dyads"] == [
        {"actors": ["ann", "bob"], "theatre": "valley", "claims": 1, "months": ["silent", "attested", "carried"]},
    ]
    assert written.returncode == 0 and "Ann – Bob" in page.read_text("utf-8")
    assert call("check", "coverage", folder, "-o", str(tmp_path / "heat.svg")).returncode == 0
    assert (tmp_path / "heat.svg").read_text("utf-8").startswith("<svg ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["--since", "2020-08"], "--since and --until go together", id="one end"),
        pytest.param(["--since", "2020-08", "--until", "2020-07"], "is before --since", id="upside down"),
        pytest.param(["--since", "2020", "--until", "2021"], "a month is written YYYY-MM, not 2020", id="a year"),
        pytest.param(["--since", "soon", "--until", "late"], "a month is written YYYY-MM: 'soon'", id="no date"),
    ],
)
def test_months_that_are_none_are_refused(call: Caller, tmp_path: Path, words: list[str], said: str) -> None:
    done = call("check", "coverage", str(write(tmp_path)), *words)

    assert done.returncode == 1 and said in done.stderr


def test_a_data_set_without_a_claim_is_covered_too(call: Caller, tmp_path: Path) -> None:
    done = call("check", "coverage", str(write(tmp_path, {"claims": []})))

    assert done.returncode == 0 and "0 claims, 0 relations" in done.stdout


def test_the_ties_of_the_text_are_those_that_a_database_holds(database: Connection) -> None:
    query = """{ relations(lens: {rollUp: true}, first: 500) { nodes {
        family subject { key } object { key } theatre { key } validFrom validTo status claims(first: 50) { nodes { key } } } } }"""
    folder = Path(__file__).parent / "datasets" / "small"
    with asking(database, folder) as ask:
        nodes = ask(query)["data"]["relations"]["nodes"]
    dataset = find(str(folder))
    catalogue = check(dataset, Progress(disable=True))
    claims = [entry.record for entry in dataset.records(Claim) if isinstance(entry, Located)]

    stored = {
        (f"{it['family']}|{it['subject']['key']}|{it['object']['key']}", it["theatre"] and it["theatre"]["key"],
         it["status"], frozenset(node["key"] for node in it["claims"]["nodes"]))
        for it in nodes if it["validFrom"] or it["validTo"]
    }  # fmt: skip
    worked_out = {
        (*tie, stretch.finding.status.name, frozenset(stretch.finding.claims))
        for tie, stretches in text_ties(claims, catalogue)
        for stretch in stretches
        if stretch.basis is StandingBasis.ATTESTED and stretch.days != (BEFORE_ALL, AFTER_ALL)
    }
    assert len(stored) > 10 and worked_out == stored
