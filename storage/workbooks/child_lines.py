"""What the guarded child writes: cells as JSON, rows in lots, and no more of them than a file may hold."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from storage.workbooks.limits import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_LETTERS,
    MAX_ROWS,
    Refusal,
)

_WHOLE = 1e15
Json = Any
Row = tuple[int, list[Json]]
_ROWS_PER_LINE = 100


def encode(value: object) -> Json:
    """Returns a cell for JSON: text as it is, all else as {"n": …} number, {"b": …} truth, {"d": …} date."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return {"b": "TRUE" if value else "FALSE"}
    if isinstance(value, int | float):
        whole = abs(value) < _WHOLE and value == int(value)
        return {"n": str(int(value)) if whole else repr(value)}
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return {"d": value.isoformat()}
    return str(value)


def _trimmed(cells: Iterable[object]) -> list[Json]:
    encoded = [encode(cell) for cell in cells]
    while encoded and (encoded[-1] == "" or (isinstance(encoded[-1], str) and not encoded[-1].strip())):
        encoded.pop()
    return encoded


def _letters(cells: list[Json]) -> int:
    return sum(len(cell) for cell in cells if isinstance(cell, str))


class Meter:
    """Counts the letters and cells of the whole file."""

    def __init__(self) -> None:
        """Begin with nothing counted."""
        self._letters = MAX_LETTERS
        self._cells = MAX_CELLS

    def filled_rows(self, rows: Iterable[tuple[int, Iterable[object]]]) -> Iterator[Row]:
        """Yields the rows that hold something; raises Refusal where they are too many."""
        for number, raw in rows:
            cells = _trimmed(raw)
            if not cells:
                continue
            self._letters -= _letters(cells)
            self._cells -= len(cells)
            if min(self._letters, self._cells) < 0 or number > MAX_ROWS or len(cells) > MAX_COLUMNS:
                raise Refusal("import.too_big", rows=MAX_ROWS, columns=MAX_COLUMNS)
            yield number, cells


def lots(rows: Iterable[Row]) -> Iterator[Json]:
    """Yields the rows, so many to a line."""
    lot: list[Row] = []
    for row in rows:
        lot.append(row)
        if len(lot) == _ROWS_PER_LINE:
            yield {"rows": lot}
            lot = []
    if lot:
        yield {"rows": lot}
