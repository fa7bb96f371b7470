"""现场步骤: who has arrived, licence and rights, how it is inspected, what the target says, the outcome."""

from typing import Any

from bot.domain.errors import Stale
from bot.domain.inspections import Inspection
from bot.domain.people import Dialogue
from bot.domain.results.findings import conclusions
from bot.domain.results.site_steps import Method, SiteStep, SiteStepKind
from bot.domain.typed import paragraph
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.results import choice_card
from bot.usecases.results.open_record import writable
from bot.usecases.results.record_content import results_digest
from bot.usecases.results.result_cards import show_result
from bot.usecases.results.round_items import items_of
from bot.usecases.results.site_lines import outcome_text
from bot.usecases.target_name import target_name

TOPIC = "statement"
_LONGEST = 1000


async def take_step(act: Act, inspection_id: int, kind: str) -> None:
    """Record that it has happened, by whom and when; each arrives by himself, all else is done once.

    What was fed back is fed back once more where it has changed.
    """
    inspection = await writable(act, inspection_id)
    step = SiteStepKind(kind)
    where: dict[str, Any] = {"person_id": act.me.id} if step is SiteStepKind.ARRIVED else {}
    if step is SiteStepKind.TOLD:
        items = await items_of(act, inspection)
        where = {"results": await results_digest(act.work, inspection, items)}
    if await act.work.site_steps.one(inspection_id=inspection.id, kind=step, **where) is None:
        await _keep(act, inspection, step, results=where.get("results", ""))
    await show_result(act, inspection)


async def ask_statement(act: Act, inspection_id: int) -> None:
    """Ask what the target says to the findings."""
    inspection = await writable(act, inspection_id)
    dialogue = await dialogues.begin(act, TOPIC, "words", inspection=inspection.id)
    await dialogues.ask(act, dialogue, "result.ask_statement", name=await target_name(act, inspection))


async def type_statement(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Keep what the target says; it may be added to, and all of it stands in the record."""
    typed = paragraph(typed, "result.note_too_long", _LONGEST)
    inspection = await writable(act, int(str(dialogue.draft["inspection"])))
    heard = await _keep(act, inspection, SiteStepKind.HEARD, typed=typed)
    dialogue = await dialogues.note(act, dialogue, heard=heard.id)
    await dialogues.end(act, dialogue)
    await act.reply("result.statement_taken", name=await target_name(act, inspection))
    await show_result(act, inspection)


async def edit_statement(act: Act, inspection: Inspection, then: Dialogue, typed: str) -> bool:
    """Put right what the target said in an edited message, and return that it counts."""
    words = await act.keep_words(paragraph(typed, "result.note_too_long", _LONGEST))
    heard = await act.work.site_steps.get(int(str(then.draft["heard"])))
    await act.work.site_steps.change(heard, words_id=words.id)
    await act.record("statement_corrected", inspection=inspection.id, words=words.commitment)
    await act.reply("result.statement_taken", name=await target_name(act, inspection))
    return True


async def ask_method(act: Act, inspection_id: int) -> None:
    """Offer the methods."""
    inspection = await writable(act, inspection_id)
    now = {"key": f"method.{inspection.method}"}
    await _offer(act, inspection, "result.ask_method", now, [each.value for each in Method])


async def set_method(act: Act, inspection_id: int, method: str) -> None:
    """Take the method; what others have found comes with their report and its source."""
    inspection = await writable(act, inspection_id)
    if method not in list(Method):
        raise Stale
    inspection = await act.work.inspections.change(inspection, method=method)
    await act.record("method_chosen", inspection=inspection.id, method=method)
    await _chosen(act, inspection, "result.method_taken", {"key": f"method.{method}"})


async def ask_conclusion(act: Act, inspection_id: int) -> None:
    """Offer the outcomes that the findings allow."""
    inspection = await writable(act, inspection_id)
    answers = await act.work.answers.all(inspection_id=inspection.id)
    now = outcome_text(inspection, answers, await items_of(act, inspection))
    await _offer(act, inspection, "result.ask_conclusion", now, conclusions(answers))


async def conclude(act: Act, inspection_id: int, code: str) -> None:
    """Take the outcome; where nothing could be inspected, a note and a photo of the whole say why."""
    inspection = await writable(act, inspection_id)
    if code not in conclusions(await act.work.answers.all(inspection_id=inspection.id)):
        raise Stale
    inspection = await act.work.inspections.change(inspection, conclusion=code)
    await act.record("concluded", inspection=inspection.id, conclusion=code)
    await _chosen(act, inspection, "result.conclusion_taken", {"key": f"conclusion.{code}"})


async def _keep(
    act: Act, inspection: Inspection, kind: SiteStepKind, *, typed: str = "", results: str = ""
) -> SiteStep:
    words = await act.keep_words(typed) if typed else None
    taken: dict[str, Any] = {"inspection_id": inspection.id, "kind": kind, "person_id": act.me.id}
    said: dict[str, Any] = {"words_id": words.id if words else None, "results": results}
    kept = await act.work.site_steps.add(SiteStep(**taken, **said, at=act.at))
    noted = {"step": kind.value, "person": act.me.id, "words": words.commitment if words else ""}
    await act.record("site_step", inspection=inspection.id, **noted)
    return kept


async def _offer(
    act: Act, inspection: Inspection, screen: str, now: dict[str, str], codes: list[str]
) -> None:
    name = await target_name(act, inspection)
    await choice_card.offer(act, inspection, screen, name=name, now=now, codes=codes)


async def _chosen(act: Act, inspection: Inspection, screen: str, chosen: dict[str, str]) -> None:
    name = await target_name(act, inspection)
    await choice_card.say_chosen(act, inspection, screen, name=name, chosen=chosen)
    await show_result(act, inspection)
