"""Text into cells: what a person typed stays text, whatever it looks like to a spreadsheet program."""

import re

from openpyxl.cell import Cell, MergedCell

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # spreadsheet programs read _x0041_ as A
_MAX_CHARACTERS = 32_767  # of one cell, in UTF-16 units
_FORMULA_STARTS = ("=", "+", "-", "@")


def put_text(cell: Cell | MergedCell, text: str) -> Cell:
    """Write `text` as a string, never as a formula, number or date, and return the cell.

    Characters that XML cannot hold become U+FFFD; a text longer than a cell can be is cut.

    Raises:
        TypeError: the cell is covered by a merged one.
    """
    if not isinstance(cell, Cell):
        raise TypeError(f"{cell.coordinate} is inside a merged range")
    cell.value = cut_to_utf16(_ESCAPE.sub("_x005F_", writable(text)), _MAX_CHARACTERS)
    cell.data_type = "s"
    if text.startswith(_FORMULA_STARTS):
        cell.quotePrefix = True  # else it becomes a formula when somebody edits the cell
    return cell


def writable(text: str) -> str:
    """Return `text` with U+FFFD for every character that XML cannot hold."""
    return _UNWRITABLE.sub("\ufffd", text)


def cut_to_utf16(text: str, units: int) -> str:
    """Return the longest beginning of `text` that has at most `units` UTF-16 units."""
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", errors="ignore")
