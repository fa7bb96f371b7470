"""Writes the form of approval and filing of a change of inspectors, to be signed and sealed."""

from pathlib import Path

from docx.document import Document as Page
from docx.shared import Cm

from bot.domain.change_form import ChangeForm, SigningBox
from storage.documents.page import (
    SMALL_POINTS,
    add_heading,
    add_lines,
    add_table,
    add_title,
    blank_page,
    keep,
    say,
)

_BOX_CM = 3.2


def write_change_form(path: Path, form: ChangeForm) -> None:
    """Write the form as .docx, whole or not at all."""
    page = blank_page()
    add_title(page, form.title)
    add_lines(page, form.facts)
    for box in form.boxes:
        _box(page, box)
    say(page.add_paragraph(), form.note, SMALL_POINTS)
    keep(path, page)


def _box(page: Page, box: SigningBox) -> None:
    """Leave room below the opinion for signature and seal."""
    add_heading(page, box.heading)
    table = add_table(page, [[f"{box.opinion}\n\n\n{box.signature}"]])
    table.rows[0].height = Cm(_BOX_CM)
