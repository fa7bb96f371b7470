"""What an item asks for besides 正常 or 不正常: a number, a choice, or words; and what its list says of it.

The list writes it in words: the kind (`数值`), and with it a range (`30-45 人`, `不少于 2 名`) or the
choices, those that are abnormal marked (`合格、不合格（不正常）`). A range or a mark settles the finding;
where there is none, the inspectors say it.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.domain.registers.written import plain
from bot.domain.typed import one_line


class ItemKind(StrEnum):
    """What is recorded of an item besides its finding."""

    FINDING = "finding"
    NUMBER = "number"
    CHOICE = "choice"
    TEXT = "text"


_WORDS = {
    ItemKind.FINDING: ("正常/不正常", "正常不正常", "是否正常", "结论"),
    ItemKind.NUMBER: ("数值", "数字", "数量", "填数"),
    ItemKind.CHOICE: ("选择", "选项", "单选"),
    ItemKind.TEXT: ("文字", "文本", "填空", "描述"),
}
_BETWEEN = re.compile(r"[、,，;；/\n]+")
_MARK = re.compile(r"\((?:不正常|异常)\)$")
_NUMBER = r"\d{1,9}(?:\.\d{1,4})?"
_UNIT = r"\s*(?P<unit>[^\d\s][^\d]{0,9})?"
_SPANS = (
    re.compile(rf"(?P<least>{_NUMBER})\s*(?:-|~|至|到)\s*(?P<most>{_NUMBER}){_UNIT}"),
    re.compile(rf"(?:>=|≥|不少于|不低于|不小于|至少)\s*(?P<least>{_NUMBER}){_UNIT}"),
    re.compile(rf"(?:<=|≤|不超过|不高于|不大于|至多)\s*(?P<most>{_NUMBER}){_UNIT}"),
    re.compile(r"(?P<unit>[^\d\s][^\d]{0,9})"),
)
MOST_CHOICES = 12
_LONGEST_CHOICE = 30
LONGEST_VALUE = 500
_ALTERNATIVES = 2


@dataclass(frozen=True)
class Choice:
    """One of the answers that a list offers."""

    name: str
    is_abnormal: bool


@dataclass(frozen=True)
class Span:
    """What a number may be, both ends included; None is open."""

    least: Decimal | None = None
    most: Decimal | None = None
    unit: str = ""

    @property
    def judges(self) -> bool:
        """Return whether it says what is normal."""
        return self.least is not None or self.most is not None


def read_item_kind(text: str) -> ItemKind | None:
    """Return the kind that a list's word means, or None."""
    word = "".join(plain(text).split())
    return next((kind for kind, words in _WORDS.items() if word in words), None)


def item_kind_word(kind: ItemKind) -> str:
    """Return the word that we write for a kind."""
    return _WORDS[kind][0]


def choices_of(options: str) -> tuple[Choice, ...]:
    """Return the choices in the list's order."""
    parts = [part.strip() for part in _BETWEEN.split(plain(options)) if part.strip()]
    return tuple(Choice(_MARK.sub("", part).strip(), _MARK.search(part) is not None) for part in parts)


def span_of(options: str) -> Span | None:
    """Return the range that a list writes; None where it is not understood."""
    words = plain(options)
    if not words:
        return Span()
    for pattern in _SPANS:
        if found := pattern.fullmatch(words):
            parts = {"least": None, "most": None, "unit": None} | found.groupdict()
            ends = {name: Decimal(end) if (end := parts[name]) else None for name in ("least", "most")}
            return Span(**ends, unit=(parts["unit"] or "").strip())
    return None


def are_options(kind: ItemKind, options: str) -> bool:
    """Return whether the options are such as the kind needs."""
    if kind is ItemKind.CHOICE:
        names = [each.name for each in choices_of(options)]
        fits = all(0 < len(name) <= _LONGEST_CHOICE for name in names)
        return fits and len(set(names)) == len(names) and _ALTERNATIVES <= len(names) <= MOST_CHOICES
    if kind is ItemKind.NUMBER:
        span = span_of(options)
        is_empty = span is not None and span.least is not None and span.most is not None
        return span is not None and not (is_empty and span.least > span.most)  # type: ignore[operator]
    return not plain(options)


def judges(kind: ItemKind, options: str) -> bool:
    """Return whether the list itself says which answer is normal."""
    if kind is ItemKind.CHOICE:
        return any(each.is_abnormal for each in choices_of(options))
    return kind is ItemKind.NUMBER and bool((span := span_of(options)) and span.judges)


def read_value(kind: ItemKind, options: str, typed: str) -> str | None:
    """Return what was typed as it is kept, or None where it is no answer to the item."""
    words = one_line(typed)
    if kind is ItemKind.CHOICE:
        return next((each.name for each in choices_of(options) if each.name == plain(words)), None)
    if kind is ItemKind.NUMBER:
        return _number(plain(words), (span_of(options) or Span()).unit)
    return words if kind is ItemKind.TEXT and 0 < len(words) <= LONGEST_VALUE else None


def finds_abnormal(kind: ItemKind, options: str, value: str) -> bool:
    """Return whether the list says of this answer that it is abnormal."""
    if kind is ItemKind.CHOICE:
        return any(each.is_abnormal for each in choices_of(options) if each.name == value)
    span = span_of(options) if kind is ItemKind.NUMBER else None
    if span is None:
        return False
    number = Decimal(value)
    is_low = span.least is not None and number < span.least
    return is_low or (span.most is not None and number > span.most)


def shown_value(kind: ItemKind, options: str, value: str) -> str:
    """Return the value with its unit."""
    unit = (span_of(options) or Span()).unit if kind is ItemKind.NUMBER else ""
    return f"{value} {unit}" if unit and value else value


def _number(words: str, unit: str) -> str | None:
    """Return a number in plain digits, without its unit and useless zeros."""
    digits = words.removesuffix(unit).strip() if unit else words
    return f"{Decimal(digits).normalize():f}" if re.fullmatch(_NUMBER, digits) else None
