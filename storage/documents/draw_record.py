"""Writes the record of a draw as a document on A4, to be read aloud, signed and archived."""

from pathlib import Path

from docx.document import Document as Page
from docx.shared import Cm, Pt

from bot.domain.draw_record import DrawRecord, read_aloud
from storage.documents.page import (
    CODE,
    SMALL_POINTS,
    add_heading,
    add_lines,
    add_paragraphs,
    add_table,
    add_title,
    blank_page,
    keep,
    say,
)

_CODE_POINTS, _LABEL_POINTS = 15, 6
_ROW_CM, _REMARK_CM = 1.1, 4.5
_THROWS_BESIDE = 2
_BLANK_SIGNERS = 2


def write_draw_record(path: Path, record: DrawRecord) -> None:
    """Write the record as .docx, whole or not at all."""
    page = blank_page()
    add_title(page, record.label("title"))
    add_lines(page, record.facts)
    add_heading(page, record.label("pools"))
    add_lines(page, record.pools)
    add_paragraphs(page, record.label("rules"), record.rules)
    _codes(page, record)
    _throws(page, record)
    add_paragraphs(page, record.label("result"), record.result)
    if record.before:
        add_paragraphs(page, record.label("before"), record.before)
    _people(page, record)
    _remarks(page, record)
    keep(path, page)


def _codes(page: Page, record: DrawRecord) -> None:
    """Large enough to be read aloud across a room, and compared group by group."""
    add_heading(page, record.label("codes"))
    for name in ("commitment", "entropy_hash", "result_hash"):
        label = page.add_paragraph()
        label.paragraph_format.keep_with_next = True
        label.paragraph_format.space_before = Pt(_LABEL_POINTS)
        say(label, record.label(name))
        for line in read_aloud(getattr(record, name)):
            paragraph = page.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(0)
            say(paragraph, line, _CODE_POINTS, CODE).bold = True


def _throws(page: Page, record: DrawRecord) -> None:
    add_heading(page, record.label("throws"))
    if not record.throws:
        say(page.add_paragraph(), record.label("no_throws"))
        return
    rows = [[record.label(name) for name in ("throw_no", "throw_value", "throw_source")] * _THROWS_BESIDE]
    for start in range(0, len(record.throws), _THROWS_BESIDE):
        beside = record.throws[start : start + _THROWS_BESIDE]
        texts = [text for each in beside for text in (str(each.number), each.value, each.source)]
        rows.append(texts + [""] * (len(rows[0]) - len(texts)))
    add_table(page, rows, SMALL_POINTS, has_heading=True)


def _people(page: Page, record: DrawRecord) -> None:
    add_heading(page, record.label("people"))
    rows = [[record.label(name) for name in ("role", "name", "unit", "signature")]]
    rows += [[person.role, person.name, person.unit, ""] for person in record.people]
    rows += [[""] * len(rows[0])] * _BLANK_SIGNERS
    for row in add_table(page, rows, has_heading=True).rows:
        row.height = Cm(_ROW_CM)


def _remarks(page: Page, record: DrawRecord) -> None:
    add_heading(page, record.label("remarks"))
    say(page.add_paragraph(), record.remarks)
    add_table(page, [[""]]).rows[0].height = Cm(_REMARK_CM)
    say(page.add_paragraph(), record.label("check"), SMALL_POINTS)
