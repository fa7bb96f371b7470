"""Reminders come from the rows of deadlines by the clock: each once, to whoever owes it, then upwards.

What comes due for one person in one tick is one message; every reminder in it is a row with a key.
"""

from collections.abc import Iterable, Sequence

from bot.domain.deadlines import SHANGHAI, Deadline, DeadlineState
from bot.domain.people import Person
from bot.domain.reminders import (
    Nudge,
    Recipient,
    Reminded,
    ReminderKind,
    fresh,
    is_awake,
    is_from_ahead,
    reminders_due,
)
from bot.usecases.act import Act
from bot.usecases.deadlines.show_reminder import HOLDER, UPWARDS, show_reminder
from bot.usecases.deadlines.tell_group import tell_groups
from bot.usecases.deadlines.unsent import replace_unsent
from bot.usecases.deadlines.whose import recipients_of
from bot.usecases.duties.duty_cards import show_duty

_URGENT = (ReminderKind.LAST_DAY, ReminderKind.OVERDUE)


async def remind(act: Act) -> None:
    """Close what is settled, and put every reminder that stands now and was not given yet into the outbox."""
    open_ones = await act.work.deadlines.all(state=DeadlineState.OPEN)
    shown = await act.work.reminders.all(is_closed=False)
    await _close_settled(act, shown, {each.id: each for each in open_ones})
    news = await _fresh(act, await _standing(act, open_ones))
    messages: dict[tuple[int, str], list[Nudge]] = {}
    for each in news:
        messages.setdefault((each.person_id, _screen(each)), []).append(each)
    for (person_id, screen), those in messages.items():
        await _give(act, await act.work.people.get(person_id), screen, those)
    await _edit_duty_cards(act, news)
    await tell_groups(act, [each.deadline for each in news if not each.is_upward])


def _screen(nudge: Nudge) -> str:
    return UPWARDS if nudge.is_upward else HOLDER


async def _standing(act: Act, open_ones: Sequence[Deadline]) -> list[Nudge]:
    """Return what stands now, for each person; that a duty was given, its card has said."""
    local, table, rules = act.at.astimezone(SHANGHAI), act.office.calendar, act.office.reminding
    if not is_awake(local.date(), local.time(), table, rules):
        return []
    return [
        Nudge(deadline, reminder, person_id)
        for deadline in open_ones
        for reminder in reminders_due(deadline, local.date(), local.time(), table, rules)
        if reminder.kind is not ReminderKind.GIVEN
        for person_id in await _people(act, deadline, reminder.to)
    ]


async def _people(act: Act, deadline: Deadline, to: Recipient) -> list[int]:
    if to is Recipient.HOLDER and deadline.person_id is not None:
        return [deadline.person_id]  # the usual case, at no cost
    return [person.id for person in await recipients_of(act, deadline, to)]


async def _fresh(act: Act, nudges: list[Nudge]) -> list[Nudge]:
    """Return what has no row yet."""
    given = await act.work.reminders.all(unique_key=tuple(each.key for each in nudges))
    upward = tuple({each.deadline.id for each in nudges if each.is_upward})
    above = (Recipient.APPROVER, Recipient.LEAD_OFFICE)
    reports = await act.work.reminders.all(deadline_id=upward, to=above) if upward else []
    keys = {row.unique_key for row in given if not is_from_ahead(row.given_at, act.at)}
    told = [row for row in reports if not is_from_ahead(row.given_at, act.at)]
    return fresh(nudges, keys, {(row.deadline_id, row.person_id, row.due_on) for row in told})


async def _give(act: Act, person: Person, screen: str, nudges: Sequence[Nudge]) -> None:
    """Send one person one message; what an older one of his has not yet said goes into it."""
    card = f"{screen}:{act.at.isoformat()}"
    for each in nudges:
        older = {"deadline_id": each.deadline.id, "person_id": person.id, "is_closed": False}
        for row in await act.work.reminders.all(**older):
            if row.card.startswith(screen):
                await act.work.reminders.change(row, is_closed=True)
        await _keep(act, _row(act, each, card))
        if each.is_upward:
            await act.record("escalated", deadline=each.deadline.id, to=each.reminder.to.value)
    for unsent in await replace_unsent(act, screen, person):
        for row in await act.work.reminders.all(person_id=person.id, card=unsent, is_closed=False):
            await act.work.reminders.change(row, card=card)
    await show_reminder(act, person, screen, card)


async def _keep(act: Act, row: Reminded) -> None:
    """Store the reminder, in the place of one that a clock gone wrong has given."""
    if (known := await act.work.reminders.one(unique_key=row.unique_key)) is None:
        await act.work.reminders.add(row)
    else:
        await act.work.reminders.change(known, **row.model_dump(exclude={"id", "unique_key"}))


def _row(act: Act, nudge: Nudge, card: str) -> Reminded:
    return Reminded(
        unique_key=nudge.key,
        deadline_id=nudge.deadline.id,
        person_id=nudge.person_id,
        due_on=nudge.deadline.due_on,
        kind=nudge.reminder.kind,
        to=nudge.reminder.to,
        card=card,
        given_at=act.at,
    )


async def _close_settled(act: Act, shown: Iterable[Reminded], open_ones: dict[int, Deadline]) -> None:
    """A message whose deadline is settled says so and loses its button."""
    edited: set[tuple[int, str]] = set()
    for row in shown:
        deadline = open_ones.get(row.deadline_id)
        if deadline is None or not row.is_owed(deadline):
            await act.work.reminders.change(row, is_closed=True)
            edited.add((row.person_id, row.card))
    for person_id, card in sorted(edited):
        screen = HOLDER if card.startswith(HOLDER) else UPWARDS
        await show_reminder(act, await act.work.people.get(person_id), screen, card)


async def _edit_duty_cards(act: Act, news: Iterable[Nudge]) -> None:
    """The duty card says too that today is the last day, or that it is over."""
    urgent = [each for each in news if each.reminder.kind in _URGENT and not each.is_upward]
    duties: set[int] = set()
    for each in urgent:
        if each.deadline.subject_kind == "duty":
            duties.add(each.deadline.subject_id)
        elif each.deadline.subject_kind == "inspection":
            seats = await act.work.seats.all(
                inspection_id=each.deadline.subject_id, person_id=each.person_id, is_open=True
            )
            duties |= {seat.duty_id for seat in seats}
    for duty_id in sorted(duties):
        await show_duty(act, await act.work.duties.get(duty_id))
