"""What has happened on site besides the findings, in lines: for the card, the partner and the form."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.domain.inspections import Answer, Inspection
from bot.domain.ports import UnitOfWork
from bot.domain.registers.rows import Item
from bot.domain.results.dangers import Danger
from bot.domain.results.findings import conclusion, is_concluded
from bot.domain.results.site_steps import SiteStep, SiteStepKind
from bot.usecases.moments import when
from bot.usecases.results.record_content import results_digest


def in_row(texts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the texts in one line, at least one."""
    first, *others = texts
    return {"key": "material.and", "one": first, "other": in_row(others)} if others else first


def outcome_text(inspection: Inspection, answers: Sequence[Answer], items: Sequence[Item]) -> dict[str, str]:
    """Return the outcome of an inspection of these items, or that there is none yet."""
    is_there = is_concluded(inspection, answers, items)
    return {"key": f"conclusion.{conclusion(inspection, answers) if is_there else 'open'}"}


async def site_lines(work: UnitOfWork, inspection: Inspection, items: Sequence[Item]) -> list[dict[str, Any]]:
    """Return what has happened on site besides the findings of these items, a line each."""
    steps = await work.site_steps.all(inspection_id=inspection.id)
    told = await results_digest(work, inspection, items)
    lines: list[dict[str, Any]] = [
        await _step_line(work, kind, [each for each in steps if each.kind is kind], told)
        for kind in (SiteStepKind.ARRIVED, SiteStepKind.SHOWN, SiteStepKind.TOLD)
    ]
    lines += await redated_lines(work, steps)
    for each in steps:
        if each.kind is SiteStepKind.HEARD and each.words_id is not None:
            words = (await work.words.get(each.words_id)).text
            key = "on_site.heard_by_paper" if each.is_paper else "on_site.heard"
            lines.append({"key": key, "words": words, "at": when(each.at)})
    lines += [await _danger_line(work, each) for each in await work.dangers.all(inspection_id=inspection.id)]
    answers = await work.answers.all(inspection_id=inspection.id)
    outcome = outcome_text(inspection, answers, items)
    method = {"key": f"method.{inspection.method}"}
    return [
        *lines,
        {"key": "on_site.method", "method": method},
        {"key": "on_site.conclusion", "conclusion": outcome},
    ]


def day_line(inspection: Inspection) -> Any:
    """Return the line of the day of the visit, which stands in the record that all sign."""
    day = inspection.visited_on
    return {"key": "result.visited_on", "day": _said(day)} if day else ""


async def redated_lines(work: UnitOfWork, steps: Sequence[SiteStep]) -> list[dict[str, Any]]:
    """Return a line per correction of the day: the days, why, by whom and when, and what had been signed."""
    lines = []
    for each in steps:
        if each.kind is SiteStepKind.REDATED and each.day_before and each.day:
            why = (await work.words.get(each.words_id)).text if each.words_id else ""
            by = {"name": (await work.people.get(each.person_id)).name, "at": when(each.at)}
            days = {"before": _said(each.day_before), "day": _said(each.day)}
            signed = {"key": "on_site.redated_after"} if each.of_signing else ""
            key = "on_site.redated_by_paper" if each.is_paper else "on_site.redated"
            lines.append({"key": key, **by, **days, "reason": why, "signed": signed})
    return lines


def _said(day: date) -> dict[str, str]:
    return {"date": day.isoformat()}


async def _step_line(
    work: UnitOfWork, kind: SiteStepKind, steps: Sequence[SiteStep], told: str
) -> dict[str, Any]:
    """Return who took the step and when; `told` is the digest of the results as they are now."""
    who: list[dict[str, Any]] = []
    for each in steps:
        by = {"key": "on_site.by_paper" if each.is_paper else "on_site.by", "at": when(each.at)}
        by["name"] = (await work.people.get(each.person_id)).name
        is_before = kind is SiteStepKind.TOLD and each.results != told
        who.append({"key": "on_site.before_change", "by": by} if is_before else by)
    return {"key": f"on_site.{kind}", "who": in_row(who) if who else {"key": "on_site.open"}}


async def _danger_line(work: UnitOfWork, reported: Danger) -> dict[str, Any]:
    """Return what was dangerous, who reported it and when, and what was ordered on the spot."""
    return {
        "key": "on_site.danger",
        "words": (await work.words.get(reported.words_id)).text,
        "name": (await work.people.get(reported.person_id)).name,
        "at": when(reported.at),
        "ordered": await ordered_text(work, reported),
    }


async def ordered_text(work: UnitOfWork, reported: Danger) -> Any:
    """Return what was ordered on the spot, that nothing was, or that nobody has said so yet."""
    if reported.ordered_words_id is not None:
        return (await work.words.get(reported.ordered_words_id)).text
    return {"key": "danger.not_said" if reported.was_ordered is None else "danger.nothing_ordered"}


async def return_lines(work: UnitOfWork, inspection: Inspection, **where: Any) -> list[dict[str, Any]]:
    """Return a line per return of the record: by the releaser or a partner, which version, why and when."""
    return [
        {
            "key": f"returned.by_{each.kind}",
            "version": each.version,
            "reason": (await work.words.get(each.words_id)).text,
            "by": (await work.people.get(each.returned_by)).name,
            "at": when(each.at),
        }
        for each in await work.returns.all(inspection_id=inspection.id, **where)
    ]


async def danger_lines(work: UnitOfWork, inspection: Inspection) -> list[dict[str, Any]]:
    """Return a line per report on whether somebody has it, for the card of the inspection."""
    found = await work.dangers.all(inspection_id=inspection.id)
    return [
        {
            "key": "danger.line",
            "at": when(each.at),
            "state": {"key": "danger.on_card.reported" if each.taken_by is None else "danger.state.taken"},
        }
        for each in found
    ]
