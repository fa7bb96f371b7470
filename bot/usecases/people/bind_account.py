"""Binding a Telegram account to a person: by a one-time link, and the person's own confirmation."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import Refused
from bot.domain.people import LinkPurpose, Person, Role
from bot.usecases.act import Act
from bot.usecases.office import stands_in_for, unit_text
from bot.usecases.people.fold_person import fold_person
from bot.usecases.people.links import expiry, make_link, refuse_used, valid_link
from bot.usecases.people.show_open import show_open
from bot.usecases.people.unbind_account import leave_dialogues


async def open_link(act: Act, token: str) -> None:
    """Show the link's person and unit, and ask whether that is who pressed it."""
    act.permit(Action.BIND)
    link = await valid_link(act, token, LinkPurpose.BIND)
    person = await act.work.people.get(link.person_id)
    if act.person is not None and not _same_human(act.person, person):
        raise Refused("bind.already", name=act.person.name)
    roles = await act.work.grants.all(person_id=person.id, is_revoked=False)
    moves = person.account_id not in (None, act.account_id)
    await act.reply(
        "bind.question",
        card=f"bind:{link.id}",
        name=person.name,
        unit=unit_text(person.unit),
        roles=[{"key": f"role.{grant.role}"} for grant in roles],
        moves={"key": "bind.moves"} if moves else "",
        link=link.id,
    )


async def confirm_binding(act: Act, link_id: int) -> None:
    """Bind the account to the link's person, tell the approver, and send all that is open to it.

    Where the person had another account (a new phone), that one is unbound in the same act.
    """
    act.permit(Action.BIND)
    link = await act.work.links.get(link_id)
    refuse_used(act, link)
    linked = await act.work.people.get(link.person_id)
    if act.person is not None and not _same_human(act.person, linked):
        raise Refused("bind.already", name=act.person.name)
    await act.work.links.change(link, used_at=act.at)
    person = await _bind(act, linked)
    await act.record("account_bound", person_id=person.id, link=link.id)
    if linked.account_id not in (None, act.account_id):
        await _leave_old(act, linked)
    await act.toast("bind.toast")
    await act.notify(
        "bind.done", person, card=f"bind:{link.id}", name=person.name, unit=unit_text(person.unit)
    )
    if await act.work.grants.one(person_id=person.id, role=Role.LEAD_OFFICE, is_revoked=False):
        token = await make_link(act, person, LinkPurpose.GROUP)
        await act.notify("group.invite", person, start=token, until=expiry(act))
    await show_open(act, person)
    await _tell_approver(act, person, link.id)


async def decline_binding(act: Act, link_id: int) -> None:
    """Leave the account unbound; the link stays valid for the right person."""
    await act.reply("bind.declined", card=f"bind:{link_id}")


async def _bind(act: Act, person: Person) -> Person:
    """Bind, or fold the link's person into the one that this account already is; that row has no account."""
    if act.person is None or act.person.id == person.id:
        return await act.work.people.change(person, account_id=act.account_id, is_unreachable=False)
    await fold_person(act, await act.work.people.change(person, account_id=None), act.person)
    return act.person


async def _leave_old(act: Act, before: Person) -> None:
    """The account that the link's person had has no part in anything any more, and is told so."""
    await leave_dialogues(act, before)
    await act.record("account_unbound", person_id=before.id)
    await act.tell_account(before.account_id or 0, "bind.moved", name=before.name)


async def _tell_approver(act: Act, person: Person, link_id: int) -> None:
    approvers, stands_in = await act.holders(Role.APPROVER, person.unit)
    told: dict[str, Any] = {"person": person.id, "name": person.name, "unit": unit_text(person.unit)}
    told |= stands_in_for(Role.APPROVER, person.unit) if stands_in else {}
    for approver in approvers:
        if approver.id != person.id:
            await act.notify("bind.told", approver, card=f"bound:{person.id}:{link_id}", link=link_id, **told)


def _same_human(bound: Person, invited: Person) -> bool:
    return bound.id == invited.id or (bound.name, bound.unit) == (invited.name, invited.unit)
