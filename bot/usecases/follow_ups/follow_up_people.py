"""Who may do what about a follow-up, who is to do it, and whom it waits for."""

from bot.domain.people import Person, Role
from bot.domain.permissions import Case
from bot.domain.results.follow_ups import FollowUp, FollowUpState
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_case
from bot.usecases.results.inspected import followed_publicly, inspection_of
from bot.usecases.results.owe_release import coordinator_of, release_case, releasers


async def round_case(act: Act, row: FollowUp) -> Case:
    """Return who may propose and carry out: the coordinator of the round."""
    return Case(coordinator=(await coordinator_of(act, await inspection_of(act.work, row))).id)


async def decision_case(act: Act, row: FollowUp) -> Case:
    """Return who may decide: nobody who has inspected, leads the round, or has proposed what waits."""
    inspection = await inspection_of(act.work, row)
    team = (await team_case(act, inspection)).team
    proposer = {row.proposed_by} if row.state is FollowUpState.PROPOSED and row.proposed_by else set()
    return Case(team=team | proposer, coordinator=(await coordinator_of(act, inspection)).id)


async def outcome_case(act: Act, row: FollowUp) -> Case:
    """Return who may release the outcome: nobody who has inspected, gone there again, or publishes it."""
    case = await release_case(act, await inspection_of(act.work, row))
    _, stands_in = await outcome_releasers(act, row)
    return Case(
        unit=case.unit,
        team=case.team | set(row.visitors),
        coordinator=case.coordinator,
        stand_in=stands_in,
    )


def visit_case(row: FollowUp) -> Case:
    """Return who goes there again: the leader records, another one signs."""
    leader = row.visitors[0] if row.visitors else None
    return Case(team=frozenset(row.visitors), leader=leader, first_person=row.result_by)


async def deciders(act: Act, row: FollowUp) -> list[Person]:
    """Return the lead office without those who are barred."""
    case = await decision_case(act, row)
    people, _ = await act.holders(Role.LEAD_OFFICE)
    return [each for each in people if each.id not in case.team | {case.coordinator}]


async def outcome_releasers(act: Act, row: FollowUp) -> tuple[list[Person], bool]:
    """Return who releases the outcome, and whether it is the lead office in their place."""
    people, stands_in = await releasers(act, await inspection_of(act.work, row))
    if others := [each for each in people if each.id not in row.visitors]:
        return others, stands_in
    return [each for each in await deciders(act, row) if each.id not in row.visitors], True


async def waits_for_result(act: Act, row: FollowUp) -> bool:
    """Return whether its outcome is released, and the finding itself not public yet."""
    return row.state is FollowUpState.RELEASED and not await is_told(act, row)


async def is_told(act: Act, row: FollowUp) -> bool:
    """Return whether the finding that is followed up is public."""
    return row.item_code in await followed_publicly(act.work, await inspection_of(act.work, row))


async def can_send_others(act: Act, row: FollowUp) -> bool:
    """Return whether others may go there: before it is recorded, or where nobody is left who could sign."""
    return row.state is FollowUpState.REVISITING or await waits_for_nobody(act, row)


async def waits_for_nobody(act: Act, row: FollowUp) -> bool:
    """Return whether the visit waits for people who have left: its leader, or all who could sign."""
    if row.state not in (FollowUpState.REVISITING, FollowUpState.REVISITED):
        return False
    is_recorded = row.state is FollowUpState.REVISITED
    ids = [each for each in row.visitors if each != row.result_by] if is_recorded else row.visitors[:1]
    people = await act.work.people.all(id=tuple(ids))
    return all(each.account_id is None for each in people)


async def name_or_decide(act: Act, row: FollowUp) -> list[Person]:
    """Return who owes the decision on a measure: where nobody can decide, the lead office names another."""
    return await deciders(act, row) or (await act.holders(Role.LEAD_OFFICE))[0]
