"""代录 of 比对和确认: a list administrator signed his list on paper; each target is entered as it says."""

from datetime import date
from typing import Any

from bot.domain.duties.on_paper import PaperKind
from bot.domain.errors import Stale
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.people import Dialogue, Role, each_once
from bot.domain.rounds import Round
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.on_paper.keep_paper import enter_paper
from bot.usecases.on_paper.paper_questions import put_question, subject_of
from bot.usecases.rounds.confirm_targets import confirm_one
from bot.usecases.rounds.rule_out import drop, finish, tell_dropped
from bot.usecases.target_name import target_name


async def administrators(act: Act, opened: Round) -> list[list[Any]]:
    """Return who has targets to confirm, as `[[kind, person, name], …]`; whoever enters signs his own."""
    people = [
        person
        for unit in sorted({unit for _, unit in await _open_targets(act, opened)})
        for person in await _administrators_of(act, unit)
    ]
    return [
        [PaperKind.CONFIRMATION.value, each.id, each.name] for each in each_once(people) if each != act.me
    ]


async def ask_outcomes(act: Act, dialogue: Dialogue, day: date) -> None:
    """Ask what the list says of each target; those that are as in the register need no line."""
    opened = await act.work.rounds.get(int(str(dialogue.draft["round"])))
    person_id = subject_of(dialogue)
    targets = [
        each
        for each, unit in await _open_targets(act, opened)
        if person_id in {person.id for person in await _administrators_of(act, unit)}
    ]
    if not targets:
        raise Stale
    names = [await target_name(act, each) for each in targets]
    lines = [{"key": "on_paper.item", "n": n, "name": name} for n, name in enumerate(names, start=1)]
    listed = [each.id for each in targets]
    dialogue = await dialogues.advance(act, dialogue, "outcomes", day=day.isoformat(), listed=listed)
    await put_question(act, dialogue, "on_paper.ask_outcomes", items=lines)


async def keep_confirmation(act: Act, opened: Round, dialogue: Dialogue, sha256: str) -> str:
    """Confirm and drop targets as the paper says, and return the list administrator's name."""
    person = await act.work.people.get(subject_of(dialogue))
    outcomes: dict[str, list[str]] = dict(dialogue.draft["outcomes"])  # type: ignore[call-overload]
    listed: list[int] = list(dialogue.draft["listed"])  # type: ignore[call-overload]
    units: set[str] = set()
    for n, inspection_id in enumerate(listed, start=1):
        inspection = await act.work.inspections.get(inspection_id)
        if inspection.state is not InspectionState.DRAWN:
            raise Stale
        units.add((await act.work.targets.get(inspection.target_id)).unit)
        await _keep(act, opened, inspection, outcomes.get(str(n)))
    for unit in sorted(units):
        await finish(act, await act.work.rounds.get(opened.id), unit)
    day = date.fromisoformat(str(dialogue.draft["day"]))
    await enter_paper(act, opened, person, PaperKind.CONFIRMATION, (person.id, day, sha256, 1))
    return person.name


async def _keep(act: Act, opened: Round, inspection: Inspection, said: list[str] | None) -> None:
    if said is None:
        await confirm_one(act, opened, inspection)
        return
    outcome, note = said
    await tell_dropped(act, opened, await drop(act, opened, inspection, outcome, note), note)


async def _open_targets(act: Act, opened: Round) -> list[tuple[Inspection, str]]:
    """Return the inspections that wait for their confirmation, with the unit that answers for each."""
    waiting = await act.work.inspections.all(round_id=opened.id, state=InspectionState.DRAWN)
    return [(each, (await act.work.targets.get(each.target_id)).unit) for each in waiting]


async def _administrators_of(act: Act, unit: str) -> list[Any]:
    people, stands_in = await act.holders(Role.LIST_ADMINISTRATOR, unit)
    return [] if stands_in else people
