"""执法检查报告: from the rows of a round to its report, of what is published and of counts."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from bot.app.papers.bars import counts
from bot.app.papers.letter import Letter
from bot.app.papers.platform import lists_in_force, platform_level
from bot.app.papers.round_fields import round_fields
from bot.app.papers.words import level_of, said, said_of
from bot.domain.documents.document import Line
from bot.domain.documents.rounds import (
    Count,
    DrawLine,
    ResultLine,
    RoundReport,
)
from bot.domain.duties.duty import DutyState
from bot.domain.inspections import Inspection
from bot.domain.ports import UnitOfWork
from bot.domain.profiles.profile import Profile
from bot.domain.publication.results import PublicResult
from bot.domain.results.record import REFUSED
from bot.domain.rounds import AttemptState, Round
from bot.domain.statistics import by_category, by_item
from bot.usecases.act import Act
from bot.usecases.results.released_results import ResultBook, is_ruled_out
from bot.usecases.rounds.write_report import report_rule, written_parts
from bot.views.values import percent


async def round_report_of(act: Act, letter: Letter, opened: Round) -> RoundReport:
    """Return the report of a round, of what is published and of counts."""
    work, book = act.work, await ResultBook.read(act.work)
    inspections = await work.inspections.all(round_id=opened.id)
    results = book.standing(opened)
    return RoundReport(
        **round_fields(letter, act.today, opened),
        ground=_report_ground(letter.profile),
        scope=opened.scope or said("draw.scope_all"),
        share=percent(opened.share_bp),
        draws=tuple(await _draws(work, opened)),
        **_visits(inspections),
        published=len(results),
        void=len(book.results(opened)) - len(results),
        waiting=len(inspections) - len(results) - sum(map(is_ruled_out, inspections)),
        **_found(results),
        **_ruled_out(book, opened, inspections),
        **await _dangers(work, inspections),
        **await _people(work, opened),
        **_followed(results),
        **await _written(work, opened),
    )


def _visits(inspections: Sequence[Inspection]) -> dict[str, Any]:
    """Return how many were visited, between which days, and how many would not sign."""
    visited = sorted(each.visited_on for each in inspections if each.visited_on)
    return {
        "first_visit": visited[0] if visited else None,
        "last_visit": visited[-1] if visited else None,
        "drawn": len(inspections),
        "inspected": len(visited),
        "refused": sum(each.signature == REFUSED for each in inspections),
    }


def _found(results: Sequence[PublicResult]) -> dict[str, Any]:
    """Return what was found, by target, item and category."""
    abnormal = sum(any(each.is_abnormal for each in result.findings) for result in results)
    return {
        "normal": len(results) - abnormal,
        "abnormal": abnormal,
        "items": counts(by_item(results)),
        "categories": counts(by_category(results)),
        "results": tuple(map(_result, results)),
    }


def _ruled_out(book: ResultBook, opened: Round, inspections: Sequence[Inspection]) -> dict[str, Any]:
    """Return which targets could not be inspected, and of how many that was found wrong."""
    out = [each for each in inspections if is_ruled_out(each)]
    standing = {each.target_key for each in out if not each.is_withdrawn}
    shown = [each for each in book.outcomes(opened) if each.target_code in standing]
    withdrawn = sum(each.is_withdrawn for each in out)
    return {
        "ruled_out": len(out) - withdrawn,
        "withdrawn": withdrawn,
        "outcomes": tuple(Line(label=each.target_name, text=said_of(each.outcome)) for each in shown),
    }


def _report_ground(profile: Profile) -> str:
    """Return the article that asks for the report, after the name of its text; "" where none does."""
    rule = report_rule(profile)
    return profile.rule(rule).place if rule else ""


async def _dangers(work: UnitOfWork, inspections: Sequence[Inspection]) -> dict[str, int]:
    found = await work.dangers.all(inspection_id=tuple(each.id for each in inspections))
    return {"dangers": len(found), "ordered": sum(bool(each.was_ordered) for each in found)}


async def _written(work: UnitOfWork, opened: Round) -> dict[str, tuple[str, ...]]:
    parts = await written_parts(work, opened)
    return {part: tuple(filter(None, words.splitlines())) for part, words in parts.items()}


async def _people(work: UnitOfWork, opened: Round) -> dict[str, int]:
    duties = await work.duties.all(round_id=opened.id)
    return {
        "teams": len({each.team for each in duties}),
        "people": len({each.person_id for each in duties if each.state is not DutyState.LEFT}),
        "changed": sum(each.state is DutyState.LEFT for each in duties),
    }


async def _draws(work: UnitOfWork, opened: Round) -> list[DrawLine]:
    if platform := await lists_in_force(work, opened):
        level = platform_level(platform)
        return [DrawLine(number=opened.number, level=level, commitment="", result_hash="")]
    found = await work.attempts.all(round_id=opened.id, state=AttemptState.STANDING)
    return [
        DrawLine(
            number=each.draw,
            level=level_of(each),
            commitment=each.commitment,
            result_hash=each.result_hash,
        )
        for each in found
    ]


def _result(result: PublicResult) -> ResultLine:
    return ResultLine(
        name=result.target_name,
        code=result.target_code,
        published_on=result.published_on,
        conclusion=said_of(result.conclusion),
        abnormal="、".join(each.item for each in result.findings if each.is_abnormal),
    )


def _followed(results: Sequence[PublicResult]) -> dict[str, Any]:
    """Return how often each measure came to what, of those whose outcome is public; how many are in hand."""
    rows = [row for result in results for row in result.follow_ups]
    public = [f"{said_of(row.measure)}，{said_of(row.outcome)}" for row in rows if row.measure]
    return {
        "measures": tuple(
            Count(name=name, total=len(public), part=n, bar="") for name, n in Counter(public).items()
        ),
        "in_hand": len(rows) - len(public),
    }
