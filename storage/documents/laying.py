"""Lays a template of ours out as a .docx, after the layout of official papers (GB/T 9704)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice

from docx.document import Document as Page
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph

from storage.documents.blank import CODE, FANGSONG, HEITI, SONGTI, blank_page
from storage.documents.markup import Row, Source, Table, Words

_A4_CM = (21.0, 29.7)
_LEFT, _CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


@dataclass(frozen=True)
class _Look:
    """How a kind of paragraph looks, in points; `indent` counts characters of the first line."""

    points: float
    font: str = FANGSONG
    align: WD_ALIGN_PARAGRAPH = _LEFT
    indent: int = 0
    before: float = 0
    after: float = 0
    is_bold: bool = False


@dataclass(frozen=True)
class _Sheet:
    """Margins of a page (top, right, bottom, left) in cm, line spacing and the looks of its paragraphs."""

    margins_cm: tuple[float, float, float, float]
    line_points: float
    looks: Mapping[str, _Look]
    table_points: float
    small_points: float = 9


def _of_letter(points: float, title: float, number: float, after: float) -> dict[str, _Look]:
    """Return the looks of a letter with a body of so many points, and so many after what heads it."""
    return {
        "title": _Look(title, SONGTI, _CENTRE, after=after, is_bold=True),
        "number": _Look(number, align=_CENTRE, after=after),
        "head": _Look(points, HEITI, indent=2),
        "body": _Look(points, indent=2),
        "left": _Look(points),
        "right": _Look(points, align=_RIGHT),
        "small": _Look(10.5),
        "code": _Look(9, CODE),
        "big": _Look(15, CODE, is_bold=True),
    }


_LETTER = _Sheet((3.7, 2.6, 3.5, 2.8), 28, _of_letter(16, 22, 14, 14), 12)
_WRIT = _Sheet((2.5, 2.6, 2.0, 2.8), 22, _of_letter(14, 20, 12, 8), 12)
"""What is served on a target: smaller than a letter, so that it is one sheet of paper and not three."""
_FORM = _Sheet(
    (1.7, 2.0, 1.6, 2.0),
    17,
    {
        "title": _Look(20, SONGTI, _CENTRE, after=6, is_bold=True),
        "number": _Look(10.5, align=_CENTRE, after=4),
        "head": _Look(12, HEITI, before=6, after=3),
        "body": _Look(12, indent=2),
        "left": _Look(12),
        "right": _Look(12, align=_RIGHT),
        "small": _Look(10),
        "code": _Look(9, CODE),
        "big": _Look(15, CODE, is_bold=True),
    },
    10.5,
)
_SHEETS = {"letter": _LETTER, "writ": _WRIT, "form": _FORM}
_TIGHT = frozenset({"title", "small", "code", "big"})
_HEADING = frozenset({"title", "number", "head"})
_GAP_POINTS = 6
"""Between a table and what follows it; without a paragraph there, two tables become one."""
_MARK = re.compile(r"\{%p (\w+)")
"""A paragraph that only steers docxtpl, and is none on paper."""
_LAST_POINTS = 1
"""Below the last table, where a file has to have a paragraph: it opens no page of its own."""


def lay_out(source: Source) -> bytes:
    """Return the template as a .docx.

    Raises:
        KeyError: there is no such page.
    """
    sheet, page = _SHEETS[source.page], blank_page()
    _set_up(page, sheet)
    for nth, block in enumerate(source.blocks, start=1):
        after = source.blocks[nth:]
        if isinstance(block, Table):
            _add_table(page, sheet, block, gap=_GAP_POINTS if after else _LAST_POINTS)
        else:
            _fill(page.add_paragraph(), block, sheet, is_kept=_stays(block, after))
    written = BytesIO()
    page.save(written)
    return written.getvalue()


def _stays(block: Words, after: Sequence[Words | Table]) -> bool:
    """Return whether a paragraph stays with the next: no signature is alone on a page, nor without code."""
    first, second = (*islice(_shown(after), 2), None, None)[:2]
    is_signed = isinstance(first, Words) and (first.kind == "right" or _heads_signatures(first, second))
    return block.kind in _HEADING or is_signed or (block.kind == "right" and isinstance(first, Table))


def _heads_signatures(head: Words, below: Words | Table | None) -> bool:
    return head.kind == "head" and isinstance(below, Table) and below.is_kept


def _shown(blocks: Sequence[Words | Table]) -> Iterator[Words | Table]:
    """Yield those that are sure to stand there: no marks of docxtpl, and nothing conditional."""
    depth = 0
    for block in blocks:
        mark = _MARK.match(block.text) if isinstance(block, Words) else None
        if mark:
            depth += {"if": 1, "endif": -1 if depth else 0}.get(mark[1], 0)
        elif not depth:
            yield block


def _set_up(page: Page, sheet: _Sheet) -> None:
    section = page.sections[0]
    section.page_width, section.page_height = (Cm(each) for each in _A4_CM)
    top, right, bottom, left = (Cm(each) for each in sheet.margins_cm)
    section.top_margin, section.right_margin = top, right
    section.bottom_margin, section.left_margin = bottom, left
    section.footer_distance = Cm(1.0)
    _number_pages(section.footer.paragraphs[0])


def _number_pages(paragraph: Paragraph) -> None:
    """Write how the code begins, and `1 / 2`: of what is signed no page may be missing, or of another."""
    paragraph.alignment = _CENTRE
    for text, field in (("{{ code[:8] }}\u3000", "PAGE"), (" / ", "NUMPAGES")):
        _say(paragraph, text, _Look(9))
        for kind in ("begin", field, "end"):
            run = paragraph.add_run()
            mark = OxmlElement("w:instrText" if kind == field else "w:fldChar")
            if kind == field:
                mark.text = field
            else:
                mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)  # noqa: SLF001 - python-docx knows no fields


def _fill(paragraph: Paragraph, words: Words, sheet: _Sheet, *, is_kept: bool) -> None:
    if words.kind == "break":
        paragraph.add_run().add_break(WD_BREAK.PAGE)
        return
    look = sheet.looks[words.kind]
    form = paragraph.paragraph_format
    paragraph.alignment = look.align
    form.first_line_indent = Pt(look.indent * look.points)
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.keep_with_next = is_kept
    form.line_spacing = 1.2 if words.kind in _TIGHT else Pt(sheet.line_points)
    _say(paragraph, words.text, look)


def _say(paragraph: Paragraph, text: str, look: _Look) -> None:
    """Add words in a font that East Asian characters have as well."""
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.font.bold = look.font, Pt(look.points), look.is_bold or None
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - python-docx has no other way
    fonts.set(qn("w:eastAsia"), FANGSONG if look.font == CODE else look.font)


def _add_table(page: Page, sheet: _Sheet, block: Table, gap: int) -> None:
    table: DocxTable = page.add_table(rows=0, cols=len(block.widths_cm))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, block.widths_cm, strict=True):
        column.width = Cm(width)  # some programs read the columns' widths, others the cells'
    for number, row in enumerate(block.rows):
        _add_row(table, sheet, block, row, is_heading=block.is_headed and number == 0)
    below = page.add_paragraph().paragraph_format
    below.line_spacing, below.keep_with_next = Pt(gap), block.is_kept


def _add_row(table: DocxTable, sheet: _Sheet, block: Table, row: Row, *, is_heading: bool) -> None:
    line = table.add_row()  # type: ignore[no-untyped-call]
    properties = line._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no other way
    if (
        len(row.cells) > 1 or len(block.widths_cm) == 1
    ):  # a text over all columns may be as long as people write
        properties.append(OxmlElement("w:cantSplit"))
    if is_heading:
        properties.append(OxmlElement("w:tblHeader"))
    if row.height_cm:
        line.height = Cm(row.height_cm)
    place = 0
    for cell in row.cells:
        box = line.cells[place]
        last = min(place + cell.columns, len(block.widths_cm)) - 1
        if last > place:
            box = box.merge(line.cells[last])
        box.width = Cm(sum(block.widths_cm[place : last + 1]))
        box.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = box.paragraphs[0]
        is_centred = cell.is_centred or is_heading
        paragraph.alignment = _CENTRE if is_centred else _LEFT
        form = paragraph.paragraph_format
        form.space_before = form.space_after = Pt(2)
        form.keep_with_next = block.is_kept or cell.is_kept
        font = HEITI if is_heading or cell.is_bold else FANGSONG
        _say(paragraph, cell.text, _Look(sheet.small_points if cell.is_small else sheet.table_points, font))
        place = last + 1
