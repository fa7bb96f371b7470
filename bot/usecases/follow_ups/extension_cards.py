"""The card of a request for a later day, for those who decide on measures."""

from datetime import date
from typing import Any

from bot.domain.people import Person
from bot.domain.results.extensions import Extension, ExtensionState
from bot.domain.results.follow_ups import FollowUp
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.follow_ups.follow_up_cards import SUBJECT, deciders, item_name
from bot.usecases.results.inspected import inspection_of, number_of
from bot.usecases.target_name import target_name

KIND = "extension"
"""The kind of the deadline by which the request is decided."""


async def open_extension(act: Act, row: FollowUp) -> Extension | None:
    """Return the request about this order that waits for its decision, or None."""
    return await act.work.extensions.one(follow_up_id=row.id, state=ExtensionState.ASKED)


async def show_extension(act: Act, extension: Extension) -> None:
    """Send or edit the cards of all who can decide."""
    row = await act.work.follow_ups.get(extension.follow_up_id)
    for person in await deciders(act, row):
        await _show_to(act, extension, person)


async def overtake_extension(act: Act, row: FollowUp) -> None:
    """End the request about this order, if one is open: its cards say so."""
    if extension := await open_extension(act, row):
        step = step_for("overtake_extension", extension.state)
        extension = await act.work.extensions.move(extension, step.target)
        await act.cancel(KIND, (SUBJECT, row.id))
        await act.record("extension_overtaken", follow_up=row.id)
        await show_extension(act, extension)


async def pending_extensions(act: Act) -> int:
    """Send anew the requests that wait for my decision, and return how many there are."""
    waiting = await act.work.extensions.all(state=ExtensionState.ASKED)
    return sum([await as_granter(act, await act.work.follow_ups.get(each.follow_up_id)) for each in waiting])


async def as_granter(act: Act, row: FollowUp) -> bool:
    """Show me the request about this order if I can decide on it, and return whether."""
    extension = await open_extension(act, row)
    if extension is None or act.me not in await deciders(act, row):
        return False
    await act.forget_card(f"extension:{extension.id}")
    await _show_to(act, extension, act.me)
    return True


async def facts_of(act: Act, row: FollowUp) -> dict[str, Any]:
    """Return what every message about the order names."""
    inspection = await inspection_of(act.work, row)
    return {
        "number": await number_of(act, inspection),
        "name": await target_name(act, inspection),
        "item": await item_name(act, row),
        "ordered": day_text(row.due_on or act.today),
    }


def day_text(day: date) -> dict[str, str]:
    """Return the text of a day."""
    return {"date": day.isoformat()}


def state_text(extension: Extension) -> dict[str, Any]:
    """Return where the request stands."""
    day = day_text(extension.until or extension.wanted_on)
    return {"key": f"extension.state.{extension.state}", "day": day}


async def _show_to(act: Act, extension: Extension, person: Person) -> None:
    row = await act.work.follow_ups.get(extension.follow_up_id)
    owed = await act.work.deadlines.last(kind=KIND, subject_kind=SUBJECT, subject_id=row.id)
    await act.notify(
        "extension.card",
        person,
        card=f"extension:{extension.id}",
        extension=extension.id,
        received=day_text(extension.received_on),
        wanted=day_text(extension.wanted_on),
        words=(await act.work.words.get(extension.words_id)).text,
        by=(await act.work.people.get(extension.asked_by)).name,
        state=state_text(extension),
        due=act.due(owed) if owed else {"key": "date.none"},
        ground=act.ground("second_person"),
        is_open=extension.state is ExtensionState.ASKED,
        **await facts_of(act, row),
    )
