"""A piece of a record: what a message carried, kept once, among the pieces of its message and its album."""

from typing import Any

from bot.domain.errors import Invalid
from bot.domain.results.joined_materials import are_together, taken
from bot.domain.results.materials import Carried, Material, Sent
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_case
from bot.usecases.results.records_in_hand import OPEN

LONGEST_NOTE = 1024
"""As long as the longest usual caption; of a file with a longer one the file is kept."""


async def arriving_piece(act: Act, carried: Carried, typed: str) -> Material:
    """Return the piece that the message in hand carries; it belongs nowhere yet."""
    sent = sent_of(act)
    return Material(
        account_id=act.account_id or 0,
        message_id=sent.message_id,
        person_id=act.me.id,
        **await file_values(act, carried),
        album=sent.album,
        words_id=await kept_words(act, typed),
        sent_at=sent.at,
        edited_at=sent.edited_at,
        update_id=sent.update_id,
        received_at=act.at,
    )


async def put(act: Act, arriving: Material) -> Material:
    """Keep the piece among those of its message and album, and return it as it stands then."""
    known = {each.id: each for each in await near(act, arriving)}
    pieces = taken(list(known.values()), arriving)
    changed = [each for each in pieces if each.id and known.get(each.id) != each]
    await act.work.materials.save_all(changed)
    mine = next(each for each in pieces if each.message_id == arriving.message_id)
    return mine if mine.id else await act.work.materials.add(mine)


async def file_under(act: Act, piece: Material, **where: Any) -> Material:
    """Say where a piece belongs, and all of its album: the last word on it counts."""
    filing = max(each.filing for each in (*await near(act, piece), piece)) + 1
    return await put(act, piece.model_copy(update={**where, "filing": filing}))


async def near(act: Act, piece: Material) -> list[Material]:
    """Return what is kept of this message and of its album."""
    where: dict[str, Any] = {"account_id": piece.account_id}
    where |= {"album": piece.album} if piece.album else {"message_id": piece.message_id}
    return [each for each in await act.work.materials.all(**where) if are_together(each, piece)]


async def closed_to(act: Act, piece: Material) -> str:
    """Return the key of why this person changes the record of the piece no more, "" where he may."""
    if piece.inspection_id is None:
        return ""
    inspection = await act.work.inspections.get(piece.inspection_id)
    if inspection.state not in OPEN:
        return "material.edit_closed"
    return "" if act.me.id in (await team_case(act, inspection)).team else "material.edit_left"


async def file_values(act: Act, carried: Carried) -> dict[str, Any]:
    """Return what a piece keeps of its file."""
    place = await act.keep_words(carried.place) if carried.place else None
    where: dict[str, Any] = {"place_words_id": place.id if place else None}
    where |= {"lacks_place": carried.lacks_place, "captured_at": carried.captured_at}
    return {"kind": carried.kind, "sha256": carried.sha256, **where}


async def kept_words(act: Act, typed: str) -> int | None:
    """Keep what was typed, and return its id; raise Invalid where it is too long."""
    if len(typed) > LONGEST_NOTE:
        raise Invalid("result.note_too_long", most=LONGEST_NOTE)
    return (await act.keep_words(typed)).id if typed else None


async def record_piece(act: Act, piece: Material, event: str) -> None:
    """Put down what has become of a piece, by its commitments."""
    words = (await act.work.words.get(piece.words_id)).commitment if piece.words_id else ""
    said = {"kind": piece.kind.value, "sha256": piece.sha256, "words": words}
    said |= {"item": piece.item_code, "sent": piece.sent_at.isoformat(timespec="seconds")}
    await act.record(event, material=piece.id, inspection=piece.inspection_id or 0, **said)


def sent_of(act: Act) -> Sent:
    """Return what Telegram says of the message in hand."""
    if act.sent is None:
        raise LookupError("a piece of a record comes by a message")
    return act.sent
