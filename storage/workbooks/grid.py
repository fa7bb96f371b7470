"""A sheet as the parent sees it: rows of cells that remember whether they were text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad\ufffe\uffff]")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_FULL_WIDTH = {
    ord(wide): unicodedata.normalize("NFKC", wide)
    for wide in map(chr, range(0xFF10, 0xFF5B))
    if wide.isalnum()
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text and its kind: "" text, "n" number, "b" truth, "d" date."""

    text: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row that is not blank; `row` counts from 1."""

    row: int
    cells: tuple[Cell, ...]

    def at(self, position: int) -> Cell:
        """Returns the cell, or an empty one beyond the row's end."""
        return self.cells[position] if 0 <= position < len(self.cells) else Cell()

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts that are not empty."""
        return tuple(cell.text for cell in self.cells if cell.text)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `merged` holds (top, left, bottom, right), marks (row, column); rows count from 1."""

    name: str
    is_hidden: bool
    lines: tuple[Line, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    formulas: frozenset[tuple[int, int]] = frozenset()
    errors: frozenset[tuple[int, int]] = frozenset()


def cleaned(text: str) -> str:
    """Returns a text without control and invisible characters, its ends trimmed; line breaks stay."""
    plain = _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _INVISIBLE.sub("", plain).strip()


def one_line(text: str) -> str:
    """Returns a name: on one line, single spaces, full-width letters and digits made plain."""
    return " ".join(cleaned(text).split()).translate(_FULL_WIDTH)


def letter(position: int) -> str:
    """Returns the spreadsheet's letter of a column: A for 0, AA for 26."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _cell(raw: Any) -> Cell:
    if isinstance(raw, str):
        return Cell(cleaned(raw))
    ((kind, text),) = raw.items()
    return Cell(text, kind)


def lines_of(rows: Iterable[tuple[int, list[Any]]]) -> Iterator[Line]:
    """Yields the rows that the child sent, those that are blank once cleaned left out."""
    for row, cells in rows:
        line = Line(row, tuple(_cell(cell) for cell in cells))
        if line.texts:
            yield line


def sheet_of(raw: dict[str, Any]) -> Sheet:
    """Returns a sheet from the child's answer, with those of its rows that came with it."""
    return Sheet(
        name=cleaned(raw["name"]),
        is_hidden=raw["hidden"],
        lines=tuple(lines_of(raw.get("rows", ()))),
        merged=tuple((top + 1, left, bottom + 1, right) for top, left, bottom, right in raw["merged"]),
        formulas=frozenset((row + 1, column) for row, column in raw["formulas"]),
        errors=frozenset((row + 1, column) for row, column in raw["errors"]),
    )
