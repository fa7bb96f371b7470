"""授予和撤销角色, and a new link for whoever is not bound; every change is in the journal."""

from bot.domain.actions import Action
from bot.domain.errors import Refused, Stale
from bot.domain.people import Grant, Person, Role
from bot.domain.role_rules import GRANTABLE, UNIT_ROLES
from bot.usecases.act import Act
from bot.usecases.office import unit_text
from bot.usecases.people.invite import grant_role, permit_role
from bot.usecases.people.links import expiry, make_link
from bot.usecases.people.show_people import permit_person, send_person
from bot.usecases.people.turn_delegations import end


async def invite_again(act: Act, person_id: int) -> None:
    """Show a new link for the person; the older ones end. A bound account loses its place to the new one."""
    person = await act.work.people.get(person_id)
    await permit_person(act, person, Action.INVITE)
    token = await make_link(act, person)
    screen = "people.link" if person.account_id is None else "people.link_moves"
    await act.reply(
        screen, name=person.name, unit=unit_text(person.unit), link={"start": token}, until=expiry(act)
    )


async def ask_role(act: Act, person_id: int) -> None:
    """Offer the roles that I may grant and that the person does not hold."""
    person = await act.work.people.get(person_id)
    await permit_person(act, person, Action.CHANGE_ROLES)
    grants = await act.work.grants.all(person_id=person.id, is_revoked=False)
    held = {grant.role for grant in grants}
    mine = GRANTABLE if act.actor.holds(Role.LEAD_OFFICE) else UNIT_ROLES
    await act.reply(
        "people.ask_role",
        card="people",
        person=person.id,
        name=person.name,
        unit=unit_text(person.unit),
        roles=[role.value for role in mine if role not in held],
    )


async def grant(act: Act, person_id: int, role: str) -> None:
    """Grant the role, for the person's unit or for the bureau as the role is; the person is told."""
    person = await act.work.people.get(person_id)
    wanted = Role(role)
    permit_role(act, wanted, person.unit)
    if wanted not in GRANTABLE:
        raise Stale
    await grant_role(act, person, wanted, person.unit if wanted in UNIT_ROLES else "")
    await act.toast("people.granted_toast")
    if person.id != act.me.id:
        told = {"key": f"role.{wanted}"}
        await act.notify("people.granted", person, role=told, by=act.me.name)
    await send_person(act, person.id)


async def _revoke_own(act: Act, row: Grant, person: Person) -> None:
    """Revoke what is held for good; a deputy of the lead office does not take its last holder's place."""
    if row.role is Role.LEAD_OFFICE:
        own = await act.work.grants.all(role=Role.LEAD_OFFICE, is_revoked=False, lent_by=None)
        others = await act.work.people.all(id=tuple({each.person_id for each in own} - {person.id}))
        if all(each.account_id is None for each in others):
            raise Refused("people.last_lead_office")
    await act.work.grants.change(row, is_revoked=True)
    await act.record("role_revoked", grant=row.id, person_id=person.id, role=row.role.value)
    lent = {"lent_by": person.id, "role": row.role, "unit": row.unit, "is_revoked": False}
    for each in await act.work.grants.all(**lent):
        await end(act, each)
    if person.id != act.me.id:
        await act.notify("people.revoked", person, role={"key": f"role.{row.role}"}, by=act.me.name)


async def revoke(act: Act, grant_id: int) -> None:
    """Revoke a role; the last holder of the lead office keeps it."""
    row = await act.work.grants.get(grant_id)
    person = await act.work.people.get(row.person_id)
    permit_role(act, row.role, person.unit)
    if row.is_revoked or row.role not in GRANTABLE:
        raise Stale
    if row.lent_by is not None:
        await end(act, row)
    else:
        await _revoke_own(act, row, person)
    await act.toast("people.revoked_toast")
    if await act.work.grants.one(person_id=person.id, is_revoked=False):
        await send_person(act, person.id)
    else:
        await act.reply("people.without_role", card="people", name=person.name)
