"""The journal's head, posted in the office's groups at the end of each working day (全程留痕).

Whoever has kept one can tell later whether anything before it was changed or taken away.
"""

from bot.domain.calendar import is_working_day
from bot.domain.deadlines import SHANGHAI, OfficeHours
from bot.usecases.act import Act

_SCREEN = "journal.head"


async def post_head(act: Act, hours: OfficeHours) -> None:
    """Post the head once the office has closed, where the journal has grown since the last one."""
    local = act.at.astimezone(SHANGHAI)
    if local.time() < hours.closes or not is_working_day(local.date(), act.office.calendar):
        return
    count = await act.work.journal.count()
    if count <= await _last_posted(act):
        return
    head = await act.work.journal.get(count)
    for chat in await act.work.chats.all(is_bound=True):
        key = f"head:{local.date().isoformat()}:{chat.id}"
        await act.notify(_SCREEN, chat, key=key, head_number=head.id, head=head.hash)


async def _last_posted(act: Act) -> int:
    posted = await act.work.notices.all(screen=_SCREEN)
    return max((int(each.data["head_number"]) for each in posted), default=0)
