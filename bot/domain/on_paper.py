"""代录: what the coordinator enters from a signed paper for somebody without a telephone."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from bot.domain.errors import Invalid
from bot.domain.people import Record
from bot.domain.typed import short_line

_LINE = re.compile(r"(\d{1,3})\s*[.、:：,，\s]\s*(\S.*)")

_MOST_WORDS = 500


class PaperKind(StrEnum):
    """What can be entered from a signed paper."""

    ACKNOWLEDGEMENT = "acknowledgement"
    RESULT = "result"


class PaperState(StrEnum):
    """The life of an entry: the person countersigns it later, or says that it is not what he signed.

    A disputed one is entered again: its next version is countersigned in its stead.
    """

    ENTERED = "entered"
    COUNTERSIGNED = "countersigned"
    DISPUTED = "disputed"
    CORRECTED = "corrected"


class PaperEntry(Record):
    """One person's signature on a paper, entered by another; `subject_id` is a duty or an inspection by kind.

    `sha256` is the picture of the paper; `closed_by` is the person himself, or his approver.
    """

    round_id: int
    person_id: int
    kind: PaperKind
    subject_id: int
    signed_on: date
    sha256: str
    entered_by: int
    entered_at: datetime
    state: PaperState = PaperState.ENTERED
    closed_by: int | None = None
    closed_at: datetime | None = None
    words_id: int | None = None
    version: int = 1


def read_findings(text: str, items: int) -> dict[int, str]:
    """Return the note of each abnormal item by its number from 1; every other item is normal.

    One item a line, its number first: `2 未公示收费标准`.

    Raises:
        Invalid: a line has no number or no note, the number is no item's, or stands twice.
    """
    found: dict[int, str] = {}
    for line in filter(None, (unicodedata.normalize("NFKC", each).strip() for each in text.splitlines())):
        match = _LINE.fullmatch(line)
        number = int(match[1]) if match else 0
        if match is None or not 1 <= number <= items or number in found:
            raise Invalid("on_paper.bad_findings", most=items)
        found[number] = match[2].strip()
    if not found:
        raise Invalid("on_paper.bad_findings", most=items)
    return found


def reason_of(typed: str) -> str:
    """Return why the target did not sign, or what was not so signed; raise Invalid where it is no reason."""
    return short_line(typed, "on_paper.bad_reason", _MOST_WORDS)


def is_disputed(entries: Sequence[PaperEntry]) -> bool:
    """Return whether somebody says of one of these entries that it is not what he signed."""
    return any(each.state is PaperState.DISPUTED for each in entries)
