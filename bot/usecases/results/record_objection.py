"""登记异议: a target objects through the office's channel, and the coordinator of the round records it."""

from datetime import date

from bot.domain.actions import Action
from bot.domain.calendars.working_days import add_working_days
from bot.domain.errors import Stale
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.people import Dialogue, Role
from bot.domain.permissions import Case
from bot.domain.results.objections import Objection
from bot.domain.typed import paragraph
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.results.objection_cards import KIND, open_objection, show_objection
from bot.usecases.results.release_result import show_publish
from bot.usecases.target_name import target_name

TOPIC = "objection"
MOST_WORDS = 1000


async def start_objection(act: Act, inspection_id: int) -> None:
    """Ask for what the target has said, and say until when it could."""
    inspection = await _objectionable(act, inspection_id)
    last = _last_day(act, inspection)
    dialogue = await dialogues.begin(act, TOPIC, "words", inspection=inspection.id)
    await act.toast("toast.ok")
    await dialogues.ask(
        act,
        dialogue,
        "objection.ask_words",
        name=await target_name(act, inspection),
        last={"date": last.isoformat()},
        late={"key": "objection.late"} if act.today > last else "",
        ground=act.ground("objection_term"),
    )


async def type_words(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Record the objection, and have the lead office answer it in its term."""
    typed = paragraph(typed, "objection.too_long", MOST_WORDS)
    inspection = await _objectionable(act, int(str(dialogue.draft["inspection"])))
    words = await act.keep_words(typed)
    objection = await act.work.objections.add(
        Objection(
            inspection_id=inspection.id,
            version=inspection.version,
            words_id=words.id,
            received_on=act.today,
            recorded_by=act.me.id,
            is_late=act.today > _last_day(act, inspection),
        )
    )
    await act.record("objection_recorded", inspection=inspection.id, words=words.commitment)
    days = act.office.profile.terms.objection_answer_days.value
    subject = ("inspection", inspection.id)
    owed = await act.owe("objection", subject, days, role=Role.LEAD_OFFICE)
    await dialogues.end(act, dialogue)
    name = await target_name(act, inspection)
    await act.reply("objection.recorded", name=name, due=act.due(owed), ground=act.ground(KIND))
    await show_objection(act, objection)
    await show_publish(act, inspection)
    await act.rewrite_site()


async def _objectionable(act: Act, inspection_id: int) -> Inspection:
    """Return the inspection if its result is published and no other objection against it is open."""
    inspection = await act.work.inspections.get(inspection_id)
    opened = await act.work.rounds.get(inspection.round_id)
    act.permit(Action.RECORD_OBJECTION, Case(coordinator=opened.coordinator_id))
    if inspection.state is not InspectionState.PUBLISHED or await open_objection(act, inspection):
        raise Stale
    return inspection


def _last_day(act: Act, inspection: Inspection) -> date:
    """Return the last day on which the target can object to what was published."""
    if inspection.published_on is None:
        raise Stale
    days = act.office.profile.terms.objection_days.value
    return add_working_days(inspection.published_on, days, act.office.calendar).day
