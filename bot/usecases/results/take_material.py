"""材料: text, photos, albums, files, voice and places from the field, kept at once, wherever they belong.

A piece goes to the item that is asked about, to its album, or to the item that its words name (第 2 项…);
otherwise the bot asks. Nothing that was sent is lost: what comes for a submitted record opens it again.
"""

import re
from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import Invalid
from bot.domain.inspections import ALL_SIGNED, Inspection, InspectionState
from bot.domain.people import Dialogue
from bot.domain.results.materials import (
    FORM,
    WHOLE,
    Carried,
    Material,
    MaterialKind,
    Sent,
    are_together,
    taken,
)
from bot.domain.results.record import shown_signing
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_case
from bot.usecases.results.record_content import content_digest
from bot.usecases.results.result_cards import show_result
from bot.usecases.results.round_items import items_of
from bot.usecases.results.show_material import show_material
from bot.usecases.results.submit_result import show_or_reopen

TOPIC, FORM_TOPIC = "finding", "signed_form"
LONGEST_NOTE = 1024
"""As long as the longest caption: no photo is refused for its words."""
OPEN = (InspectionState.VISITED, InspectionState.ENTERED)
"""A record that takes what is sent: one that the partner has not signed yet opens again for it."""
_NOT_BEGUN = (InspectionState.CONFIRMED, InspectionState.SCHEDULED)
_NAMED = re.compile(r"第\s*(\d{1,3})\s*项")


async def take_text(act: Act, typed: str) -> bool:
    """Keep words that answer no question; return False where the person has no record open."""
    if not await open_inspections(act, OPEN):
        return False
    await _take(act, Carried(MaterialKind.TEXT), typed, None)
    return True


async def type_words(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Keep words while an item is asked about: they belong to it."""
    await _take(act, Carried(MaterialKind.TEXT), typed, dialogue)
    await dialogues.advance(act, dialogue, dialogue.awaits)


async def type_reason(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Keep words on why there is no picture of the signed form yet."""
    await _take(act, Carried(MaterialKind.TEXT), typed, dialogue)
    await dialogues.end(act, dialogue)


async def take_file(act: Act, dialogue: Dialogue | None, carried: Carried, caption: str) -> bool:
    """Keep a file with its caption; return False where the person inspects nobody and never has."""
    if not (await open_inspections(act, (*OPEN, *_NOT_BEGUN, *ALL_SIGNED)) or await _was_there(act)):
        return False
    asking = dialogue if dialogue and dialogue.topic in (TOPIC, FORM_TOPIC) else None
    await _take(act, carried, caption, asking)
    if asking and asking.topic == FORM_TOPIC:  # what comes next is about other things
        await dialogues.end(act, asking)
    return True


async def take_place(act: Act, place: str) -> bool:
    """Keep a place, of the record as a whole; return False where the person has nobody to inspect."""
    if not await open_inspections(act, (*OPEN, *_NOT_BEGUN)):
        return False
    dialogue = await dialogues.current(act)
    asking = dialogue if dialogue and dialogue.topic == TOPIC else None
    await _take(act, Carried(MaterialKind.LOCATION), place, asking)
    return True


async def edit_piece(act: Act, typed: str, carried: Carried | None = None) -> bool:
    """Take an edited message or caption; return False where it is no piece of a record.

    `carried` is the file that the message has now: an edit may have put it in the place of another.
    """
    sent = _sent(act)
    where = {"account_id": act.account_id, "message_id": sent.message_id}
    if (known := await act.work.materials.one(**where)) is None:
        return False
    if not await _takes_more(act, known):
        words = (await act.keep_words(typed)).commitment if typed else ""
        sha256 = carried.sha256 if carried else ""
        await act.record("material_edit_kept", material=known.id, words=words, sha256=sha256)
        await act.reply("material.edit_closed")
        return True
    said: dict[str, Any] = {"words_id": await _words(act, typed)}
    said |= {"edited_at": sent.edited_at or sent.at, "update_id": sent.update_id}
    said |= await _file(act, carried) if carried else {}
    piece = await put(act, known.model_copy(update=said))
    await _record(act, piece, "material_edited")
    await show_material(act, piece)
    if piece.item_code and piece.inspection_id:
        await into_record(act, await act.work.inspections.get(piece.inspection_id), piece.item_code)
    return True


async def open_inspections(act: Act, states: tuple[InspectionState, ...]) -> list[Inspection]:
    """Return the inspections in these states on which the person sits."""
    seats = await act.work.seats.all(person_id=act.me.id, is_open=True) if act.person else []
    ids = tuple(each.inspection_id for each in seats)
    return await act.work.inspections.all(id=ids, state=states) if ids else []


async def _was_there(act: Act) -> bool:
    """Return whether the person has sat on an inspection that was begun, and called off since."""
    seats = await act.work.seats.all(person_id=act.me.id) if act.person else []
    ids = tuple(each.inspection_id for each in seats)
    begun = await act.work.inspections.all(id=ids) if ids else []
    return any(each.visited_on is not None for each in begun)


async def file_under(act: Act, piece: Material, **where: Any) -> Material:
    """Say where a piece belongs, and all of its album: the last word on it counts."""
    near = await _near(act, piece)
    filing = max(each.filing for each in (*near, piece)) + 1
    return await put(act, piece.model_copy(update={**where, "filing": filing}))


async def content_of(act: Act, inspection: Inspection) -> str:
    """Return the digest of what the record tells the target now."""
    return await content_digest(act.work, inspection, await items_of(act, inspection))


async def signing_of(act: Act, inspection: Inspection) -> int:
    """Return which signature of the target a form shows that comes now."""
    return shown_signing(inspection, await content_of(act, inspection))


async def put(act: Act, arriving: Material) -> Material:
    """Keep the piece among those of its message and album, and return it as it stands then."""
    known = {each.id: each for each in await _near(act, arriving)}
    pieces = taken(list(known.values()), arriving)
    changed = [each for each in pieces if each.id and known.get(each.id) != each]
    await act.work.materials.save_all(changed)
    mine = next(each for each in pieces if each.message_id == arriving.message_id)
    return mine if mine.id else await act.work.materials.add(mine)


async def into_record(act: Act, inspection: Inspection, item_code: str) -> None:
    """Show the record with what has come for an item; one that was submitted opens again for it.

    Whoever is asked for the item has an answer by it, whoever sent it and however it came there.
    """
    for dialogue in await act.work.dialogues.all(topic=(TOPIC, FORM_TOPIC), is_open=True):
        if (dialogue.draft["inspection"], dialogue.draft["item"]) == (inspection.id, item_code):
            await dialogues.mark_answered(act, dialogue)
    await show_or_reopen(act, inspection)


async def _take(act: Act, carried: Carried, typed: str, dialogue: Dialogue | None) -> None:
    arriving = await _arriving(act, carried, typed)
    for sibling in await _near(act, arriving):
        if not await _takes_more(act, sibling):  # the rest of its album is in a record that is signed
            arriving = arriving.model_copy(update={"album": ""})
    piece = await put(act, arriving)
    if not piece.is_filed:
        inspection, place = await _where(act, dialogue, typed)
        if inspection is not None:
            act.permit(Action.ANSWER_ITEM, await team_case(act, inspection))
            place |= {"item_code": WHOLE} if carried.kind is MaterialKind.LOCATION else {}
            piece = await file_under(act, piece, inspection_id=inspection.id, **place)
    await _record(act, piece, "material_taken")
    await show_material(act, piece)
    if piece.inspection_id is not None:
        inspection = await act.work.inspections.get(piece.inspection_id)
        if piece.item_code:
            await into_record(act, inspection, piece.item_code)
        else:
            await show_result(act, inspection)


async def _arriving(act: Act, carried: Carried, typed: str) -> Material:
    sent = _sent(act)
    return Material(
        account_id=act.account_id or 0,
        message_id=sent.message_id,
        person_id=act.me.id,
        **await _file(act, carried),
        album=sent.album,
        words_id=await _words(act, typed),
        sent_at=sent.at,
        edited_at=sent.edited_at,
        update_id=sent.update_id,
        received_at=act.at,
    )


async def _file(act: Act, carried: Carried) -> dict[str, Any]:
    place = await act.keep_words(carried.place) if carried.place else None
    where: dict[str, Any] = {"place_words_id": place.id if place else None}
    where |= {"lacks_place": carried.lacks_place, "captured_at": carried.captured_at}
    return {"kind": carried.kind, "sha256": carried.sha256, **where}


async def _words(act: Act, typed: str) -> int | None:
    if len(typed) > LONGEST_NOTE:
        raise Invalid("result.note_too_long", most=LONGEST_NOTE)
    return (await act.keep_words(typed)).id if typed else None


async def _where(act: Act, dialogue: Dialogue | None, typed: str) -> tuple[Inspection | None, dict[str, Any]]:
    """Return the record and the item that the piece is for, as far as they are known.

    A form shows the signature that it was asked for, whatever the record says by now.
    """
    mine = await open_inspections(act, OPEN)
    for asked in mine:
        if dialogue is not None and asked.id == dialogue.draft["inspection"]:
            place = {"item_code": str(dialogue.draft["item"]), "of_signing": dialogue.draft.get("signing", 0)}
            is_form = place["item_code"] == FORM
            content = asked.signed_content if is_form else await content_of(act, asked)
            return asked, place | {"of_content": content}
    if len(mine) != 1:
        return None, {}
    content = await content_of(act, mine[0])
    codes = [item.code for item in await items_of(act, mine[0])]
    named = _NAMED.match(typed)
    n = int(named[1]) if named else 0
    return mine[0], {"item_code": codes[n - 1] if 1 <= n <= len(codes) else "", "of_content": content}


async def _takes_more(act: Act, piece: Material) -> bool:
    """Return whether the record that the piece belongs to, if any, may still be added to."""
    if piece.inspection_id is None:
        return True
    return (await act.work.inspections.get(piece.inspection_id)).state in OPEN


async def _near(act: Act, piece: Material) -> list[Material]:
    """Return what is kept of this message and of its album."""
    where: dict[str, Any] = {"account_id": piece.account_id}
    where |= {"album": piece.album} if piece.album else {"message_id": piece.message_id}
    return [each for each in await act.work.materials.all(**where) if are_together(each, piece)]


async def _record(act: Act, piece: Material, event: str) -> None:
    words = (await act.work.words.get(piece.words_id)).commitment if piece.words_id else ""
    said = {"kind": piece.kind.value, "sha256": piece.sha256, "words": words}
    said |= {"item": piece.item_code, "sent": piece.sent_at.isoformat(timespec="seconds")}
    await act.record(event, material=piece.id, inspection=piece.inspection_id or 0, **said)


def _sent(act: Act) -> Sent:
    if act.sent is None:
        raise LookupError("a piece of a record comes by a message")
    return act.sent
