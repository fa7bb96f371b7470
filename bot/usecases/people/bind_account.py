"""Binding a Telegram account to a person by a one-time link that the person confirms."""

import hashlib
from datetime import timedelta
from typing import Any

from bot.domain.errors import Refused
from bot.domain.people import Link, LinkPurpose, Person, Role
from bot.domain.permissions import Action
from bot.usecases.act import Act
from bot.usecases.duties.duty_cards import show_open_duties

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


async def valid_link(act: Act, token: str, purpose: LinkPurpose) -> Link:
    """Return the unused, living link of this token; raise Refused with one sentence for all others."""
    link = await act.work.links.one(token_hash=token_hash(token), purpose=purpose, used_at=None)
    if link is None:
        raise Refused("bind.invalid")
    _still_valid(act, link)
    return link


def _still_valid(act: Act, link: Link) -> None:
    if link.used_at is not None or link.expires_at <= act.at:
        raise Refused("bind.invalid")


async def open_link(act: Act, token: str) -> None:
    """Show the link's person and unit, and ask whether that is who pressed it."""
    act.permit(Action.BIND)
    link = await valid_link(act, token, LinkPurpose.BIND)
    person = await act.work.people.get(link.person_id)
    if act.person is not None and not _same_human(act.person, person):
        raise Refused("bind.already", name=act.person.name)
    roles = await act.work.grants.all(person_id=person.id, is_revoked=False)
    lines = [{"key": f"role.{grant.role}"} for grant in roles]
    await act.reply(
        "bind.question",
        card=f"bind:{link.id}",
        name=person.name,
        unit=unit_text(person),
        roles=lines,
        link=link.id,
    )


async def confirm_binding(act: Act, link_id: int) -> None:
    """Bind the account to the link's person, tell the approver, and show the first help."""
    act.permit(Action.BIND)
    link = await act.work.links.get(link_id)
    _still_valid(act, link)
    if act.person is not None and not _same_human(act.person, await act.work.people.get(link.person_id)):
        raise Refused("bind.already", name=act.person.name)
    await act.work.links.change(link, used_at=act.at)
    person = await _bind(act, await act.work.people.get(link.person_id))
    await act.record("account_bound", person_id=person.id, link=link.id)
    await act.toast("bind.toast")
    grants = await act.work.grants.all(person_id=person.id, is_revoked=False)
    await act.notify("bind.done", person, card=f"bind:{link.id}", name=person.name, unit=unit_text(person))
    if any(grant.role is Role.LEAD_OFFICE for grant in grants):
        token = await make_link(act, person, LinkPurpose.GROUP)
        await act.notify("group.invite", person, start=token)
    await show_open_duties(act, person)
    await _tell_approver(act, person)


async def decline_binding(act: Act, link_id: int) -> None:
    """Leave the account unbound; the link stays valid for the right person."""
    await act.toast("toast.ok")
    await act.reply("bind.declined", card=f"bind:{link_id}")


async def _bind(act: Act, person: Person) -> Person:
    """Bind, or fold the link's person into the one that this account already is."""
    if act.person is None or act.person.id == person.id:
        return await act.work.people.change(person, account_id=act.account_id, is_unreachable=False)
    for grant in await act.work.grants.all(person_id=person.id):
        await act.work.grants.change(grant, person_id=act.person.id)
    for line in await act.work.inspectors.all(person_id=person.id):
        await act.work.inspectors.change(line, person_id=act.person.id)
    return act.person


async def _tell_approver(act: Act, person: Person) -> None:
    approvers, _ = await act.holders(Role.APPROVER, person.unit)
    for approver in approvers:
        if approver.id != person.id:
            told: dict[str, Any] = {"person": person.id, "name": person.name, "unit": unit_text(person)}
            await act.notify("bind.told", approver, card=f"bound:{person.id}", **told)


def _same_human(bound: Person, invited: Person) -> bool:
    return bound.id == invited.id or (bound.name, bound.unit) == (invited.name, invited.unit)


def unit_text(person: Person) -> object:
    """Return the person's unit, or the text for the bureau itself."""
    return person.unit or {"key": "unit.bureau"}
