"""抽取记录: the record of a draw that the people in the room read aloud, sign and archive.

All that is printed comes in here in words; the fixed texts stand in its template. It names no target
and no inspector, so that a confidential draw has the same one. Nothing here knows how a page looks.
"""

from typing import ClassVar

from bot.domain.documents.document import Document, DocumentPart, Line

CODE_GROUP = 4
GROUPS_A_LINE = 8


class RecordThrow(DocumentPart):
    """One value of the transcript as it can be read aloud, and where to look for it."""

    number: str
    value: str
    source: str


NO_THROW = RecordThrow(number="", value="", source="")


class RecordPerson(DocumentPart):
    """Somebody who was there, with a line to sign."""

    role: str
    name: str
    unit: str = ""


class DrawRecord(Document):
    """One record of a draw, complete: codes as lines to read aloud, throws side by side in pairs."""

    name: ClassVar[str] = "draw_record"
    facts: tuple[Line, ...]
    pools: tuple[Line, ...]
    rules: tuple[str, ...]
    commitment: tuple[str, ...]
    entropy_hash: tuple[str, ...]
    result_hash: tuple[str, ...]
    throws: tuple[tuple[RecordThrow, RecordThrow], ...]
    result: tuple[str, ...]
    before: tuple[str, ...] = ()
    people: tuple[RecordPerson, ...]
    remarks: str


def read_aloud(code: str) -> list[str]:
    """Return a code as it is read aloud: groups of four, eight groups a line."""
    groups = [code[start : start + CODE_GROUP] for start in range(0, len(code), CODE_GROUP)]
    return [" ".join(groups[at : at + GROUPS_A_LINE]) for at in range(0, len(groups), GROUPS_A_LINE)]
