"""共同签字确认: who has still to sign a submitted record, and until when."""

from typing import Any

from bot.domain.inspections import Inspection
from bot.domain.people import Person, Role
from bot.usecases.act import Act
from bot.usecases.duties.teams import open_seats
from bot.usecases.second_person import second_person_days


async def owe_signature(act: Act, inspection: Inspection) -> None:
    """Open the term in which the second person signs; he is sought anew whenever somebody is reminded."""
    people = await signers(act, inspection)
    unit = people[0].unit if people else ""
    subject = ("inspection", inspection.id)
    days = second_person_days(act)
    await act.owe("signature", subject, days, role=Role.INSPECTOR, unit=unit, rule="second_person")


async def signers(act: Act, inspection: Inspection) -> list[Person]:
    """Return who can sign now: in a joint round the departments that have not, else the leader's partners."""
    seats = await open_seats(act, inspection)
    where = {"inspection_id": inspection.id, "record_hash": inspection.record_hash}
    signed = {each.person_id for each in await act.work.signatures.all(**where)}
    done = {seat.seat_group for seat in seats if seat.person_id in signed}
    waiting = [seat for seat in seats if seat.seat_group not in done]
    wanted = waiting or [seat for seat in seats if seat.person_id not in signed]
    return [await act.work.people.get(seat.person_id) for seat in wanted]


async def signature_due(act: Act, inspection: Inspection) -> dict[str, Any]:
    """Return until when the record is to be signed."""
    owed = await act.work.deadlines.all(kind="signature", subject_kind="inspection", subject_id=inspection.id)
    return act.due(owed[-1]) if owed else {"key": "date.none"}
