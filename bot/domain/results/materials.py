"""What the field sends, message by message: it ends in the same record in whatever order it arrives.

A piece is known by account and message id. Two updates about it are joined: the newer words and the last
filing win, whichever came first. So late, repeated and reordered updates change nothing. No file, no clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.domain.people import Record

WHOLE = "*"
"""Filed to the inspection as a whole, to none of its items."""
FORM = "#"
"""Filed as the form that the target has signed: its picture, or words on why there is none yet."""
LATE = timedelta(minutes=10)
"""What takes longer from Telegram to the bot is said to have come late."""


class MaterialKind(StrEnum):
    """What a message carries."""

    TEXT = "text"
    PHOTO = "photo"
    FILE = "file"
    VIDEO = "video"
    VOICE = "voice"
    LOCATION = "location"
    PAPER = "paper"


class SourceKind(StrEnum):
    """Whose word a piece is, where it is not the inspectors' own."""

    SPECIALIST = "specialist"
    AUTHORITY = "authority"
    LABORATORY = "laboratory"


PICTURES = (MaterialKind.PHOTO, MaterialKind.FILE, MaterialKind.VIDEO, MaterialKind.PAPER)
"""What shows the thing itself: an abnormal item that asks for a photo has it with one of these."""


@dataclass(frozen=True)
class Sent:
    """What Telegram says about the message in hand: `album` is "" for a message of its own."""

    message_id: int
    update_id: int
    at: datetime
    edited_at: datetime | None = None
    album: str = ""


@dataclass(frozen=True)
class Carried:
    """What a message carries: its kind, the SHA-256 of its file, where and when that says it was taken.

    `lacks_place` is true of a picture that was sent as a file and says nothing of that.
    """

    kind: MaterialKind
    sha256: str = ""
    place: str = ""
    lacks_place: bool = False
    captured_at: datetime | None = None


class Material(Record):
    """One message of somebody on the team; never public, and kept whatever becomes of it in Telegram.

    `item_code` is the item it belongs to, WHOLE, FORM, or "" until somebody has said so; `filing` counts who
    said it last, and `is_dropped` that it belongs to no record. `update_id` breaks the tie of two edits in a
    second. `words_id` is the text, the caption, or the place of a location. `source` is whose finding it is
    where it is not the team's own, `source_words_id` who gave it, when, and under which number.
    `place_words_id` is where an original picture was taken, which stays inside, and `lacks_place` that it
    does not say so; `captured_at` is when it was taken by its camera's clock, and stays inside too.
    `of_signing` is which of the target's signatures a signed form shows, 0 where it never was one;
    `of_content` is the digest of what the record told the target when the piece came to it.
    """

    account_id: int
    message_id: int
    person_id: int
    inspection_id: int | None = None
    item_code: str = ""
    filing: int = 0
    is_dropped: bool = False
    kind: MaterialKind
    album: str = ""
    sha256: str = ""
    words_id: int | None = None
    place_words_id: int | None = None
    lacks_place: bool = False
    captured_at: datetime | None = None
    source: SourceKind | None = None
    source_words_id: int | None = None
    of_signing: int = 0
    of_content: str = ""
    sent_at: datetime
    edited_at: datetime | None = None
    update_id: int = 0
    received_at: datetime

    @property
    def version(self) -> tuple[datetime, int]:
        """Return what the newer of two updates about one message is told by."""
        return self.edited_at or self.sent_at, self.update_id

    @property
    def place(self) -> tuple[datetime, int, int]:
        """Return what the pieces of a record are ordered by: when Telegram had them, not when we did."""
        return self.sent_at, self.account_id, self.message_id

    @property
    def is_filed(self) -> bool:
        """Return whether somebody has said where it belongs."""
        return bool(self.item_code) or self.is_dropped

    @property
    def came_late(self) -> bool:
        """Return whether it was long on its way to the bot."""
        return self.received_at - self.sent_at > LATE

    @property
    def captured_apart(self) -> datetime | None:
        """Return when it was taken, where that was long before it reached the bot, or after."""
        taken_at = self.captured_at
        return taken_at if taken_at and abs(self.received_at - taken_at) > LATE else None

    @property
    def is_note(self) -> bool:
        """Return whether it says something in words."""
        return self.words_id is not None and self.kind is not MaterialKind.LOCATION


def joined(one: Material, other: Material) -> Material:
    """Return what two updates about one message come to; which of them came first makes no difference."""
    words = max(one, other, key=lambda each: each.version)
    filed = max(one, other, key=lambda each: each.filing)
    sourced = one if one.source else other
    return words.model_copy(
        update={
            "id": max(one.id, other.id),
            "inspection_id": filed.inspection_id,
            "item_code": filed.item_code,
            "filing": filed.filing,
            "is_dropped": filed.is_dropped,
            "source": sourced.source,
            "source_words_id": sourced.source_words_id,
            "of_signing": filed.of_signing,
            "of_content": filed.of_content,
            "received_at": min(one.received_at, other.received_at),
        }
    )


def taken(pieces: Sequence[Material], arriving: Material) -> tuple[Material, ...]:
    """Return the pieces with the arriving one among them, in the order of the record.

    Pictures of one album belong together: they share the last filing of any of them.
    """
    same = [each for each in pieces if _key(each) == _key(arriving)]
    others = [each for each in pieces if _key(each) != _key(arriving)]
    piece = joined(same[0], arriving) if same else arriving
    last = max((piece, *(each for each in others if are_together(each, piece))), key=lambda each: each.filing)
    filed = (_filed_like(each, last) if are_together(each, piece) else each for each in (*others, piece))
    return tuple(sorted(filed, key=lambda each: each.place))


def are_together(one: Material, other: Material) -> bool:
    """Return whether both are one message, or of one album."""
    if one.account_id != other.account_id:
        return False
    return one.message_id == other.message_id or (bool(one.album) and one.album == other.album)


def _filed_like(piece: Material, last: Material) -> Material:
    names = ("inspection_id", "item_code", "filing", "is_dropped", "of_signing", "of_content")
    return piece.model_copy(update={name: getattr(last, name) for name in names})


def of_item(pieces: Sequence[Material], item_code: str) -> list[Material]:
    """Return what belongs to an item, in the order of the record."""
    mine = [each for each in pieces if each.item_code == item_code and not each.is_dropped]
    return sorted(mine, key=lambda each: each.place)


def signed_since(pieces: Sequence[Material], signing: int, content: str) -> list[Material]:
    """Return the pieces without the forms that show an earlier signature of the target, or other content.

    What came before this signature, for it, came of a draft that may have said something else.
    """
    this = (signing, content)
    return [
        each
        for each in pieces
        if each.item_code != FORM or each.of_signing > signing or (each.of_signing, each.of_content) == this
    ]


def notes_of(pieces: Sequence[Material], item_code: str) -> list[int]:
    """Return the ids of the words that make up an item's note, in the order of the record."""
    return [each.words_id for each in of_item(pieces, item_code) if each.is_note and each.words_id]


def files_of(pieces: Sequence[Material], item_code: str) -> list[Material]:
    """Return the files of an item in the order of the record; the same bytes twice are one."""
    by_hash: dict[str, Material] = {}
    for each in of_item(pieces, item_code):
        if each.sha256:
            by_hash.setdefault(each.sha256, each)
    return list(by_hash.values())


def sourced_of(pieces: Sequence[Material], item_code: str) -> list[Material]:
    """Return what of an item is another body's word, in the order of the record."""
    return [each for each in of_item(pieces, item_code) if each.source]


def has_picture(pieces: Sequence[Material], item_code: str) -> bool:
    """Return whether something shows what is abnormal; a voice message does not."""
    return any(each.kind in PICTURES for each in files_of(pieces, item_code))


def counted(pieces: Sequence[Material]) -> list[dict[str, Any]]:
    """Return how many there are of each kind, as texts, in the order of the kinds."""
    kinds = [each.kind for each in pieces]
    return [
        {"key": f"material.kind.{kind}", "n": kinds.count(kind)} for kind in MaterialKind if kind in kinds
    ]


def _key(piece: Material) -> tuple[int, int]:
    return piece.account_id, piece.message_id
