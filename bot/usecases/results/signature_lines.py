"""How the target signed, or refused to, as a text."""

from typing import Any

from bot.domain.inspections import Inspection
from bot.domain.results.record import is_outdated
from bot.usecases.act import Act
from bot.usecases.results.record_content import content_digest
from bot.usecases.results.round_items import items_of


async def signature_text(act: Act, inspection: Inspection) -> Any:
    """Return how the target signed: signed, refused with its reason, not yet, or something else than this."""
    said = await _signed(act, inspection)
    content = await content_digest(act.work, inspection, await items_of(act, inspection))
    if not is_outdated(inspection, content):
        return said
    return {"key": "signature.outdated", "signature": said}


async def _signed(act: Act, inspection: Inspection) -> dict[str, Any]:
    if inspection.signature_words_id:
        reason = (await act.work.words.get(inspection.signature_words_id)).text
        return {
            "key": "signature.refused_because",
            "reason": reason,
            "witness": await _witness(act, inspection),
        }
    return {"key": f"signature.{inspection.signature or 'open'}"}


async def _witness(act: Act, inspection: Inspection) -> Any:
    if inspection.witness_words_id is not None:
        name = (await act.work.words.get(inspection.witness_words_id)).text
        return {"key": "signature.and_witness", "witness": {"key": "witness.named", "name": name}}
    stated = {"key": f"witness.{inspection.witness}"}
    return {"key": "signature.and_witness", "witness": stated} if inspection.witness else ""
