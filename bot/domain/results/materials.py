"""What the field sends, message by message: it ends in the same record in whatever order it arrives.

A piece is known by account and message id. Two updates about it are joined: the newer words and the last
filing win, whichever came first. So late, repeated and reordered updates change nothing. No file, no clock.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

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
    """What Telegram says about the message in hand: `album` is "" for a message of its own.

    `answers` is the message that it is a reply to, 0 where it is none.
    """

    message_id: int
    update_id: int
    at: datetime
    edited_at: datetime | None = None
    album: str = ""
    answers: int = 0


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
