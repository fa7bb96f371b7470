"""A text file in the guarded child: its encoding, its delimiter, its rows."""

import csv
import io
from collections.abc import Iterable, Iterator

from storage.workbooks.child_lines import Json, Meter, lots
from storage.workbooks.limits import (
    Refusal,
)
from storage.workbooks.marks import Marks

ENCODINGS = ("utf-8-sig", "gb18030")


def _decoded(data: bytes) -> str:
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal("import.encoding")


def csv_lines(data: bytes) -> Iterator[Json]:
    """Yields the lines of the one sheet that a text file is."""
    text = _decoded(data)
    if "\0" in text:
        raise Refusal("import.damaged")
    sample = text[:4096]
    delimiter = max((",", "\t", ";"), key=sample.count)
    meter = Meter()
    formulas = _csv_formulas(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    yield {"name": "", "hidden": False, "merged": [], "formulas": sorted(formulas), "errors": []}
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    yield from lots(meter.filled_rows(enumerate(rows, start=1)))


def _csv_formulas(rows: Iterable[list[str]]) -> set[tuple[int, int]]:
    found = Marks()
    for number, cells in enumerate(rows):
        for at, cell in enumerate(cells):
            if cell.lstrip().startswith("="):
                found.add(number, at)
    return found.places
