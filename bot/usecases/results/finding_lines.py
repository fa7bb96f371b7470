"""What was found per item, as the card, the review and the papers say it."""

from collections.abc import Sequence
from typing import Any

from bot.domain.inspections import Answer, Inspection
from bot.domain.ports import UnitOfWork
from bot.domain.registers.item_kinds import shown_value
from bot.domain.registers.rows import Item
from bot.domain.results.findings import counted_answers
from bot.domain.results.material_of_items import counted, files_of, notes_of, signed_since, sourced_of
from bot.domain.results.materials import FORM, WHOLE, Material
from bot.usecases.act import Act
from bot.usecases.results.round_items import round_items
from bot.usecases.results.site_lines import in_row

_BESIDES_ITEMS = {WHOLE: "result.whole_line", FORM: "result.form_line"}
"""What is filed to no item has a line of its own, once there is something."""


async def bare_lines(act: Act, inspection: Inspection) -> list[dict[str, Any]]:
    """Return a line per item without notes and files, which only the team and the releaser see."""
    lines = await finding_lines(act, inspection)
    return [{**line, "note": "", "files": ""} for line in lines if line["key"] not in _BESIDES_ITEMS.values()]


async def finding_lines(act: Act, inspection: Inspection) -> list[dict[str, Any]]:
    """Return a line per item: number, name, finding, and what belongs to it."""
    given = counted_answers(inspection, await act.work.answers.all(inspection_id=inspection.id))
    answers = {each.item_code: each for each in given}
    kept = await act.work.materials.all(inspection_id=inspection.id)
    pieces = signed_since(kept, inspection.signings, inspection.signed_content)
    opened = await act.work.rounds.get(inspection.round_id)
    lines: list[dict[str, Any]] = []
    department, parent = "", None
    for n, item in enumerate(await round_items(act.work, opened), start=1):
        if opened.departments and item.department != department:
            department, parent = item.department, None
            lines.append({"key": "result.department", "department": department or {"key": "result.of_all"}})
        if item.parent and item.parent != parent:
            lines.append({"key": "result.parent", "name": item.parent})
        parent = item.parent
        answer = answers.get(item.code)
        finding = await finding_text(act.work, item, answer)
        line = {"key": "result.line", "n": n, "name": item.name, "finding": finding}
        lines.append(line | await _particulars(act, pieces, item.code))
    for code, key in _BESIDES_ITEMS.items():
        besides = await _particulars(act, pieces, code)
        lines += [{"key": key, **besides}] if any(besides.values()) else []
    return lines


async def finding_text(work: UnitOfWork, item: Item, answer: Answer | None) -> dict[str, Any]:
    """Return the finding of an item with its number, choice or words, as far as it has them."""
    finding = {"key": f"finding.{(answer.finding if answer else '') or 'open'}"}
    if answer is None or not answer.has_value:
        return finding
    words = (await work.words.get(answer.words_id)).text if answer.words_id else ""
    return {"key": "finding.with_value", "finding": finding, "value": words or plain_value(item, answer)}


def plain_value(item: Item, answer: Answer) -> str:
    """Return the number or choice as it is shown, with its unit; "" where there is none."""
    return shown_value(item.kind, item.options or "", answer.value)


async def _particulars(act: Act, pieces: Sequence[Material], item_code: str) -> dict[str, Any]:
    """Return the note of an item and its files, as texts."""
    notes = await note_texts(act.work, pieces, item_code)
    files = counted(files_of(pieces, item_code))
    what: Any = {"key": "result.files", "what": in_row(files)} if files else ""
    if sources := await source_texts(act.work, pieces, item_code):
        what = {"key": "result.sources", "files": what, "sources": sources}
    return {"note": {"key": "result.note", "note": notes} if notes else "", "files": what}


async def note_texts(work: UnitOfWork, pieces: Sequence[Material], item_code: str) -> list[str]:
    """Return what was noted of an item; what was sent twice, as by bad reception, is said once."""
    notes = [(await work.words.get(each)).text for each in notes_of(pieces, item_code)]
    return list(dict.fromkeys(notes))


async def source_texts(work: UnitOfWork, pieces: Sequence[Material], item_code: str) -> list[dict[str, Any]]:
    """Return whose word the pieces of an item are, where they are another body's."""
    return [
        {
            "key": f"material.source.{each.source}",
            "by": (await work.words.get(each.source_words_id or 0)).text,
        }
        for each in sourced_of(pieces, item_code)
    ]
