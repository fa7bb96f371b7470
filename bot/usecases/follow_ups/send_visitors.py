"""整改回访: the target reports, or its term is over; the same team or another one goes there again."""

import re

from bot.domain.actions import Action
from bot.domain.errors import Invalid, Refused, Stale
from bot.domain.people import Dialogue, Person
from bot.domain.results.follow_ups import FollowUp, FollowUpState
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.conflicts_in_force import declared_by_target
from bot.usecases.duties.roster_lines import inspector_called
from bot.usecases.duties.teams import team_people
from bot.usecases.follow_ups.extension_cards import open_extension, overtake_extension
from bot.usecases.follow_ups.follow_the_record import tell_relieved
from bot.usecases.follow_ups.follow_up_cards import SUBJECT, show_follow_up, show_visit
from bot.usecases.follow_ups.follow_up_people import can_send_others, round_case
from bot.usecases.follow_ups.open_follow_ups import end_terms
from bot.usecases.results.inspected import inspection_of

VISITORS = "visitors"
_BETWEEN = re.compile(r"[、，,;；\s]+")


async def report_correction(act: Act, follow_up_id: int) -> None:
    """The target reports that it has corrected: the team that found it goes there again."""
    await _send_visitors(act, follow_up_id, has_report=True)


async def end_term(act: Act, follow_up_id: int) -> None:
    """The term is over and the target has not reported: the team goes there all the same."""
    row = await act.work.follow_ups.get(follow_up_id)
    if row.last_day and act.today <= row.last_day:
        raise Refused("follow_up.not_over", day={"date": row.last_day.isoformat()})
    if await open_extension(act, row):
        raise Refused("extension.undecided")
    await _send_visitors(act, follow_up_id, has_report=False)


async def _send_visitors(act: Act, follow_up_id: int, *, has_report: bool) -> None:
    row = await act.work.follow_ups.get(follow_up_id)
    act.permit(Action.CARRY_OUT_MEASURE, await round_case(act, row))
    step = step_for("send_visitors", row.state)
    team = [each.id for each in await team_people(act, await inspection_of(act.work, row))]
    row = await act.work.follow_ups.move(row, step.target, has_report=has_report, visitors=team)
    await overtake_extension(act, row)
    await act.record("visitors_sent", follow_up=row.id, has_report=has_report, people=team)
    await end_terms(act, row)
    await _owe_visit(act, row)


async def _owe_visit(act: Act, row: FollowUp) -> None:
    days = act.office.profile.terms.revisit_days.value
    await act.owe("revisit", (SUBJECT, row.id), days, person_id=row.visitors[0])
    await show_visit(act, row)
    await show_follow_up(act, row)


async def ask_visitors(act: Act, follow_up_id: int) -> None:
    """Ask who goes there in place of the team."""
    row = await _changeable(act, follow_up_id)
    dialogue = await dialogues.begin(act, VISITORS, "names", follow_up=row.id)
    n = act.office.profile.team.size_people.value
    await dialogues.ask(act, dialogue, "follow_up.ask_visitors", n=n, ground=act.ground("team"))


async def type_visitors(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take the names, the leader first; those who were to go are told that they need not."""
    row = await _changeable(act, int(str(dialogue.draft["follow_up"])))
    chosen = [await _visitor(act, row, name) for name in _BETWEEN.split(typed.strip())]
    if len({each.id for each in chosen}) < max(2, act.office.profile.team.size_people.value):
        raise Invalid("follow_up.too_few", n=act.office.profile.team.size_people.value)
    before = row.visitors
    row = await _without_record(act, row)
    row = await act.work.follow_ups.change(row, visitors=[each.id for each in chosen])
    await act.record("visitors_changed", follow_up=row.id, before=before, people=row.visitors)
    await dialogues.end(act, dialogue)
    await end_terms(act, row, "cancel")
    await tell_relieved(act, row, before, [each.name for each in chosen])
    await _owe_visit(act, row)


async def _visitor(act: Act, row: FollowUp, name: str) -> Person:
    """Return the inspector of this name.

    Raises:
        Invalid: no inspector of the roster, or several, are called so.
        Refused: he has no account or licence, a declared conflict of interest, or has judged the case.
    """
    line = await inspector_called(act, name)
    if line is None:
        raise Invalid("follow_up.no_such_visitor", name=name)
    person = await act.work.people.get(line.person_id)
    target = (await inspection_of(act.work, row)).target_id
    declared = await declared_by_target(act, person.id)
    has_judged = person.id in (row.proposed_by, row.decided_by)
    is_able = person.account_id is not None and line.licensed_on(act.today)
    if has_judged or target in declared or not is_able:
        raise Refused("follow_up.barred_visitor", name=person.name)
    return person


async def _changeable(act: Act, follow_up_id: int) -> FollowUp:
    row = await act.work.follow_ups.get(follow_up_id)
    act.permit(Action.CARRY_OUT_MEASURE, await round_case(act, row))
    if not await can_send_others(act, row):
        raise Stale
    return row


async def _without_record(act: Act, row: FollowUp) -> FollowUp:
    """What was recorded and can be signed by nobody is no outcome: those who go now record their own."""
    if row.state is not FollowUpState.REVISITED:
        return row
    nothing = {"result": None, "result_words_id": None, "result_by": None}
    return await act.work.follow_ups.move(row, step_for("replace_visitors", row.state).target, **nothing)
