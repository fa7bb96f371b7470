"""改消息: an edit of what was filled in, stated or reported, or of why the target refused and who saw it.

As with an edited note: a draft changes, a submitted record opens again, and of one that all have signed the
edit is kept beside it.
"""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.actions import Action
from bot.domain.inspections import Inspection
from bot.domain.people import Dialogue
from bot.usecases import corrections
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_case
from bot.usecases.results import answer_value, report_danger, site_steps, target_signature
from bot.usecases.results.records_in_hand import OPEN
from bot.usecases.results.submit_result import show_or_reopen

_TAKES: Mapping[str, Callable[[Act, Inspection, Dialogue, str], Awaitable[bool]]] = {
    answer_value.TOPIC: answer_value.edit_value,
    report_danger.TOPIC: report_danger.edit_danger,
    site_steps.TOPIC: site_steps.edit_statement,
    target_signature.TOPIC: target_signature.edit_refusal,
}


async def edit_answer(act: Act, message_id: int, typed: str) -> bool:
    """Take an edited answer; return False where the message gave none of these, or its question is open."""
    found = await corrections.answered(act, message_id)
    if found is None or found.dialogue.is_open or found.dialogue.topic not in _TAKES:
        return False
    inspection = await act.work.inspections.get(int(str(found.then.draft["inspection"])))
    act.permit(Action.ANSWER_ITEM, await team_case(act, inspection))
    if inspection.state not in OPEN:
        await _keep_beside(act, inspection, typed)
        if found.dialogue.topic == report_danger.TOPIC:
            await report_danger.tell_late_edit(act, found.then, typed)
    elif await _TAKES[found.dialogue.topic](act, inspection, found.then, typed):
        await show_or_reopen(act, inspection)
        if found.dialogue.topic == answer_value.TOPIC:
            await answer_value.ask_rest(act, inspection, found.then)
    else:
        await act.reply("dialogue.edit_late", topic={"key": f"dialogue.topic.{found.dialogue.topic}"})
    return True


async def _keep_beside(act: Act, inspection: Inspection, typed: str) -> None:
    words = (await act.keep_words(typed)).commitment if typed else ""
    await act.record("answer_edit_kept", inspection=inspection.id, words=words)
    await act.reply("material.edit_closed")
