"""Gives every cell of a merged range the range's text, as the eye does. Runs in the guarded child."""

from typing import Any

from storage.workbooks.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Refusal

_MAX_FILLED = MAX_CELLS

Rows = list[tuple[int, list[Any]]]


def _fill(cells: list[Any], value: Any, first: int, last: int) -> None:
    last = min(last, MAX_COLUMNS - 1)
    cells.extend([""] * (last + 1 - len(cells)))
    for at in range(first, last + 1):
        if cells[at] == "":
            cells[at] = value


def fill_merged(rows: Rows, merged: list[list[int]]) -> None:
    """Fills, in place, the empty cells of each range in the rows that are not blank themselves.

    Args:
        rows: [(row from 1, cells)].
        merged: [[first row, first column, last row, last column]], from 0.
    """
    by_number = dict(rows)
    left = _MAX_FILLED
    for top, first, bottom, last in merged:
        origin = by_number.get(top + 1, [])
        if first >= len(origin) or origin[first] == "":
            continue
        value = origin[first]
        for number in range(top + 1, min(bottom + 1, MAX_ROWS) + 1):
            left -= last - first + 1
            if left < 0:
                raise Refusal("import.too_big", rows=MAX_ROWS, columns=MAX_COLUMNS)
            if number in by_number:
                _fill(by_number[number], value, first, last)
