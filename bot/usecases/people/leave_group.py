"""A group that nobody of the office has bound: the bot says so and leaves."""

from bot.domain.mail import Notice, NoticeKind
from bot.usecases.act import Act


async def leave_group(act: Act, telegram_id: int) -> None:
    """Say one neutral sentence and leave."""
    for kind, screen in ((NoticeKind.MESSAGE, "group.unknown"), (NoticeKind.LEAVE, "leave")):
        await act.work.notices.add(Notice(kind=kind, account_id=telegram_id, screen=screen, made_at=act.at))
