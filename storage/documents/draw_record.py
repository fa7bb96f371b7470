"""Writes the record of a draw as a document on A4, to be read aloud, signed and archived."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as Page
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from bot.domain.draw_record import DrawRecord, RecordLine, read_aloud
from storage.documents.cells import writable
from storage.files import write_atomically

_BODY, _HEADING, _CODE = "宋体", "黑体", "Courier New"
_SMALL_POINTS, _BODY_POINTS, _HEADING_POINTS, _CODE_POINTS, _TITLE_POINTS = 9, 11, 13, 15, 20
_A4_CM, _MARGIN_CM = (21.0, 29.7), 2.2
_WIDTHS_CM = {1: (16.6,), 2: (4.0, 12.6), 3: (2.2, 4.0, 2.1), 4: (3.4, 3.2, 4.6, 5.4)}
_ROW_CM, _REMARK_CM = 1.1, 4.5
_THROWS_BESIDE = 2
_BLANK_SIGNERS = 2


def write_draw_record(path: Path, record: DrawRecord) -> None:
    """Write the record as .docx, whole or not at all."""
    page = _blank_page()
    _title(page, record.label("title"))
    _lines(page, record.facts)
    _heading(page, record.label("pools"))
    _lines(page, record.pools)
    _paragraphs(page, record.label("rules"), record.rules)
    _codes(page, record)
    _throws(page, record)
    _paragraphs(page, record.label("result"), record.result)
    if record.before:
        _paragraphs(page, record.label("before"), record.before)
    _people(page, record)
    _remarks(page, record)
    written = BytesIO()
    page.save(written)
    write_atomically(path, written.getvalue())


def _blank_page() -> Page:
    page = Document()
    section = page.sections[0]
    section.page_width, section.page_height = (Cm(each) for each in _A4_CM)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN_CM)
    return page


def _say(paragraph: Paragraph, text: str, points: int = _BODY_POINTS, font: str = _BODY) -> Run:
    """Add words in a font that East Asian characters have as well."""
    run = paragraph.add_run(writable(text))
    run.font.name, run.font.size = font, Pt(points)
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - python-docx has no other way
    fonts.set(qn("w:eastAsia"), font if font != _CODE else _BODY)
    return run


def _title(page: Page, text: str) -> None:
    paragraph = page.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _say(paragraph, text, _TITLE_POINTS, _HEADING)


def _heading(page: Page, text: str) -> None:
    paragraph = page.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(_BODY_POINTS)
    paragraph.paragraph_format.keep_with_next = True
    _say(paragraph, text, _HEADING_POINTS, _HEADING)


def _paragraphs(page: Page, heading: str, texts: Sequence[str]) -> None:
    _heading(page, heading)
    for text in texts:
        _say(page.add_paragraph(), text)


def _table(
    page: Page, rows: Sequence[Sequence[str]], points: int = _BODY_POINTS, *, has_heading: bool = False
) -> Table:
    """Add a table of these rows; the first is its heading where it has one."""
    columns = len(rows[0])
    table: Table = page.add_table(rows=len(rows), cols=columns)
    table.style = "Table Grid"
    table.autofit = False
    for number, texts in enumerate(rows):
        font = _HEADING if has_heading and number == 0 else _BODY
        for cell, text, width in zip(table.rows[number].cells, texts, _widths(columns), strict=True):
            cell.width = Cm(width)
            _say(cell.paragraphs[0], text, points, font)
    return table


def _widths(columns: int) -> Sequence[float]:
    """Return the columns' widths; throws stand side by side in threes."""
    return _WIDTHS_CM.get(columns) or _WIDTHS_CM[3] * (columns // 3)


def _lines(page: Page, lines: Sequence[RecordLine]) -> None:
    _table(page, [(line.label, "\n".join(line.texts)) for line in lines])


def _codes(page: Page, record: DrawRecord) -> None:
    """Large enough to be read aloud across a room, and compared group by group."""
    _heading(page, record.label("codes"))
    for name in ("commitment", "entropy_hash", "result_hash"):
        label = page.add_paragraph()
        label.paragraph_format.keep_with_next = True
        _say(label, record.label(name))
        for line in read_aloud(getattr(record, name)):
            paragraph = page.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(0)
            _say(paragraph, line, _CODE_POINTS, _CODE).bold = True


def _throws(page: Page, record: DrawRecord) -> None:
    _heading(page, record.label("throws"))
    if not record.throws:
        _say(page.add_paragraph(), record.label("no_throws"))
        return
    rows = [[record.label(name) for name in ("throw_no", "throw_value", "throw_source")] * _THROWS_BESIDE]
    for start in range(0, len(record.throws), _THROWS_BESIDE):
        beside = record.throws[start : start + _THROWS_BESIDE]
        texts = [text for each in beside for text in (str(each.number), each.value, each.source)]
        rows.append(texts + [""] * (len(rows[0]) - len(texts)))
    _table(page, rows, _SMALL_POINTS, has_heading=True)


def _people(page: Page, record: DrawRecord) -> None:
    _heading(page, record.label("people"))
    rows = [[record.label(name) for name in ("role", "name", "unit", "signature")]]
    rows += [[person.role, person.name, person.unit, ""] for person in record.people]
    rows += [[""] * len(rows[0])] * _BLANK_SIGNERS
    for row in _table(page, rows, has_heading=True).rows:
        row.height = Cm(_ROW_CM)


def _remarks(page: Page, record: DrawRecord) -> None:
    _heading(page, record.label("remarks"))
    _say(page.add_paragraph(), record.remarks)
    _table(page, [[""]]).rows[0].height = Cm(_REMARK_CM)
    _say(page.add_paragraph(), record.label("check"), _SMALL_POINTS)
