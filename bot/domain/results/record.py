"""What an inspection found: when a record is complete, and the hash that both inspectors sign."""

import hashlib
from collections.abc import Sequence
from typing import Any

from bot.domain.draw.bytes import dumps
from bot.domain.inspections import Answer, Inspection
from bot.domain.registers.rows import Item
from bot.domain.results.findings import NORMAL, NOTHING_INSPECTED
from bot.domain.results.material_of_items import has_picture, notes_of, of_item
from bot.domain.results.materials import FORM, Material

SIGNED = "signed"
REFUSED = "refused"


def missing(
    items: Sequence[Item],
    answers: Sequence[Answer],
    pieces: Sequence[Material],
    inspection: Inspection,
    content: str = "",
) -> list[dict[str, Any]]:
    """Return what the record still lacks, as texts: values, findings, notes, photos, a signature.

    `content` is the digest of what the record tells the target now.
    """
    if inspection.conclusion in NOTHING_INSPECTED:
        return []
    by_code = {answer.item_code: answer for answer in answers}
    numbers: dict[str, list[str]] = {"value": [], "finding": [], "note": [], "photo": []}
    for n, item in enumerate(items, start=1):
        for lack in _lacks(item, by_code.get(item.code), pieces):
            numbers[lack].append(str(n))
    lacks: list[dict[str, Any]] = [
        {"key": f"result.missing.{lack}", "n": "、".join(those)} for lack, those in numbers.items() if those
    ]
    if not inspection.signature:
        lacks += [{"key": "result.missing.signature"}, *_outdated_form(pieces, inspection, content)]
    elif is_outdated(inspection, content):
        lacks += [{"key": "result.missing.signature_again"}, *_outdated_form(pieces, inspection, content)]
    elif inspection.signature == REFUSED and inspection.signature_words_id is None:
        lacks.append({"key": "result.missing.refusal_reason"})
    elif inspection.signature == REFUSED and not inspection.witness:
        lacks.append({"key": "result.missing.witness"})
    elif inspection.signature == SIGNED and not _shows(forms := _forms(pieces, inspection, content), content):
        lacks.append({"key": "result.missing.form_again" if forms else "result.missing.form"})
    return lacks


def is_outdated(inspection: Inspection, content: str) -> bool:
    """Return whether what the target signed, or refused to sign, said something else."""
    return bool(inspection.signature) and content != inspection.signed_content


def shown_signing(inspection: Inspection, content: str) -> int:
    """Return which signature a form shows that comes now: the one that stands, or else the next."""
    stands = bool(inspection.signature) and not is_outdated(inspection, content)
    return inspection.signings + (0 if stands else 1)


def has_outdated_form(pieces: Sequence[Material], inspection: Inspection, content: str) -> bool:
    """Return whether all that shows the signature that stands, or else the next, came of another draft."""
    forms = _forms(pieces, inspection, content)
    return bool(forms) and not _shows(forms, content)


def _outdated_form(pieces: Sequence[Material], inspection: Inspection, content: str) -> list[dict[str, Any]]:
    is_outdated_form = has_outdated_form(pieces, inspection, content)
    return [{"key": "result.missing.form_again"}] if is_outdated_form else []


def _forms(pieces: Sequence[Material], inspection: Inspection, content: str) -> list[Material]:
    """Return what was filed as the form of the signature that stands, or else of the next."""
    signing = shown_signing(inspection, content)
    return [each for each in of_item(pieces, FORM) if each.of_signing == signing]


def _shows(forms: Sequence[Material], content: str) -> bool:
    """Return whether among them is a picture of this content, or words on why there is none."""
    shown = [each for each in forms if each.of_content == content]
    return has_picture(shown, FORM) or bool(notes_of(shown, FORM))


def _lacks(item: Item, answer: Answer | None, pieces: Sequence[Material]) -> list[str]:
    lacks = ["value"] if item.asks_value and not (answer and answer.has_value) else []
    if answer is None or not answer.finding:
        return lacks if lacks and item.judges else [*lacks, "finding"]
    if answer.finding == NORMAL:
        return lacks
    lacks += [] if notes_of(pieces, item.code) else ["note"]
    return lacks if has_picture(pieces, item.code) or not item.needs_photo else [*lacks, "photo"]


def record_hash(record: dict[str, Any]) -> str:
    """Return SHA-256 over the record's canonical JSON, in hex: what leader and partner sign."""
    return hashlib.sha256(dumps(record)).hexdigest()
