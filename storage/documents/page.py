"""What the documents on A4 that people sign have in common: fonts, headings, tables."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as Page
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from bot.domain.draw_record import RecordLine
from storage.documents.cells import writable
from storage.files import write_atomically

CODE = "Courier New"
SMALL_POINTS = 9
_BODY, _HEADING = "宋体", "黑体"
_BODY_POINTS, _HEADING_POINTS, _TITLE_POINTS = 11, 13, 20
_A4_CM, _MARGIN_CM = (21.0, 29.7), 2.2
_WIDTHS_CM = {1: (16.6,), 2: (4.0, 12.6), 3: (2.2, 4.0, 2.1), 4: (3.4, 3.2, 4.6, 5.4)}


def keep(path: Path, page: Page) -> None:
    """Write the document, whole or not at all."""
    written = BytesIO()
    page.save(written)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, written.getvalue())


def blank_page() -> Page:
    """Return an empty page of A4."""
    page = Document()
    section = page.sections[0]
    section.page_width, section.page_height = (Cm(each) for each in _A4_CM)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN_CM)
    _number_pages(section.footer.paragraphs[0])
    return page


def _number_pages(paragraph: Paragraph) -> None:
    """Write `1 / 2` in the middle: of what people sign no page may be missing unnoticed."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("", "PAGE"), (" / ", "NUMPAGES")):
        say(paragraph, text, SMALL_POINTS)
        for kind in ("begin", field, "end"):
            run = say(paragraph, "", SMALL_POINTS)
            mark = OxmlElement("w:instrText" if kind == field else "w:fldChar")
            if kind == field:
                mark.text = field
            else:
                mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)  # noqa: SLF001 - python-docx knows no fields


def say(paragraph: Paragraph, text: str, points: int = _BODY_POINTS, font: str = _BODY) -> Run:
    """Add words in a font that East Asian characters have as well."""
    run = paragraph.add_run(writable(text))
    run.font.name, run.font.size = font, Pt(points)
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - python-docx has no other way
    fonts.set(qn("w:eastAsia"), font if font != CODE else _BODY)
    return run


def add_title(page: Page, text: str) -> None:
    """Add the title, in the middle."""
    paragraph = page.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    say(paragraph, text, _TITLE_POINTS, _HEADING)


def add_heading(page: Page, text: str) -> None:
    """Add a heading that stays with what follows."""
    paragraph = page.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(_BODY_POINTS)
    paragraph.paragraph_format.keep_with_next = True
    say(paragraph, text, _HEADING_POINTS, _HEADING)


def add_paragraphs(page: Page, heading: str, texts: Sequence[str]) -> None:
    """Add a heading and these paragraphs."""
    add_heading(page, heading)
    for text in texts:
        say(page.add_paragraph(), text)


def add_table(
    page: Page, rows: Sequence[Sequence[str]], points: int = _BODY_POINTS, *, has_heading: bool = False
) -> Table:
    """Add a table of these rows; the first is its heading where it has one."""
    columns = len(rows[0])
    table: Table = page.add_table(rows=len(rows), cols=columns)
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, _widths(columns), strict=True):
        column.width = Cm(width)  # some programs read the columns' widths, others the cells'
    if has_heading:
        properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no other way
        properties.append(OxmlElement("w:tblHeader"))
    for number, texts in enumerate(rows):
        font = _HEADING if has_heading and number == 0 else _BODY
        for cell, text, width in zip(table.rows[number].cells, texts, _widths(columns), strict=True):
            cell.width, cell.vertical_alignment = Cm(width), WD_CELL_VERTICAL_ALIGNMENT.CENTER
            say(cell.paragraphs[0], text, points, font)
    return table


def _widths(columns: int) -> Sequence[float]:
    """Return the columns' widths; throws stand side by side in threes."""
    return _WIDTHS_CM.get(columns) or _WIDTHS_CM[3] * (columns // 3)


def add_lines(page: Page, lines: Sequence[RecordLine]) -> None:
    """Add a table of two columns: what a line is about, and what it says."""
    add_table(page, [(line.label, "\n".join(line.texts)) for line in lines])
