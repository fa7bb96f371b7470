"""更正已公示的结果: the record opens again; what was published stays until a new version takes its place."""

from bot.domain.inspections import Inspection
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.duties.duty_cards import refresh_duties
from bot.usecases.duties.teams import team_people
from bot.usecases.results.owe_entry import entered_before
from bot.usecases.results.owe_release import PUBLICATION, coordinator_of
from bot.usecases.results.result_cards import show_result
from bot.usecases.target_name import target_name

KIND = "correction"


async def correct_published(act: Act, inspection: Inspection, reason: str) -> Inspection:
    """Open a published record for its team, which submits and signs it anew; `reason` is public."""
    step = step_for("correct", inspection.state)
    inspection = await act.work.inspections.move(inspection, step.target, correction=reason)
    await act.record("correction_ordered", inspection=inspection.id, reason=reason)
    await ask_team(act, inspection, "correction.asked", reason)
    return inspection


async def ask_team(act: Act, inspection: Inspection, screen: str, reason: str) -> None:
    """Open the leader's term for the correction, and tell all who sign it."""
    people = await team_people(act, inspection)
    days = act.office.profile.terms.entry_days.value
    owed = await act.owe(KIND, ("inspection", inspection.id), days, person_id=people[0].id, rule="entry")
    await show_result(act, inspection)
    await refresh_duties(act, inspection)
    opened = await act.work.rounds.get(inspection.round_id)
    name = await target_name(act, inspection)
    for person in people:
        await act.notify(
            screen,
            person,
            inspection=inspection.id,
            number=opened.number,
            name=name,
            reason={"key": f"correction.reason.{reason}"},
            leader=people[0].name,
            due=act.due(owed),
            entered=entered_before(inspection),
            ground=act.ground("entry"),
        )


async def owe_corrected(act: Act, inspection: Inspection) -> None:
    """Of a corrected record that is signed: nobody owes the correction any more, the publication is owed."""
    if not inspection.correction:
        return
    subject = ("inspection", inspection.id)
    await act.settle(KIND, subject)
    await act.cancel(PUBLICATION, subject)  # a version signed before it was given back or amended
    days = act.office.profile.terms.publication_days.value
    person_id = (await coordinator_of(act, inspection)).id
    await act.owe(PUBLICATION, subject, days, person_id=person_id)
