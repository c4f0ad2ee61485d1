"""
Cells that a spreadsheet would run as a formula: written so that none does, and refused where one comes in.

An apostrophe is put before what a formula begins with, and before another one there, so that each text comes back as it was.
"""

_STARTS = tuple("=+-@＝＋－＠")  # a spreadsheet takes the wide forms for the narrow ones


def neutral(text: str) -> str:
    """The text as a cell that no spreadsheet runs."""
    return f"'{text}" if text.lstrip("'").startswith(_STARTS) else text


def plain(cell: str) -> str:
    """The text that a cell stands for; ValueError where it begins as a formula does."""
    if cell.startswith(_STARTS):
        raise ValueError(
            f"begins with {cell[0]!r}, as a formula does; write the text, with an apostrophe (') before it"
        )
    if cell.startswith("'") and cell.lstrip("'").startswith(_STARTS):
        return cell[1:]
    return cell
