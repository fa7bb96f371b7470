"""How long a team was on site, as far as its record tells: when its first piece was sent counts as well."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.deadlines import SHANGHAI
from bot.domain.inspections import Inspection
from bot.domain.journal.entries import body_of
from bot.domain.results.materials import Material
from bot.usecases.act import Act

_MINUTE = 60


async def minutes_on_site(
    act: Act, inspections: Iterable[Inspection], pieces: Iterable[Material]
) -> dict[int, int]:
    """Return of each inspection the whole minutes from its opening on site to its first submission.

    Where the bot heard late of the opening, the first piece sent on the day of the visit stands for it. What
    was entered from paper tells nothing of the time on site, nor does a day that was named afterwards alone.
    """
    days = {each.id: each.visited_on for each in inspections}
    sent: dict[int, datetime] = {}
    for piece in pieces:
        about = piece.inspection_id or 0
        if piece.message_id and piece.sent_at.astimezone(SHANGHAI).date() == days.get(about):
            sent[about] = min(sent.get(about, piece.sent_at), piece.sent_at)
    begun, ended = await _opened_and_submitted(act)
    found = {}
    for about, end in ended.items():
        seen = [each for each in (begun[about], sent.get(about)) if each is not None]
        on_the_day = [each for each in seen if each.astimezone(SHANGHAI).date() == days.get(about)]
        if on_the_day:
            found[about] = int((end - min(on_the_day)).total_seconds()) // _MINUTE
    return found


async def _opened_and_submitted(act: Act) -> tuple[dict[int, datetime], dict[int, datetime]]:
    """Return when the journal says that each was opened and first submitted, but what came from paper."""
    begun: dict[int, datetime] = {}
    ended: dict[int, datetime] = {}
    for entry in await act.work.journal.all(event=("visited", "result_submitted")):
        body = body_of(entry)
        inspection, at = body["data"]["inspection"], datetime.fromisoformat(body["at"])
        if entry.event == "visited":
            begun.setdefault(inspection, at)
        elif inspection in begun and "for" not in body["data"]:
            ended.setdefault(inspection, at)
    return begun, ended
