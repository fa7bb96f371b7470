"""The lines of a plan as offices write them in a sheet or a message: 5%, 3月至6月, 定向.

The headings and words are data, as in `registers/columns.py`; what a text means is said once, for the sheet
and the chat.
"""

import re
import unicodedata
from calendar import monthrange
from datetime import date
from decimal import Decimal, DecimalException

from bot.domain.frozen import Frozen
from bot.domain.plans.planned_round import WHOLE_BP
from bot.domain.plans.shares import percentage_in

PLAN_SHEET = "抽查计划"
PLAN_COLUMNS: dict[str, tuple[str, ...]] = {
    "items": ("抽查事项", "抽查项目", "检查事项"),
    "scope": ("抽查范围", "抽查对象范围", "检查对象范围", "抽查对象类别"),
    "condition": ("抽查条件", "定向条件", "特定条件"),
    "share": ("抽查比例", "比例", "检查比例"),
    "share_source": ("比例依据", "抽查比例依据"),
    "item_shares": ("各事项比例", "分项比例", "分事项比例"),
    "frequency": ("抽查频次", "频次", "检查频次"),
    "window": ("抽查时间", "实施时间", "检查时间", "实施检查的时间"),
    "departments": ("参与部门", "配合部门", "联合部门"),
    "team_people": ("检查组人数", "每组人数", "执法人员数量"),
    "method": ("检查方式", "抽查方式", "执法检查方式"),
    "secrecy": ("保密要求",),
    "use": ("结果运用", "检查结果运用"),
    "purpose": ("抽查目的", "检查目的"),
}
"""Field → its headings; the first is the one that we print."""

REQUIRED_COLUMNS = ("items", "share", "window")
TELLING_COLUMNS = frozenset({"items", "share"})
WHOLE_REGISTER_WORDS = frozenset({"", "全部", "全部对象", "全部检查对象", "名录库", "整个名录库"})
_NAMED = {
    "全年": (1, 12),
    "全年度": (1, 12),
    "上半年": (1, 6),
    "下半年": (7, 12),
    **{
        f"{prefix}{word}季度": (first, first + 2)
        for prefix in ("", "第")
        for word, first in (
            ("一", 1),
            ("二", 4),
            ("三", 7),
            ("四", 10),
            ("1", 1),
            ("2", 4),
            ("3", 7),
            ("4", 10),
        )
    },
}
_MONTHS = re.compile(r"(\d{1,2})月?[-—–~～至到]+(\d{1,2})月(?:份|底|末)?")
_DAY = re.compile(r"(?:(\d{4})[-./年])?(\d{1,2})[-./月](\d{1,2})日?")
_SEPARATORS = re.compile(r"[、，,；;\n]+")
_MONTHS_OF_YEAR = 12


class PlanRow(Frozen):
    """One row of a sheet: its cells by field, as written; a share that is a number is a fraction of one."""

    sheet: str
    row: int
    cells: dict[str, str]
    share_is_number: bool = False

    def has(self, field: str) -> str:
        """Return a cell's text, or nothing."""
        return self.cells.get(field, "")


def heading_field(text: str) -> str | None:
    """Return the field that a heading of a plan names, or None."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).split("(")[0]
    return next((name for name, words in PLAN_COLUMNS.items() if plain in words), None)


def names_in(text: str) -> tuple[str, ...]:
    """Return the names of a cell that holds several, such as 校园安全、收费行为."""
    return tuple(part.strip() for part in _SEPARATORS.split(text) if part.strip())


def share_in(text: str, *, is_number: bool = False) -> int | None:
    """Return basis points, or None; a bare number of a sheet is one only below 1, as a fraction."""
    share = percentage_in(text)
    if is_number and "%" not in unicodedata.normalize("NFKC", text):
        share = _fraction_in(text)
    return share if share is not None and 1 <= share <= WHOLE_BP else None


def _fraction_in(text: str) -> int | None:
    """Return the basis points of 0.05, which a spreadsheet shows as 5%."""
    try:
        amount = Decimal(text.strip())
    except DecimalException:
        return None
    if not amount.is_finite() or not 0 < amount < 1:
        return None
    share = amount * WHOLE_BP
    return int(share) if share == share.to_integral_value() else None


def window_in(text: str, year: int) -> tuple[date, date] | None:
    """Return the first and the last day of 3月至6月, 上半年, 2026-03-01至2026-06-30 and the like, or None."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).removeprefix(f"{year}年")
    if plain in _NAMED:
        return _months(year, *_NAMED[plain])
    if match := _MONTHS.fullmatch(plain):
        return _months(year, int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(\d{1,2})月(?:份|底|末)?", plain):
        return _months(year, int(match[1]), int(match[1]))
    days = _DAY.findall(plain)
    if len(days) not in (1, 2) or _DAY.sub("", plain).strip("-—–~～至到起止自从"):
        return None
    try:
        found = [date(int(own or year), int(month), int(day)) for own, month, day in days]
    except ValueError:
        return None
    return (found[0], found[-1]) if found[0] <= found[-1] else None


def _months(year: int, first: int, last: int) -> tuple[date, date] | None:
    if not 1 <= first <= last <= _MONTHS_OF_YEAR:
        return None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
