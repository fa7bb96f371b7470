"""授予和撤销角色, and a new link for whoever is not bound; every change is in the journal."""

from bot.domain.errors import Refused, Stale
from bot.domain.people import Role
from bot.domain.permissions import Action
from bot.domain.role_rules import GRANTABLE, UNIT_ROLES
from bot.usecases.act import Act
from bot.usecases.people.invite import grant_role, permit_role
from bot.usecases.people.links import make_link, unit_text
from bot.usecases.people.show_people import permit_person, send_person


async def invite_again(act: Act, person_id: int) -> None:
    """Show a new link for the person; the older ones end. A bound account loses its place to the new one."""
    person = await act.work.people.get(person_id)
    await permit_person(act, person, Action.INVITE)
    token = await make_link(act, person)
    await act.toast("toast.ok")
    screen = "people.link" if person.account_id is None else "people.link_moves"
    await act.reply(screen, name=person.name, unit=unit_text(person), link={"start": token})


async def ask_role(act: Act, person_id: int) -> None:
    """Offer the roles that I may grant and that the person does not hold."""
    person = await act.work.people.get(person_id)
    await permit_person(act, person)
    grants = await act.work.grants.all(person_id=person.id, is_revoked=False)
    held = {grant.role for grant in grants}
    mine = GRANTABLE if act.actor.holds(Role.LEAD_OFFICE) else UNIT_ROLES
    await act.toast("toast.ok")
    await act.reply(
        "people.ask_role",
        card="people",
        person=person.id,
        name=person.name,
        unit=unit_text(person),
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


async def revoke(act: Act, grant_id: int) -> None:
    """Revoke a role; the last holder of the lead office keeps it."""
    row = await act.work.grants.get(grant_id)
    person = await act.work.people.get(row.person_id)
    permit_role(act, row.role, person.unit)
    if row.is_revoked or row.role not in GRANTABLE:
        raise Stale
    if row.role is Role.LEAD_OFFICE:
        holders, _ = await act.holders(Role.LEAD_OFFICE)
        if {each.id for each in holders} <= {person.id}:
            raise Refused("people.last_lead_office")
    await act.work.grants.change(row, is_revoked=True)
    await act.record("role_revoked", grant=row.id, person_id=person.id, role=row.role.value)
    await act.toast("people.revoked_toast")
    if person.id != act.me.id:
        await act.notify("people.revoked", person, role={"key": f"role.{row.role}"}, by=act.me.name)
    if await act.work.grants.one(person_id=person.id, is_revoked=False):
        await send_person(act, person.id)
    else:
        await act.reply("people.without_role", card="people", name=person.name)
