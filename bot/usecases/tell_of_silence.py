"""Telegram was out of reach for more than a day: what was sent at first may be lost, and it is said."""

from datetime import datetime, timedelta
from typing import Any

from bot.domain.people import Chat, Person, Role
from bot.usecases.act import Act
from bot.usecases.moments import when

KEPT_BY_TELEGRAM = timedelta(hours=24)


async def tell_of_silence(act: Act, since: datetime) -> None:
    """Tell every group and the lead office from when to when what was sent may never have arrived."""
    until = act.at - KEPT_BY_TELEGRAM
    await act.record("messages_may_be_lost", since=since.isoformat(), until=until.isoformat())
    told: dict[str, Any] = {"since": when(since), "until": when(until), "now": when(act.at)}
    holders, _ = await act.holders(Role.LEAD_OFFICE)
    everybody: list[Chat | Person] = [*await act.work.chats.all(is_bound=True), *holders]
    for to in everybody:
        await act.notify("silence.ended", to, **told)
