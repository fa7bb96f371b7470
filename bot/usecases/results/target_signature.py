"""签字盖章: the target signs or seals the form, which is photographed, or refuses: reason and witness."""

from typing import Any

from bot.domain.errors import Stale
from bot.domain.inspections import Inspection
from bot.domain.people import Dialogue
from bot.domain.results.materials import FORM
from bot.domain.results.record import REFUSED, SIGNED, has_outdated_form, is_outdated
from bot.domain.results.site_steps import is_redated
from bot.domain.typed import paragraph
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.results.open_record import writable
from bot.usecases.results.record_content import content_digest
from bot.usecases.results.records_in_hand import FORM_TOPIC
from bot.usecases.results.result_cards import show_result
from bot.usecases.results.round_items import items_of
from bot.usecases.target_name import target_name

TOPIC = "refused_signature"
_MOST_WORDS = 500
_NOTHING = {"signature_words_id": None, "witness": "", "witness_words_id": None}


async def target_signed(act: Act, inspection_id: int) -> None:
    """Record that the target signed the form, and ask for its picture; a second press asks again."""
    inspection = await _stated(act, await writable(act, inspection_id), SIGNED, "target_signed")
    about = {"inspection": inspection.id, "item": FORM, "signing": inspection.signings}
    dialogue = await dialogues.begin(act, FORM_TOPIC, "words", **about)
    await act.toast("signature.toast")
    opened = await act.work.rounds.get(inspection.round_id)
    key = "signature.ask_form" if opened.takes_files else "signature.ask_form_note"
    pieces = await act.work.materials.all(inspection_id=inspection.id)
    if opened.takes_files and has_outdated_form(pieces, inspection, inspection.signed_content):
        key = "signature.ask_form_again"
    name = await target_name(act, inspection)
    await dialogues.ask(act, dialogue, key, name=name, ground=act.ground("signature"))
    await show_result(act, inspection)


async def target_refused(act: Act, inspection_id: int) -> None:
    """Record that the target refuses to sign, and ask for the reason; a second press keeps a reason given."""
    inspection = await _stated(act, await writable(act, inspection_id), REFUSED, "target_refused")
    about = {"inspection": inspection.id, "signing": inspection.signings}
    dialogue = await dialogues.begin(act, TOPIC, "words", **about)
    await dialogues.ask(act, dialogue, "signature.ask_reason", ground=act.ground("refusal_to_sign"))
    await show_result(act, inspection)


async def _stated(act: Act, inspection: Inspection, signature: str, event: str) -> Inspection:
    """Return the record with what the target has done about this version, kept once."""
    content = await content_digest(act.work, inspection, await items_of(act, inspection))
    steps = await act.work.site_steps.all(inspection_id=inspection.id)
    stands = not (is_outdated(inspection, content) or is_redated(inspection, steps))
    if inspection.signature == signature and stands:
        return inspection
    given = {"signature": signature, "signings": inspection.signings + 1, "signed_content": content}
    inspection = await act.work.inspections.change(inspection, **given, **_NOTHING)
    await act.record(event, inspection=inspection.id)
    return inspection


async def type_refusal(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take the reason of the refusal to sign, then the witness."""
    typed = paragraph(typed, "on_paper.bad_reason", _MOST_WORDS)
    inspection = await writable(act, _inspection_of(dialogue))
    inspection = await _keep(act, inspection, dialogue, typed)
    if dialogue.awaits == "witness":
        await dialogues.end(act, dialogue)
        await act.reply("signature.reason_taken")
    else:
        dialogue = await dialogues.advance(act, dialogue, "witness")
        await dialogues.ask(act, dialogue, "signature.ask_witness")
    await show_result(act, inspection)


async def edit_refusal(act: Act, inspection: Inspection, then: Dialogue, typed: str) -> bool:
    """Put right a reason or a witness in an edited message; return False where it is of an older refusal."""
    if inspection.signature != REFUSED or then.draft.get("signing") != inspection.signings:
        return False
    await _keep(act, inspection, then, paragraph(typed, "on_paper.bad_reason", _MOST_WORDS))
    await act.reply("signature.reason_taken")
    return True


async def _keep(act: Act, inspection: Inspection, dialogue: Dialogue, typed: str) -> Inspection:
    """Keep the reason or the witness, whichever was asked for."""
    words = await act.keep_words(typed)
    is_witness = dialogue.awaits == "witness"
    values: dict[str, Any] = {"signature_words_id": words.id}
    if is_witness:
        values = {"witness": "named", "witness_words_id": words.id}
    event = "refusal_witness" if is_witness else "refusal_reason"
    await act.record(event, inspection=inspection.id, words=words.commitment)
    return await act.work.inspections.change(inspection, **values)


async def no_witness(act: Act, dialogue_id: int, version: int) -> None:
    """Record that nobody witnessed the refusal."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    if dialogue.awaits != "witness":
        raise Stale
    inspection = await writable(act, _inspection_of(dialogue))
    inspection = await act.work.inspections.change(inspection, witness="none", witness_words_id=None)
    await act.record("refusal_witness", inspection=inspection.id, words="")
    await dialogues.end(act, dialogue)
    await act.reply("signature.reason_taken", card=str(dialogue.asked["card"]))
    await show_result(act, inspection)


def _inspection_of(dialogue: Dialogue) -> int:
    return int(str(dialogue.draft["inspection"]))
