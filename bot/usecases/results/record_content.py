"""What both inspectors sign: the record of an inspection as ids, codes, findings and commitments."""

from collections.abc import Sequence
from typing import Any

from bot.domain.inspections import Answer, Inspection
from bot.domain.ports import UnitOfWork
from bot.domain.registers.rows import Item
from bot.domain.results.findings import conclusion, counted_answers
from bot.domain.results.material_of_items import files_of, notes_of, signed_since, sourced_of
from bot.domain.results.materials import FORM, WHOLE, Material
from bot.domain.results.record import record_hash
from bot.domain.results.site_steps import SiteStepKind, is_redated
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_people

_ORDERED = {None: "", False: "nothing", True: ""}
"""What stands for the words of an order that was not given, or of which nothing is known yet."""


async def results_digest(work: UnitOfWork, inspection: Inspection, items: Sequence[Item]) -> str:
    """Return the digest of what the target is told: findings with their values, and the outcome.

    The day of the visit too, where it is not the day of the record that the target has signed.
    """
    told = await _told(work, inspection, items, has_notes=False)
    steps = await work.site_steps.all(inspection_id=inspection.id)
    day = {"visited_on": str(inspection.visited_on)} if is_redated(inspection, steps) else {}
    return record_hash(told | day)


async def content_digest(work: UnitOfWork, inspection: Inspection, items: Sequence[Item]) -> str:
    """Return the digest of what the target signs: the results with their notes, its statement, dangers."""
    told = await _told(work, inspection, items, has_notes=True)
    steps = await work.site_steps.all(inspection_id=inspection.id)
    words = [each.words_id for each in steps if each.kind is SiteStepKind.HEARD]
    heard = [await _commitment(work, each) for each in words]
    return record_hash(told | ({"heard": heard} if heard else {}) | await _dangers(work, inspection))


async def _told(
    work: UnitOfWork, inspection: Inspection, items: Sequence[Item], *, has_notes: bool
) -> dict[str, Any]:
    answers = await work.answers.all(inspection_id=inspection.id)
    given = {each.item_code: each for each in counted_answers(inspection, answers)}
    pieces = await work.materials.all(inspection_id=inspection.id) if has_notes else []
    rows = [
        {
            "item": item.code,
            **await _answer(work, given.get(item.code)),
            "notes": await _notes(work, pieces, item.code),
        }
        for item in items
    ]
    return {"items": rows, "conclusion": conclusion(inspection, answers)}


async def digest_of(act: Act, inspection: Inspection, items: Sequence[Item], version: int) -> str:
    """Return the hash of the record as it stands now, as this version of it."""
    return record_hash(await _record(act, inspection, items, version))


async def _record(act: Act, inspection: Inspection, items: Sequence[Item], version: int) -> dict[str, Any]:
    """Return the record that both sign: ids, codes, findings and commitments, in the items' order."""
    opened = await act.work.rounds.get(inspection.round_id)
    given = counted_answers(inspection, await act.work.answers.all(inspection_id=inspection.id))
    answers = {each.item_code: each for each in given}
    kept = await act.work.materials.all(inspection_id=inspection.id)
    pieces = signed_since(kept, inspection.signings, inspection.signed_content)
    rows = [
        {
            "item": item.code,
            **await _answer(act.work, answers.get(item.code)),
            **await _material(act, pieces, item.code),
        }
        for item in items
    ]
    return {
        "round": opened.number,
        "target": inspection.target_key,
        "version": version,
        "visited_on": inspection.visited_on.isoformat() if inspection.visited_on else "",
        "team": [person.id for person in await team_people(act, inspection)],
        "items": rows,
        "method": inspection.method,
        "conclusion": conclusion(inspection, given),
        "site": await _steps(act, inspection),
        **await _dangers(act.work, inspection),
        "whole": await _material(act, pieces, WHOLE),
        "form": await _material(act, pieces, FORM),
        "signature": inspection.signature,
        "refusal": await _commitment(act.work, inspection.signature_words_id),
        "witness": await _commitment(act.work, inspection.witness_words_id) or inspection.witness,
    }


async def _answer(work: UnitOfWork, answer: Answer | None) -> dict[str, str]:
    """Return the finding and, where the item asks for one, the value or the commitment of its words."""
    if answer is None:
        return {"finding": ""}
    value = await _commitment(work, answer.words_id) or answer.value
    return {"finding": answer.finding, "value": value} if value else {"finding": answer.finding}


async def _commitment(work: UnitOfWork, words_id: int | None) -> str:
    return (await work.words.get(words_id)).commitment if words_id else ""


async def _steps(act: Act, inspection: Inspection) -> list[list[Any]]:
    """Return what happened on site: the step, who took it, when, what was said, the days."""
    steps = await act.work.site_steps.all(inspection_id=inspection.id)
    return [
        [
            each.kind.value,
            each.person_id,
            each.at.isoformat(),
            await _commitment(act.work, each.words_id),
            *(day.isoformat() for day in (each.day_before, each.day) if day),
        ]
        for each in steps
    ]


async def _dangers(work: UnitOfWork, inspection: Inspection) -> dict[str, list[list[Any]]]:
    """Return who reported what danger, when, and what was ordered; nothing of an inspection without one."""
    reported = await work.dangers.all(inspection_id=inspection.id)
    rows = [
        [
            each.person_id,
            each.at.isoformat(),
            await _commitment(work, each.words_id),
            await _commitment(work, each.ordered_words_id) or _ORDERED[each.was_ordered],
        ]
        for each in reported
    ]
    return {"dangers": rows} if rows else {}


async def _notes(work: UnitOfWork, pieces: Sequence[Material], item_code: str) -> list[str]:
    """Return the commitments of an item's notes; what was sent twice is committed to once, as it is said."""
    by_text: dict[str, str] = {}
    for each in notes_of(pieces, item_code):
        words = await work.words.get(each)
        by_text.setdefault(words.text, words.commitment)
    return list(by_text.values())


async def _material(act: Act, pieces: Sequence[Material], item_code: str) -> dict[str, list[Any]]:
    """Return what belongs to an item: the commitments of its words, the hashes of its files.

    A source names the piece that it is of by its file, or else by its words.
    """
    kept: dict[str, list[Any]] = {"notes": await _notes(act.work, pieces, item_code)}
    kept["files"] = [each.sha256 for each in files_of(pieces, item_code)]
    if sourced := sourced_of(pieces, item_code):
        kept["sources"] = [
            [
                str(each.source),
                each.sha256 or await _commitment(act.work, each.words_id),
                await _commitment(act.work, each.source_words_id),
            ]
            for each in sourced
        ]
    return kept
