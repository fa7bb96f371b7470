"""A delegation begins and ends by the clock; the rounds of a coordinator come with it and go back."""

from typing import Any

from bot.domain.deadlines import DeadlineState
from bot.domain.people import Grant, Person, Role
from bot.domain.results.follow_ups import OF_COORDINATOR, OVER
from bot.domain.results.objections import CORRECTIONS
from bot.domain.results.undrawn import UNDECIDED, Inspected, Undrawn
from bot.domain.rounds import ENDED, Round
from bot.usecases.act import Act
from bot.usecases.deadlines.subjects import is_of_round
from bot.usecases.draws.open_commitment import seal_of
from bot.usecases.follow_ups.extension_cards import tell_undecidable
from bot.usecases.follow_ups.open_follow_ups import open_in, told_in
from bot.usecases.office import unit_text
from bot.usecases.people.show_open import show_open
from bot.usecases.results.objection_cards import open_objections

_OF_COORDINATOR = ("publication", "report", "reimport", "paper_correction", *OF_COORDINATOR)
"""What the coordinator of a round owes by name."""
_OF_RECORDER = ("correction", *OF_COORDINATOR)
"""What whoever recorded an inspection outside the draws owes by name."""


async def turn_delegations(act: Act) -> None:
    """Begin what has come, end what is over."""
    for grant in await act.work.grants.all(is_revoked=False):
        if grant.lent_by is None:
            continue
        if grant.ends_on is not None and grant.ends_on < act.today:
            await end(act, grant)
        elif grant.holds_on(act.today) and not grant.has_begun:
            await begin(act, grant)


async def begin(act: Act, grant: Grant) -> None:
    """Give the deputy the rounds that come with the role, and send him what is open."""
    deputy, lender = await _both(act, grant)
    rounds = await rounds_of(act, lender) if grant.role is Role.COORDINATOR else []
    undrawn = await undrawn_of(act, lender) if grant.role is Role.COORDINATOR else []
    lent = {"rounds": [each.id for each in rounds], "undrawn": [each.id for each in undrawn]}
    grant = await act.work.grants.change(grant, has_begun=True, **lent)
    for opened in rounds:
        await pass_round(act, opened, deputy)
    for row in undrawn:
        await pass_undrawn(act, row, deputy)
    await act.record("delegation_begun", grant=grant.id, **lent)
    await act.notify("lend.begun", deputy, **await lent_data(act, grant))
    await show_open(act, deputy)


async def end(act: Act, grant: Grant) -> None:
    """Take the role back; its rounds go back to whoever they came from, and both are told."""
    deputy, lender = await _both(act, grant)
    grant = await act.work.grants.change(grant, is_revoked=True)
    lent = await act.work.rounds.all(id=tuple(grant.rounds), coordinator_id=deputy.id)
    for opened in lent:
        await pass_round(act, opened, lender)
    for row in await act.work.undrawn.all(id=tuple(grant.undrawn), recorded_by=deputy.id):
        await pass_undrawn(act, row, lender)
    await act.record("delegation_ended", grant=grant.id, rounds=[each.id for each in lent])
    for person in (deputy, lender):
        await act.notify("lend.ended", person, **await lent_data(act, grant))
    await show_open(act, lender)


async def rounds_of(act: Act, person: Person) -> list[Round]:
    """Return the rounds that he coordinates and in which something is still to be done."""
    rounds = await act.work.rounds.all(coordinator_id=person.id)
    return [each for each in rounds if each.state not in ENDED or await _is_busy(act, each)]


async def _is_busy(act: Act, opened: Round) -> bool:
    """Return whether a finding of a round that is over is followed up, or a result of it being corrected."""
    corrected = await act.work.inspections.count(round_id=opened.id, correction=CORRECTIONS)
    return corrected > 0 or bool(await open_in(act, opened.id))


async def undrawn_of(act: Act, person: Person) -> list[Undrawn]:
    """Return the inspections outside the draws that he has recorded and about which something is open."""
    return [each for each in await act.work.undrawn.all(recorded_by=person.id) if await _is_open(act, each)]


async def _is_open(act: Act, row: Undrawn) -> bool:
    if row.state in UNDECIDED or await open_objections(act, row):
        return True
    return any(each.state not in OVER for each in await act.work.follow_ups.all(undrawn_id=row.id))


async def pass_undrawn(act: Act, row: Undrawn, to: Person) -> Undrawn:
    """Make somebody answer for the record of an inspection that no draw led to, with what he owes of it."""
    ids = {"follow_up": {each.id for each in await act.work.follow_ups.all(undrawn_id=row.id)}}
    ids["undrawn"] = {row.id}
    for deadline in await act.work.deadlines.all(person_id=row.recorded_by, state=DeadlineState.OPEN):
        if deadline.subject_id in ids.get(deadline.subject_kind, ()) and deadline.kind in _OF_RECORDER:
            await act.work.deadlines.change(deadline, person_id=to.id)
    await act.record("coordinator_changed", undrawn=row.id, person_id=to.id)
    row = await act.work.undrawn.change(row, recorded_by=to.id)
    await tell_undecidable(act, await act.work.follow_ups.all(undrawn_id=row.id))
    return row


async def take_over(act: Act, inspection: Inspected) -> None:
    """Whoever acts for a coordinator who has left leads it from now on."""
    if isinstance(inspection, Undrawn):
        if inspection.recorded_by != act.me.id:
            await pass_undrawn(act, inspection, act.me)
        return
    opened = await act.work.rounds.get(inspection.round_id)
    if opened.coordinator_id != act.me.id:
        await pass_round(act, opened, act.me)


async def pass_round(act: Act, opened: Round, to: Person) -> None:
    """Make somebody the coordinator of a round, and say so in its group unless it is over."""
    await _pass_terms(act, opened, to)
    await act.work.rounds.change(opened, coordinator_id=to.id)
    await act.record("coordinator_changed", round=opened.number, person_id=to.id)
    await tell_undecidable(act, await open_in(act, opened.id))
    if opened.state in ENDED and not await told_in(act, opened.id):
        return
    chat = await act.work.chats.get(opened.chat_id)
    told = {"number": opened.number, "name": to.name, **await seal_of(act, opened)}
    await act.notify("people.coordinator_changed", chat, **told)


async def _pass_terms(act: Act, opened: Round, to: Person) -> None:
    """What the coordinator owes of the round is owed by whoever leads it now."""
    his = {"person_id": opened.coordinator_id, "kind": _OF_COORDINATOR, "state": DeadlineState.OPEN}
    for deadline in await act.work.deadlines.all(**his):
        if await is_of_round(act, deadline, opened):
            await act.work.deadlines.change(deadline, person_id=to.id)


async def lent_data(act: Act, grant: Grant) -> dict[str, Any]:
    """Return what every message about a delegation says."""
    deputy, lender = await _both(act, grant)
    return {
        "name": deputy.name,
        "lender": lender.name,
        "role": {"key": f"role.{grant.role}"},
        "unit": unit_text(grant.unit),
        "first": {"date": grant.starts_on.isoformat() if grant.starts_on else ""},
        "last": {"date": grant.ends_on.isoformat() if grant.ends_on else ""},
    }


async def _both(act: Act, grant: Grant) -> tuple[Person, Person]:
    return await act.work.people.get(grant.person_id), await act.work.people.get(grant.lent_by or 0)
