"""After an outage of Telegram people hear once: what has not left gives way to what is newer."""

from bot.domain.mail import NoticeState
from bot.domain.people import Chat, Person
from bot.usecases.act import Act


async def replace_unsent(act: Act, screen: str, to: Person | Chat, number: str = "") -> list[str]:
    """Withdraw what has not left for this person, or this group's round, yet; return the cards of it.

    What may have left is not withdrawn: it is repeated, and says so.
    """
    where = {"person_id": to.id} if isinstance(to, Person) else {"chat_id": to.id}
    unsent = await act.work.notices.all(screen=screen, state=NoticeState.PENDING, is_repeat=False, **where)
    overtaken = [notice for notice in unsent if not number or notice.data.get("number") == number]
    for notice in overtaken:
        await act.work.notices.move(notice, NoticeState.SUPERSEDED)
    return [notice.card for notice in overtaken]
