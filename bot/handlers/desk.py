"""From an update to an act: who pressed or wrote, where, and the one transaction of the answer."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from telegram import Update

from bot.domain.actions import Action
from bot.domain.deadlines import SHANGHAI
from bot.domain.errors import Refused, Stale
from bot.domain.journal.entries import Denial
from bot.domain.people import Chat
from bot.domain.platform.rows import PlatformReading
from bot.domain.ports import Clock, Crashpoint, Store, Telegram, UnitOfWork
from bot.domain.registers.reading import Reading
from bot.domain.results.materials import Sent
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.actors import actor_of
from bot.usecases.menus import refresh_touched
from bot.usecases.office import Office
from bot.usecases.people.bind_group import kind_of

ReadWorkbook = Callable[..., Awaitable[Reading]]
ReadMatch = Callable[[bytes, str], Awaitable[PlatformReading]]
KeepEvidence = Callable[[bytes], str]


@dataclass(frozen=True)
class Desk:
    """What handlers use: the store, the office, the clock, Telegram's files, and the workbook reader."""

    store: Store
    office: Office
    clock: Clock
    telegram: Telegram
    read_workbook: ReadWorkbook
    read_match: ReadMatch
    keep_evidence: KeepEvidence
    button_key: bytes
    wake: Callable[[], None]
    step_aside: Callable[[int], None]
    crash: Crashpoint
    long_work: asyncio.Lock = field(default_factory=asyncio.Lock)
    unanswered: dict[int, Exception] = field(default_factory=dict)
    """What went wrong with an update in hand, where not even an apology could be kept."""

    @asynccontextmanager
    async def aside(self, update: Update) -> AsyncIterator[None]:
        """Take time for what is long, one thing after the other; the other chats are answered meanwhile."""
        self.step_aside(update.update_id)
        async with self.long_work:
            yield

    @asynccontextmanager
    async def looking(self, update: Update) -> AsyncIterator[Act]:
        """Open a transaction in which nothing is written and nobody waits for anybody."""
        async with self.store.reading() as work:
            yield await self._act(work, update)

    @asynccontextmanager
    async def acting(self, update: Update) -> AsyncIterator[Act]:
        """Open the update's transaction; its inbox row is done in the same commit: it has one effect."""
        async with self.store.writing() as work:
            act = await self._act(work, update)
            yield act
            await refresh_touched(act)
            self.crash("handler.before_commit")
            await _mark_done(work, update.update_id)
        self.crash("handler.after_commit")
        for each in act.after_commit:
            each()
        self.wake()

    async def awaited(self, update: Update) -> str:
        """Return "topic:awaits" of the dialogue that is open for the sender here, or nothing."""
        async with self.looking(update) as act:
            dialogue = await dialogues.current(act) if act.person else None
        return f"{dialogue.topic}:{dialogue.awaits}" if dialogue else ""

    async def permit(self, update: Update, action: Action) -> None:
        """Return if the act is allowed, before anything costly is done for it; raise NotAllowed otherwise."""
        async with self.looking(update) as act:
            act.permit(action)

    async def tell(self, update: Update, screen: str, card: str, **data: Any) -> None:
        """Say at once how far it is, while the update is still in hand; said again it edits the same card."""
        async with self.store.writing() as work:
            await (await self._act(work, update)).reply(screen, card=card, **data)
        self.wake()

    def bot_act(self, work: UnitOfWork) -> Act:
        """Return an act of the bot itself."""
        return Act(work, self.office, self.clock.now())

    async def refuse(self, update: Update, refusal: Refused, *, is_denial: bool) -> None:
        """Say no, politely, where the question came from; a denial leaves one row and no other change."""
        async with self.acting(update) as act:
            if is_denial:
                await act.work.denials.add(_denial(act, refusal))
            if act.callback_id:
                await act.toast(refusal.code, **_values(refusal))
            else:
                await act.reply(refusal.code, **_values(refusal))

    async def _act(self, work: UnitOfWork, update: Update) -> Act:
        chat = update.effective_chat
        user = update.effective_user
        is_private = chat is None or chat.type == "private"
        query = update.callback_query
        bound = None if is_private or chat is None else await _group(work, chat.id, is_press=bool(query))
        person = await work.people.one(account_id=user.id) if user else None
        at = self.clock.now()
        return Act(
            work=work,
            office=self.office,
            at=at,
            actor=await actor_of(work, person, at.astimezone(SHANGHAI).date()),
            person=person,
            account_id=user.id if user else None,
            chat_kind=kind_of(bound, is_private=is_private),
            chat=bound,
            callback_id=query.id if query else "",
            message_id=update.effective_message.message_id if update.effective_message else None,
            sent=_sent(update),
        )


def _sent(update: Update) -> Sent | None:
    message = update.message or update.edited_message
    if message is None:
        return None
    album = message.media_group_id or ""
    answers = message.reply_to_message.message_id if message.reply_to_message else 0
    return Sent(message.message_id, update.update_id, message.date, message.edit_date, album, answers)


async def _group(work: UnitOfWork, telegram_id: int, *, is_press: bool) -> Chat | None:
    """Return the bound group; a button from before it became a supergroup is pressed in the old one."""
    found = await work.chats.one(telegram_id=telegram_id, is_bound=True)
    if found is None and is_press:
        return await work.chats.one(former_id=telegram_id, is_bound=True)
    return found


async def _mark_done(work: UnitOfWork, update_id: int) -> None:
    row = await work.updates.get(update_id)
    if row.state != "pending":
        raise Stale
    await work.updates.move(row, "done")


def _denial(act: Act, refusal: Refused) -> Denial:
    return Denial(
        account_id=act.account_id or 0,
        person_id=act.person.id if act.person else None,
        action=str(refusal.params.get("action", "")),
        code=refusal.code,
        chat_kind=act.chat_kind.value,
        at=act.at,
    )


def _values(refusal: Refused) -> dict[str, Any]:
    return dict(refusal.params)
