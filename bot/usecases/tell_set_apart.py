"""What could not be handled was set apart, so that it holds up nobody; the lead office is told once a day."""

from bot.domain.deadlines import SHANGHAI
from bot.domain.people import Role
from bot.usecases.act import Act


async def tell_set_apart(act: Act) -> None:
    """Tell the lead office how many updates of today were set apart, and the number of the last."""
    apart = await act.work.updates.all(state="quarantined")
    today = [each for each in apart if each.received_at.astimezone(SHANGHAI).date() == act.today]
    if not today:
        return
    for person in (await act.holders(Role.LEAD_OFFICE))[0]:
        key = f"set_apart:{act.today.isoformat()}:{person.id}"
        await act.notify("trouble.set_apart", person, key=key, n=len(today), number=today[-1].id)
