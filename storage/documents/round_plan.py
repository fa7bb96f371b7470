"""Writes the detailed plan of a round (具体实施方案) as a .docx that the office can print, sign and file."""

import re
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from bot.domain.plan_pages import RoundPlan
from storage.files import write_atomically

_FONT, _HEADING_FONT = "宋体", "黑体"
_TITLE_POINTS, _TEXT_POINTS = 18, 11
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def write_round_plan(path: Path, plan: RoundPlan) -> Path:
    """Write the document and return the path; whoever reads it has the old one or the new one."""
    paper = Document()
    style = paper.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(_TEXT_POINTS)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
    _add_title(paper, plan.title)
    paper.add_paragraph(_clean(plan.number))
    paper.add_paragraph(_clean(plan.basis))
    _add_table(paper, [list(row) for row in plan.rows])
    paper.add_paragraph()
    paper.add_paragraph(_clean(plan.items_title))
    _add_table(paper, [list(plan.item_headings), *(list(row) for row in plan.items)])
    paper.add_paragraph()
    paper.add_paragraph(_clean(plan.signature))
    data = BytesIO()
    paper.save(data)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, data.getvalue())
    return path


def _add_title(paper: Paper, title: str) -> None:
    paragraph = paper.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(_clean(title))
    run.font.name, run.font.size, run.font.bold = _HEADING_FONT, Pt(_TITLE_POINTS), True
    run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _HEADING_FONT)


def _add_table(paper: Paper, rows: list[list[str]]) -> None:
    table = paper.add_table(rows=0, cols=max(map(len, rows)))
    table.style = "Table Grid"
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = _clean(text)


def _clean(text: str) -> str:
    """Return the text with every character that XML cannot hold replaced by U+FFFD."""
    return _UNWRITABLE.sub("\ufffd", text)
