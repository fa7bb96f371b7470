"""填写: the number, the choice or the words of an item; its list's range or mark settles the finding."""

from typing import Any

from bot.domain.errors import Invalid, Stale
from bot.domain.inspections import Inspection
from bot.domain.people import Dialogue
from bot.domain.registers.item_kinds import ItemKind, choices_of, finds_abnormal, read_value
from bot.domain.registers.rows import Item
from bot.domain.results.findings import ABNORMAL, NORMAL
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.results import choice_card
from bot.usecases.results.answer_item import keep_answer, numbered_item, show_answered
from bot.usecases.results.open_record import writable

TOPIC = "value"


async def ask_value(act: Act, inspection_id: int, item_code: str) -> None:
    """Offer the choices of an item, or ask for its number or text."""
    inspection = await writable(act, inspection_id)
    n, item = await numbered_item(act, inspection, item_code)
    said: dict[str, Any] = {"n": n, "name": item.name, "item": item_code}
    if item.kind is ItemKind.CHOICE:
        choices = [each.name for each in choices_of(item.options or "")]
        await choice_card.offer(act, inspection, "result.ask_choice", choices=choices, **said)
        return
    dialogue = await dialogues.begin(act, TOPIC, "value", inspection=inspection.id, item=item_code)
    options = {"key": "result.options", "options": item.options} if item.options else ""
    await dialogues.ask(act, dialogue, f"value.ask_{item.kind}", options=options, **said)


async def choose_value(act: Act, inspection_id: int, item_code: str, value: str) -> None:
    """Take the choice of a button."""
    inspection = await writable(act, inspection_id)
    n, item = await numbered_item(act, inspection, item_code)
    if item.kind is not ItemKind.CHOICE or read_value(item.kind, item.options or "", value) is None:
        raise Stale
    said = {"n": n, "name": item.name, "value": value}
    await choice_card.say_chosen(act, inspection, "result.value_taken", **said)
    await _keep(act, inspection, item, value)


async def type_value(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take the number or the text; what is none is asked for again."""
    inspection = await writable(act, int(str(dialogue.draft["inspection"])))
    item, value = await _read(act, inspection, dialogue, typed)
    await dialogues.end(act, dialogue)
    await _keep(act, inspection, item, value)


async def edit_value(act: Act, inspection: Inspection, then: Dialogue, typed: str) -> bool:
    """Take the number or the text of an edited message, as it stood `then`, and return that it counts."""
    item, value = await _read(act, inspection, then, typed)
    await keep_answer(act, inspection, item.code, **await given_by(act, item, value))
    return True


async def ask_rest(act: Act, inspection: Inspection, then: Dialogue) -> None:
    """Ask for the note and the photo of an item that an edit has made abnormal."""
    code = str(then.draft["item"])
    row = await act.work.answers.one(inspection_id=inspection.id, item_code=code)
    if row is not None and row.finding == ABNORMAL:
        await show_answered(act, await act.work.inspections.get(inspection.id), code, ABNORMAL)


async def _read(act: Act, inspection: Inspection, dialogue: Dialogue, typed: str) -> tuple[Item, str]:
    """Return the item that was asked about and its value, and say so; raise Invalid for what is none."""
    n, item = await numbered_item(act, inspection, str(dialogue.draft["item"]))
    value = read_value(item.kind, item.options or "", typed)
    if value is None:
        raise Invalid(f"value.bad_{item.kind}", n=n, name=item.name, options=item.options or "")
    await act.reply("result.value_taken", n=n, name=item.name, value=value)
    return item, value


async def _keep(act: Act, inspection: Inspection, item: Item, value: str) -> None:
    given = await given_by(act, item, value)
    await keep_answer(act, inspection, item.code, **given)
    await show_answered(act, inspection, item.code, str(given.get("finding", "")))


async def given_by(act: Act, item: Item, value: str) -> dict[str, str | int]:
    """Return what a value says of an item: words are kept in a row of their own, a list that judges does."""
    if item.kind is ItemKind.TEXT:
        return {"words_id": (await act.keep_words(value)).id}
    if not item.judges:
        return {"value": value}
    is_abnormal = finds_abnormal(item.kind, item.options or "", value)
    return {"value": value, "finding": ABNORMAL if is_abnormal else NORMAL}
