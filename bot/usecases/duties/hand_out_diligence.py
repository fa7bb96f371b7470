"""尽职记录: handed to whoever has done a duty, about himself alone (Ordos 第十三至十五条)."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.documents.diligence import DiligenceRecord
from bot.domain.errors import Stale
from bot.domain.inspections import Inspection, Seat
from bot.usecases.act import Act
from bot.usecases.duties.teams import open_seats, team_case


def diligence_path(seat: Seat) -> str:
    """Return where the record of a seat lies below the data folder."""
    return f"exports/{DiligenceRecord.name}-{seat.id}.docx"


async def hand_out_diligence(act: Act, inspection_id: int) -> None:
    """Have the record of my work on this inspection written, and send it to me."""
    inspection = await act.work.inspections.get(inspection_id)
    act.permit(Action.GET_DOCUMENT, await team_case(act, inspection))
    seat = await _mine(act, inspection)
    await act.paper(DiligenceRecord.name, seat.id)
    opened = await act.work.rounds.get(inspection.round_id)
    target = await act.work.targets.get(inspection.target_id)
    about: dict[str, Any] = {"number": opened.number, "name": target.name}
    title = {"key": f"document.name.{DiligenceRecord.name}"}
    name = {"key": "file.of_round_and", "title": title, **about}
    await act.record("document_made", inspection=inspection.id, kind=DiligenceRecord.name)
    await act.reply("duty.diligence", document=diligence_path(seat), document_name=name, **about)


async def _mine(act: Act, inspection: Inspection) -> Seat:
    mine = [each for each in await open_seats(act, inspection) if each.person_id == act.me.id]
    if not mine:
        raise Stale
    return mine[0]
