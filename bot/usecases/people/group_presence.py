"""Whether the bot is in the office group, and what it hears there: removed, back, made administrator."""

from bot.domain.mail import NoticeKind, NoticeState
from bot.domain.people import Chat, Role, each_once
from bot.usecases.act import Act
from bot.usecases.draws.end_attempt import lose_for_group

_OVERTAKEN = "reminder."


async def note_removed(act: Act, chat: Chat) -> None:
    """The bot is in the group no longer: throwing there is lost, the office is told in private."""
    if chat.is_away:
        return
    await act.work.chats.change(chat, is_away=True)
    await act.record("group_left", chat=chat.id)
    await lose_for_group(act, chat)
    chiefs, _ = await act.holders(Role.LEAD_OFFICE)
    coordinators, _ = await act.holders(Role.COORDINATOR)
    for person in each_once([*chiefs, *coordinators]):
        await act.notify("group.removed", person, title=chat.title)


async def note_back(act: Act, chat: Chat, *, hears_all: bool) -> None:
    """The bot is in the group again: what could not arrive meanwhile is sent now; reminders are overtaken."""
    if not chat.is_away:
        await act.reply(hearing(hears_all=hears_all))
        return
    await act.work.chats.change(chat, is_away=False)
    await act.record("group_back", chat=chat.id)
    missed = await act.work.notices.all(
        chat_id=chat.id, kind=NoticeKind.MESSAGE, state=NoticeState.UNDELIVERABLE
    )
    missed = [each for each in missed if not each.screen.startswith(_OVERTAKEN)]
    for notice in missed:
        await act.work.notices.move(notice, NoticeState.PENDING)
    await act.reply("group.back", n=len(missed), hears={"key": hearing(hears_all=hears_all)})


def hearing(*, hears_all: bool) -> str:
    """Return the text that says what the bot hears in a group: everything, or only what is meant for it."""
    return "group.hears_all" if hears_all else "group.hears_replies"
