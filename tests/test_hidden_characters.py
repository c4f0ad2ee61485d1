"""Which characters a text may not hold: the table of them, against the properties that the pattern names."""

import pytest
from pydantic import TypeAdapter, ValidationError

from linkage.graph.records import Text
from linkage.graph.spelling import HIDDEN

# Runs of refused code points, both ends included; joiners have a rule of their own.
REFUSED = """
    0-1F 7F-9F AD 34F 61C 115F-1160 17B4-17B5 180B-180F 200B 200E-200F 2028-202E 2060-206F 3164 D800-DFFF
    FDD0-FDEF FE00-FE0F FEFF FFA0 FFF0-FFFB FFFE-FFFF E0000-E0FFF
"""
# Letters between which a joiner is part of the spelling.
JOINED = "600-8FF 900-DFF 1000-109F 1780-17FF"


def points(table: str) -> set[int]:
    runs = [[int(end, 16) for end in run.split("-")] for run in table.split()]
    return {point for run in runs for point in range(run[0], run[-1] + 1)}


def refused(text: str) -> bool:
    try:
        TypeAdapter(Text).validate_python(text)
    except ValidationError as error:
        return "hidden character" in str(error)
    return False


@pytest.mark.parametrize("joiner", ["\u200c", "\u200d"])
def test_hidden_characters_are_those_of_the_table_over_all_of_unicode(joiner: str) -> None:
    alone = {point for point in range(0x110000) if HIDDEN.search(chr(point))}
    before, after = (
        {point for point in range(0x110000) if not HIDDEN.search(text.format(chr(point)))}
        for text in (f"{{}}{joiner}\u06cc", f"\u06cc{joiner}{{}}")
    )

    assert alone == points(REFUSED) | {0x200C, 0x200D}
    assert before == after == points(JOINED) - points(REFUSED)


def test_a_text_with_one_of_them_is_refused_and_one_with_a_joiner_in_its_place_is_not() -> None:
    assert refused("An\u200bn") and refused("An\u200cn") and refused("\u200cمی") and refused("e\U000e0041")
    assert not refused("می\u200cخواهم") and not refused("Ann 😀") and not refused("क्\u200dष")
