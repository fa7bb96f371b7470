"""The newest head of the journal goes to a time-stamping authority, if the office has named one.

The bot waits for nobody by it: it is asked beside everything else, a failure is logged, and tried again.
"""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from bot.domain.journal.heads import STAMP_EVENT, Head, Stamp, statement
from bot.domain.ports import UnitOfWork
from bot.usecases.act import Act
from storage.database.store import Database
from storage.timestamps import StampError, ask_for_stamp

log = structlog.get_logger()


class Stamping:
    """Has heads stamped by one authority."""

    def __init__(self, database: Database, bot_act: Callable[[UnitOfWork], Act], address: str) -> None:
        """Take the database, what makes an act of the bot itself, and the authority's address."""
        self._database, self._act, self._address = database, bot_act, address

    async def stamp_newest(self) -> bool:
        """Have the newest head stamped, if it is not; return whether it was stamped now.

        The journal tells of it, so that the stamp is missed should it ever be taken away.
        """
        head = await self._unstamped()
        if head is None:
            return False
        try:
            reply, at = await ask_for_stamp(self._address, statement(head.size, head.root))
        except StampError as error:
            log.warning("no time stamp", head=head.size, why=str(error))
            return False
        async with self._database.writing() as work:
            token = base64.b64encode(reply).decode("ascii")
            await work.stamps.add(Stamp(head_id=head.id, authority=self._address, reply=token, at=at))
            await self._act(work).record(STAMP_EVENT, size=head.size, reply=hashlib.sha256(reply).hexdigest())
        return True

    async def _unstamped(self) -> Head | None:
        """Return the newest head without a stamp; it says all that the ones before it say."""
        async with self._database.reading() as work:
            head = await work.heads.last()
            is_stamped = head is None or await work.stamps.one(head_id=head.id) is not None
        return None if is_stamped else head


@dataclass(frozen=True)
class Stamped:
    """A head with its stamp: how many entries, what was stamped, and the authority's reply."""

    size: int
    statement: bytes
    reply: bytes

    @property
    def name(self) -> tuple[int, str]:
        """Return by what the journal tells of it: the size of the head, and the hash of the reply."""
        return self.size, hashlib.sha256(self.reply).hexdigest()


async def stamps_of(database: Database) -> list[Stamped]:
    """Return every head that has a stamp, oldest first; nothing is checked here."""
    async with database.reading() as work:
        heads = {each.id: each for each in await work.heads.all()}
        stamps = await work.stamps.all()
    found = [(heads[each.head_id], each) for each in stamps if each.head_id in heads]
    return [
        Stamped(head.size, statement(head.size, head.root), base64.b64decode(stamp.reply))
        for head, stamp in found
    ]
