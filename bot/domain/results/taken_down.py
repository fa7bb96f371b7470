"""What was public and is so no longer, or as wrong alone: a place that took it before learns when and why.

No row says what had been found: neither the conclusion nor an item, nor what followed.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from bot.domain.frozen import Frozen
from bot.domain.publication.parts import Said
from bot.domain.results.exports import ExportRow, PublicState, RowKind, kind_text

TOLD_DAYS = 365
"""For how long it is told that an entry went: a place that takes an export every year learns of each.

Not for ever: only adverse results expire, so that the row itself says that something had been found.
"""


class TakenDown(Frozen):
    """One entry that was taken down or withdrawn; `reason` is why, `removed_on` None where none says when."""

    kind: RowKind
    target_name: str
    target_code: str
    category: str
    round_number: str = ""
    state: PublicState
    published_on: date | None
    removed_on: date | None
    version: int = 1
    reason: Said


class TakenBack(NamedTuple):
    """That an outcome which was public since a day stands no longer, and the code of why.

    `is_marked`: it is not gone, but withdrawn; its target is not inspected any more.
    """

    inspection: int
    since: date | None
    on: date
    reason: str
    is_marked: bool = False


OUTCOME_EVENTS = ("target_ruled_out", "outcome_checked", "confirmation_corrected", "target_withdrawn")
"""The records that settle why a target cannot be inspected; the last one holds."""
TAKEN_BACK_EVENTS = (*OUTCOME_EVENTS, "outcome_withdrawn", "objection_answered", "review_answered")
"""Those and the records by which such an outcome is found wrong."""
_REASONS = {"objection_answered": "objection", "review_answered": "review"}
_UPHELD, _INSPECTED = "upheld", "correct"


def taken_back(records: Iterable[tuple[str, date, Mapping[str, Any]]]) -> list[TakenBack]:
    """Return which outcomes were public and found wrong, of records of these events: name, day, data.

    Where the round still goes on, the target is inspected after all, and nothing but the answer to the
    objection tells that the outcome had been public.
    """
    found: list[TakenBack] = []
    since: dict[int, date] = {}
    upheld: dict[int, str] = {}
    for event, day, data in records:
        number = data.get("inspection", 0)
        if event in _REASONS:
            upheld |= {number: _REASONS[event]} if data["outcome"] == _UPHELD else {}
        elif event == "outcome_withdrawn":
            found.append(TakenBack(number, since.get(number), day, data["reason"], True))
        elif data.get("outcome") == _INSPECTED:
            first, reason = since.pop(number, None), upheld.pop(number, "")
            found += [TakenBack(number, first, day, reason)] if reason else []
        else:
            since[number] = day
    return found


def removed_rows(entries: Iterable[TakenDown], day: date, number: str = "") -> list[ExportRow]:
    """Return the rows of what was taken down, or of what belonged to one round, by round and code.

    What was taken down more than TOLD_DAYS before this day is told no more; what is withdrawn is told as
    long as the pages say so.
    """
    shown = [each for each in entries if number in ("", each.round_number) and _is_told(each, day)]
    shown.sort(
        key=lambda each: (each.round_number, each.target_code, each.kind, each.published_on or date.min)
    )
    return [_row(each) for each in shown]


def _is_told(entry: TakenDown, day: date) -> bool:
    if entry.removed_on is None or entry.state is PublicState.WITHDRAWN:
        return True
    return day <= entry.removed_on + timedelta(days=TOLD_DAYS)


def _row(entry: TakenDown) -> ExportRow:
    return ExportRow(
        kind=kind_text(entry.kind),
        target_name=entry.target_name,
        target_code=entry.target_code,
        category=entry.category,
        round_number=entry.round_number,
        state=entry.state,
        published_on=entry.published_on.isoformat() if entry.published_on else "",
        removed_on=entry.removed_on.isoformat() if entry.removed_on else "",
        version=entry.version,
        reason=entry.reason,
    )
