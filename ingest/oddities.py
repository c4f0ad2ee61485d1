"""What is odd about the records of a data set, told as warnings while they come by and once all have."""

from collections.abc import Iterator
from itertools import chain

from linkage.graph.records import Actor, Claim, Head, Judgement, Record, RelationKind
from linkage.ingest.catalogue import Catalogue
from linkage.ingest.look_alikes import look_alikes
from linkage.ingest.odd_days import odd_days
from linkage.ingest.odd_places import elsewhere, idle_denial
from linkage.ingest.odd_words import PartisanWords, mixed_scripts
from linkage.ingest.offices import Offices
from linkage.ingest.opposites import Opposites
from linkage.ingest.text.dataset import Located
from linkage.ingest.text.reader import Problem


class Oddities:
    """The checks that warn; what takes all claims to tell is told by `of_all`."""

    def __init__(self, head: Head) -> None:
        self._partisan = PartisanWords(head.partisan_words)
        self._opposites = Opposites()
        self._offices = Offices()

    def of_record(self, entry: Located, catalogue: Catalogue) -> Iterator[Problem]:
        """What is odd about one valid record."""
        yield from odd_days(entry, catalogue)
        yield from mixed_scripts(entry)
        if isinstance(entry.record, Claim):
            yield from chain(idle_denial(entry), elsewhere(entry, catalogue), self._partisan.warnings(entry))
            if located_kind := catalogue.entries[RelationKind].get(entry.record.kind):
                self._opposites.note(entry, located_kind.record, catalogue)
                self._offices.note(entry, located_kind.record)

    def of_kind(self, kind: type[Record], catalogue: Catalogue) -> Iterator[Problem]:
        """What is odd about all records of a kind together, once these have been read."""
        if kind is Judgement:  # which say of actors that look alike whether they are one
            yield from look_alikes(catalogue.entries[Actor], catalogue)

    def of_all(self, catalogue: Catalogue) -> Iterator[Problem]:
        """What takes all claims to tell."""
        yield from self._opposites.warnings()
        yield from self._offices.warnings(catalogue)
