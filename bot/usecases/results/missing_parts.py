"""What the record of an inspection still lacks before it can be submitted."""

from collections.abc import Sequence
from typing import Any

from bot.domain.inspections import Inspection
from bot.domain.results.record import missing
from bot.domain.results.site_steps import SiteStep, SiteStepKind, missing_steps
from bot.domain.rounds import Round
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_people
from bot.usecases.results.record_content import content_digest, results_digest
from bot.usecases.results.round_items import items_of


async def missing_of(act: Act, inspection: Inspection) -> list[dict[str, Any]]:
    """Return what the record of the inspection still lacks."""
    answers = await act.work.answers.all(inspection_id=inspection.id)
    pieces = await act.work.materials.all(inspection_id=inspection.id)
    steps = await act.work.site_steps.all(inspection_id=inspection.id)
    team = [person.id for person in await team_people(act, inspection)]
    items = await items_of(act, inspection)
    lacks = missing(items, answers, pieces, inspection, await content_digest(act.work, inspection, items))
    opened = await act.work.rounds.get(inspection.round_id)
    besides: dict[str, Any] = {
        "takes_files": opened.takes_files,
        "absent": await _absent(act, opened, inspection, steps),
        "is_fed_back": act.office.profile.duties.feedback.value,
        "results": await results_digest(act.work, inspection, items),
    }
    lacks = [*missing_steps(inspection, steps, team, pieces, **besides), *lacks]
    return lacks if opened.takes_files else [_without_chat(each) for each in lacks]


def _without_chat(lack: dict[str, Any]) -> dict[str, Any]:
    """Return the same, saying how a photo comes where it may not come by the chat."""
    is_photo = lack["key"] == "result.missing.photo"
    return {"key": "result.missing.photo_there", "n": lack["n"]} if is_photo else lack


async def _absent(act: Act, opened: Round, inspection: Inspection, steps: Sequence[SiteStep]) -> list[str]:
    """Return the departments of a joint round of whose seats nobody has arrived."""
    departments = opened.departments
    seats = await act.work.seats.all(inspection_id=inspection.id, is_open=True) if departments else []
    here = {each.person_id for each in steps if each.kind is SiteStepKind.ARRIVED}
    come = {each.seat_group for each in seats if each.person_id in here}
    return [departments[group] for group in sorted({each.seat_group for each in seats} - come)]
