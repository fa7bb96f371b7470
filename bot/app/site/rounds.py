"""Each round as the public sees it: its draws, its results, and the targets that could not be inspected."""

from typing import Any

from bot.app.papers.bundles import bundle_name
from bot.app.papers.platform import is_public
from bot.app.site.joint_visits import joint_lines
from bot.app.site.platform_rounds import ended_text, platform_round
from bot.app.site.round_head import round_head
from bot.domain.ceremony.conditions import shown_time
from bot.domain.draw.attempts import ending_hash
from bot.domain.draw.entropy import level
from bot.domain.draw.records import instant
from bot.domain.draw.roster import vacancy_hash
from bot.domain.platform.draw import PlatformDraw
from bot.domain.ports import UnitOfWork
from bot.domain.profiles.profile import Profile
from bot.domain.publication.parts import Said
from bot.domain.publication.rounds import (
    PublicAttempt,
    PublicCounts,
    PublicDraw,
    PublicRound,
    PublicShortfall,
)
from bot.domain.rounds import BASES, Attempt, AttemptState, DrawStep, Round
from bot.usecases.draws.draw_terms import terms_of
from bot.usecases.draws.share_terms import shortfall_ground, stratum_text
from bot.usecases.results.released_results import ResultBook

_NO_RESULT: dict[str, Any] = {"picked": [], "teams": [], "shortfall": []}


async def public_rounds(work: UnitOfWork, profile: Profile, book: ResultBook) -> list[PublicRound]:
    """Return every round that the public may know of, the newest first."""
    rounds = [await _public_round(work, profile, each, book) for each in await _last_attempts(work)]
    rounds += [
        await _platform_round(work, profile, each, book)
        for each in await work.platform_draws.all()
        if is_public(each)
    ]
    return sorted(rounds, key=lambda each: each.number, reverse=True)


async def _last_attempts(work: UnitOfWork) -> list[Attempt]:
    """Return of each round the last attempt that stands or has ended."""
    known = await work.attempts.all(step=BASES)
    shown = {each.round_id: each for each in known if each.ending or each.state is AttemptState.STANDING}
    return [shown[round_id] for round_id in sorted(shown)]


async def _public_round(
    work: UnitOfWork, profile: Profile, attempt: Attempt, book: ResultBook
) -> PublicRound:
    opened = await work.rounds.get(attempt.round_id)
    is_standing = attempt.state is AttemptState.STANDING
    attempts = await work.attempts.all(round_id=opened.id)
    result = (attempt.result if is_standing else None) or _NO_RESULT
    remarks = await work.remarks.count(attempt_id=tuple(each.id for each in attempts))
    return PublicRound(
        **round_head(profile, opened),
        why_here=await _why_here(work, opened),
        terms=(
            *_share(opened, attempt),
            *await terms_of(work, profile, opened, attempt),
            *await joint_lines(work, profile, opened),
        ),
        announced_at=shown_time(instant(attempt.plan["announced_at"])),
        level=_level_of(attempt),
        commitment=attempt.commitment if is_standing else None,
        entropy_hash=attempt.entropy_hash if is_standing else None,
        result_hash=attempt.result_hash if is_standing else None,
        vacancy_hash=_last_change(attempt) if is_standing else None,
        counts=_counts(attempt, result, remarks),
        bundle=f"{opened.number}.json" if is_standing else None,
        attempts=tuple([await _ended_attempt(work, opened, each) for each in attempts if each.ending]),
        further=tuple(_further_draw(profile, each) for each in attempts if _is_further(each)),
        shortfall=tuple(_shortfall(profile, each) for each in result["shortfall"]),
        results=book.shown(opened),
        outcomes=book.outcomes(opened),
        expired=book.expired(opened),
    )


def _share(opened: Round, attempt: Attempt) -> list[Said]:
    """Return the share that was drawn; where there are several, each is told beside whom it is of."""
    return (
        []
        if attempt.plan["rules"]["floor_bp"]
        else [{"key": "terms.share", "share": {"bp": opened.share_bp}}]
    )


def _last_change(attempt: Attempt) -> str | None:
    return vacancy_hash(attempt.vacancies[-1]) if attempt.vacancies else None


def _level_of(attempt: Attempt) -> Said:
    return {"key": f"level.{level(attempt.plan['entropy']['kind'])}"}


async def _platform_round(
    work: UnitOfWork, profile: Profile, draw: PlatformDraw, book: ResultBook
) -> PublicRound:
    opened = await work.rounds.get(draw.round_id)
    draws = await work.platform_draws.all(round_id=opened.id)
    ended = await ended_text(work, draw)
    terms = tuple(await joint_lines(work, profile, opened))
    found = platform_round(
        profile, opened, draws, results=book.shown(opened), outcomes=book.outcomes(opened), ended=ended
    )
    return found.model_copy(update={"terms": terms, "expired": book.expired(opened)})


async def _why_here(work: UnitOfWork, opened: Round) -> Said:
    if opened.reason_words_id is not None:
        return (await work.words.get(opened.reason_words_id)).text
    return {"key": f"reason.{opened.reason}"} if opened.reason else ""


def _counts(attempt: Attempt, result: dict[str, Any], remarks: int = 0) -> PublicCounts:
    return PublicCounts(
        targets_in_pool=len(attempt.targets),
        targets_drawn=len(result["picked"]),
        inspectors_in_pool=len(attempt.inspectors),
        teams=len(result["teams"]),
        remarks=remarks,
    )


def _shortfall(profile: Profile, missing: dict[str, Any]) -> PublicShortfall:
    name = missing["stratum"]
    shown = {"stratum": stratum_text(name), "ground": shortfall_ground(profile, name)}
    return PublicShortfall.model_validate(missing | shown)


async def _ended_attempt(work: UnitOfWork, opened: Round, attempt: Attempt) -> PublicAttempt:
    ending = attempt.ending or {}
    reason: Said = {"key": f"attempt.reason.{ending['reason']}"}
    if attempt.ending_words_id is not None:
        document = (await work.words.get(attempt.ending_words_id)).text
        reason = {"key": "site.by_document", "reason": reason, "document": document}
    return PublicAttempt(
        number=attempt.attempt,
        draw="" if attempt.draw == opened.number else attempt.draw,
        ending={"key": f"attempt.kind.{ending['kind']}"},
        reason=reason,
        commitment=attempt.commitment,
        result_hash=attempt.result_hash or None,
        ending_hash=ending_hash(ending),
        bundle=bundle_name(attempt) if attempt.result else None,
    )


def _is_further(attempt: Attempt) -> bool:
    return attempt.step not in BASES and attempt.state is AttemptState.STANDING


def _further_draw(profile: Profile, attempt: Attempt) -> PublicDraw:
    result = attempt.result or _NO_RESULT
    return PublicDraw(
        number=attempt.draw,
        what={"key": f"draw.step.{attempt.step}"},
        level=_level_of(attempt),
        commitment=attempt.commitment,
        entropy_hash=attempt.entropy_hash,
        result_hash=attempt.result_hash,
        vacancy_hash=_last_change(attempt),
        counts=_counts(attempt, result),
        is_supplement=attempt.step is DrawStep.SUPPLEMENT,
        bundle=bundle_name(attempt),
        shortfall=tuple(_shortfall(profile, each) for each in result["shortfall"]),
    )
