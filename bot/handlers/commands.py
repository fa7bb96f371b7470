"""Commands: only new messages that a person wrote himself; an edited or forwarded one commands nothing."""

from collections.abc import Awaitable, Callable, Mapping

from telegram import Update
from telegram.ext import filters

from bot.domain.errors import NotAllowed
from bot.domain.people import ChatKind
from bot.handlers.context import Context
from bot.usecases import answer_public, menus
from bot.usecases.act import Act
from bot.usecases.calendars.show_calendar import show_calendar
from bot.usecases.deadlines.show_week import show_week
from bot.usecases.dialogues import cancel_current
from bot.usecases.draws import plan_draw
from bot.usecases.duties.show_conflicts import open_conflicts
from bot.usecases.duties.show_leave import open_leave
from bot.usecases.exports import show_exports
from bot.usecases.people import bind_account, bind_group, invite
from bot.usecases.people.leave_group import leave_group
from bot.usecases.people.reachability import note_reachability
from bot.usecases.people.show_people import open_people
from bot.usecases.plans.show_coverage import show_coverage
from bot.usecases.plans.show_plan import show_plan
from bot.usecases.registers.show_import import show_import
from bot.usecases.results.query_results import query
from bot.usecases.rounds import show_status
from bot.usecases.show_help import help_me

OWN_WORDS = (
    filters.UpdateType.MESSAGE
    & ~filters.FORWARDED
    & ~filters.VIA_BOT
    & ~filters.SenderChat.ALL
    & ~filters.IS_AUTOMATIC_FORWARD
)
FORWARDS = filters.UpdateType.MESSAGE & filters.FORWARDED & ~filters.IS_AUTOMATIC_FORWARD
OWN_EDITS = (
    filters.UpdateType.EDITED_MESSAGE & ~filters.FORWARDED & ~filters.VIA_BOT & ~filters.SenderChat.ALL
)
ANONYMOUS = (
    filters.UpdateType.MESSAGE & filters.SenderChat.ALL & ~filters.IS_AUTOMATIC_FORWARD & ~filters.FORWARDED
)


async def start(act: Act, payload: str, update: Update) -> None:
    """Bind an account or a group by the payload's token, or show the help; whoever starts can be reached."""
    if act.chat_kind is ChatKind.PRIVATE:
        await note_reachability(act, is_gone=False)
        await menus.refresh(act, [act.person] if act.person else [], [])
    if not payload:
        if act.person is None:
            raise NotAllowed("denied.stranger", action="start")
        await help_me(act)
    elif act.chat_kind is ChatKind.PRIVATE:
        await bind_account.open_link(act, payload)
    else:
        await _bind_group(act, payload, update)


async def _bind_group(act: Act, payload: str, update: Update) -> None:
    chat, message = update.effective_chat, update.effective_message
    if chat is None or message is None:
        return
    await bind_group.bind_group(
        act,
        payload,
        chat.id,
        chat.title or "",
        is_supergroup=chat.type == "supergroup",
        thread_id=message.message_thread_id if message.is_topic_message else None,
    )


COMMANDS: Mapping[str, Callable[[Act, str], Awaitable[None]]] = {
    "draw": lambda act, _: plan_draw.start_draw(act),
    "plan": show_plan,
    "coverage": lambda act, _: show_coverage(act),
    "import": lambda act, _: show_import(act),
    "export": lambda act, _: show_exports(act),
    "status": lambda act, _: show_status.show_status(act),
    "duty": lambda act, _: show_status.show_duties(act),
    "week": lambda act, _: show_week(act),
    "pending": lambda act, _: show_status.show_pending(act),
    "conflict": lambda act, _: open_conflicts(act),
    "calendar": lambda act, _: show_calendar(act),
    "leave": lambda act, _: open_leave(act),
    "people": lambda act, _: open_people(act),
    "invite": lambda act, _: invite.show_invite(act),
    "query": query,
    "verify": answer_public.verify,
    "help": lambda act, _: help_me(act),
    "lang": lambda act, _: answer_public.ask_language(act),
    "cancel": lambda act, _: cancel_current(act),
}


async def on_start(update: Update, context: Context) -> None:
    """/start, with or without a token."""
    payload = " ".join(context.args or [])
    async with context.desk.acting(update) as act:
        if not payload and await _leaves(act, update):
            return
        await start(act, payload, update)


async def on_command(update: Update, context: Context) -> None:
    """Any other command: its use case gets the words behind it."""
    message = update.effective_message
    name = (message.text or "").split(maxsplit=1)[0].lstrip("/").split("@")[0].lower() if message else ""
    async with context.desk.acting(update) as act:
        if await _leaves(act, update):
            return
        await menus.try_again(act)
        await COMMANDS[name](act, " ".join(context.args or []))


async def on_anonymous(update: Update, context: Context) -> None:
    """An anonymous admin or a channel is nobody: say how to act."""
    async with context.desk.acting(update) as act:
        if not await _leaves(act, update) and act.chat is not None:
            await act.reply("denied.anonymous")


async def on_forwarded(update: Update, context: Context) -> None:
    """In private, say that what others wrote or took is sent by themselves: nobody loses it unawares."""
    async with context.desk.acting(update) as act:
        album = act.sent.album if act.sent else ""
        card = f"forwarded:{album}" if album else ""
        await act.reply("words.forwarded" if act.person else "denied.stranger", card=card)


async def on_anything_else(update: Update, context: Context) -> None:
    """In private everybody gets an answer: a stranger his sentence, the others where to look."""
    async with context.desk.acting(update) as act:
        await act.reply("words.unexpected" if act.person else "denied.stranger")


async def _leaves(act: Act, update: Update) -> bool:
    """Leave a group that nobody of the office has bound, and return whether this is one."""
    if act.chat_kind is not ChatKind.UNKNOWN_GROUP or update.effective_chat is None:
        return False
    await leave_group(act, update.effective_chat.id)
    return True
