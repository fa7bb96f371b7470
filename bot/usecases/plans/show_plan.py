"""/plan: the lines of a year by pages, and one line with what can be done with it, in one message."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import Invalid
from bot.domain.people import Role
from bot.domain.plans.lines import ConsentState, PlanConsent, PlanEdition, PlanLine, PlanState, current_lines
from bot.usecases.act import Act
from bot.usecases.plans.plan_terms import items_in_force, scope_text, terms_text, window_text


async def show_plan(act: Act, words: str = "") -> None:
    """Show the first page of this year's plan, or of the year that was typed: this one or the next."""
    act.permit(Action.SEE_PLAN)
    year = int(words) if words.isdecimal() else act.today.year
    if words and (not words.isdecimal() or year not in (act.today.year, act.today.year + 1)):
        raise Invalid("plan.bad_year", first=act.today.year, second=act.today.year + 1)
    await show_page(act, year, 1, f"plan:{act.at.isoformat()}")


async def turn_page(act: Act, year: int, page: int, card: str) -> None:
    """Show another page in the same message."""
    act.permit(Action.SEE_PLAN)
    await show_page(act, year, page, card)


async def show_page(act: Act, year: int, page: int, card: str) -> None:
    """Show the lines, turned to this page, how the plan stands, and the buttons of a coordinator."""
    lines = current_lines(await act.work.plan_lines.all(year=year))
    names = {item.code: item.name for item in await items_in_force(act)}
    said = [_line_text(line, names) for line in lines]
    await act.reply(
        "plan.list",
        card=card,
        token=card,
        year=year,
        page_of_list=max(page, 1) - 1,
        page_number=1,
        page_count=1,
        n=len(lines),
        lines=said or {"key": "plan.none"},
        lines_of_list=said,
        stands=await _standing(act, year, lines),
        options=[[line.id, line.number, *_words(text)] for line, text in zip(lines, said, strict=True)],
        may_edit=act.actor.holds(Role.COORDINATOR),
        drafts=sum(line.state is PlanState.DRAFT for line in lines),
        can_publish=await unpublished(act, year) > 0,
    )


def _words(said: dict[str, Any]) -> list[str]:
    """Return by what a line is found: its number and the names of its items."""
    return [str(said["number"]), said["items"]]


def _line_text(line: PlanLine, names: dict[str, str]) -> dict[str, Any]:
    terms = line.says
    return {
        "key": "plan.list_line",
        "number": line.number,
        "version": line.version,
        "items": "、".join(names.get(code, code) for code in terms.item_codes),
        "scope": scope_text(terms.scope),
        "share": {"bp": terms.share_bp},
        "frequency": terms.frequency,
        **window_text(terms),
        "state": {"key": f"plan.state.{line.state}"},
    }


async def _standing(act: Act, year: int, lines: list[PlanLine]) -> Any:
    """Say which edition is public, and what of the issued lines is not in it yet; or until when it is due."""
    edition = await last_edition(act, year)
    if edition is not None:
        waiting = await unpublished(act, year)
        filed = {"key": "plan.filed"} if edition.filed_on else {"key": "plan.not_filed"}
        of_filing = filed if act.office.profile.plan.filed_with.value else ""
        values = {"edition": edition.edition, "day": {"date": edition.published_on.isoformat()}}
        return {"key": "plan.stands.published", **values, "waiting": waiting, "filed": of_filing}
    due = act.office.profile.plan.due_on(year)
    if due is None:
        return {"key": "plan.stands.open", "n": len(lines)}
    values = {"day": {"date": due.isoformat()}, "ground": act.ground("plan_due")}
    return {"key": "plan.stands.due", **values, "collected": collected(act)}


def collected(act: Act) -> Any:
    """Return who gathers the lines of all sections before the plan is published (Ordos 第八条), or ""."""
    office = act.office.profile.plan.collected_by.value
    return (
        {"key": "plan.collected", "office": office, "ground": act.ground("plan_collected")} if office else ""
    )


async def last_edition(act: Act, year: int) -> PlanEdition | None:
    """Return the plan of the year as it was last published, or None."""
    editions = await act.work.plan_editions.all(year=year)
    return editions[-1] if editions else None


async def unpublished(act: Act, year: int) -> int:
    """Return how many lines the last edition does not show as they are: issued since, or withdrawn since."""
    edition = await last_edition(act, year)
    issued = await act.work.plan_lines.all(year=year, state=PlanState.ISSUED)
    if edition is None:
        return len(issued)
    fresh = sum(line.id not in edition.lines for line in issued)
    gone = await withdrawn_lines(act, year)
    return fresh + sum(line.id not in edition.withdrawn for line in gone)


async def withdrawn_lines(act: Act, year: int) -> list[PlanLine]:
    """Return the lines of the year that an edition has shown in any version, and that are withdrawn."""
    editions = await act.work.plan_editions.all(year=year)
    public = {line_id for edition in editions for line_id in edition.lines}
    numbers = {line.number for line in await act.work.plan_lines.all(id=tuple(public))}
    gone = await act.work.plan_lines.all(year=year, state=PlanState.WITHDRAWN)
    return [line for line in gone if line.number in numbers]


async def open_line(act: Act, line_id: int, page: int, card: str) -> None:
    """Show one line in the list's place."""
    act.permit(Action.SEE_PLAN)
    await show_line(act, await act.work.plan_lines.get(line_id), card, page)


async def show_line(act: Act, line: PlanLine, card: str, page: int = 1) -> None:
    """Show all that a line says, who has consented, and what the coordinator can do with it."""
    versions = await act.work.plan_lines.all(year=line.year, number=line.number)
    newest = [each for each in versions if each.state is not PlanState.DROPPED or each == line][-1]
    is_open = line.state in (PlanState.DRAFT, PlanState.CONSENTING, PlanState.ISSUED)
    may_edit = act.actor.holds(Role.COORDINATOR)
    await act.reply(
        "plan.line",
        card=card,
        token=card,
        page=page,
        line=line.id,
        year=line.year,
        number=line.number,
        version=line.version,
        state={"key": f"plan.state.{line.state}"},
        terms=terms_text(line.says, await items_in_force(act)),
        notes=await _notes(act, line),
        can_issue=may_edit and line.state is PlanState.DRAFT,
        can_change=may_edit and is_open and newest.id == line.id,
        can_drop=may_edit and line.state is PlanState.DRAFT,
        can_withdraw=may_edit and line.state is PlanState.ISSUED and newest.id == line.id,
    )


async def _notes(act: Act, line: PlanLine) -> Any:
    """Return why an issued line was changed, and what the partners have said."""
    reason = [{"key": "plan.changed_for", "reason": line.reason}] if line.reason else []
    consents = [await _consent_text(act, each) for each in await _last_consents(act, line)]
    return {"key": "plan.notes", "lines": [*reason, *consents]} if reason or consents else ""


async def _last_consents(act: Act, line: PlanLine) -> list[PlanConsent]:
    """Return what each department was last asked about this version."""
    asked = await act.work.plan_consents.all(line_id=line.id)
    return list({each.department: each for each in asked}.values())


async def _consent_text(act: Act, consent: PlanConsent) -> dict[str, Any]:
    words = (await act.work.words.get(consent.words_id)).text if consent.words_id else ""
    state = {"key": f"plan.consent_state.{consent.state}"}
    if consent.state is ConsentState.DECLINED:
        return {"key": "plan.consent_declined", "department": consent.department, "reason": words}
    return {"key": "plan.consent_line", "department": consent.department, "state": state}
