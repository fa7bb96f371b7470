"""登记延期申请: the coordinator records that a target asks for a later day than its order to correct says."""

from datetime import date
from typing import Any

from bot.domain.actions import Action
from bot.domain.calendars.working_days import add_working_days
from bot.domain.errors import Invalid, Refused
from bot.domain.people import Dialogue, Role
from bot.domain.registers.written import read_day
from bot.domain.results.extensions import Extension, require_later
from bot.domain.results.follow_ups import FollowUp
from bot.domain.results.objections import read_received
from bot.domain.typed import paragraph
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.follow_ups.extension_cards import day_text, facts_of, open_extension, show_extension
from bot.usecases.follow_ups.follow_up_cards import SUBJECT, show_follow_up
from bot.usecases.follow_ups.follow_up_people import deciders, round_case
from bot.usecases.follow_ups.propose_measure import MOST_WORDS
from bot.usecases.second_person import second_person_days

TOPIC = "extension"
_TERMS = (5, 10, 15, 30)
"""The later days that are offered, in working days after the order's; any other is typed."""


async def start_extension(act: Act, follow_up_id: int) -> None:
    """Ask for the day that the target asks for."""
    row = await _extendable(act, follow_up_id)
    dialogue = await dialogues.begin(act, TOPIC, "day", follow_up=row.id)
    await _ask(act, dialogue, row)


async def choose_day(act: Act, dialogue_id: int, version: int, day: str) -> None:
    """Take the day of a button."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    await _take_day(act, dialogue, date.fromisoformat(day))


async def type_extension(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take a typed day, or the words with which the request goes to the lead office."""
    if dialogue.awaits == "day":
        await _take_day(act, dialogue, read_day(typed))
        return
    row = await _extendable(act, int(str(dialogue.draft["follow_up"])))
    received_on, said = await _read(act, row, paragraph(typed, "objection.too_long", MOST_WORDS))
    wanted_on = date.fromisoformat(str(dialogue.draft["day"]))
    words = await act.keep_words(said)
    asked: dict[str, Any] = {"received_on": received_on, "wanted_on": wanted_on}
    asked |= {"follow_up_id": row.id, "words_id": words.id, "asked_by": act.me.id}
    extension = await act.work.extensions.add(Extension.model_validate(asked))
    told = {"received": received_on.isoformat(), "wanted": wanted_on.isoformat(), "words": words.commitment}
    await act.record("extension_asked", follow_up=row.id, **told)
    days = second_person_days(act)
    owed = await act.owe("extension", (SUBJECT, row.id), days, role=Role.LEAD_OFFICE, rule="second_person")
    await dialogues.end(act, dialogue)
    await act.reply("extension.recorded", due=act.due(owed), **await facts_of(act, row))
    await show_extension(act, extension)
    await show_follow_up(act, row)


async def _read(act: Act, row: FollowUp, typed: str) -> tuple[date, str]:
    """Return when the request was received and what it says; raise Invalid after the day of the order."""
    owed = await act.work.deadlines.last(kind="rectification", subject_kind=SUBJECT, subject_id=row.id)
    first = owed.started_on if owed else act.today
    received_on, said = read_received(typed, first, act.today, "extension.bad_received")
    if row.due_on and received_on > row.due_on:
        raise Invalid("extension.late", day=day_text(row.due_on))
    return received_on, said


async def _take_day(act: Act, dialogue: Dialogue, day: date | None) -> None:
    row = await _extendable(act, int(str(dialogue.draft["follow_up"])))
    wanted = require_later(row, day, act.today)
    await _ask(act, await dialogues.advance(act, dialogue, "words", day=wanted.isoformat()), row)


async def _ask(act: Act, dialogue: Dialogue, row: FollowUp) -> None:
    facts = await facts_of(act, row)
    if dialogue.awaits == "words":
        await dialogues.ask(act, dialogue, "extension.ask_words", today=act.today.isoformat(), **facts)
        return
    start = max(row.due_on or act.today, act.today)
    days = [add_working_days(start, n, act.office.calendar).day for n in _TERMS]
    options = [[n, day.isoformat()] for n, day in zip(_TERMS, days, strict=True)]
    await dialogues.ask(act, dialogue, "extension.ask_day", options=options, **facts)


async def _extendable(act: Act, follow_up_id: int) -> FollowUp:
    """Return the follow-up if its order can be extended.

    Raises:
        Refused: it has been extended, a request waits for its decision, or nobody could decide.
    """
    row = await act.work.follow_ups.get(follow_up_id)
    act.permit(Action.ASK_EXTENSION, await round_case(act, row))
    step_for("send_visitors", row.state)
    if row.extended_to:
        raise Refused("extension.second", day=day_text(row.extended_to))
    if await open_extension(act, row):
        raise Refused("extension.pending")
    if not await deciders(act, row):
        raise Refused("follow_up.nobody_decides")
    return row
