"""The records that a person has in hand: which take what he sends, and what they tell the target."""

from bot.domain.inspections import Inspection, InspectionState
from bot.domain.results.record import shown_signing
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.results.record_content import content_digest
from bot.usecases.results.round_items import items_of
from bot.usecases.results.submit_result import show_or_reopen

TOPIC, FORM_TOPIC = "finding", "signed_form"
"""Dialogues whose question a piece answers."""
OPEN = (InspectionState.VISITED, InspectionState.ENTERED)
"""A record that takes what is sent: one that the partner has not signed yet opens again for it."""


async def open_inspections(act: Act, states: tuple[InspectionState, ...]) -> list[Inspection]:
    """Return the inspections in these states on which the person sits."""
    seats = await act.work.seats.all(person_id=act.me.id, is_open=True) if act.person else []
    ids = tuple(each.inspection_id for each in seats)
    return await act.work.inspections.all(id=ids, state=states) if ids else []


async def was_seated(act: Act) -> bool:
    """Return whether the person sits on an inspection, or has sat on one."""
    return act.person is not None and await act.work.seats.one(person_id=act.me.id) is not None


async def was_there(act: Act) -> bool:
    """Return whether the person has sat on an inspection that was begun, and called off since."""
    seats = await act.work.seats.all(person_id=act.me.id) if act.person else []
    ids = tuple(each.inspection_id for each in seats)
    begun = await act.work.inspections.all(id=ids) if ids else []
    return any(each.visited_on is not None for each in begun)


async def content_of(act: Act, inspection: Inspection) -> str:
    """Return the digest of what the record tells the target now."""
    return await content_digest(act.work, inspection, await items_of(act, inspection))


async def signing_of(act: Act, inspection: Inspection) -> int:
    """Return which signature of the target a form shows that comes now."""
    return shown_signing(inspection, await content_of(act, inspection))


async def into_record(act: Act, inspection: Inspection, item_code: str) -> None:
    """Show the record with what has come for an item; one that was submitted opens again for it.

    Whoever is asked for the item has an answer by it, whoever sent it and however it came there.
    """
    for dialogue in await act.work.dialogues.all(topic=(TOPIC, FORM_TOPIC), is_open=True):
        if (dialogue.draft["inspection"], dialogue.draft["item"]) == (inspection.id, item_code):
            await dialogues.mark_answered(act, dialogue)
    await show_or_reopen(act, inspection)
