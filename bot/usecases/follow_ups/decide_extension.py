"""审批延期: the lead office gives a later day, the one asked for or another, or refuses; with a reason."""

from datetime import date

from bot.domain.actions import Action
from bot.domain.errors import Stale
from bot.domain.people import Dialogue
from bot.domain.permissions import Case
from bot.domain.registers.written import read_day
from bot.domain.results.extensions import Extension, ExtensionState, require_later
from bot.domain.results.follow_ups import FollowUp
from bot.domain.typed import paragraph
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.follow_ups.extension_cards import KIND, facts_of, show_extension, state_text
from bot.usecases.follow_ups.follow_up_cards import SUBJECT, show_follow_up
from bot.usecases.follow_ups.follow_up_people import decision_case
from bot.usecases.follow_ups.propose_measure import MOST_WORDS
from bot.usecases.results.inspected import inspection_of
from bot.usecases.results.owe_release import coordinator_of

TOPIC = "extension_decision"


async def grant_extension(act: Act, extension_id: int) -> None:
    """Take the day that was asked for, if there is still time, and ask why it is granted."""
    extension, row = await _decidable(act, extension_id)
    until = require_later(row, extension.wanted_on, act.today)
    dialogue = await dialogues.begin(act, TOPIC, "words", extension=extension.id, until=until.isoformat())
    await _ask_reason(act, dialogue)


async def grant_other_day(act: Act, extension_id: int) -> None:
    """Ask for another later day."""
    extension, row = await _decidable(act, extension_id)
    dialogue = await dialogues.begin(act, TOPIC, "day", extension=extension.id)
    await dialogues.ask(act, dialogue, "extension.ask_other_day", **await facts_of(act, row))


async def refuse_extension(act: Act, extension_id: int) -> None:
    """Ask why it is refused."""
    extension, _ = await _decidable(act, extension_id)
    await _ask_reason(act, await dialogues.begin(act, TOPIC, "words", extension=extension.id, until=""))


async def type_decision(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take another day, or the reason, with which the decision is made."""
    extension, row = await _decidable(act, int(str(dialogue.draft["extension"])))
    if dialogue.awaits == "day":
        until = require_later(row, read_day(typed), act.today)
        await _ask_reason(act, await dialogues.advance(act, dialogue, "words", until=until.isoformat()))
        return
    typed = paragraph(typed, "objection.too_long", MOST_WORDS)
    day = str(dialogue.draft["until"])
    until_day = require_later(row, date.fromisoformat(day), act.today) if day else None
    await dialogues.end(act, dialogue)
    row = await _decide(act, extension, row, until_day, typed)
    await show_follow_up(act, row)


async def _ask_reason(act: Act, dialogue: Dialogue) -> None:
    day = str(dialogue.draft["until"])
    answer = {"key": "extension.state.granted" if day else "extension.state.refused", "day": {"date": day}}
    await dialogues.ask(act, dialogue, "extension.ask_reason", answer=answer)


async def _decide(act: Act, extension: Extension, row: FollowUp, until: date | None, reason: str) -> FollowUp:
    """Keep the decision, have the coordinator tell the target, and let the order run to its new day."""
    step = step_for("grant_extension" if until else "refuse_extension", extension.state)
    words = await act.keep_words(reason)
    decided = {"reply_words_id": words.id, "decided_by": act.me.id, "decided_on": act.today}
    extension = await act.work.extensions.move(extension, step.target, until=until, **decided)
    said = {"until": until.isoformat() if until else "", "words": words.commitment}
    await act.record(f"extension_{extension.state}", follow_up=row.id, **said)
    await act.settle(KIND, (SUBJECT, row.id))
    if until:
        row = await _extend(act, row, until)
    await show_extension(act, extension)
    coordinator = await coordinator_of(act, await inspection_of(act.work, row))
    told = await facts_of(act, row)
    told |= {"answer": state_text(extension), "reason": reason, "by": act.me.name}
    await act.notify("extension.decided", coordinator, **told)
    return row


async def _extend(act: Act, row: FollowUp, until: date) -> FollowUp:
    """The target has until the new day; whoever is reminded is reminded of that one."""
    row = await act.work.follow_ups.change(row, extended_to=until)
    coordinator = await coordinator_of(act, await inspection_of(act.work, row))
    await act.cancel("rectification", (SUBJECT, row.id))
    about = (SUBJECT, row.id)
    await act.owe_by("rectification", about, until, rule="follow_up", person_id=coordinator.id)
    return row


async def _decidable(act: Act, extension_id: int) -> tuple[Extension, FollowUp]:
    """Return the request that I may decide on: nobody who has recorded it, inspected or leads the round."""
    extension = await act.work.extensions.get(extension_id)
    row = await act.work.follow_ups.get(extension.follow_up_id)
    act.permit(Action.APPROVE_EXTENSION, Case(first_person=extension.asked_by))
    act.permit(Action.DECIDE_MEASURE, await decision_case(act, row))
    if extension.state is not ExtensionState.ASKED:
        raise Stale
    return extension, row
