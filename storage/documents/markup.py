"""Our templates are kept as text, a line a paragraph or a row; they become a .docx that the office can edit.

    %page letter|writ|form    margins and size of a letter, of what is served, or of a form; the first line
    %title …  %number …  %head …  %left …  %right …  %small …  %big …  %code …    a paragraph of that kind
    %table 4 12.6         a table with columns of so many centimetres; %table* repeats its first row, and
                          %table+ stays on one page, together with what follows it; %table*+ does both
    | a |> b              a row; each > joins one more column, <2.5> is a least height, * bold, = centred,
                          ~ small, ^ stays with the row below
    %break                a new page; ⏎ inside a text is a new line
    anything else         a paragraph of the body

Fields stand in {{ }}, and {%p … %} and {%tr … %} as docxtpl has them; a line that begins with %% is a remark.
"""

import re
from dataclasses import dataclass, replace

_CELL = re.compile(r"(?P<joined>>*)\s*(?:<(?P<height>[\d.]+)>)?(?P<marks>[*=~^]*)\s*(?P<text>.*?)\s*")
_KINDS = ("title", "number", "head", "left", "right", "small", "big", "code")


@dataclass(frozen=True)
class Cell:
    """A cell of a row: how many columns it joins, and how it looks."""

    text: str
    columns: int = 1
    is_bold: bool = False
    is_centred: bool = False
    is_small: bool = False
    is_kept: bool = False


@dataclass(frozen=True)
class Row:
    """A row of a table; `height_cm` is the least it has, 0 for as much as it needs."""

    cells: tuple[Cell, ...]
    height_cm: float = 0.0


@dataclass(frozen=True)
class Table:
    """A table; `is_headed` says that its first row stands on every page, `is_kept` that it is on one."""

    widths_cm: tuple[float, ...]
    rows: tuple[Row, ...] = ()
    is_headed: bool = False
    is_kept: bool = False


@dataclass(frozen=True)
class Words:
    """A paragraph of a kind: body, title, number, head, left, right, small, big, code or break."""

    kind: str
    text: str


@dataclass(frozen=True)
class Source:
    """A template as it is kept: `page` is letter, writ or form."""

    page: str
    blocks: tuple[Words | Table, ...]


def read_source(text: str) -> Source:
    """Return the template that the text describes.

    Raises:
        ValueError: the first line names no page, or a row stands outside a table.
    """
    first, *lines = [line for line in text.splitlines() if line.strip() and not line.startswith("%%")]
    command, _, page = first.partition(" ")
    if command != "%page":
        raise ValueError(first)
    blocks: list[Words | Table] = []
    for line in lines:
        if line.startswith("|"):
            blocks[-1] = _with_row(blocks[-1], line)
        else:
            blocks.append(_block(line))
    return Source(page.strip(), tuple(blocks))


def _block(line: str) -> Words | Table:
    command, _, rest = line.partition(" ")
    name = command.lstrip("%")
    if name.rstrip("*+") == "table":
        widths = tuple(float(each) for each in rest.split())
        return Table(widths, is_headed="*" in name, is_kept="+" in name)
    if command.startswith("%") and name in (*_KINDS, "break"):
        return Words(name, _broken(rest.strip()))
    return Words("body", _broken(line.strip()))


def _with_row(block: Words | Table, line: str) -> Table:
    if not isinstance(block, Table):
        raise ValueError(line)  # noqa: TRY004 - the text is at fault, not a type
    found = [_CELL.fullmatch(each) for each in line.split("|")[1:]]
    cells = [each for each in found if each is not None]
    height = max(float(each["height"] or 0) for each in cells)
    return replace(block, rows=(*block.rows, Row(tuple(map(_cell, cells)), height)))


def _cell(found: re.Match[str]) -> Cell:
    marks = found["marks"]
    columns = 1 + len(found["joined"])
    return Cell(_broken(found["text"]), columns, "*" in marks, "=" in marks, "~" in marks, "^" in marks)


def _broken(text: str) -> str:
    return text.replace("⏎", "\n")
