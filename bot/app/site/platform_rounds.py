"""A round whose draw the platform made, as the public sees it: its batch, our hashes, what can be checked."""

from collections.abc import Sequence

from bot.app.papers.platform import has_file, is_posted_only, is_public, list_name
from bot.app.site.round_head import round_head
from bot.domain.ceremony.conditions import shown_time
from bot.domain.draw.records import instant
from bot.domain.platform.draw import PlatformDraw, match_in
from bot.domain.ports import UnitOfWork
from bot.domain.profiles.profile import Profile
from bot.domain.publication.parts import Said
from bot.domain.publication.results import PublicOutcome, PublicResult
from bot.domain.publication.rounds import PublicCounts, PublicImport, PublicPlatform, PublicRound
from bot.domain.rounds import Round


async def ended_text(work: UnitOfWork, draw: PlatformDraw) -> Said:
    """Return why and when the round was cancelled, and by what document; "" where it was not."""
    if draw.ending is None or draw.ending_words_id is None:
        return ""
    return {
        "key": "site.platform_ended",
        "reason": {"key": f"platform.cancel_reason.{draw.ending['reason']}"},
        "on": {"date": draw.ending["on"]},
        "basis": (await work.words.get(draw.ending_words_id)).text,
    }


def platform_round(
    profile: Profile,
    opened: Round,
    draws: Sequence[PlatformDraw],
    *,
    results: tuple[PublicResult, ...] = (),
    outcomes: tuple[PublicOutcome, ...] = (),
    ended: Said = "",
) -> PublicRound:
    """Return the round as the public sees it: the platform's batch, our hashes, and what can be checked."""
    (standing,) = [each for each in draws if is_public(each)]
    match, document = match_in(standing.document), standing.document
    return PublicRound(
        **round_head(profile, opened),
        level={"key": "level.platform"},
        platform=PublicPlatform(
            name=document["platform"],
            batch=document["batch"],
            operator=document["operator"],
            drawn_at=shown_time(instant(document["drawn_at"])),
            imports=tuple(_import(opened, each) for each in draws),
            ended=ended,
        ),
        counts=PublicCounts(targets_drawn=len(match.targets), teams=len(match.teams)),
        results=results,
        outcomes=outcomes,
    )


def _import(opened: Round, draw: PlatformDraw) -> PublicImport:
    return PublicImport(
        version=draw.version,
        state={"key": "platform.state.posted" if is_posted_only(draw) else f"platform.state.{draw.state}"},
        list_hash=draw.hash,
        file=list_name(opened, draw) if has_file(draw) else None,
    )
