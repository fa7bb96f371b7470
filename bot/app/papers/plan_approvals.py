"""From the rows of a year's plan to its forms: the partners' consent, and the filing outside."""

from collections.abc import Sequence
from datetime import datetime

from bot.app.papers.letter import Letter
from bot.app.papers.plan_words import items_at
from bot.app.papers.words import said
from bot.domain.deadlines import SHANGHAI
from bot.domain.documents.approval import Approval, ApprovalKind
from bot.domain.documents.days import day_in_words, time_in_words
from bot.domain.documents.document import Line
from bot.domain.duties.change_form import SigningBox
from bot.domain.journal.entries import body_of
from bot.domain.plans.lines import ConsentState, PlanConsent, PlanEdition, PlanLine
from bot.domain.ports import UnitOfWork
from bot.domain.registers.rows import Item
from bot.usecases.office import ground_of
from storage.documents.filling import grouped


async def plan_approvals(work: UnitOfWork, letter: Letter, year: int) -> list[tuple[str, Approval]]:
    """Return the forms of a year, each with what its file's name says of it."""
    lines = {each.id: each for each in await work.plan_lines.all(year=year)}
    consents = await work.plan_consents.all(line_id=tuple(lines), state=ConsentState.GIVEN)
    found = [
        (f"{lines[each.line_id].version_number}-{each.department}", await plan_consent(work, letter, each))
        for each in consents
    ]
    editions = await work.plan_editions.all(year=year) if letter.profile.plan.filed_with.value else []
    return found + [(f"{year}-{each.edition}", await plan_filing(work, letter, each)) for each in editions]


async def plan_filing(work: UnitOfWork, letter: Letter, edition: PlanEdition) -> Approval:
    """Return the form with which an edition is handed to the office that receives it."""
    kind, by = ApprovalKind.PLAN_FILING, (await work.people.get(edition.published_by)).name
    facts = {
        "plan": said("approval.edition", year=edition.year, edition=edition.edition),
        "handed": said("approval.what.plan_filing", n=len(edition.lines), hash=grouped(edition.digest)),
        "by": by,
        "published_on": day_in_words(edition.published_on),
        "ground": _ground(letter, "plan_filing"),
    }
    heading = said("change.filing", office=letter.profile.plan.filed_with.value or "")
    boxes = (
        SigningBox(heading=said("approval.handed_in"), opinion="", signature=said("change.signature")),
        SigningBox(heading=heading, opinion="", signature=said("change.signature")),
    )
    return Approval(
        dated=edition.published_on,
        link=f"{letter.site}/plan-{edition.year}.html" if letter.site else "",
        office=letter.office,
        title=said(f"approval.title.{kind}"),
        facts=_lines(facts),
        boxes=boxes,
        note=said("approval.note_filing"),
    )


async def plan_consent(work: UnitOfWork, letter: Letter, consent: PlanConsent) -> Approval:
    """Return the form with which a department consents to a joint line."""
    line = await work.plan_lines.get(consent.line_id)
    at = consent.decided_at or line.made_at
    name = (await work.people.get(consent.decided_by)).name if consent.decided_by else ""
    asked_at = await _asked_at(work, line, at)
    facts = {
        "plan": said("approval.line", year=line.year, number=line.number, version=line.version),
        "items": _items(line, await items_at(work, asked_at)),
        "consulted": said("approval.what.plan_consent", department=consent.department),
        "by": (await work.people.get(line.made_by)).name,
        "consulted_at": time_in_words(asked_at),
        "ground": _ground(letter, "plan_consent"),
    }
    opinion = said("change.approved", name=name, at=time_in_words(at))
    heading = said("approval.of_department", department=consent.department)
    return Approval(
        dated=at.astimezone(SHANGHAI).date(),
        link=f"{letter.site}/plan-{line.year}.html" if letter.site else "",
        office=letter.office,
        title=said(f"approval.title.{ApprovalKind.PLAN_CONSENT}"),
        facts=_lines(facts),
        boxes=(SigningBox(heading=heading, opinion=opinion, signature=said("change.signature")),),
        note=said("approval.note"),
    )


async def _asked_at(work: UnitOfWork, line: PlanLine, answered_at: datetime) -> datetime:
    """Return when the answer was asked for: a line that goes back is asked about again."""
    bodies = [body_of(each) for each in await work.journal.all(event="plan_consent_asked")]
    asked = [datetime.fromisoformat(each["at"]) for each in bodies if each["data"]["line"] == line.id]
    return max((at for at in asked if at <= answered_at), default=line.made_at)


def _items(line: PlanLine, items: Sequence[Item]) -> str:
    names = {item.code: item.name for item in items}
    return "、".join(names.get(code, code) for code in line.says.item_codes)


def _ground(letter: Letter, rule: str) -> str:
    return said("change.by_rule", ground=ground_of(letter.profile.rule(rule)))


def _lines(facts: dict[str, str]) -> tuple[Line, ...]:
    return tuple(Line(label=said(f"approval.{name}"), text=text) for name, text in facts.items())
