"""本周安排: an inspector's deadlines and visits of the week, for those who have asked for it."""

from datetime import date, timedelta
from typing import Any

from bot.domain.actions import Action
from bot.domain.calendars.working_days import is_working_day
from bot.domain.deadlines import DeadlineState
from bot.domain.duties.duty import SERVING
from bot.domain.inspections import HANDOVER_STATES
from bot.domain.people import Person
from bot.domain.rounds import ENDED
from bot.usecases.act import Act
from bot.usecases.deadlines.subjects import about, number_of
from bot.usecases.deadlines.unsent import replace_unsent
from bot.usecases.duties.duty_cards import served
from bot.usecases.visits.planned_visit import visit_lines

_CARD = "week"
_LAST_WEEKDAY = 6


async def show_week(act: Act) -> None:
    """/week: show my week, with the button that has it sent each week or no more."""
    act.permit(Action.SEE_DUTY)
    await act.forget_card(_CARD)
    await act.reply("week.mine", card=_CARD, **await _week(act, act.me))


async def switch_week(act: Act, wanted: int) -> None:
    """Have my week sent to me on each week's first working morning, or no more."""
    act.permit(Action.SEE_DUTY)
    person = await act.work.people.change(act.me, wants_week=bool(wanted))
    await act.notify("week.mine", person, card=_CARD, **await _week(act, person))


async def send_weeks(act: Act) -> None:
    """Send each who wants it his week, on its first working day."""
    monday = act.today - timedelta(days=act.today.weekday())
    before = [monday + timedelta(days=n) for n in range(act.today.weekday())]
    if any(is_working_day(day, act.office.calendar) for day in before):
        return
    for person in await act.work.people.all(wants_week=True):
        await replace_unsent(act, "week.mine", person)
        key = f"week:{monday.isoformat()}:{person.id}"
        await act.notify("week.mine", person, key=key, **await _week(act, person))


async def _week(act: Act, person: Person) -> dict[str, Any]:
    first = act.today - timedelta(days=act.today.weekday())
    last = first + timedelta(days=_LAST_WEEKDAY)
    return {
        "first": {"date": first.isoformat()},
        "last": {"date": last.isoformat()},
        "owed": await _owed_lines(act, person, last) or {"key": "week.nothing_owed"},
        "visits": await _visit_lines(act, person) or {"key": "week.no_visits"},
        "sending": {"key": "week.on" if person.wants_week else "week.off"},
        "is_on": person.wants_week,
    }


async def _owed_lines(act: Act, person: Person, last: date) -> list[dict[str, Any]]:
    """Return what the person owes until the end of the week, the oldest first."""
    open_ones = await act.work.deadlines.all(person_id=person.id, state=DeadlineState.OPEN)
    this_week = sorted(
        (each for each in open_ones if each.due_on <= last), key=lambda each: (each.due_on, each.id)
    )
    return [
        {
            "key": "week.owed",
            "number": await number_of(act, each),
            "what": {"key": f"deadline.{each.kind}"},
            "about": await about(act, each),
            "due": act.standing(each),
        }
        for each in this_week
    ]


async def _visit_lines(act: Act, person: Person) -> list[dict[str, Any]]:
    """Return the targets that wait for the person's visit, with the hour where one is planned."""
    lines = []
    for duty in await act.work.duties.all(person_id=person.id, state=SERVING):
        opened = await act.work.rounds.get(duty.round_id)
        for inspection in await served(act, duty) if opened.state not in ENDED else []:
            if inspection.state in HANDOVER_STATES:
                target = await act.work.targets.get(inspection.target_id)
                state = {"key": f"inspection.state.{inspection.state}"}
                line = {"key": "week.visit", "number": opened.number, "name": target.name, "state": state}
                hour = await visit_lines(act, inspection)
                lines.append({"key": "duty.target_merged", "line": line, "merged": hour} if hour else line)
    return lines
