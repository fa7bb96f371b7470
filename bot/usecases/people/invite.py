"""Binding links: for an office holder with his role, or for every inspector without an account."""

from bot.domain.actions import Action
from bot.domain.errors import Invalid
from bot.domain.people import Grant, Person, Role
from bot.domain.permissions import Case
from bot.domain.role_rules import GRANTABLE, UNIT_ROLES, refuse_exclusion
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.office import unit_text
from bot.usecases.people.links import expiry, make_link

_LINKS_PER_MESSAGE = 15


async def show_invite(act: Act) -> None:
    """Ask whom to invite."""
    act.permit(Action.INVITE)
    waiting = len(await unbound_inspectors(act))
    dialogue = await dialogues.begin(act, "invite")
    roles = [role.value for role in _mine(act)]
    await dialogues.ask(act, dialogue, "invite.ask", roles=roles, waiting=waiting)


async def choose_role(act: Act, dialogue_id: int, version: int, role: str) -> None:
    """Remember the role and ask for name and unit."""
    act.permit(Action.INVITE)
    dialogue = await dialogues.resume(act, dialogue_id, version)
    dialogue = await dialogues.advance(act, dialogue, "officer", role=Role(role).value)
    await dialogues.ask(act, dialogue, "invite.ask_name", role={"key": f"role.{Role(role).value}"})


async def invite_officer(act: Act, typed: str) -> None:
    """Make the person with the role of the dialogue, and show the link; `typed` is name, then unit."""
    dialogue = await dialogues.current(act)
    parts = typed.replace("，", " ").replace(",", " ").split()
    if dialogue is None or not parts or len(parts) > 2:  # noqa: PLR2004 - name and unit
        raise Invalid("invite.bad_name")
    name, unit = parts[0], parts[1] if len(parts) > 1 else ""
    act.permit(Action.INVITE, Case(unit=unit))
    role = Role(str(dialogue.draft["role"]))
    permit_role(act, role, unit)
    person = await act.work.people.one(name=name, unit=unit) or await act.work.people.add(
        Person(name=name, unit=unit)
    )
    await grant_role(act, person, role, unit)
    await dialogues.end(act, dialogue)
    token = await make_link(act, person)
    await act.reply(
        "invite.link",
        name=name,
        unit=unit_text(unit),
        role={"key": f"role.{role}"},
        link={"start": token},
        until=expiry(act),
    )


def permit_role(act: Act, role: Role, unit: str) -> None:
    """Return if I may grant and revoke this role for this unit; raise NotAllowed otherwise."""
    if role in UNIT_ROLES:
        act.permit(Action.CHANGE_ROLES, Case(unit=unit))
    else:
        act.permit(Action.CHANGE_BUREAU_ROLES)


def _mine(act: Act) -> tuple[Role, ...]:
    """Return the roles that I may grant at all."""
    return GRANTABLE if act.actor.holds(Role.LEAD_OFFICE) else UNIT_ROLES


async def grant_role(act: Act, person: Person, role: Role, unit: str) -> None:
    """Grant the role once; raise Refused where it does not go with the roles held."""
    held = await act.work.grants.all(person_id=person.id, is_revoked=False)
    if (role, unit) in {(each.role, each.unit) for each in held if each.lent_by is None}:
        return
    refuse_exclusion(role, {each.role for each in held})
    grant = await act.work.grants.add(Grant(person_id=person.id, role=role, unit=unit))
    await act.record("role_granted", grant=grant.id, person_id=person.id, role=role.value)


async def invite_inspectors(act: Act, dialogue_id: int, version: int) -> None:
    """Show a link for every inspector of the roster who is not bound yet, in messages of fifteen."""
    act.permit(Action.INVITE)
    await dialogues.end(act, await dialogues.resume(act, dialogue_id, version))
    lines = []
    for person in await unbound_inspectors(act):
        token = await make_link(act, person)
        lines.append(
            {
                "key": "invite.line",
                "name": person.name,
                "unit": unit_text(person.unit),
                "link": {"start": token},
            }
        )
    for start in range(0, len(lines), _LINKS_PER_MESSAGE):
        await act.reply("invite.links", lines=lines[start : start + _LINKS_PER_MESSAGE], until=expiry(act))


async def unbound_inspectors(act: Act) -> list[Person]:
    """Return the people of the roster who have no account yet."""
    return (await unreached_inspectors(act))[0]


async def unreached_inspectors(act: Act) -> tuple[list[Person], list[Person]]:
    """Return the people of the roster who have no account yet, and those whom the bot cannot reach."""
    roster = await act.work.inspectors.all(is_active=True)
    people = await act.work.people.all(id=tuple(line.person_id for line in roster))
    bound = [each for each in people if each.account_id is not None]
    unbound = [each for each in people if each.account_id is None]
    return unbound, [each for each in bound if each.is_unreachable]
