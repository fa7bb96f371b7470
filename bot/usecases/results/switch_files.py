"""照片开关: in a round whose photos must not go through the chat they come by the console.

Telegram's servers are abroad; so the coordinator may switch photos and files off for a round.
"""

from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import Refused, Stale
from bot.domain.inspections import ALL_SIGNED, UNVISITED, InspectionState
from bot.domain.people import Person
from bot.domain.permissions import Case
from bot.domain.rounds import ENDED, Round
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_people
from bot.usecases.results.owe_entry import ask_receipt
from bot.usecases.results.records_in_hand import OPEN, open_inspections
from bot.usecases.results.result_cards import show_result


async def switchable(act: Act, opened: Round) -> list[list[Any]]:
    """Return the round for its coordinator in private, and whether it takes files now."""
    is_mine = act.person is not None and opened.coordinator_id == act.person.id and act.chat is None
    return [[opened.id, opened.number, opened.takes_files]] if is_mine else []


async def switch_files(act: Act, round_id: int, wanted: int) -> None:
    """Switch photos and files of a round off or on, and tell everybody who inspects in it."""
    opened = await act.work.rounds.get(round_id)
    act.permit(Action.SWITCH_FILES, Case(coordinator=opened.coordinator_id))
    if opened.state in ENDED or opened.takes_files == bool(wanted):
        raise Stale
    opened = await act.work.rounds.change(opened, takes_files=bool(wanted))
    await act.record("files_switched", round=opened.number, on=opened.takes_files)
    state = {"key": "files.are_on" if opened.takes_files else "files.are_off"}
    said: dict[str, Any] = {"number": opened.number, "state": state}
    await act.reply("files.switched", **said)
    for person in await _inspecting(act, opened):
        await act.notify("files.switched", person, **said)
    await _say_anew(act, opened)


async def require_files(act: Act) -> None:
    """Raise Refused before a file is fetched, where a round in which this person inspects takes none."""
    mine = await open_inspections(act, OPEN) or await open_inspections(act, UNVISITED)
    for number in sorted({each.round_id for each in mine}):
        opened = await act.work.rounds.get(number)
        if not opened.takes_files:
            raise Refused("files.off", number=opened.number)


async def _say_anew(act: Act, opened: Round) -> None:
    """Say on the cards that wait for a photo, or for a receipt, how its picture comes now."""
    for inspection in await act.work.inspections.all(round_id=opened.id, state=InspectionState.VISITED):
        await show_result(act, inspection)
    for inspection in await act.work.inspections.all(round_id=opened.id, state=ALL_SIGNED):
        if not inspection.has_receipt:
            await ask_receipt(act, inspection, (await team_people(act, inspection))[0])


async def _inspecting(act: Act, opened: Round) -> list[Person]:
    ids = tuple(each.id for each in await act.work.inspections.all(round_id=opened.id))
    seats = await act.work.seats.all(inspection_id=ids, is_open=True) if ids else []
    people = {seat.person_id for seat in seats}
    return await act.work.people.all(id=tuple(sorted(people))) if people else []
