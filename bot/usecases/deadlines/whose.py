"""Whose a deadline is: the person in its row, or whoever acts for the role now; and who stands above."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.deadlines import Deadline
from bot.domain.people import Person, Role
from bot.domain.reminders import Recipient
from bot.usecases.act import Act
from bot.usecases.calendars.show_calendar import second_persons
from bot.usecases.duties.requests import deciders_of
from bot.usecases.follow_ups.extension_cards import name_or_grant
from bot.usecases.follow_ups.follow_up_people import name_or_decide, outcome_releasers
from bot.usecases.plans.owe_plan import planners
from bot.usecases.results.amendment_cards import waiting_for
from bot.usecases.results.objection_cards import name_or_answer
from bot.usecases.results.owe_release import releasers
from bot.usecases.results.owe_signature import signers
from bot.usecases.second_person import first_person_of


async def _deciders(act: Act, deadline: Deadline) -> list[Person]:
    return await deciders_of(act, await act.work.requests.get(deadline.subject_id))


async def _releasers(act: Act, deadline: Deadline) -> list[Person]:
    if deadline.subject_kind == "undrawn":
        return (await releasers(act, await act.work.undrawn.get(deadline.subject_id)))[0]
    return (await releasers(act, await act.work.inspections.get(deadline.subject_id)))[0]


async def _planners(act: Act, _deadline: Deadline) -> list[Person]:
    return await planners(act)


async def _second_persons(act: Act, deadline: Deadline) -> list[Person]:
    version = await act.work.calendar_versions.get(deadline.subject_id)
    return await second_persons(act, version.proposed_by)


async def _signers(act: Act, deadline: Deadline) -> list[Person]:
    return await signers(act, await act.work.inspections.get(deadline.subject_id))


async def _measure_deciders(act: Act, deadline: Deadline) -> list[Person]:
    return await name_or_decide(act, await act.work.follow_ups.get(deadline.subject_id))


async def _granters(act: Act, deadline: Deadline) -> list[Person]:
    return await name_or_grant(act, await act.work.follow_ups.get(deadline.subject_id))


async def _outcome_releasers(act: Act, deadline: Deadline) -> list[Person]:
    return (await outcome_releasers(act, await act.work.follow_ups.get(deadline.subject_id)))[0]


async def _approvers_of_two(act: Act, deadline: Deadline) -> list[Person]:
    """The lead office decides what takes two persons, whoever of it did not ask."""
    first = await first_person_of(act, deadline)
    return [each for each in (await act.holders(Role.LEAD_OFFICE))[0] if each.id != first]


async def _answerers(act: Act, deadline: Deadline) -> list[Person]:
    return await name_or_answer(act, await act.work.objections.get(deadline.subject_id))


async def _amenders(act: Act, deadline: Deadline) -> list[Person]:
    return await waiting_for(act, await act.work.amendments.get(deadline.subject_id))


_BY_KIND: Mapping[str, Callable[[Act, Deadline], Awaitable[list[Person]]]] = {
    "decision": _deciders,
    "shortage": _deciders,
    "release": _releasers,
    "plan": _planners,
    "calendar": _second_persons,
    "signature": _signers,
    "amendment": _amenders,
    "objection": _answerers,
    "review": _answerers,
    "deviation": _approvers_of_two,
    "ending": _approvers_of_two,
    "cancellation": _approvers_of_two,
    "adoption": _approvers_of_two,
    "measure_decision": _measure_deciders,
    "extension": _granters,
    "outcome_release": _outcome_releasers,
}
"""Where more than the role decides: nobody decides or releases a case in which he sits himself."""
_OF_UNITS = (Role.LIST_ADMINISTRATOR, Role.APPROVER, Role.RELEASER)
"""The roles of a unit, for which the lead office acts where nobody holds them."""


async def holders_of(act: Act, deadline: Deadline) -> list[Person]:
    """Return who owes it now; the lead office where a unit has nobody in the role."""
    if deadline.person_id is not None:
        return [await act.work.people.get(deadline.person_id)]
    if deadline.kind in _BY_KIND:
        return await _BY_KIND[deadline.kind](act, deadline)
    return (await act.holders(deadline.owing_role, deadline.unit))[0]


async def recipients_of(act: Act, deadline: Deadline, to: Recipient) -> list[Person]:
    """Return whom a reminder goes to: the holders, or who stands above them and does not owe it himself."""
    holders = await holders_of(act, deadline)
    if to is Recipient.HOLDER:
        return holders
    role = {Recipient.APPROVER: Role.APPROVER, Recipient.LEAD_OFFICE: Role.LEAD_OFFICE}[to]
    if not _stands_above(deadline, role):
        return []
    named = deadline.person_id is not None and bool(holders)
    people, _ = await act.holders(role, holders[0].unit if named else deadline.unit)
    owing = {person.id for person in holders}
    return [person for person in people if person.id not in owing]


def _stands_above(deadline: Deadline, role: Role) -> bool:
    """Above an approver stands the lead office, above the lead office nobody."""
    owing = None if deadline.person_id is not None else deadline.role
    return owing is not Role.LEAD_OFFICE and not (owing is Role.APPROVER and role is Role.APPROVER)


async def stood_in_for(act: Act, deadline: Deadline, to: Recipient) -> tuple[Role, str] | None:
    """Return the role and the unit for which this recipient is the lead office: nobody else holds it."""
    if to is Recipient.LEAD_OFFICE:
        return None
    holders, unit = await holders_of(act, deadline), deadline.unit
    if to is Recipient.HOLDER:
        role = deadline.role
        if deadline.person_id is not None or role not in _OF_UNITS:
            return None
        own, stands_in = await act.holders(role, unit)
        is_other = not {each.id for each in own} & {each.id for each in holders}
        return (role, unit) if holders and (stands_in or is_other) else None
    if deadline.person_id is not None and holders:
        unit = holders[0].unit
    return (Role.APPROVER, unit) if (await act.holders(Role.APPROVER, unit))[1] else None


async def holder_text(act: Act, deadline: Deadline) -> object:
    """Return who owes it in the words of the group: a person's name, or the unit and its role."""
    if deadline.person_id is not None:
        return (await act.work.people.get(deadline.person_id)).name
    if deadline.kind == "signature":
        return "、".join(person.name for person in await holders_of(act, deadline))
    if deadline.unit:
        return deadline.unit
    return {"key": f"role.{deadline.role}"}
