"""具体实施方案: the detailed plan of one round, from its line of the plan and what was drawn."""

from datetime import date
from typing import Any

from bot.app.papers.letter import Letter
from bot.app.papers.plan_words import window_of, wording
from bot.app.papers.words import said
from bot.domain.deadlines import SHANGHAI
from bot.domain.documents.document import Line
from bot.domain.documents.rounds import PlannedItem, RoundPlan
from bot.domain.draw.records import instant
from bot.domain.plans.lines import PlanLine, PlanTerms
from bot.domain.ports import UnitOfWork
from bot.domain.profiles.profile import Profile
from bot.domain.rounds import AttemptState, Round
from bot.usecases.draws.shelves import shelved_draws
from bot.usecases.office import ground_of
from bot.usecases.plans.plan_terms import OPTIONS
from bot.usecases.results.round_items import round_items
from bot.views.values import percent


async def round_plan_of(work: UnitOfWork, letter: Letter, opened: Round) -> RoundPlan:
    """Return the detailed plan of a round."""
    line = await _line_of(work, opened)
    items = await round_items(work, opened)
    ground = letter.profile.rule("plan_per_round")
    coordinator = await work.people.get(opened.coordinator_id)
    return RoundPlan(
        dated=await _drawn_on(work, opened),
        link=f"{letter.site}/round-{opened.number}.html" if letter.site else "",
        office=letter.office,
        round_number=opened.number,
        basis="" if ground.is_default else f"{ground.named}{ground.place}",
        lines=tuple(await _lines(work, letter, opened, line)),
        items=tuple(
            PlannedItem(name=item.name, content=item.own_content, basis=item.basis) for item in items
        ),
        coordinator=coordinator.name,
    )


async def _lines(work: UnitOfWork, letter: Letter, opened: Round, line: PlanLine | None) -> list[Line]:
    """Return what the round is; what only a line of the plan says is left to be filled in without one."""
    terms = line.says if line else None
    drawn = await work.inspections.count(round_id=opened.id)
    blank = said("paper.to_fill_in")
    window = window_of(terms) if terms else blank
    written = {name: wording(getattr(terms, name)) if terms else blank for name in OPTIONS}
    values: dict[str, Any] = {
        "plan": f"{line.year}-{line.number}" if line else said("paper.ad_hoc"),
        "scope": opened.scope or said("draw.scope_all"),
        "share": _share(letter.profile, opened, terms, drawn),
        "window": window,
        "purpose": written.pop("purpose"),  # in the order of Changli's 六-1
        "departments": await _departments(work, letter, opened, terms),
        "people": said(
            "paper.people",
            teams=opened.team_count,
            people=await _team_people(work, opened),
            ground=ground_of(letter.profile.rule("team")),
        ),
        **written,
    }
    return [Line(label=said(f"paper.row.{name}"), text=value or blank) for name, value in values.items()]


async def _departments(work: UnitOfWork, letter: Letter, opened: Round, terms: PlanTerms | None) -> str:
    """Return who takes part: named by round or plan, else by its people and items, else the office."""
    named = opened.departments or (list(terms.departments) if terms else [])
    if not named:
        duties = await work.duties.all(round_id=opened.id)
        numbers = tuple({each.inspector_number for each in duties})
        people = {each.department for each in await work.inspectors.all(number=numbers)}
        items = [item.department for item in await round_items(work, opened)]
        # in the order of the items; who has none of his own comes after them
        named = [each for each in dict.fromkeys((*items, *sorted(people))) if each]
    return "、".join(named) or said("paper.alone", office=letter.office)


def _share(profile: Profile, opened: Round, terms: PlanTerms | None, drawn: int) -> str:
    """Return the share with the text that asks for it: a higher authority goes before the regulation.

    Of the regulation it also says what it demands: the office may draw more.
    """
    source = _higher_text(terms, opened.share_bp) if terms else ""
    values = {"share": percent(opened.share_bp), "n": drawn}
    if source:
        return said("paper.share", **values, ground=source)
    least, ground = profile.draw.share_bp.value, ground_of(profile.rule("share"))
    if least and opened.share_bp > least:
        return said("paper.share_least", **values, least=percent(least), ground=ground)
    return said("paper.share", **values, ground=ground)


def _higher_text(terms: PlanTerms, share_bp: int) -> str:
    """Return the text that asks for the share of the line, or for that of the item that it is drawn for."""
    of_item = (each.source for each in terms.item_shares if each.share_bp == share_bp)
    return terms.share_source or next(of_item, "")


async def _team_people(work: UnitOfWork, opened: Round) -> int:
    """Return how many a team has: as it was drawn here, or as the platform's lists have it."""
    standing = await work.attempts.all(round_id=opened.id, state=AttemptState.STANDING)
    teams = [each.plan["rules"]["teams"]["seats"] for each in standing]
    drawn: list[int] = [sum(seat["size"] for seat in seats) for seats in teams]
    if any(drawn):
        return max(drawn)
    inspections = await work.inspections.all(round_id=opened.id)
    seated = [await work.seats.count(inspection_id=each.id, is_open=True) for each in inspections]
    return max(seated, default=0)


async def _line_of(work: UnitOfWork, opened: Round) -> PlanLine | None:
    """Return the line of the plan that the round carries out, or None for a round begun on the spot."""
    return None if opened.plan_line_id is None else await work.plan_lines.get(opened.plan_line_id)


async def _drawn_on(work: UnitOfWork, opened: Round) -> date:
    """Return the day on which the last draw of the round was announced."""
    attempts = await work.attempts.all(round_id=opened.id) or await shelved_draws(work, opened)
    announced = [instant(each.plan["announced_at"]) for each in attempts]
    if announced:
        return max(announced).astimezone(SHANGHAI).date()
    draws = await work.platform_draws.all(round_id=opened.id)
    return max(each.imported_at for each in draws).astimezone(SHANGHAI).date()
