"""登记异议: a target objects through the office's channel, and the coordinator of the round records it."""

from datetime import date

from bot.domain.calendars.working_days import add_working_days
from bot.domain.errors import Stale
from bot.domain.inspections import Inspection
from bot.domain.people import Dialogue, Role
from bot.domain.results.objections import Objection, read_objection
from bot.domain.typed import paragraph
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.people.turn_delegations import pass_round
from bot.usecases.results.objection_cards import KIND, show_objection
from bot.usecases.results.objectionable import objectionable
from bot.usecases.results.release_result import show_publish
from bot.usecases.target_name import target_name

TOPIC = "objection"
MOST_WORDS = 1000


async def start_objection(act: Act, inspection_id: int) -> None:
    """Ask for what the target has said, and say until when it could."""
    inspection = await objectionable(act, inspection_id)
    last = _last_day(act, inspection)
    dialogue = await dialogues.begin(act, TOPIC, "words", inspection=inspection.id)
    await act.toast("toast.ok")
    await dialogues.ask(
        act,
        dialogue,
        "objection.ask_words",
        name=await target_name(act, inspection),
        last={"date": last.isoformat()},
        day=act.today.isoformat(),
        late={"key": "objection.late"} if act.today > last else "",
        ground=act.ground("objection_term"),
    )


async def type_words(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Record the objection, and have the lead office answer it in its term, from the day it was received."""
    typed = paragraph(typed, "objection.too_long", MOST_WORDS)
    inspection = await objectionable(act, int(str(dialogue.draft["inspection"])))
    received_on, said = read_objection(typed, inspection.published_on or act.today, act.today)
    await _take_over(act, inspection)
    words = await act.keep_words(said)
    objection = await act.work.objections.add(
        Objection(
            inspection_id=inspection.id,
            version=inspection.version,
            words_id=words.id,
            received_on=received_on,
            recorded_by=act.me.id,
            is_late=received_on > _last_day(act, inspection),
        )
    )
    told = {"received": received_on.isoformat(), "words": words.commitment}
    await act.record("objection_recorded", inspection=inspection.id, **told)
    days = act.office.profile.terms.objection_answer_days.value
    subject = ("inspection", inspection.id)
    owed = await act.owe("objection", subject, days, role=Role.LEAD_OFFICE, since=received_on)
    await dialogues.end(act, dialogue)
    name = await target_name(act, inspection)
    await act.reply("objection.recorded", name=name, due=act.due(owed), ground=act.ground(KIND))
    await show_objection(act, objection)
    await show_publish(act, inspection)
    await act.rewrite_site()


async def _take_over(act: Act, inspection: Inspection) -> None:
    """Whoever records it for a coordinator who has left leads the round from now on."""
    opened = await act.work.rounds.get(inspection.round_id)
    if opened.coordinator_id != act.me.id:
        await pass_round(act, opened, act.me)


def _last_day(act: Act, inspection: Inspection) -> date:
    """Return the last day on which the target can object to what was published."""
    if inspection.published_on is None:
        raise Stale
    days = act.office.profile.terms.objection_days.value
    return add_working_days(inspection.published_on, days, act.office.calendar).day
