"""The relations of a lens as files of graph programs: networkx opens them and finds what the store has."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pytest

from linkage.graph.answers import answered
from linkage.graph.lens import Lens
from linkage.graph.store.connection import Connection
from linkage.ingest.formats.format_list import BY_NAME
from linkage.ingest.formats.network import Network, NetworkActor, NetworkRelation, read_claims, read_network
from linkage.ingest.formats.network_files import write_network
from tests.asking import Ask, asking
from tests.emptied import SMALL
from tests.gexf_rules import SPACE, faults

AWKWARD = 'Ann "A" & Söhne <1>'
ACTORS = [NetworkActor("ann", AWKWARD, "person", "bob", "a\u00a0note"), NetworkActor("bob", "Bob", "state"), NetworkActor("eve", "Eve", "person")]  # fmt: skip


def relation(number: int, family: str = "BACKS", sign: int = 1, **fields: object) -> NetworkRelation:
    values: dict[str, object] = {
        "id": f"r{number}", "subject": "ann", "object": "bob", "family": family, "sign": sign, "theatre": "valley",
        "status": "AGREED", "certainty": 0.7, "origins": 2, "basis": "ATTESTED", "valid_from": date(2020, 1, number),
        "valid_to": date(2020, 1, number), "last_attested": None, "next_attested": None, "claims": 3,
    }  # fmt: skip
    return NetworkRelation(**{**values, **fields})  # type: ignore[arg-type]


INVENTED = Network(
    ACTORS,
    [
        relation(3, certainty=0.25, valid_to=None),
        relation(1),
        relation(2, "NEGOTIATES_WITH", 0, theatre=None, basis="CARRIED", last_attested=date(2019, 5, 6)),
        relation(4, "OPPOSES", -1, valid_from=None, valid_to=None),
    ],
)


def written(form: str, network: Network, folder: Path) -> Path:
    path = folder / f"a.{form}"
    write_network(BY_NAME[form], path, network, "Relations in <valley>.")
    return path


def test_graphml_has_an_edge_for_each_period_and_every_actor(tmp_path: Path) -> None:
    graph = networkx.read_graphml(written("graphml", INVENTED, tmp_path), force_multigraph=True)

    assert dict(graph.nodes(data=True)) == {
        "ann": {"name": AWKWARD, "kind": "person", "partOf": "bob", "note": "a\u00a0note"},
        "bob": {"name": "Bob", "kind": "state"},
        "eve": {"name": "Eve", "kind": "person"},
    }
    assert graph["ann"]["bob"]["r3"] == {
        "family": "BACKS", "sign": 1, "theatre": "valley", "status": "AGREED", "certainty": 0.25, "origins": 2,
        "basis": "ATTESTED", "validFrom": "2020-01-03", "claims": 3,
    }  # fmt: skip
    assert graph["ann"]["bob"]["r2"]["lastAttested"] == "2019-05-06" and len(graph.edges) == 4
    assert graph.graph["description"] == "Relations in <valley>."


def test_gexf_has_an_edge_for_each_tie_with_its_spells(tmp_path: Path) -> None:
    graph = networkx.read_gexf(written("gexf", INVENTED, tmp_path), version="1.3")

    ties = {data["family"]: data for _, _, data in graph.edges(data=True)}
    assert set(graph.nodes) == {"ann", "bob", "eve"} and graph.nodes["ann"]["label"] == AWKWARD
    assert ties["BACKS"]["spells"] == [("2020-01-01", "2020-01-01"), ("2020-01-03", "None")]
    assert ties["BACKS"]["certainty"] == [(0.7, "2020-01-01", "2020-01-01"), (0.25, "2020-01-03", "None")]
    assert (ties["BACKS"]["weight"], ties["BACKS"]["theatre"]) == (0.7, "valley")
    assert "spells" not in ties["OPPOSES"] and "theatre" not in ties["NEGOTIATES_WITH"]


def test_gexf_keeps_to_the_grammar_of_its_version(tmp_path: Path) -> None:
    root = ElementTree.parse(written("gexf", INVENTED, tmp_path)).getroot()

    [graph] = root.iter(f"{SPACE}graph")
    assert list(faults(root)) == []
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    assert {edge.get("type") for edge in graph.iter(f"{SPACE}edge")} == {"directed", "mutual"}


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        pytest.param('version="1.3"', 'version="1.2"', "gexf has version='1.2'", id="another version"),
        pytest.param("http://gexf.net/1.3", "http://gexf.net/1.2", "is no element of GEXF", id="another namespace"),
        pytest.param("<nodes>", "<edges/><nodes>", "graph holds", id="edges before nodes"),
        pytest.param("</attributes>", "</attributes><meta/>", "graph holds", id="meta in the graph"),
        pytest.param("<edges>", "<edges><spells/>", "edges holds", id="a spell of nothing"),
        pytest.param(' target="bob"', "", "edge has no target", id="no end"),
        pytest.param(' type="double"', ' type="real"', "attribute has type='real'", id="an unknown type"),
        pytest.param(' type="mutual"', ' type="both"', "edge has type='both'", id="an unknown edge"),
        pytest.param('timeformat="date"', 'timeformat="day"', "graph has timeformat='day'", id="an unknown time"),
        pytest.param('start="2020-01-01"', 'start="1.1.2020"', "has start='1.1.2020'", id="another day"),
        pytest.param('<spell start', '<spell timestamp="2020-01-01" start', "tells its time in two ways", id="two times"),
        pytest.param('weight="0.7"', 'weight="high"', "edge has weight='high'", id="no number"),
        pytest.param('source="ann"', 'source="nobody"', "edge leads to nobody", id="an end that is not there"),
        pytest.param('<node id="eve"', '<node id="bob"', "node bob is there 2 times", id="an id twice"),
        pytest.param('for="edge-sign"', 'for="edge-sing"', "edge-sing = '1', declared as nothing", id="not declared"),
        pytest.param('for="edge-origins" value="2"', 'for="edge-origins" value="2.5"', "declared as integer", id="not of its type"),
        pytest.param('mode="dynamic">', 'mode="static">', "is declared as static", id="a time where none is"),
    ],
)  # fmt: skip
def test_the_grammar_tells_what_breaks_it(tmp_path: Path, right: str, wrong: str, told: str) -> None:
    text = written("gexf", INVENTED, tmp_path).read_text("utf-8")

    broken = text.replace(right, wrong)
    assert broken != text
    assert any(told in fault for fault in faults(ElementTree.fromstring(broken)))


@pytest.fixture(scope="module")
def ask(database: Connection) -> Iterator[Ask]:
    with asking(database, SMALL) as asked:
        yield asked


def test_a_lens_decides_which_relations_there_are_and_all_actors_are_there(ask: Ask, tmp_path: Path) -> None:
    def execute(document: str, variables: dict[str, object]) -> dict[str, object]:
        return answered(ask(document, **variables))

    lens = Lens(theatres=("bay",), as_of=date(2020, 6, 1))
    network, everything = read_network(execute, lens), read_network(execute, Lens())

    shown = ask("query ($lens: LensInput) { subgraph(lens: $lens) { totalCount } }", lens=lens.variables())
    assert len(network.relations) == shown["data"]["subgraph"]["totalCount"] > 0
    assert len(everything.relations) > len(network.relations)
    assert network.actors == everything.actors
    ends = {end for entry in network.relations for end in (entry.subject, entry.object)}
    assert ends < {actor.key for actor in network.actors}
    for form, read in (("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)):
        path = written(form, everything, tmp_path)
        graph = read(path)
        assert set(graph.nodes) == {actor.key for actor in everything.actors}
        assert {edge[:2] for edge in graph.edges} >= {(entry.subject, entry.object) for entry in everything.relations}
    assert list(faults(ElementTree.parse(path).getroot())) == []
    assert read_claims(execute, lens) < read_claims(execute, Lens())


def test_pages_are_put_together(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def execute(document: str, variables: dict[str, object]) -> dict[str, object]:
        return answered(ask(document, **variables))

    whole = read_network(execute, Lens())
    monkeypatch.setattr("linkage.ingest.formats.network.PAGE", 7)

    assert read_network(execute, Lens()) == whole and len(whole.relations) > 14
