"""Finds the row or rows of headings, below titles and above data, by how many headings they hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.registers.columns import Kind
from bot.domain.registers.headings import Recognition, columns_of, recognise
from bot.domain.registers.personal_headings import is_personal_heading, personal_columns
from storage.workbooks.grid import Line, Sheet, one_line

_SEARCHED_ROWS = 15
_MOST_HEADING_ROWS = 3
_FEWEST_HITS = 2
# Headings that begin in the last row that is searched reach down so far.
LAST_ROW_OF_HEADINGS = _SEARCHED_ROWS + _MOST_HEADING_ROWS - 1

Wordings = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The headings of a sheet: `wordings` per column, best first; the rows `first` to `last` hold them."""

    wordings: Wordings
    first: int
    last: int

    def text(self, position: int) -> str:
        """Returns the heading as written, or nothing."""
        return self.wordings[position][0] if position < len(self.wordings) and self.wordings[position] else ""

    @property
    def texts(self) -> tuple[str, ...]:
        """All headings as written, those that are empty left out."""
        return tuple(words[0] for words in self.wordings if words)

    def recognised(self, *, allow_personal: bool) -> Recognition | None:
        """Returns the register that these headings announce."""
        return recognise(self.wordings, allow_personal=allow_personal)

    @property
    def hits(self) -> int:
        """How many fields of the register that fits best the headings name."""
        return max(len(columns_of(kind, self.wordings)) for kind in Kind)


def _wordings(lines: Sequence[Line]) -> Wordings:
    """Returns per column: the lowest text, it joined with those above it, then those above alone."""
    found = []
    for position in range(max(len(line.cells) for line in lines)):
        texts = dict.fromkeys(one_line(line.at(position).text) for line in reversed(lines))
        parts = [text for text in texts if text]
        joined = ["".join(reversed(parts))] if len(parts) > 1 else []
        found.append(tuple(dict.fromkeys(parts[:1] + joined + parts[1:])))
    return tuple(found)


def _reach(sheet: Sheet, first: int, last: int) -> int:
    """Returns the last row that merged headings, begun in these rows, reach down to."""
    bottoms = (bottom for top, _, bottom, _ in sheet.merged if first <= top <= last)
    return min(max(bottoms, default=last), first + _MOST_HEADING_ROWS - 1)


def _heading(sheet: Sheet, lines: Sequence[Line]) -> Heading:
    first, last = lines[0].row, lines[-1].row
    reach = max(last, _reach(sheet, first, last))
    rows = [line for line in sheet.lines if first <= line.row <= reach]
    return Heading(_wordings(rows), first, reach)


def find_heading(sheet: Sheet) -> Heading | None:
    """Returns the headings among the first rows, or None when no row has any; fewest and first win."""
    top = [line for line in sheet.lines if line.row <= _SEARCHED_ROWS]
    candidates = [
        _heading(sheet, top[start : start + size])
        for size in range(1, _MOST_HEADING_ROWS + 1)
        for start in range(len(top) - size + 1)
    ]
    best = max(candidates, key=lambda heading: heading.hits, default=None)
    return best if best is not None and best.hits else None


def _titles(sheet: Sheet, heading: Heading | None) -> tuple[str, ...]:
    last = heading.first - 1 if heading else _SEARCHED_ROWS
    return tuple(text for line in sheet.lines if line.row <= last for text in line.texts)


def personal_headings(sheet: Sheet) -> tuple[str, ...]:
    """Returns the headings of a sheet, hidden or not, that announce phone, licence or ID numbers."""
    heading = find_heading(sheet)
    above = tuple(text for text in _titles(sheet, heading) if is_personal_heading(text, exactly=True))
    return above + (personal_columns(heading.wordings) if heading else ())


def looks_like_register(heading: Heading | None) -> bool:
    """Returns whether enough headings are known that a sheet was surely meant to be read."""
    return heading is not None and heading.hits >= _FEWEST_HITS
