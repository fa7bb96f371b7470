"""Heads of the journal: signed where a draw is announced and where the day ends, and put into the message.

Whoever has kept one can tell later whether anything before it was changed or taken away (全程留痕).
"""

from typing import Any

from bot.domain.calendars.working_days import is_working_day
from bot.domain.deadlines import SHANGHAI, OfficeHours
from bot.domain.journal.entries import Entry
from bot.domain.journal.heads import STAMP_EVENT, Head, statement
from bot.domain.ports import Signer
from bot.usecases.act import Act

_EVENING = "journal.head"
_LOT = 500
"""Entries that are read at once."""


async def signed_head(act: Act, entry: Entry) -> dict[str, Any]:
    """Sign the head of the journal up to this entry, keep it, and return its line of a message."""
    head = await _head(act, entry)
    return {"key": "journal.line", "n": head.size, "root": head.root, "signature": head.signature}


async def post_head(act: Act, hours: OfficeHours) -> None:
    """Post the head once the office has closed, where the journal has grown since the last one.

    That the last one was stamped is no growth: else each head would bring the next, though nothing is done.
    """
    local = act.at.astimezone(SHANGHAI)
    if local.time() < hours.closes or not is_working_day(local.date(), act.office.calendar):
        return
    last = await _last_done(act)
    if last is None or last.id <= await _last_posted(act):
        return
    head = await _head(act, last)
    told: dict[str, Any] = {
        "n": head.size,
        "root": head.root,
        "signature": head.signature,
        "public": head.key,
    }
    for chat in await act.work.chats.all(is_bound=True):
        key = f"head:{local.date().isoformat()}:{chat.id}"
        await act.notify(_EVENING, chat, key=key, **told)


async def _last_done(act: Act) -> Entry | None:
    """Return the newest entry but those behind it that only tell of a stamp."""
    last = await act.work.journal.last()
    while last is not None and last.event == STAMP_EVENT:
        last = await act.work.journal.one(id=last.id - 1)
    return last


async def _last_posted(act: Act) -> int:
    posted = await act.work.notices.last(screen=_EVENING)
    return int(posted.data["n"]) if posted else 0


def public_key(act: Act) -> str:
    """Return the key that the signatures are checked with."""
    return _signer(act).public


def _signer(act: Act) -> Signer:
    if act.office.signer is None:
        raise RuntimeError("an office whose bot runs has a key to sign with")
    return act.office.signer


async def _head(act: Act, entry: Entry) -> Head:
    signer = _signer(act)
    known = await act.work.heads.one(size=entry.id, key=signer.public)
    if known is not None:
        return known
    await _read_up_to(act, entry)
    root = act.office.tree.tree.root().hex()
    signature = signer.sign(statement(entry.id, root))
    head = Head(size=entry.id, root=root, key=signer.public, signature=signature, at=act.at)
    return await act.work.heads.add(head)


async def _read_up_to(act: Act, entry: Entry) -> None:
    """Bring the known tree to this entry; one that belongs to no committed journal is read anew."""
    known = act.office.tree
    last = await act.work.journal.one(id=known.tree.size)
    if known.tree.size > entry.id or last is None or last.hash != known.last:
        known.forget()
    while known.tree.size < entry.id:
        following = range(known.tree.size + 1, min(known.tree.size + _LOT, entry.id) + 1)
        known.read(await act.work.journal.all(id=tuple(following)))
