"""合并检查: two rounds that meet the same target are proposed as one visit to both coordinators."""

from bot.domain.inspections import Inspection
from bot.domain.rounds import Round
from bot.domain.visits.merges import (
    Merge,
    ground_of_merging,
    have_different_initiators,
    is_before_visit,
    is_mandatory,
)
from bot.usecases.act import Act
from bot.usecases.visits.merge_cards import coordinators_of, sections_in, show_merge


async def propose_merges(act: Act, opened: Round, inspections: list[Inspection]) -> None:
    """Propose one visit for every target that another round of the year is going to inspect as well."""
    others = {each.id: each for each in await _rounds_of_others(act, opened)}
    for inspection in inspections:
        for other in await act.work.inspections.all(target_id=inspection.target_id, round_id=tuple(others)):
            if is_before_visit(other, others[other.round_id]):
                await _propose(act, inspection, other)


async def _rounds_of_others(act: Act, opened: Round) -> list[Round]:
    """Return this year's rounds of other coordinators, or of other sections."""
    year, own = f"SSJ-{act.today.year}-", await sections_in(act, opened)
    rounds = [each for each in await act.work.rounds.all() if each.number.startswith(year)]
    return [
        each
        for each in rounds
        if have_different_initiators(each, opened, (await sections_in(act, each), own))
        and each.id != opened.id
    ]


async def _propose(act: Act, inspection: Inspection, other: Inspection) -> None:
    if await act.work.merges.one(inspection_id=inspection.id, other_id=other.id):
        return
    profile = act.office.profile
    pair = {"inspection_id": inspection.id, "other_id": other.id}
    merge = await act.work.merges.add(Merge(**pair, is_mandatory=is_mandatory(profile)))
    await act.record("visit_proposed", merge=merge.id, inspections=[inspection.id, other.id])
    days, ground = profile.terms.confirmation_days.value, ground_of_merging(profile)
    for person_id in await coordinators_of(act, merge):
        await act.owe("merge", ("merge", merge.id), days, person_id=person_id, rule=ground)
    await show_merge(act, merge)
