"""/people: who is not bound, cannot be reached, is on leave or holds no licence, and each person's page."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.domain.actions import Action
from bot.domain.people import Grant, Person, Role
from bot.domain.permissions import Case
from bot.domain.role_rules import GRANTABLE, UNIT_ROLES
from bot.domain.rounds import ENDED
from bot.usecases.act import Act
from bot.usecases.duties.absences import leaves_today
from bot.usecases.duties.name_unreached import told
from bot.usecases.names_apart import names_apart
from bot.usecases.office import unit_text
from bot.usecases.people.turn_delegations import lent_data
from bot.usecases.people.vacant_posts import vacant_lines

MARKS = ("unbound", "unreachable", "away", "unlicensed")
_CARD = "people"


@dataclass(frozen=True)
class Member:
    """A person of the office with what is the matter with him, in the order of MARKS."""

    person: Person
    marks: tuple[str, ...]


async def open_people(act: Act) -> None:
    """Send the list anew, at the end of the chat."""
    act.permit(Action.SEE_PEOPLE)
    await act.forget_card(_CARD)
    await _send_list(act, "all")


async def show_people(act: Act, mark: str) -> None:
    """Show everybody, or those with one mark."""
    act.permit(Action.SEE_PEOPLE)
    await _send_list(act, mark)


async def show_person(act: Act, person_id: int) -> None:
    """Show one person with his roles and what can be done."""
    await permit_person(act, await act.work.people.get(person_id))
    await send_person(act, person_id)


async def permit_person(act: Act, person: Person, action: Action = Action.UNBIND) -> None:
    """Return if the person is one of mine: of my unit, or anybody for the lead office."""
    act.permit(action, Case(unit=person.unit))


async def send_person(act: Act, person_id: int) -> None:
    """Send or edit the card with the person's page."""
    member = next(each for each in await _members(act) if each.person.id == person_id)
    person = member.person
    grants = await act.work.grants.all(person_id=person.id, is_revoked=False)
    shown = [{"key": f"people.mark.{mark}"} for mark in member.marks if mark != "unbound"]
    shown += [*await _validity(act, person), *await _paper_lines(act, person)]
    await act.reply(
        "people.person",
        card=_CARD,
        person=person.id,
        name=person.name,
        unit=unit_text(person.unit),
        account={"key": "people.bound" if person.account_id else "people.mark.unbound"},
        marks=shown or "",
        roles=[await _role_line(act, grant) for grant in grants] or {"key": "people.no_role"},
        is_bound=person.account_id is not None,
        revocable=[[grant.id, grant.role] for grant in grants if _may_change(act, grant.role)],
        can_hand_over=any(_may_change(act, each.role) for each in grants if each.lent_by is None),
        can_grant=any(_may_change(act, role) for role in GRANTABLE),
    )


async def _validity(act: Act, person: Person) -> list[dict[str, Any]]:
    """Return until when his licence is valid, where the register says so."""
    lines = await act.work.inspectors.all(person_id=person.id, is_active=True)
    days = [line.licence_until for line in lines if line.licensed and line.licence_until is not None]
    return [
        {"key": "people.licence_until", "day": {"date": day.isoformat()}} for day in days if day != date.max
    ]


async def _paper_lines(act: Act, person: Person) -> list[dict[str, Any]]:
    """Return which of his open duties he was told of on paper, by whom and when, or is still to be."""
    rows = await act.work.unreached.all(person_id=person.id, reached_at=None)
    rounds = {each.id: each for each in await act.work.rounds.all(id=tuple(row.round_id for row in rows))}
    return [
        {"key": "paper.of_round", "number": rounds[row.round_id].number, **told(row)}
        for row in rows
        if rounds[row.round_id].state not in ENDED
    ]


def _may_change(act: Act, role: Role) -> bool:
    own = act.actor.in_own_right()
    is_mine = own.holds(Role.LEAD_OFFICE) or (role in UNIT_ROLES and own.holds(Role.APPROVER))
    return role in GRANTABLE and is_mine


async def _role_line(act: Act, grant: Grant) -> dict[str, Any]:
    if grant.lent_by is not None:
        return {"key": "people.role_lent", **await lent_data(act, grant)}
    unit = unit_text(grant.unit)
    return {"key": "people.role_line", "role": {"key": f"role.{grant.role}"}, "unit": unit}


async def _send_list(act: Act, mark: str) -> None:
    """Send the list whole: its pages are turned, and it is searched by name or unit, like every long list."""
    mine = [each for each in await _members(act) if _is_mine(act, each.person)]
    counts = Counter(name for each in mine for name in each.marks)
    chosen = [each for each in mine if mark in ("all", *each.marks)]
    names = await names_apart(act, [each.person for each in mine])
    lines = [_line(each, names[each.person.id]) for each in chosen]
    numbers: dict[str, Any] = {name: counts[name] for name in MARKS}
    await act.reply(
        "people.list",
        card=_CARD,
        total=len(mine),
        **numbers,
        lines=lines or {"key": "people.none"},
        lines_of_list=lines,
        vacant=await vacant_lines(act) if act.actor.holds(Role.LEAD_OFFICE) else "",
        page_number=1,
        page_count=1,
        mark=mark,
        filters=[[name, counts[name]] for name in MARKS if counts[name] and name != mark],
        options=[[each.person.id, names[each.person.id], each.person.unit] for each in chosen],
    )


def _line(member: Member, name: str) -> dict[str, Any]:
    marks = [{"key": f"people.mark.{mark}"} for mark in member.marks] or [{"key": "people.mark.none"}]
    return {
        "key": "people.line",
        "name": name,
        "unit": unit_text(member.person.unit),
        "marks": marks,
    }


def _is_mine(act: Act, person: Person) -> bool:
    return act.actor.holds(Role.LEAD_OFFICE) or act.actor.holds(Role.APPROVER, person.unit)


async def _members(act: Act) -> list[Member]:
    """Return everybody who holds a role, those first with whom something is the matter."""
    grants = await act.work.grants.all(is_revoked=False)
    away = {each.person_id for each in await leaves_today(act)}
    roster = await act.work.inspectors.all(is_active=True)
    unlicensed = {line.person_id for line in roster if not line.licensed_on(act.today)}
    held = {each.person_id for each in grants} | {line.person_id for line in roster}
    members = []
    for person in await act.work.people.all(id=tuple(held)):
        is_true = (
            person.account_id is None,
            person.is_unreachable,
            person.id in away,
            person.id in unlicensed,
        )
        marks = tuple(mark for mark, applies in zip(MARKS, is_true, strict=True) if applies)
        members.append(Member(person, marks))
    return sorted(members, key=lambda each: (not each.marks, each.person.unit, each.person.id))
