"""A network written in one of the formats of graphs."""

from pathlib import Path

from linkage.ingest.formats.format_list import FileFormat
from linkage.ingest.formats.gexf import format_gexf
from linkage.ingest.formats.graphml import format_graphml
from linkage.ingest.formats.network import Network
from linkage.ingest.text.writer import write_text


def write_network(form: FileFormat, output: Path, network: Network, description: str) -> None:
    """Write the file whole or not at all; *description* says in it what is looked at."""
    write = format_gexf if form.name == "gexf" else format_graphml
    write_text(output, write(network, description))
