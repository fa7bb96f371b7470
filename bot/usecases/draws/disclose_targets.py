"""保密告知: in a confidential draw a team hears its targets so many hours before the reveal, and nobody else.

What was drawn is computed from the secret for this and kept nowhere; each disclosure is in the journal.
"""

from datetime import timedelta
from typing import Any

from bot.domain.draw.records import instant
from bot.domain.duties.unreached import is_out_of_reach
from bot.domain.people import Person
from bot.domain.rounds import Attempt, AttemptState
from bot.usecases.act import Act
from bot.usecases.draws.fix_draw import compute
from bot.usecases.draws.open_commitment import numbered
from bot.usecases.duties.conflicts_in_force import declared_by_target
from bot.usecases.duties.teams import people_by_number, target_names
from bot.usecases.moments import when

_MARK = "disclosed"


async def disclose_due(act: Act) -> None:
    """Tell the teams of every confidential draw whose reveal is near; at the reveal all is told anyway."""
    ahead = timedelta(hours=act.office.conduct.disclosure_hours)
    for attempt in await act.work.attempts.all(state=AttemptState.DRAWN):
        reveal_at = instant(attempt.plan["reveal_at"])
        if reveal_at - ahead <= act.at < reveal_at and not attempt.collecting.get(_MARK):
            await _disclose(act, attempt)


async def _disclose(act: Act, attempt: Attempt) -> None:
    fixed = compute(act, attempt)
    if fixed is None or fixed.result_hash != attempt.result_hash:
        return  # the reveal says in public that it is lost
    await act.work.attempts.change(attempt, collecting=attempt.collecting | {_MARK: True})
    people = await people_by_number(act)
    unreached = []
    for team, members in enumerate(fixed.result["teams"], start=1):
        targets = [key for key, its in fixed.result["assignment"] if its == team]
        for number in members:
            person = people[number]
            if is_out_of_reach(person):
                unreached.append(person.name)
                continue
            others = "、".join(people[each].name for each in members if each != number)
            await _tell(act, attempt, person, (team, others, targets))
    if unreached:
        opened = await act.work.rounds.get(attempt.round_id)
        coordinator = await act.work.people.get(opened.coordinator_id)
        names = "、".join(unreached)
        await act.notify("duty.undisclosed", coordinator, number=numbered(attempt), names=names)


async def _tell(act: Act, attempt: Attempt, person: Person, team: tuple[int, str, list[str]]) -> None:
    """Name his targets to him, but none that he has declared a conflict with."""
    number, others, targets = team
    conflicts = await declared_by_target(act, person.id)
    barred = {row.key for row in await act.work.targets.all(id=tuple(conflicts))}
    keys = [key for key in targets if key not in barred]
    names = target_names(attempt)
    lines: list[dict[str, Any]] = [{"key": "duty.disclosed_line", "name": names[key]} for key in keys]
    await act.record("targets_disclosed", draw=attempt.draw, to=person.id, targets=keys)
    await act.notify(
        "duty.disclosed",
        person,
        number=numbered(attempt),
        team=number,
        targets=lines or {"key": "duty.no_targets"},
        partners=others or {"key": "duty.no_partner"},
        at=when(instant(attempt.plan["reveal_at"])),
    )
