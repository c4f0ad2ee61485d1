"""A writer that turns the whole graph from one state to another and back, each time as another generation."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from neo4j import Driver, GraphDatabase

from linkage.graph.store.connection import Connection
from linkage.graph.store.statements import statement
from linkage.graph.store.transactions import LEASE

COLOURS = ("Cinnabar", "Ultramarine")
"""Every name of an actor and of a theatre begins with one of them, and all with the same."""
PAINT = """
MATCH (record:Actor|Theatre)
SET record.plain = coalesce(record.plain, record.name), record.name = $colour + ' ' + coalesce(record.plain, record.name)
"""
STRIP = "MATCH (record:Actor|Theatre) WHERE record.plain IS NOT NULL SET record.name = record.plain REMOVE record.plain"


TAKE = """
MERGE (lease:Lease {name: 'writer'})
SET lease += {holder: 'a test', host: '', process: 0, since: datetime.realtime()},
    lease.number = coalesce(lease.number, 0) + 1, lease.until = datetime.realtime() + duration({seconds: 60})
RETURN lease.number
"""


def change(driver: Driver, text: str, **values: object) -> None:
    """Make another generation by the statement, in one step."""
    with driver.session() as session, driver.session() as beside:
        [number] = beside.run(TAKE).single(strict=True)
        with session.begin_transaction(metadata={LEASE: number}) as transaction:
            transaction.run(text, values).consume()
            beside.run(statement("generation.announce").text, lease=number).consume()
            transaction.run(statement("generation.advance").text, dataset=None, relations=None).consume()
            transaction.commit()
        beside.run(statement("generation.settle").text).consume()
        beside.run(statement("lease.give_back").text, number=number).consume()


@contextmanager
def flipping(database: Connection, pause: float) -> Iterator[list[int]]:
    """All is repainted again and again meanwhile, with *pause* seconds between; yields how often it was, as one item."""
    over, count = threading.Event(), [0]

    def flip() -> None:
        while not over.is_set():
            change(driver, PAINT, colour=COLOURS[count[0] % 2])
            count[0] += 1
            time.sleep(pause)

    with GraphDatabase.driver(database.uri, auth=(database.user, database.password)) as driver:
        change(driver, PAINT, colour=COLOURS[1])
        painter = threading.Thread(target=flip)
        painter.start()
        try:
            yield count
        finally:
            over.set()
            painter.join()
            change(driver, STRIP)


def colours(text: str) -> set[str]:
    """The colours that a text speaks of."""
    return {colour for colour in COLOURS if colour in text}
