"""The card of a request for a later day, for those who decide on measures."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.domain.people import Person, Role, each_once
from bot.domain.results.extensions import Extension, ExtensionState
from bot.domain.results.follow_ups import FollowUp, FollowUpState
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.follow_ups.follow_up_cards import SUBJECT, item_name, tell_unapprovable
from bot.usecases.follow_ups.follow_up_people import deciders
from bot.usecases.results.inspected import inspection_of, number_of
from bot.usecases.results.owe_release import coordinator_of
from bot.usecases.target_name import target_name

KIND = "extension"
"""The kind of the deadline by which the request is decided."""


async def open_extension(act: Act, row: FollowUp) -> Extension | None:
    """Return the request about this order that waits for its decision, or None."""
    return await act.work.extensions.one(follow_up_id=row.id, state=ExtensionState.ASKED)


async def granters(act: Act, extension: Extension) -> list[Person]:
    """Return who decides: nobody who has recorded it, inspected or leads the round."""
    people = await deciders(act, await act.work.follow_ups.get(extension.follow_up_id))
    return [each for each in people if each.id != extension.asked_by]


async def name_or_grant(act: Act, row: FollowUp) -> list[Person]:
    """Return who owes the decision on the open request: where nobody can, the lead office names another."""
    extension = await open_extension(act, row)
    able = await granters(act, extension) if extension else []
    return able or (await act.holders(Role.LEAD_OFFICE))[0]


async def show_extension(act: Act, extension: Extension) -> None:
    """Send or edit the cards of all who can decide; once that is over, of all who were shown it."""
    is_over = extension.state is not ExtensionState.ASKED
    row = await act.work.follow_ups.get(extension.follow_up_id)
    for person in await deciders(act, row) if is_over else await granters(act, extension):
        await _show_to(act, extension, person)


async def tell_undecidable(act: Act, rows: Sequence[FollowUp]) -> None:
    """Of what nobody can decide on any more tell the lead office, and the coordinator."""
    for row in rows:
        coordinator = await coordinator_of(act, await inspection_of(act.work, row))
        told = each_once([coordinator, *(await act.holders(Role.LEAD_OFFICE))[0]])
        if row.state is FollowUpState.PROPOSED and not await deciders(act, row):
            for person in told:
                await tell_unapprovable(act, row, person)
        extension = await open_extension(act, row)
        if extension is not None and not await granters(act, extension):
            for person in told:
                await _tell_one(act, extension, person)


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
    """Show me the request about this order if I decide on it, or name who does, and return whether."""
    extension = await open_extension(act, row)
    if extension is None or act.me not in await name_or_grant(act, row):
        return False
    await act.forget_card(f"extension:{extension.id}")
    show = _show_to if act.me in await granters(act, extension) else _tell_one
    await show(act, extension, act.me)
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


async def _tell_one(act: Act, extension: Extension, person: Person) -> None:
    row = await act.work.follow_ups.get(extension.follow_up_id)
    await act.notify(
        "extension.nobody_decides",
        person,
        card=f"extension:{extension.id}",
        by=(await act.work.people.get(extension.asked_by)).name,
        due=await _due(act, row),
        **await facts_of(act, row),
    )


async def _due(act: Act, row: FollowUp) -> dict[str, Any]:
    owed = await act.work.deadlines.last(kind=KIND, subject_kind=SUBJECT, subject_id=row.id)
    return act.due(owed) if owed else {"key": "date.none"}


async def _show_to(act: Act, extension: Extension, person: Person) -> None:
    row = await act.work.follow_ups.get(extension.follow_up_id)
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
        due=await _due(act, row),
        ground=act.ground("second_person"),
        is_open=extension.state is ExtensionState.ASKED,
        **await facts_of(act, row),
    )
