"""What people send: registers, the platform's lists, photos and files as evidence of an abnormal item."""

import hashlib

from telegram import Document, Message, Update

from bot.domain.errors import Invalid, Stale
from bot.domain.permissions import Action
from bot.handlers.context import Context
from bot.usecases import dialogues
from bot.usecases.calendars.load_calendar import offer_calendar
from bot.usecases.duties import archive_change
from bot.usecases.on_paper import enter_on_behalf
from bot.usecases.plans.import_plan import offer_plan
from bot.usecases.platform import import_platform_draw
from bot.usecases.registers.import_registers import offer_import
from bot.usecases.results import answer_item

_SPREADSHEETS = (".xlsx", ".xls", ".ods", ".csv", ".xlsm")
_CALENDARS = (".ics", ".json")
_MOST_BYTES = 20 * 1024 * 1024
_LONG_BYTES = 256 * 1024


async def on_file(update: Update, context: Context) -> None:
    """Read a spreadsheet; keep anything else as evidence where an item waits for it."""
    message = update.effective_message
    if message is None:
        return
    if message.document and (message.document.file_name or "").lower().endswith(_SPREADSHEETS):
        wanted = await context.desk.awaited(update)
        read = _take_platform if wanted.startswith(f"{import_platform_draw.TOPIC}:") else _import
        await read(update, context, message.document)
    elif message.document and (message.document.file_name or "").lower().endswith(_CALENDARS):
        await _calendar(update, context, message.document)
    else:
        await _evidence(update, context, message)


async def _import(update: Update, context: Context, document: Document) -> None:
    """Fetch and read outside the transaction, so that nobody waits for the file."""
    await context.desk.permit(update, Action.IMPORT)
    _refuse_large(document.file_size)
    name, card = document.file_name or "file", f"import:reading:{update.update_id}"
    is_long = (document.file_size or 0) > _LONG_BYTES
    if is_long:
        await context.desk.tell(update, "import.reading", card, file=name, kb=(document.file_size or 0) >> 10)
    data = await context.desk.telegram.download(document.file_id)
    reading = await context.desk.read_workbook(data, name, allow_personal=False)
    rows = sum(sheet.rows for sheet in reading.sheets)
    if is_long:
        await context.desk.tell(update, "import.comparing", card, file=name, rows=rows)
    async with context.desk.acting(update) as act:
        if is_long:
            await act.reply("import.read", card=card, file=name, rows=rows)
        offer = offer_plan if reading.plan else offer_import
        await offer(act, name, hashlib.sha256(data).hexdigest(), reading)


async def _calendar(update: Update, context: Context, document: Document) -> None:
    """Read a year's holidays like the notice that is pasted."""
    await context.desk.permit(update, Action.LOAD_CALENDAR)
    _refuse_large(document.file_size)
    data = await context.desk.telegram.download(document.file_id)
    async with context.desk.acting(update) as act:
        await offer_calendar(act, data.decode("utf-8-sig", errors="replace"))


async def _take_platform(update: Update, context: Context, document: Document) -> None:
    """Read the platform's lists; the file is kept with the evidence once its columns may be kept."""
    await context.desk.permit(update, Action.IMPORT_PLATFORM)
    _refuse_large(document.file_size)
    data = await context.desk.telegram.download(document.file_id)
    name = document.file_name or "file"
    reading = await context.desk.read_match(data, name)
    async with context.desk.acting(update) as act:
        dialogue = await dialogues.current(act)
        if dialogue is None or dialogue.topic != import_platform_draw.TOPIC:
            raise Stale
        kept = hashlib.sha256(data).hexdigest() if reading.faults else context.desk.keep_evidence(data)
        await import_platform_draw.take_file(act, dialogue, reading, kept, name)


async def _evidence(update: Update, context: Context, message: Message) -> None:
    """A caption counts as the note; the bytes are fetched at once and kept by their hash."""
    file = message.photo[-1] if message.photo else message.document
    if file is None:
        return
    await context.desk.permit(update, Action.SEND_EVIDENCE)
    _refuse_large(file.file_size)
    data = await context.desk.telegram.download(file.file_id)
    async with context.desk.acting(update) as act:
        dialogue = await dialogues.current(act)
        if dialogue and dialogue.topic == import_platform_draw.TOPIC and dialogue.awaits == "picture":
            await import_platform_draw.take_picture(act, dialogue, context.desk.keep_evidence(data))
            return
        if dialogue and dialogue.topic == archive_change.TOPIC:
            await archive_change.take_paper(act, dialogue, context.desk.keep_evidence(data))
            return
        if dialogue and dialogue.topic == enter_on_behalf.TOPIC:
            await enter_on_behalf.take_picture(act, dialogue, context.desk.keep_evidence(data))
            return
        if dialogue is None or dialogue.topic != "finding":
            await act.reply("files.unexpected")
            return
        kind = "photo" if message.photo else "file"
        await answer_item.add_evidence(act, dialogue, context.desk.keep_evidence(data), kind)
        if message.caption:
            await answer_item.type_note(act, dialogue, message.caption.strip())


def _refuse_large(size: int | None) -> None:
    if size is not None and size > _MOST_BYTES:
        raise Invalid("files.too_large")
