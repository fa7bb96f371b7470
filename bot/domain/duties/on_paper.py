"""代录: what the coordinator enters from a signed paper for somebody without a telephone."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from bot.domain.errors import Invalid
from bot.domain.people import Record
from bot.domain.registers.item_kinds import finds_abnormal, read_value
from bot.domain.registers.rows import Item
from bot.domain.typed import short_line

_LINE = re.compile(r"(\d{1,3})\s*[.、:：,，\s]\s*(\S.*)")
_OUTCOMES = {
    "迁址": "moved",
    "停业": "closed",
    "停办": "closed",
    "非本辖区": "not_ours",
    "重复": "duplicate",
    **{each: each for each in ("moved", "closed", "not_ours", "duplicate")},
}
_OUTCOME_LINE = re.compile(rf"(\d{{1,3}})\s*[.、:,\s]\s*({'|'.join(_OUTCOMES)})\s*[:,;、\s]\s*(\S.*)")

_MOST_WORDS = 500


class PaperKind(StrEnum):
    """What can be entered from a signed paper."""

    ACKNOWLEDGEMENT = "acknowledgement"
    RECUSAL = "recusal"
    SUBSTITUTION = "substitution"
    CONFIRMATION = "confirmation"
    RESULT = "result"


REQUESTS = (PaperKind.RECUSAL, PaperKind.SUBSTITUTION)
"""What is put to the approver once it is entered."""


class PaperState(StrEnum):
    """The life of an entry: the person countersigns it later, or says that it is not what he signed.

    A disputed one is entered again: its next version is countersigned in its stead.
    """

    ENTERED = "entered"
    COUNTERSIGNED = "countersigned"
    DISPUTED = "disputed"
    CORRECTED = "corrected"


class PaperEntry(Record):
    """One person's signature on a paper, entered by another.

    `subject_id` is by kind a duty, a request, the list administrator himself, or an inspection.

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


class PaperLine(NamedTuple):
    """What the paper says of one item: the value that it asks for, and a note where it is abnormal."""

    value: str
    note: str


class PaperForm(NamedTuple):
    """What a signed form says: its day, its items by their numbers, and in words what else stands on it.

    `conclusion` is the standard outcome's code, "" where the findings say it; `cause` why nothing could be
    inspected, `statement` what the target says, and `refusal` why it did not sign, "" where it did.
    """

    day: date
    lines: dict[int, PaperLine]
    conclusion: str = ""
    cause: str = ""
    statement: str = ""
    refusal: str = ""


def read_findings(text: str, items: Sequence[Item]) -> dict[int, PaperLine]:
    """Return what the paper says by the items' numbers from 1; an item that is not there is normal.

    One item a line, its number first: `2 未公示收费标准`. Of an item that asks for a value this comes first,
    and the note, if it is abnormal, after a semicolon: `3 52；超出规定班额`.

    Raises:
        Invalid: a line has no number or says nothing, the number is no item's or stands twice, a value is
            lacking or is none, or what the list calls abnormal has no note.
    """
    found: dict[int, PaperLine] = {}
    most = len(items)
    for line in filter(None, (unicodedata.normalize("NFKC", each).strip() for each in text.splitlines())):
        match = _LINE.fullmatch(line)
        number = int(match[1]) if match else 0
        if match is None or not 1 <= number <= most or number in found:
            raise Invalid("on_paper.bad_findings", most=most)
        found[number] = _line(number, items[number - 1], match[2].strip())
    asked = {n for n, item in enumerate(items, start=1) if item.asks_value}
    if not found or asked - found.keys():
        raise Invalid("on_paper.bad_findings", most=most)
    return found


def read_outcomes(text: str, most: int) -> dict[int, tuple[str, str]]:
    """Return {number of a target from 1: (outcome, note)}; a target that is not there is as in the register.

    One target a line: `2 停业 三月起停办，电话核实`.

    Raises:
        Invalid: a line is not so, or a number is no target's or stands twice.
    """
    found: dict[int, tuple[str, str]] = {}
    for line in filter(None, (unicodedata.normalize("NFKC", each).strip() for each in text.splitlines())):
        match = _OUTCOME_LINE.fullmatch(line)
        number = int(match[1]) if match else 0
        if match is None or not 1 <= number <= most or number in found:
            raise Invalid("on_paper.bad_outcomes", most=most)
        found[number] = (_OUTCOMES[match[2]], short_line(match[3], "confirm.bad_note", _MOST_WORDS))
    if not found:
        raise Invalid("on_paper.bad_outcomes", most=most)
    return found


def _line(number: int, item: Item, words: str) -> PaperLine:
    if not item.asks_value:
        return PaperLine("", words)
    typed, _, note = (part.strip() for part in words.partition(";"))
    options = item.options or ""
    value = read_value(item.kind, options, typed)
    if value is None or (item.judges and finds_abnormal(item.kind, options, value) and not note):
        raise Invalid("on_paper.bad_value", n=number, name=item.name, options=options)
    return PaperLine(value, note)


def reason_of(typed: str) -> str:
    """Return why the target did not sign, or what was not so signed; raise Invalid where it is no reason."""
    return short_line(typed, "on_paper.bad_reason", _MOST_WORDS)


def is_disputed(entries: Sequence[PaperEntry]) -> bool:
    """Return whether somebody says of one of these entries that it is not what he signed."""
    return any(each.state is PaperState.DISPUTED for each in entries)
