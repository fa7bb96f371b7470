"""Finds in a sheet's XML what a reader of values cannot tell: formulas, error values, and document types.

The XML is searched piece by piece as it is inflated, never held whole. Runs in the guarded child.
"""

import re
from collections import Counter

from storage.workbooks.limits import MAX_COLUMNS, MAX_MARKS, Refusal

_TAIL = 4096
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?c\b([^<>]*)>\s*<(?:[\w.-]+:)?f[\s/>]")
_ERROR = re.compile(rb"<(?:[\w.-]+:)?c\b([^<>]*\bt=[\"']e[\"'][^<>]*)>")
_REFERENCE = re.compile(rb"\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_ODS_FORMULA = re.compile(rb"<table:(?:covered-)?table-cell\b[^<>]*\btable:formula=")
_INDEX_PARTS = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")


def column_number(letters: str) -> int:
    """Returns 0 for A, 25 for Z, 26 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


class Marks:
    """Places (row, column), from 0; of each column the first ones are enough, for one condemns it."""

    def __init__(self) -> None:
        self.places: set[tuple[int, int]] = set()
        self._counts: Counter[int] = Counter()

    def add(self, row: int, column: int) -> None:
        """Keeps the place, unless its column has enough of them or lies beyond all that is read."""
        if column < MAX_COLUMNS and self._counts[column] < MAX_MARKS:
            self._counts[column] += (row, column) not in self.places
            self.places.add((row, column))


class MarkScanner:
    """Collects (row, column), from 0, of cells with a formula or an error; (-1, -1) is a cell unnamed."""

    def __init__(self, form: str, part: str) -> None:
        self._is_xml = part.lower().endswith((".xml", ".rels"))
        self._is_sheet = self._is_xml and form == "xlsx" and "worksheets/" in part.lower()
        self._is_content = form == "ods" and part == "content.xml"
        self._tail = b""
        self.is_index = part.lower() in _INDEX_PARTS
        self.bytes = 0
        self.is_plain = True  # elements and text only: neither a comment nor a section of raw text
        self.formulas, self.errors = Marks(), Marks()

    def feed(self, chunk: bytes) -> None:
        """Searches the next piece.

        Raises:
            Refusal: `import.damaged` for a document type; no spreadsheet program writes one.
        """
        self.bytes += len(chunk)
        if not self._is_xml:
            return
        text = self._tail + chunk
        if _DOCTYPE.search(text) or b"\x00" in chunk:
            raise Refusal("import.damaged")
        self.is_plain = self.is_plain and b"<!" not in text
        if self._is_sheet:
            self._collect(_FORMULA, text, self.formulas)
            self._collect(_ERROR, text, self.errors)
        elif self._is_content and _ODS_FORMULA.search(text):
            self.formulas.add(-1, -1)
        self._tail = text[-_TAIL:]

    @staticmethod
    def _collect(pattern: re.Pattern[bytes], text: bytes, found: "Marks") -> None:
        for match in pattern.finditer(text):
            where = _REFERENCE.search(match[1])
            found.add(*(int(where[2]) - 1, column_number(where[1].decode())) if where else (-1, -1))
