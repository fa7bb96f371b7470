"""Reads a filled .docx back as blocks that the PDF is set from, so that an edited template holds for both.

Read is what our templates have and what people change in them: paragraphs, fonts, sizes, tables, pictures,
page breaks, page numbers. What it cannot show (`Unshown`) is refused, never left out in silence.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Page
from docx.oxml.ns import qn
from docx.section import Section
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

_DEFAULT_POINTS = 10.5
_SANS = frozenset({"黑体", "微软雅黑", "等线", "SimHei", "Microsoft YaHei"})
_MONO = frozenset({"Courier New", "Consolas"})
_ALIGN = {0: "left", 1: "center", 2: "right"}
_UNSHOWN = ("txbxContent", "footnoteReference", "object", "ins", "del")
_AS_THEY_ARE = ("w:tbl", "w:p", "w:sectPr")


class Unshown(Exception):  # noqa: N818 - said to whoever edits templates
    """The template holds something that the PDF cannot show; the argument names it."""


def read_blocks(data: bytes) -> dict[str, Any]:
    """Return title, page, blocks and footer of a .docx as JSON values; lengths are in points.

    Raises:
        Unshown: with the name of the first thing that has no place in the PDF.
    """
    page = Document(BytesIO(data))
    for name in _UNSHOWN:
        if next(page.element.body.iter(qn(f"w:{name}")), None) is not None:
            raise Unshown(name)
    section = page.sections[0]
    return {
        "title": page.core_properties.title,
        "page": _page(section),
        "footer": [_paragraph(page, each) for each in section.footer.paragraphs],
        "header": [_paragraph(page, each) for each in section.header.paragraphs if each.text],
        "blocks": _without_end(list(_blocks(page, page.element.body.iterchildren(), page))),
    }


def _without_end(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the blocks without empty paragraphs at the end: what follows the last table makes no page."""
    said = [n for n, each in enumerate(blocks, start=1) if each["kind"] == "table" or each["runs"]]
    return blocks[: max(said, default=0)]


def _page(section: Section) -> dict[str, float]:
    names = {
        "width": "page_width",
        "height": "page_height",
        "top": "top_margin",
        "right": "right_margin",
        "bottom": "bottom_margin",
        "left": "left_margin",
    }
    return {short: getattr(section, name).pt for short, name in names.items()}


def _blocks(page: Page, elements: Any, parent: Any) -> Iterator[dict[str, Any]]:
    for element in elements:
        if element.tag == qn("w:p"):
            yield _paragraph(page, Paragraph(element, parent))
        elif element.tag == qn("w:tbl"):
            yield _table(page, Table(element, parent))
        elif element.tag == qn("w:sdt"):
            raise Unshown("sdt")


def _paragraph(page: Page, paragraph: Paragraph) -> dict[str, Any]:
    form = paragraph.paragraph_format
    spacing = form.line_spacing
    exact = spacing.pt if spacing is not None and not isinstance(spacing, float) else 0
    return {
        "kind": "paragraph",
        "align": _ALIGN.get(paragraph.alignment or 0, "justify"),
        "indent": form.first_line_indent.pt if form.first_line_indent else 0,
        "before": form.space_before.pt if form.space_before else 0,
        "after": form.space_after.pt if form.space_after else 0,
        "line": exact,
        "keep": bool(form.keep_with_next),
        "runs": [piece for run in paragraph.runs for piece in _pieces(page, run)],
    }


def _pieces(page: Page, run: Run) -> Iterator[dict[str, Any]]:
    """Yield texts, line breaks, pictures and page numbers in their order."""
    look = _look(run)
    for child in run._element.iterchildren():  # noqa: SLF001 - python-docx knows no pieces of a run
        tag = child.tag.rpartition("}")[2]
        if tag == "t":
            yield look | {"text": child.text or ""}
        elif tag == "tab":
            yield look | {"text": "\u3000"}
        elif tag == "br":
            yield {"break": "page" if child.get(qn("w:type")) == "page" else "line"}
        elif tag == "instrText":
            yield look | {"field": (child.text or "").split()[0]}
        elif tag in ("drawing", "pict"):
            yield _picture(page, child)


def _look(run: Run) -> dict[str, Any]:
    fonts = run._element.find(qn("w:rPr") + "/" + qn("w:rFonts"))  # noqa: SLF001 - as above
    named = {} if fonts is None else fonts.attrib
    east, west = named.get(qn("w:eastAsia"), ""), named.get(qn("w:ascii"), "")
    family = "mono" if west in _MONO else "sans" if east in _SANS else "serif"
    points = run.font.size.pt if run.font.size else _DEFAULT_POINTS
    return {"size": points, "bold": bool(run.font.bold), "font": family}


def _picture(page: Page, drawing: Any) -> dict[str, Any]:
    blip = next(drawing.iter(qn("a:blip")), None)
    extent = next(drawing.iter(qn("wp:extent")), None)
    if blip is None or extent is None:
        raise Unshown("drawing")
    part = page.part.related_parts[blip.get(qn("r:embed"))]
    return {"picture": list(part.blob), "width": int(extent.get("cx")) / 12700}


def _table(page: Page, table: Table) -> dict[str, Any]:
    widths = [column.width.pt if column.width else 0 for column in table.columns]
    rows = [_row(page, table, number) for number in range(len(table.rows))]
    heads = 0
    while heads < len(rows) and rows[heads]["head"]:
        heads += 1
    return {"kind": "table", "widths": widths, "heads": heads, "rows": rows}


def _row(page: Page, table: Table, number: int) -> dict[str, Any]:
    row = table.rows[number]
    element = row._tr  # noqa: SLF001 - a merged cell is listed once there
    properties = element.trPr
    head = properties is not None and properties.find(qn("w:tblHeader")) is not None
    cells = [_cell(page, _Cell(each, table)) for each in element.tc_lst]
    return {"head": head, "height": row.height.pt if row.height else 0, "cells": cells}


def _cell(page: Page, cell: _Cell) -> dict[str, Any]:
    element = cell._tc  # noqa: SLF001 - as above
    if element.vMerge is not None:
        raise Unshown("vMerge")
    blocks = list(_blocks(page, element.iterchildren(), cell))
    return {"columns": element.grid_span, "length": len(cell.text), "blocks": blocks}
