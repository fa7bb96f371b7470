"""What could not be handled was set apart, so that it holds up nobody; the lead office is told once a day."""

from datetime import datetime

from bot.domain.deadlines import SHANGHAI
from bot.domain.people import Role
from bot.usecases.act import Act

_APART = "quarantined"


async def tell_set_apart(act: Act) -> None:
    """Tell the lead office how many updates of today were set apart, and the number of the last."""
    newest = await act.work.updates.last(state=_APART)
    if newest is None or not _is_today(act, newest.received_at):
        return
    count = 0
    async for page in act.work.updates.pages("received_at", state=_APART):
        count += sum(_is_today(act, received_at) for (received_at,) in page)
    for person in (await act.holders(Role.LEAD_OFFICE))[0]:
        key = f"set_apart:{act.today.isoformat()}:{person.id}"
        await act.notify("trouble.set_apart", person, key=key, n=count, number=newest.id)


def _is_today(act: Act, at: datetime) -> bool:
    return at.astimezone(SHANGHAI).date() == act.today
