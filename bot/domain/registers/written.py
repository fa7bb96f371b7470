"""What offices write in the cells of a register: dates, years, and which register a target is entered in.

The words are data, as the headings are; what is not understood is None and never guessed.
"""

import re
import unicodedata
from datetime import date, timedelta

from bot.domain.profiles.books import RegisterKind

_DAY = re.compile(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?(?:[ T]?\d{1,2}:\d{2}(?::\d{2})?)?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})[年./-](\d{1,2})月?份?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_YEAR = re.compile(r"((?:19|20)\d{2})(?:年度?(?:报告?|年报)?|\.0)?")
_EPOCH = date(1899, 12, 30)
"""Day 0 of a spreadsheet's serial numbers."""

_NOTHING = frozenset({"", "-", "--", "—", "/", "无", "不详", "未知", "暂无"})

_KINDS = {
    RegisterKind.ENTERPRISE: ("企业", "公司", "个体", "合作社"),
    RegisterKind.PUBLIC_BODY: ("机关", "事业"),
    RegisterKind.ASSOCIATION: ("社团", "社会团体", "社会组织", "社会服务", "民办非企业", "民非", "基金会"),
}


def plain(text: str) -> str:
    """Return a cell's text as it is read here: NFKC, without white space at its ends."""
    return unicodedata.normalize("NFKC", text).strip()


def is_nothing(text: str) -> bool:
    """Return whether a cell says that nothing is known: empty, a dash, 无, 不详."""
    return plain(text) in _NOTHING


def read_day(text: str) -> date | None:
    """Return the day of 2015-09-01, 2015年9月1日, 2015.9.1, 20150901, a serial number, or a month's first."""
    words = "".join(plain(text).split()) if "年" in text else plain(text)
    for pattern in (_DAY, _COMPACT, _MONTH):
        if found := pattern.fullmatch(words):
            year, month, day = [*map(int, found.groups()), 1][:3]
            return _day(year, month, day)
    if found := _SERIAL.fullmatch(words):
        return _EPOCH + timedelta(days=int(found[1]))
    return None


def is_month_only(text: str) -> bool:
    """Return whether a date is written without its day: 2015年9月."""
    return _MONTH.fullmatch("".join(plain(text).split())) is not None


def read_until(text: str) -> date | None:
    """Return the last day of a validity as read_day() does; 长期 is the last day there is."""
    return date.max if plain(text).removesuffix("有效") == "长期" else read_day(text)


def read_year(text: str) -> int | None:
    """Return the year of 2022, 2022年 or 2022年度."""
    found = _YEAR.fullmatch("".join(plain(text).split()))
    return int(found[1]) if found else None


def read_kind(text: str) -> RegisterKind | None:
    """Return the register that a word such as 企业法人, 事业单位 or 民办非企业单位 belongs to."""
    words = plain(text)
    # 民办非企业单位 holds the word 企业, so associations are looked for first.
    for kind in (RegisterKind.ASSOCIATION, RegisterKind.PUBLIC_BODY, RegisterKind.ENTERPRISE):
        if any(word in words for word in _KINDS[kind]):
            return kind
    return None


def kind_word(kind: RegisterKind) -> str:
    """Return the word that we write for a kind."""
    return _KINDS[kind][0]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
