"""What people send: registers, the platform's lists, photos and files as evidence of an abnormal item."""

import hashlib
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Audio, Document, Message, PhotoSize, Update, Video, VideoNote, Voice

from bot.domain.actions import Action
from bot.domain.errors import Invalid, Stale
from bot.domain.permissions import Allow, decide
from bot.domain.results.captures import captured_at
from bot.domain.results.file_kinds import BEGINNING_BYTES, is_picture
from bot.domain.results.materials import Carried, MaterialKind
from bot.domain.results.places import place_in
from bot.handlers import personal
from bot.handlers.context import Context
from bot.handlers.fetching import fetched
from bot.usecases import dialogues
from bot.usecases.calendars.load_calendar import offer_calendar
from bot.usecases.draws import type_reading
from bot.usecases.duties import archive_change
from bot.usecases.follow_ups import return_visit
from bot.usecases.hand_in import require_chat, require_chat_aside
from bot.usecases.on_paper import enter_on_behalf
from bot.usecases.plans.import_plan import offer_plan
from bot.usecases.platform import import_platform_draw
from bot.usecases.registers.import_registers import compare, offer_import
from bot.usecases.registers.import_scope import units_of
from bot.usecases.registers.show_changes import summary
from bot.usecases.results import enter_receipt, take_material
from bot.usecases.results.keep_piece import LONGEST_NOTE
from bot.usecases.results.records_in_hand import FORM_TOPIC, TOPIC
from bot.usecases.results.switch_files import require_files
from bot.usecases.rounds import report_round

_Reader = Callable[[Update, Context, Document], Awaitable[None]]
_SPREADSHEETS = (".xlsx", ".xls", ".ods", ".csv", ".xlsm")
_CALENDARS = (".ics", ".json")
_ROUNDS = (".json", ".txt")
"""A beacon's round, as its website gives it."""
_READING = f"{type_reading.TOPIC}:value"
_PICTURES = {
    archive_change.TOPIC: archive_change.take_paper,
    enter_on_behalf.TOPIC: enter_on_behalf.take_picture,
    enter_receipt.TOPIC: enter_receipt.take_picture,
    report_round.TOPIC: report_round.take_picture,
    return_visit.VISIT: return_visit.take_picture,
}
"""Dialogues that wait for a picture whatever they ask for, and who takes it."""
_MOST_BYTES = 20 * 1024 * 1024
_LONG_BYTES = 256 * 1024


async def on_file(update: Update, context: Context) -> None:
    """Read a list that somebody loads; keep anything else as evidence."""
    message = update.effective_message
    if message is None:
        return
    read = await _reader(update, context, message.document) if message.document else None
    if message.document and read:
        await read(update, context, message.document)
    else:
        await _evidence(update, context, message)


async def _reader(update: Update, context: Context, document: Document) -> _Reader | None:
    """Return what reads the file for its content; None where it is kept as a picture is."""
    name, wanted = (document.file_name or "").lower(), await context.desk.awaited(update)
    if name.endswith(_SPREADSHEETS) and wanted.startswith(f"{import_platform_draw.TOPIC}:"):
        return _take_platform
    if name.endswith(_ROUNDS) and wanted == _READING:
        return _reading
    if name.endswith(_SPREADSHEETS):
        return None if await _is_from_field(update, context, wanted, Action.IMPORT) else _import
    if name.endswith(_CALENDARS):
        return None if await _is_from_field(update, context, wanted, Action.LOAD_CALENDAR) else _calendar
    return None


async def _is_from_field(update: Update, context: Context, wanted: str, action: Action) -> bool:
    """Whoever is asked about an item, or inspects and may load no lists, sends what he was given on site."""
    if wanted.split(":", maxsplit=1)[0] in (TOPIC, FORM_TOPIC):
        return True
    async with context.desk.looking(update) as act:
        may_load = isinstance(decide(act.actor, action, act.chat_kind), Allow)
        return not may_load and await take_material.inspects(act)


async def _import(update: Update, context: Context, document: Document) -> None:
    """Fetch and read outside the transaction, so that nobody waits for the file."""
    await context.desk.permit(update, Action.IMPORT)
    _refuse_large(document.file_size)
    name, card = document.file_name or "file", f"import:reading:{update.update_id}"
    is_long = (document.file_size or 0) > _LONG_BYTES

    async def tell(screen: str, **data: Any) -> None:
        if is_long:
            await context.desk.tell(update, screen, card, file=name, **data)

    async def tell_rows(rows: int) -> None:
        await tell("import.reading_on", rows=rows)

    async with context.desk.aside(update):
        await tell("import.reading", kb=(document.file_size or 0) >> 10)
        data = await fetched(update, context, document.file_id)
        sha256 = hashlib.sha256(data).hexdigest()
        reading = await context.desk.read_workbook(data, name, allow_personal=False, progress=tell_rows)
        rows = sum(sheet.rows for sheet in reading.sheets)
        await tell("import.comparing", rows=rows)
        async with context.desk.looking(update) as act:
            changes = None if reading.plan else await compare(act, reading, units_of(act))
            lines = await summary(changes) if changes else []
        async with context.desk.acting(update) as act:
            if is_long:
                await act.reply("import.read", card=card, file=name, rows=rows)
            if changes is None:
                await offer_plan(act, name, sha256, reading)
            else:
                await offer_import(act, name, sha256, reading, changes, lines=lines)


async def _calendar(update: Update, context: Context, document: Document) -> None:
    """Read a year's holidays like the notice that is pasted."""
    await context.desk.permit(update, Action.LOAD_CALENDAR)
    _refuse_large(document.file_size)
    data = await fetched(update, context, document.file_id)
    async with context.desk.acting(update) as act:
        await offer_calendar(act, data.decode("utf-8-sig", errors="replace"))


async def _reading(update: Update, context: Context, document: Document) -> None:
    """Take the value of a public source from a file like one that is typed."""
    _refuse_large(document.file_size)
    data = await fetched(update, context, document.file_id)
    async with context.desk.acting(update) as act:
        dialogue = await dialogues.current(act)
        if dialogue is None or dialogue.topic != type_reading.TOPIC:
            raise Stale
        await type_reading.type_reading(act, dialogue, data.decode("utf-8-sig", errors="replace"))


async def _take_platform(update: Update, context: Context, document: Document) -> None:
    """Read the platform's lists; the file is kept with the evidence once its columns may be kept."""
    await context.desk.permit(update, Action.IMPORT_PLATFORM)
    _refuse_large(document.file_size)
    data = await fetched(update, context, document.file_id)
    name = document.file_name or "file"
    async with context.desk.aside(update):
        reading = await context.desk.read_match(data, name)
    async with context.desk.acting(update) as act:
        dialogue = await dialogues.current(act)
        if dialogue is None or dialogue.topic != import_platform_draw.TOPIC:
            raise Stale
        kept = hashlib.sha256(data).hexdigest() if reading.faults else context.desk.keep_evidence(data)
        await import_platform_draw.take_file(act, dialogue, reading, kept, name)


async def _evidence(update: Update, context: Context, message: Message) -> None:
    """A caption counts as a note; the bytes are fetched at once and kept by their hash."""
    file = _file(message)
    if file is None:
        return
    await context.desk.permit(update, Action.SEND_EVIDENCE)
    async with context.desk.looking(update) as act:
        dialogue = await dialogues.current(act)
        if dialogue is None or not await require_chat(act, dialogue):
            await require_files(act)
        if dialogue is None and act.person:
            await require_chat_aside(act)
    _refuse_large(file.file_size, "files.evidence_too_large")
    data = await fetched(update, context, file.file_id)
    async with context.desk.acting(update) as act:
        dialogue = await dialogues.current(act)
        if dialogue and dialogue.topic == import_platform_draw.TOPIC and dialogue.awaits == "picture":
            await import_platform_draw.take_picture(act, dialogue, context.desk.keep_evidence(data))
            return
        if dialogue and (take := _PICTURES.get(dialogue.topic)):
            await take(act, dialogue, context.desk.keep_evidence(data))
            return
        caption = (message.caption or "").strip()
        if personal.is_personal(caption, None):  # the picture is kept, its words are not
            await personal.warn(act)
            caption = ""
        is_long = len(caption) > LONGEST_NOTE  # some accounts may write longer ones
        carried = _carried(context, message, data)
        if not await take_material.take_file(act, dialogue, carried, "" if is_long else caption):
            await enter_on_behalf.say_unexpected(act)
        elif is_long:
            await act.reply("files.caption_too_long", most=LONGEST_NOTE)


async def edited_file(update: Update, context: Context, message: Message) -> Carried | None:
    """Keep the file that an edited piece of a record has now, and return it; else None."""
    file = _file(message)
    if file is None:
        return None
    async with context.desk.looking(update) as act:
        where = {"account_id": act.account_id, "message_id": message.message_id}
        if await act.work.materials.one(**where) is None:
            return None
        await require_files(act)
    _refuse_large(file.file_size, "files.replacement_too_large")
    data = await fetched(update, context, file.file_id)
    return _carried(context, message, data)


def _carried(context: Context, message: Message, data: bytes) -> Carried:
    """Keep the bytes; the chat takes place and time out of a photo, but leaves a file as it is."""
    kind, place = _kind(message), place_in(data)
    lacks_place = kind is MaterialKind.FILE and not place and is_picture(data[:BEGINNING_BYTES])
    return Carried(kind, context.desk.keep_evidence(data), place, lacks_place, captured_at(data))


async def on_place(update: Update, context: Context) -> None:
    """A place belongs to the record as a whole; it is kept inside only."""
    message = update.effective_message
    if message is None or message.location is None:
        return
    place = f"{message.location.latitude:.6f},{message.location.longitude:.6f}"
    async with context.desk.acting(update) as act:
        if act.person is None:
            await act.reply("denied.stranger")
        elif not await take_material.take_place(act, place):
            await act.reply("files.unexpected")


def _file(message: Message) -> PhotoSize | Document | Voice | Video | VideoNote | Audio | None:
    """Return the largest picture, or whatever file the message carries."""
    if message.photo:
        return message.photo[-1]
    return message.document or message.voice or message.video or message.video_note or message.audio


def _kind(message: Message) -> MaterialKind:
    if message.photo:
        return MaterialKind.PHOTO
    if message.voice or message.audio:
        return MaterialKind.VOICE
    is_moving = message.video or message.video_note or message.animation
    return MaterialKind.VIDEO if is_moving else MaterialKind.FILE


def _refuse_large(size: int | None, why: str = "files.too_large") -> None:
    if size is not None and size > _MOST_BYTES:
        raise Invalid(why)
