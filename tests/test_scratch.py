"""Maps and lists on disk do what those in memory do, keep nothing of size in it and leave nothing behind."""

import subprocess
import sys

from linkage.ingest.spill import PIECE, Shelf, Spool


def test_a_shelf_is_a_map_in_the_order_of_first_coming() -> None:
    shelf: Shelf[tuple[int, str]] = Shelf()
    for number in (3, 1, 2):
        shelf[f"key-{number}"] = number, "first"
    shelf["key-1"] = 1, "second"

    assert list(shelf.items()) == [
        ("key-3", (3, "first")),
        ("key-1", (1, "second")),
        ("key-2", (2, "first")),
    ]
    assert len(shelf) == 3 and "key-4" not in shelf and shelf.get("key-4") is None


def test_a_shelf_adds_only_under_a_key_that_has_no_value() -> None:
    shelf: Shelf[str] = Shelf()

    assert shelf.add("key", "first") and not shelf.add("key", "second")
    assert shelf["key"] == "first"


def test_a_changed_value_is_the_one_that_is_found() -> None:
    shelf: Shelf[str] = Shelf()
    shelf["key"] = "first"
    assert shelf["key"] == "first"

    shelf["key"] = "second"

    assert shelf["key"] == "second"


def test_a_spool_gives_back_what_it_was_given_as_often_as_asked() -> None:
    spool: Spool[list[int]] = Spool()
    given = [[number] for number in range(2 * PIECE + 1)]
    for item in given:
        spool.append(item)

    assert len(spool) == len(given)
    assert list(spool) == given == list(spool)


FULL = """
import resource
from linkage.graph.errors import LinkageError
from linkage.ingest.spill import Spool
resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
spool = Spool()
try:
    for number in range(1 << 16):
        spool.append(str(number) * 200)
except LinkageError as error:
    print(error)
"""


def test_a_full_disk_is_told_in_words() -> None:
    said = subprocess.run([sys.executable, "-c", FULL], capture_output=True, text=True, check=True).stdout

    assert said.startswith("a temporary file cannot be written (") and "let TMPDIR name" in said
