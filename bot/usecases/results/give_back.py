"""A record that is given back with a reason, by a partner who does not sign or by the releaser."""

from typing import NamedTuple

from bot.domain.inspections import Inspection
from bot.domain.people import Dialogue
from bot.domain.results.returns import Return, ReturnKind
from bot.domain.typed import short_line
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act

_MOST_WORDS = 500
_STEPS = {ReturnKind.PARTNER: "send_back", ReturnKind.REVIEW: "return"}
_EVENTS = {ReturnKind.PARTNER: "result_sent_back", ReturnKind.REVIEW: "result_returned"}


class GivenBack(NamedTuple):
    """The record, open again, which version of it came back, and why."""

    inspection: Inspection
    version: int
    reason: str


async def give_back(
    act: Act, dialogue: Dialogue, inspection: Inspection, kind: ReturnKind, typed: str
) -> GivenBack:
    """Open the record for its team and keep who gave it back, and why; raise Invalid without a reason."""
    words = await act.keep_words(short_line(typed, "amendment.bad_reason", _MOST_WORDS))
    target = step_for(_STEPS[kind], inspection.state).target
    inspection = await act.work.inspections.move(inspection, target)
    about = {"inspection_id": inspection.id, "version": inspection.version, "words_id": words.id}
    row = about | {"kind": kind, "returned_by": act.me.id, "at": act.at}
    await act.work.returns.add(Return.model_validate(row))
    said = {"version": inspection.version, "words": words.commitment}
    await act.record(_EVENTS[kind], inspection=inspection.id, **said)
    await dialogues.end(act, dialogue)
    return GivenBack(inspection, inspection.version, words.text)
