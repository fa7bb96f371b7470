"""代录 of a form: what it says of the items, of the outcome and of the target, one question after another."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any

from bot.domain.duties.on_paper import PaperForm, PaperLine, read_findings, reason_of
from bot.domain.errors import Invalid, Stale
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.people import Dialogue
from bot.domain.results.findings import ABNORMAL, CORRECTED, FOUND, NOTHING_INSPECTED
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.on_paper.paper_questions import ask_picture, put_question, subject_of
from bot.usecases.results.round_items import items_of


async def ask_findings(act: Act, dialogue: Dialogue, day: date) -> None:
    """Ask what the form says of the items, or that nothing could be inspected."""
    inspection = await act.work.inspections.get(subject_of(dialogue))
    items = await items_of(act, inspection)
    lines = [{"key": "on_paper.item", "n": n, "name": item.name} for n, item in enumerate(items, start=1)]
    asked = [str(n) for n, item in enumerate(items, start=1) if item.asks_value]
    values = {"key": "on_paper.values", "n": "、".join(asked)} if asked else ""
    dialogue = await dialogues.advance(act, dialogue, "findings", day=day.isoformat())
    more = {"values": values, "begun": await _begun(act, inspection), "is_plain": not asked}
    await put_question(act, dialogue, "on_paper.ask_findings", items=lines, **more)


async def _begun(act: Act, inspection: Inspection) -> Any:
    """Return what the team has filled in by telephone, in numbers: the paper goes over it."""
    if inspection.state is not InspectionState.VISITED:
        return ""
    answers = await act.work.answers.all(inspection_id=inspection.id)
    found = [each.finding for each in answers if each.finding]
    pieces = await act.work.materials.all(inspection_id=inspection.id)
    sent = sum(bool(each.message_id) and not each.is_dropped for each in pieces)
    said = {"n": len(found), "abnormal": found.count(ABNORMAL), "pieces": sent}
    return {"key": "on_paper.begun", **said} if found or sent else ""


async def all_normal(act: Act, dialogue_id: int, version: int) -> None:
    """Nothing on the form is abnormal."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    await _ask_statement(act, await dialogues.advance(act, dialogue, "statement", found={}))


async def not_inspected(act: Act, dialogue_id: int, version: int) -> None:
    """Ask which outcome the form names in place of findings."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    dialogue = await dialogues.advance(act, dialogue, "conclusion", found={})
    await put_question(act, dialogue, "on_paper.ask_conclusion", options=list(NOTHING_INSPECTED))


async def conclude(act: Act, dialogue_id: int, version: int, code: str) -> None:
    """Take the outcome; one without findings asks for its reason, and for nobody's signature."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    if code in NOTHING_INSPECTED:
        await put_question(
            act, await dialogues.advance(act, dialogue, "cause", conclusion=code), "on_paper.ask_cause"
        )
    elif code in (FOUND, CORRECTED):
        await _ask_statement(act, await dialogues.advance(act, dialogue, "statement", conclusion=code))
    else:
        raise Stale


async def no_statement(act: Act, dialogue_id: int, version: int) -> None:
    """The form holds no word of the target."""
    await _ask_target(act, await dialogues.resume(act, dialogue_id, version), "")


async def target_signed(act: Act, dialogue_id: int, version: int) -> None:
    """The target has signed the form."""
    await ask_picture(act, await dialogues.resume(act, dialogue_id, version), refusal="")


def form_in(dialogue: Dialogue) -> PaperForm:
    """Return what the form says, as it was answered."""
    said: dict[str, Any] = dict(dialogue.draft)
    lines = {int(number): PaperLine(*line) for number, line in said["found"].items()}
    words = {name: str(said.get(name, "")) for name in ("conclusion", "cause", "statement", "refusal")}
    return PaperForm(date.fromisoformat(said["day"]), lines, **words)


async def _take_findings(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take the lines; of what is abnormal the form may say that it was corrected on the spot."""
    inspection = await act.work.inspections.get(subject_of(dialogue))
    found = read_findings(typed, await items_of(act, inspection))
    lines = {str(number): list(line) for number, line in found.items()}
    if not any(line.note for line in found.values()):
        await _ask_statement(act, await dialogues.advance(act, dialogue, "statement", found=lines))
        return
    dialogue = await dialogues.advance(act, dialogue, "conclusion", found=lines)
    await put_question(act, dialogue, "on_paper.ask_conclusion", options=[FOUND, CORRECTED])


async def _take_cause(act: Act, dialogue: Dialogue, typed: str) -> None:
    await ask_picture(act, dialogue, cause=reason_of(typed))


async def _take_statement(act: Act, dialogue: Dialogue, typed: str) -> None:
    await _ask_target(act, dialogue, reason_of(typed))


async def _take_refusal(act: Act, dialogue: Dialogue, typed: str) -> None:
    await ask_picture(act, dialogue, refusal=reason_of(typed))


async def _refuse_typed(_act: Act, _dialogue: Dialogue, _typed: str) -> None:
    raise Invalid("on_paper.press_conclusion")


TYPED: Mapping[str, Callable[[Act, Dialogue, str], Awaitable[None]]] = {
    "findings": _take_findings,
    "conclusion": _refuse_typed,
    "cause": _take_cause,
    "statement": _take_statement,
    "target": _take_refusal,
}
"""What is typed in answer to each question of the form."""


async def _ask_statement(act: Act, dialogue: Dialogue) -> None:
    await put_question(act, dialogue, "on_paper.ask_statement")


async def _ask_target(act: Act, dialogue: Dialogue, statement: str) -> None:
    dialogue = await dialogues.advance(act, dialogue, "target", statement=statement)
    await put_question(act, dialogue, "on_paper.ask_target")
