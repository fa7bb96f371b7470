"""The card on which a method, an outcome or an item's choice is picked: one per inspection and account."""

from typing import Any

from bot.domain.inspections import Inspection
from bot.usecases.act import Act


async def offer(act: Act, inspection: Inspection, screen: str, **said: Any) -> None:
    """Send the card anew, with what there is to choose from."""
    await act.forget_card(_card(inspection))
    await act.reply(screen, card=_card(inspection), inspection=inspection.id, **said)


async def say_chosen(act: Act, inspection: Inspection, screen: str, **said: Any) -> None:
    """Edit the card: what was chosen stands there, and no buttons."""
    await act.reply(screen, card=_card(inspection), **said)


def _card(inspection: Inspection) -> str:
    return f"choice:{inspection.id}"
