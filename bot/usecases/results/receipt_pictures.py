"""Screenshots of what was entered elsewhere: one shows one entry, and nobody shows ten with it."""

from bot.domain.errors import Refused
from bot.usecases.act import Act
from bot.usecases.target_name import target_name


async def require_unused(act: Act, sha256: str) -> None:
    """Raise Refused where the picture shows the entry of a result or the report of a round already."""
    for inspection in await act.work.inspections.all():
        if sha256 in inspection.receipt_pictures:
            raise Refused("receipt.used", name=await target_name(act, inspection))
    for opened in await act.work.rounds.all():
        if sha256 in opened.receipt_pictures:
            raise Refused("receipt.used", name=opened.number)
