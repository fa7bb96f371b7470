"""What is written of a draw that the platform made: its lists as a file."""

from pathlib import Path

from bot.app.papers.words import said
from bot.domain.platform.draw import PlatformDraw, PlatformState, document_bytes
from bot.domain.ports import UnitOfWork
from bot.domain.rounds import Round
from storage.documents.filling import grouped
from storage.files import write_atomically

_STOOD = (PlatformState.STANDING, PlatformState.CALLED_OFF)
_IN_FORCE = (*_STOOD, PlatformState.SUPERSEDED)


def is_public(draw: PlatformDraw) -> bool:
    """Return whether the public page names the round by this import: it stands or stood, or none ever did."""
    return draw.state in _STOOD or is_posted_only(draw) or (draw.version == 1 and draw.ending is not None)


def is_posted_only(draw: PlatformDraw) -> bool:
    """Return whether the group has the hash of these lists, and nobody a duty by them yet."""
    return draw.version == 1 and draw.state is PlatformState.OFFERED


async def lists_in_force(work: UnitOfWork, opened: Round) -> PlatformDraw | None:
    """Return the import by which the round is or was carried on; None where the draw was made here."""
    return await work.platform_draws.one(round_id=opened.id, state=_STOOD)


async def write_lists(work: UnitOfWork, opened: Round, data_dir: Path) -> None:
    """Write the lists that stand, and beside them those that they replaced; a file's SHA-256 is its hash."""
    for draw in await work.platform_draws.all(round_id=opened.id, state=_IN_FORCE):
        data = document_bytes(draw.document)
        write_atomically(data_dir / "rounds" / opened.number / f"platform{_ending(draw)}.json", data)
        write_atomically(data_dir / "public" / list_name(opened, draw), data)


async def list_files(work: UnitOfWork, opened: Round) -> dict[str, bytes]:
    """Return the same lists by the names that they have beside the public pages."""
    draws = await work.platform_draws.all(round_id=opened.id, state=_IN_FORCE)
    return {list_name(opened, draw): document_bytes(draw.document) for draw in draws}


def has_file(draw: PlatformDraw) -> bool:
    """Return whether the lists of this import are public."""
    return draw.state in _IN_FORCE


def list_name(opened: Round, draw: PlatformDraw) -> str:
    """Return the name of the lists' file beside the public pages."""
    return f"{opened.number}{_ending(draw)}.json"


def _ending(draw: PlatformDraw) -> str:
    return f"-{draw.version}" if draw.state is PlatformState.SUPERSEDED else ""


def platform_level(draw: PlatformDraw) -> str:
    """Return what a paper says in the place of the level and the codes."""
    document = draw.document
    facts = {"platform": document["platform"], "batch": document["batch"], "hash": grouped(draw.hash)}
    return said("form.platform", **facts)
