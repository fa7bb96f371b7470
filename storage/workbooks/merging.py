"""Gives every cell of a merged range the range's text, as the eye does. Runs in the guarded child."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from storage.workbooks.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Refusal

_MAX_FILLED = MAX_CELLS

Row = tuple[int, list[Any]]


@dataclass(frozen=True, slots=True)
class _Range:
    """A merged range whose first row has passed: what its cells show, and the last row (from 1)."""

    value: Any
    first: int
    last: int
    bottom: int

    @property
    def width(self) -> int:
        return self.last - self.first + 1


def _fill(cells: list[Any], merged: _Range) -> None:
    last = min(merged.last, MAX_COLUMNS - 1)
    cells.extend([""] * (last + 1 - len(cells)))
    for at in range(merged.first, last + 1):
        if cells[at] == "":
            cells[at] = merged.value


def fill_merged(rows: Iterable[Row], merged: list[list[int]]) -> Iterator[Row]:
    """Yields the rows, the empty cells of each range filled; a range without a text of its own fills none.

    Args:
        rows: (row from 1, cells), ascending; blank rows are left out.
        merged: [[first row, first column, last row, last column]], from 0.
    """
    waiting = sorted(merged, reverse=True)
    reaching: list[_Range] = []
    left = _MAX_FILLED
    for number, cells in rows:
        reaching = [each for each in reaching if each.bottom >= number]
        reaching += _begun(waiting, number, cells)
        for each in reaching:
            left -= each.width
            if left < 0:
                raise Refusal("import.too_big", rows=MAX_ROWS, columns=MAX_COLUMNS)
            _fill(cells, each)
        yield number, cells


def _begun(waiting: list[list[int]], number: int, cells: list[Any]) -> Iterator[_Range]:
    """Yields the ranges that begin in this row; those above it began in a blank row, and show nothing."""
    while waiting and waiting[-1][0] < number:
        top, first, bottom, last = waiting.pop()
        if top + 1 == number and first < len(cells) and cells[first] != "":
            yield _Range(cells[first], first, last, bottom + 1)
