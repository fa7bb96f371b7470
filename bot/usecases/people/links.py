"""One-time links: made, kept as a hash, and valid once for 24 hours."""

import hashlib
from datetime import timedelta
from typing import Any

from bot.domain.errors import Refused
from bot.domain.people import Link, LinkPurpose, Person
from bot.usecases.act import Act
from bot.usecases.moments import when

LINK_LIFE = timedelta(hours=24)
TOKEN_BYTES = 16


def token_hash(token: str) -> str:
    """Return what is kept of a token: its SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


async def make_link(act: Act, person: Person, purpose: LinkPurpose = LinkPurpose.BIND) -> str:
    """Return the token (128 random bits) of a new link that lives 24 hours; older ones of its purpose end."""
    for older in await act.work.links.all(person_id=person.id, purpose=purpose, used_at=None):
        await act.work.links.change(older, expires_at=act.at)
    token = act.office.random_hex(TOKEN_BYTES)
    link = Link(
        token_hash=token_hash(token), purpose=purpose, person_id=person.id, expires_at=act.at + LINK_LIFE
    )
    link = await act.work.links.add(link)
    await act.record("link_made", link=link.id, person_id=person.id, purpose=purpose.value)
    return token


def expiry(act: Act) -> dict[str, Any]:
    """Return until when a link that is made now can be used."""
    return when(act.at + LINK_LIFE)


async def valid_link(act: Act, token: str, purpose: LinkPurpose) -> Link:
    """Return the unused, living link of this token; raise Refused with one sentence for all others."""
    link = await act.work.links.one(token_hash=token_hash(token), purpose=purpose, used_at=None)
    if link is None:
        raise Refused("bind.invalid")
    refuse_used(act, link)
    return link


def refuse_used(act: Act, link: Link) -> None:
    """Return if the link still lives; raise Refused with the sentence for all others."""
    if link.used_at is not None or link.expires_at <= act.at:
        raise Refused("bind.invalid")
