"""What is written of a draw that the platform made: its lists as a file, and its part of the public page."""

from collections.abc import Sequence
from pathlib import Path

from bot.app.papers.words import said
from bot.domain.ceremony import shown_time
from bot.domain.draw.records import instant
from bot.domain.platform_draw import PlatformDraw, PlatformState, document_bytes, match_in
from bot.domain.ports import UnitOfWork
from bot.domain.profile import Profile
from bot.domain.publication import PublicCounts, PublicImport, PublicPlatform, PublicResult, PublicRound
from bot.domain.rounds import Round
from storage.files import write_atomically

_STOOD = (PlatformState.STANDING, PlatformState.CALLED_OFF)
_IN_FORCE = (*_STOOD, PlatformState.SUPERSEDED)


def is_public(draw: PlatformDraw) -> bool:
    """Return whether the public page names the round by this import: it stands or stood, or never will."""
    return draw.state in _STOOD or (draw.version == 1 and draw.ending is not None)


async def lists_in_force(work: UnitOfWork, opened: Round) -> PlatformDraw | None:
    """Return the import by which the round is or was carried on; None where the draw was made here."""
    return await work.platform_draws.one(round_id=opened.id, state=_STOOD)


async def ended_text(work: UnitOfWork, draw: PlatformDraw) -> str:
    """Return why and when the round was cancelled, and by what document; "" where it was not."""
    if draw.ending is None or draw.ending_words_id is None:
        return ""
    return said(
        "site.platform_ended",
        reason={"key": f"platform.cancel_reason.{draw.ending['reason']}"},
        on={"date": draw.ending["on"]},
        basis=(await work.words.get(draw.ending_words_id)).text,
    )


async def write_lists(work: UnitOfWork, opened: Round, data_dir: Path) -> None:
    """Write the lists that stand, and beside them those that they replaced; a file's SHA-256 is its hash."""
    for draw in await work.platform_draws.all(round_id=opened.id, state=_IN_FORCE):
        data, ending = document_bytes(draw.document), _ending(draw)
        write_atomically(data_dir / "rounds" / opened.number / f"platform{ending}.json", data)
        write_atomically(data_dir / "public" / f"{opened.number}{ending}.json", data)


def _ending(draw: PlatformDraw) -> str:
    return f"-{draw.version}" if draw.state is PlatformState.SUPERSEDED else ""


def platform_level(draw: PlatformDraw) -> str:
    """Return what a paper says in the place of the level and the codes."""
    document = draw.document
    facts = {"platform": document["platform"], "batch": document["batch"], "hash": draw.hash}
    return said("form.platform", **facts)


def platform_round(
    profile: Profile,
    opened: Round,
    draws: Sequence[PlatformDraw],
    results: Sequence[PublicResult],
    *,
    ended: str = "",
) -> PublicRound:
    """Return the round as the public sees it: the platform's batch, our hashes, and what can be checked."""
    (standing,) = [each for each in draws if is_public(each)]
    match, document, ground = match_in(standing.document), standing.document, profile.rule("draw")
    return PublicRound(
        number=opened.number,
        profile=profile.title,
        authority=profile.instrument,
        basis=f"{ground.instrument} {ground.article}",
        level=said("level.platform"),
        platform=PublicPlatform(
            name=document["platform"],
            batch=document["batch"],
            operator=document["operator"],
            drawn_at=shown_time(instant(document["drawn_at"])),
            imports=tuple(_import(opened, each) for each in draws),
            ended=ended,
        ),
        counts=PublicCounts(targets_drawn=len(match.targets), teams=len(match.teams)),
        results=tuple(results),
    )


def _import(opened: Round, draw: PlatformDraw) -> PublicImport:
    return PublicImport(
        version=draw.version,
        state=said(f"platform.state.{draw.state}"),
        list_hash=draw.hash,
        file=f"{opened.number}{_ending(draw)}.json" if draw.state in _IN_FORCE else None,
    )
