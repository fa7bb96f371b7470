"""A press: the sealed reference is resolved in the database, the presser's numeric id decides."""

from telegram import Update

from bot.domain.errors import NotAllowed, Stale
from bot.domain.mail import ButtonRow
from bot.handlers.button_actions import ACTIONS, PREPARED
from bot.handlers.context import Context
from bot.sealing import unseal
from bot.usecases.act import Act
from bot.usecases.registers.changes import Prepared


async def on_press(update: Update, context: Context) -> None:
    """Resolve the button and call its use case."""
    query = update.callback_query
    number = unseal(context.desk.button_key, query.data or "") if query else None
    async with context.desk.store.reading() as work:
        row = await work.buttons.one(id=number) if number is not None else None
    if row is not None and row.action in PREPARED:
        await _press_long(update, context, number)
        return
    async with context.desk.acting(update) as act:
        await _carry_out(act, await _pressed(act, number))


async def _press_long(update: Update, context: Context, number: int | None) -> None:
    async with context.desk.aside(update):
        async with context.desk.looking(update) as act:
            row = await _pressed(act, number)
            ready = await PREPARED[row.action](act, **row.args)
        async with context.desk.acting(update) as act:
            await _carry_out(act, row, ready=ready)


async def _carry_out(act: Act, row: ButtonRow, **ready: Prepared) -> None:
    """Do what the button says; a press that its act has not answered is answered here."""
    await ACTIONS[row.action](act, **row.args, **ready)
    await act.toast("toast.ok")


async def _pressed(act: Act, number: int | None) -> ButtonRow:
    """Return the button's row, if it is one and was sent to whoever presses it."""
    row = await act.work.buttons.one(id=number) if number is not None else None
    if row is None or row.action not in ACTIONS:
        raise Stale
    await _refuse_foreign(act, row)
    return row


async def _refuse_foreign(act: Act, row: ButtonRow) -> None:
    """A button works for whom, and where, it was sent: the person, the account, or the group."""
    notice = await act.work.notices.get(row.notice_id)
    fits = (
        row.person_id in (None, act.person.id if act.person else None)
        and notice.account_id in (None, act.account_id)
        and notice.chat_id in (None, act.chat.id if act.chat else None)
    )
    if not fits:
        raise NotAllowed("denied.button" if act.person else "denied.stranger", action=row.action)
