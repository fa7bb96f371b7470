"""抽查事项 by message: what is typed is compared with the list, shown, and saved by 确认 like a file."""

import hashlib

from bot.domain.actions import Action
from bot.domain.deadlines import SHANGHAI
from bot.domain.people import Dialogue
from bot.domain.registers.columns import Kind
from bot.domain.registers.reading import Reading, SheetCount
from bot.domain.registers.written_items import merged_items
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.registers.import_registers import compare, offer_import
from bot.usecases.registers.import_scope import units_of
from bot.usecases.registers.kept_registers import kept_items
from bot.usecases.registers.show_changes import summary

TOPIC = "items"


async def start_items(act: Act) -> None:
    """Ask for items, as many as go into one message."""
    act.permit(Action.IMPORT)
    dialogue = await dialogues.begin(act, TOPIC, "words")
    await dialogues.ask(act, dialogue, "items.ask")


async def type_items(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Show what the list would become; nothing is saved before 确认."""
    act.permit(Action.IMPORT)
    items = merged_items(await kept_items(act.work, units_of(act)), typed)
    account = {"rows": len(items), "records": len(items), "merged": 0, "refused": 0, "skipped": 0}
    sheet = SheetCount(sheet="", kind=Kind.ITEMS, header_row=0, **account)
    reading = Reading(items=items, sheets=(sheet,))
    changes = await compare(act, reading, units_of(act))
    await dialogues.end(act, dialogue)
    name = act.at.astimezone(SHANGHAI).strftime("%Y%m%d-%H%M.txt")
    sha256, lines = hashlib.sha256(typed.encode()).hexdigest(), await summary(changes)
    await offer_import(act, name, sha256, reading, changes, lines=lines)
