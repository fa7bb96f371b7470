"""非随机检查: an inspection that no draw led to, so that a target's credit file is whole.

Complaints, referrals, data alerts, what law or a higher authority orders (Quyang 第二十七条, Ordos 第四条).
It stands in a table of its own: no share, no cap and no statistic of the rounds counts it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from pydantic import Field

from bot.domain.errors import Invalid
from bot.domain.inspections import Inspection
from bot.domain.people import Record
from bot.domain.registers.rows import Item
from bot.domain.registers.written import is_nothing, plain, read_day
from bot.domain.results.findings import ABNORMAL, NORMAL


class Cause(StrEnum):
    """Why somebody went there without a draw."""

    COMPLAINT = "complaint"
    REFERRAL = "referral"
    DATA = "data"
    ORDERED = "ordered"


class UndrawnState(StrEnum):
    """The life of such a record: the releaser looks at it before it is public, and at each correction."""

    RECORDED = "recorded"
    PUBLISHED = "published"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    RECALLED = "recalled"
    CORRECTING = "correcting"
    CORRECTED = "corrected"
    TAKEN_DOWN = "taken_down"


PUBLIC = (
    UndrawnState.PUBLISHED,
    UndrawnState.RECALLED,
    UndrawnState.CORRECTING,
    UndrawnState.CORRECTED,
)
"""What the credit file tells: of a record that is to be taken down or corrected what was published before."""
WAITING = (UndrawnState.RECORDED, UndrawnState.RECALLED, UndrawnState.CORRECTED)
"""What waits for the releaser."""
UNRELEASED = (UndrawnState.RECORDED, UndrawnState.CORRECTED)
"""What was recorded and is not released yet."""
RECALLABLE = (UndrawnState.PUBLISHED, UndrawnState.CORRECTING)
"""What can be asked to be taken down."""
UNDECIDED = (*WAITING, UndrawnState.CORRECTING)
"""What waits for anybody."""
RECORDED_BY = ("undrawn_recorded", "undrawn_corrected")
"""The entries of the journal that tell a version of the record whole."""
DENIAL = "我没有参加这次检查。"
"""How the words begin by which somebody who is named denies it: what the button that he pressed says."""
UNDRAWN_MARK = "非随机-"
"""How the number begins under which an inspection outside the draws is archived."""


class Undrawn(Record):
    """One inspection outside the draws; `findings` are item codes and findings of the list `item_list_id`.

    `team` are the people who inspected, the leader first; whoever else was there and stands in no roster is
    named in words (`others_words_id`). These, what led to it and what was seen lie in rows of their own,
    never public. Each `version` that was released is a publication of its own; `correction` is why what is
    public is being corrected, "" where it is not. `past_words` are rows of words that others have replaced.
    """

    target_id: int
    target_key: str
    cause: Cause
    visited_on: date
    item_list_id: int
    findings: list[list[str]]
    team: list[int]
    others_words_id: int | None = None
    words_id: int | None = None
    recorded_by: int
    state: UndrawnState = UndrawnState.RECORDED
    decided_by: int | None = None
    reason_words_id: int | None = None
    past_words: list[int] = Field(default_factory=list)
    version: int = 1
    correction: str = ""

    @property
    def subject(self) -> tuple[str, int]:
        """Return what deadlines and the journal call it, and its row."""
        return "undrawn", self.id

    @property
    def volume(self) -> str:
        """Return the number of its archive: that by which the journal names it."""
        return f"{UNDRAWN_MARK}{self.id:04d}"

    def replacing(self, *words_ids: int | None) -> dict[str, list[int]]:
        """Return the change that keeps these rows of words, which others replace, for their destruction."""
        return {"past_words": [*self.past_words, *(each for each in words_ids if each)]}

    @property
    def is_withdrawn(self) -> bool:
        """Return whether it was published and taken down again."""
        return self.state is UndrawnState.TAKEN_DOWN


Inspected: TypeAlias = Inspection | Undrawn
"""An inspection and its result, whether a draw led to it or not: what follows on it is the same."""


def rows_of(inspection: Inspected) -> dict[str, int]:
    """Return by which column the rows about this inspection name it."""
    kind, number = inspection.subject
    return {f"{kind}_id": number}


def named(inspection: Inspected) -> dict[str, int]:
    """Return how the journal and a dialogue's draft name this inspection."""
    return dict([inspection.subject])


@dataclass(frozen=True)
class Written:
    """What the coordinator has typed: the target and the items as people call them."""

    target: str
    cause: Cause
    visited_on: date
    inspectors: tuple[str, ...]
    items: tuple[str, ...]
    abnormal: tuple[str, ...]
    others: str = ""
    words: str = ""


_CAUSES = {
    Cause.COMPLAINT: ("投诉举报", "投诉", "举报"),
    Cause.REFERRAL: ("转办交办", "转办", "交办"),
    Cause.DATA: ("数据监测", "大数据监测"),
    Cause.ORDERED: ("专项检查", "上级部署", "专项"),
}
_FIELDS = {
    "检查对象": "target",
    "事由": "cause",
    "检查日期": "visited_on",
    "检查人员": "inspectors",
    "其他参加人员": "others",
    "检查事项": "items",
    "不正常": "abnormal",
    "不正常事项": "abnormal",
    "情况": "words",
}
_LINE = re.compile(r"([^:：]{1,10})[:：]\s*(.*)")
_BETWEEN = re.compile(r"[、，,;；]+")
_NEEDED = ("target", "cause", "visited_on", "inspectors", "items")


def read_undrawn(typed: str, today: date) -> Written:
    """Return what a message says, a line for each heading; the last line may go on.

    Raises:
        Invalid: `undrawn.bad` with why: a line, what is lacking, the cause, or the day.
    """
    lines = _lines(typed)
    lacking = [name for name in _NEEDED if not lines.get(name)]
    if lacking:
        raise _bad(lacking[0])
    cause = next((each for each, words in _CAUSES.items() if plain(lines["cause"]) in words), None)
    day = read_day(lines["visited_on"])
    if cause is None or day is None or day > today:
        raise _bad("cause" if cause is None else "visited_on")
    return Written(
        target=plain(lines["target"]),
        cause=cause,
        visited_on=day,
        inspectors=_parts(lines["inspectors"]),
        items=_parts(lines["items"]),
        abnormal=_parts(_said(lines, "abnormal")),
        others=_said(lines, "others"),
        words=lines.get("words", ""),
    )


def judged(items: Sequence[Item], written: Written) -> list[list[str]]:
    """Return codes and findings in the list's order; what is abnormal was inspected too.

    Raises:
        Invalid: `undrawn.no_item` with a name that no item of the list has.
    """
    known = {name: item.code for item in items for name in (item.name, item.code)}
    if unknown := [name for name in (*written.items, *written.abnormal) if name not in known]:
        raise Invalid("undrawn.no_item", name=unknown[0])
    abnormal = {known[name] for name in written.abnormal}
    checked = {known[name] for name in written.items} | abnormal
    return [
        [item.code, ABNORMAL if item.code in abnormal else NORMAL] for item in items if item.code in checked
    ]


def cause_word(cause: Cause) -> str:
    """Return the word by which a message names the cause."""
    return _CAUSES[cause][0]


def _lines(typed: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in filter(None, map(str.strip, typed.splitlines())):
        match = _LINE.match(line)
        field = _FIELDS.get(plain(match[1]), "") if match else ""
        if match and field and field not in found:
            found[field] = match[2].strip()
        elif "words" in found:
            found["words"] = f"{found['words']}\n{line}"
        else:
            raise _bad("line")
    return found


def _said(lines: dict[str, str], name: str) -> str:
    """Return what stands in a line that may be left out; 无 is nothing."""
    words = lines.get(name, "")
    return "" if is_nothing(words) else words


def _parts(words: str) -> tuple[str, ...]:
    return tuple(part for part in map(plain, _BETWEEN.split(words)) if part)


def _bad(why: str) -> Invalid:
    return Invalid("undrawn.bad", why={"key": f"undrawn.why.{why}"})
