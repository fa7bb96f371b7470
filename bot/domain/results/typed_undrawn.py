"""What the coordinator types of an inspection outside the draws, a line for each heading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.errors import Invalid
from bot.domain.registers.rows import Item
from bot.domain.registers.written import is_nothing, plain, read_day
from bot.domain.results.findings import ABNORMAL, NORMAL
from bot.domain.results.undrawn import Cause

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
