"""From the rows of all rounds to the public page: each round with its draws and its results."""

from typing import Any

from bot.app.papers.bundles import bundle_name
from bot.app.papers.draw_chain import draw_chain
from bot.app.papers.platform import ended_text, is_public, platform_round
from bot.app.papers.public_results import published_results
from bot.app.papers.words import level_of, said, said_of
from bot.domain.ceremony import shown_time
from bot.domain.draw.attempts import ending_hash
from bot.domain.draw.records import instant
from bot.domain.platform_draw import PlatformDraw
from bot.domain.ports import UnitOfWork
from bot.domain.profile import Profile
from bot.domain.publication import (
    SITE_LABELS,
    PublicAttempt,
    PublicCounts,
    PublicDraw,
    PublicPage,
    PublicRound,
    PublicShortfall,
)
from bot.domain.rounds import BASES, Attempt, AttemptState, Round
from bot.usecases.draws.draw_terms import shortfall_ground, stratum_text, terms_of

_NO_RESULT: dict[str, Any] = {"picked": [], "teams": [], "shortfall": []}


async def public_page(
    work: UnitOfWork, profile: Profile, office_name: str, plans: tuple[int, ...]
) -> PublicPage:
    """Return the page as it is to be now; `plans` are the years whose plan has a page of its own."""
    rounds = [await _public_round(work, profile, each) for each in await _last_attempts(work)]
    rounds += [
        await _platform_round(work, profile, each)
        for each in await work.platform_draws.all()
        if is_public(each)
    ]
    rounds.sort(key=lambda each: each.number, reverse=True)
    published = [result.published_on for each in rounds for result in each.results]
    return PublicPage(
        office=office_name,
        title=said("site.title"),
        updated_on=max(published, default=None),
        rounds=tuple(rounds),
        chain=await draw_chain(work),
        plans=plans,
        texts={key: said(key) for key in SITE_LABELS},
    )


async def _last_attempts(work: UnitOfWork) -> list[Attempt]:
    """Return of each round the last attempt that stands or has ended."""
    known = await work.attempts.all(step=BASES)
    shown = {each.round_id: each for each in known if each.ending or each.state is AttemptState.STANDING}
    return [shown[round_id] for round_id in sorted(shown)]


async def _public_round(work: UnitOfWork, profile: Profile, attempt: Attempt) -> PublicRound:
    opened = await work.rounds.get(attempt.round_id)
    is_standing = attempt.state is AttemptState.STANDING
    attempts = await work.attempts.all(round_id=opened.id)
    result = (attempt.result if is_standing else None) or _NO_RESULT
    remarks = await work.remarks.count(attempt_id=tuple(each.id for each in attempts))
    ground = profile.rule("draw")
    return PublicRound(
        number=opened.number,
        profile=profile.title,
        authority=profile.instrument,
        basis=f"{ground.instrument} {ground.article}",
        why_here=await _why_here(work, opened),
        terms=tuple([said_of(each) for each in await terms_of(work, profile, opened, attempt)]),
        announced_at=shown_time(instant(attempt.plan["announced_at"])),
        level=level_of(attempt),
        commitment=attempt.commitment if is_standing else None,
        entropy_hash=attempt.entropy_hash if is_standing else None,
        result_hash=attempt.result_hash if is_standing else None,
        counts=_counts(attempt, result, remarks),
        bundle=f"{opened.number}.json" if is_standing else None,
        attempts=tuple([await _ended_attempt(work, opened, each) for each in attempts if each.ending]),
        further=tuple(_further_draw(profile, each) for each in attempts if _is_further(each)),
        shortfall=tuple(_shortfall(profile, each) for each in result["shortfall"]),
        results=await published_results(work, opened, attempts),
    )


async def _platform_round(work: UnitOfWork, profile: Profile, draw: PlatformDraw) -> PublicRound:
    opened = await work.rounds.get(draw.round_id)
    draws = await work.platform_draws.all(round_id=opened.id)
    ended = await ended_text(work, draw)
    return platform_round(profile, opened, draws, await published_results(work, opened, []), ended=ended)


async def _why_here(work: UnitOfWork, opened: Round) -> str:
    if opened.reason_words_id is not None:
        return (await work.words.get(opened.reason_words_id)).text
    return said(f"reason.{opened.reason}") if opened.reason else ""


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
    shown = {"stratum": said_of(stratum_text(name)), "ground": said_of(shortfall_ground(profile, name))}
    return PublicShortfall.model_validate(missing | shown)


async def _ended_attempt(work: UnitOfWork, opened: Round, attempt: Attempt) -> PublicAttempt:
    ending = attempt.ending or {}
    reason = said(f"attempt.reason.{ending['reason']}")
    document = ""
    if attempt.ending_words_id is not None:
        document = f"（{(await work.words.get(attempt.ending_words_id)).text}）"
    return PublicAttempt(
        number=attempt.attempt,
        draw="" if attempt.draw == opened.number else attempt.draw,
        ending=said(f"attempt.kind.{ending['kind']}"),
        reason=f"{reason}{document}",
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
        what=said(f"draw.step.{attempt.step}"),
        level=level_of(attempt),
        commitment=attempt.commitment,
        entropy_hash=attempt.entropy_hash,
        result_hash=attempt.result_hash,
        counts=_counts(attempt, result),
        bundle=bundle_name(attempt),
        shortfall=tuple(_shortfall(profile, each) for each in result["shortfall"]),
    )
