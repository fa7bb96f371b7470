"""更正检查人员之后: whoever goes again because he was there the first time gives way with the record."""

from bot.domain.deadlines import DeadlineState
from bot.domain.results.follow_ups import FollowUp, FollowUpState
from bot.domain.results.undrawn import Undrawn, rows_of
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_people
from bot.usecases.follow_ups.follow_up_cards import SUBJECT, show_follow_up, show_visit

_UNDER_WAY = (FollowUpState.REVISITING, FollowUpState.REVISITED)


async def send_corrected_team(act: Act, record: Undrawn, before: list[int]) -> None:
    """Send those whom the record names now, where those of `before` go again because they were the team.

    Others whom the coordinator has sent by name go on, and so does a visit that one of `before` has recorded
    who is named no longer: he went there.
    """
    for row in await act.work.follow_ups.all(**rows_of(record), state=_UNDER_WAY):
        has_gone = row.result_by is not None and row.result_by not in record.team
        if row.visitors == before != record.team and not has_gone:
            await _send(act, row, record)


async def _send(act: Act, row: FollowUp, record: Undrawn) -> None:
    before = row.visitors
    row = await act.work.follow_ups.change(row, visitors=record.team)
    await act.record("visitors_changed", follow_up=row.id, before=before, people=row.visitors)
    owed = {"subject_kind": SUBJECT, "subject_id": row.id, "state": DeadlineState.OPEN}
    for deadline in await act.work.deadlines.all(kind="revisit", **owed):
        await act.work.deadlines.change(deadline, person_id=row.visitors[0])
    await tell_relieved(act, row, before, [each.name for each in await team_people(act, record)])
    await show_visit(act, row)
    await show_follow_up(act, row)


async def tell_relieved(act: Act, row: FollowUp, before: list[int], names: list[str]) -> None:
    """Tell those who need not go any longer, in the place of the card that sent them."""
    for person_id in [each for each in before if each not in row.visitors]:
        person = await act.work.people.get(person_id)
        card = f"follow_up_visit:{row.id}"
        await act.notify("follow_up.relieved", person, card=card, names="、".join(names))
