"""签字盖章: the target signs or seals the form, or refuses, with the reason and the witness."""

from bot.domain.errors import Stale
from bot.domain.people import Dialogue
from bot.domain.results import REFUSED, SIGNED
from bot.domain.typed import paragraph
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.results.open_record import writable
from bot.usecases.results.result_cards import show_result

TOPIC = "refused_signature"
_MOST_WORDS = 500
_NOTHING = {"signature_words_id": None, "witness": "", "witness_words_id": None}


async def target_signed(act: Act, inspection_id: int) -> None:
    """Record that the target signed the form; a second press changes nothing."""
    inspection = await writable(act, inspection_id)
    if inspection.signature != SIGNED:
        inspection = await act.work.inspections.change(inspection, signature=SIGNED, **_NOTHING)
        await act.record("target_signed", inspection=inspection.id)
    await act.toast("signature.toast")
    await show_result(act, inspection)


async def target_refused(act: Act, inspection_id: int) -> None:
    """Record that the target refuses to sign, and ask for the reason; a second press keeps a reason given."""
    inspection = await writable(act, inspection_id)
    if inspection.signature != REFUSED:
        inspection = await act.work.inspections.change(inspection, signature=REFUSED, **_NOTHING)
        await act.record("target_refused", inspection=inspection.id)
    dialogue = await dialogues.begin(act, TOPIC, "words", inspection=inspection.id)
    await act.toast("toast.ok")
    await dialogues.ask(act, dialogue, "signature.ask_reason", ground=act.ground("refusal_to_sign"))
    await show_result(act, inspection)


async def type_refusal(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take the reason of the refusal to sign, then the witness."""
    typed = paragraph(typed, "on_paper.bad_reason", _MOST_WORDS)
    inspection = await writable(act, _inspection_of(dialogue))
    words = await act.keep_words(typed)
    if dialogue.awaits == "witness":
        values = {"witness": "named", "witness_words_id": words.id}
        inspection = await act.work.inspections.change(inspection, **values)
        await act.record("refusal_witness", inspection=inspection.id, words=words.commitment)
        await dialogues.end(act, dialogue)
        await act.reply("signature.reason_taken")
    else:
        inspection = await act.work.inspections.change(inspection, signature_words_id=words.id)
        await act.record("refusal_reason", inspection=inspection.id, words=words.commitment)
        dialogue = await dialogues.advance(act, dialogue, "witness")
        await dialogues.ask(act, dialogue, "signature.ask_witness")
    await show_result(act, inspection)


async def no_witness(act: Act, dialogue_id: int, version: int) -> None:
    """Record that nobody witnessed the refusal."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    if dialogue.awaits != "witness":
        raise Stale
    inspection = await writable(act, _inspection_of(dialogue))
    inspection = await act.work.inspections.change(inspection, witness="none", witness_words_id=None)
    await act.record("refusal_witness", inspection=inspection.id, words="")
    await dialogues.end(act, dialogue)
    await act.toast("toast.ok")
    await act.reply("signature.reason_taken", card=str(dialogue.asked["card"]))
    await show_result(act, inspection)


def _inspection_of(dialogue: Dialogue) -> int:
    return int(str(dialogue.draft["inspection"]))
