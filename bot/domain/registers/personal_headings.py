"""Headings of phone, licence and ID numbers: their columns go through the console only, never the chat."""

from collections.abc import Sequence

from bot.domain.registers.columns import COLUMNS, Kind
from bot.domain.registers.headings import heading_key, spellings

_PERSONAL_PARTS = ("电话", "手机", "联系方式", "身份证", "身份号码", "执法证号", "执法证件", "执法证编号")

PERSONAL_COLUMNS: tuple[str, ...] = (
    *(
        alias
        for columns in COLUMNS.values()
        for each in columns
        if each.is_personal
        for alias in each.aliases
    ),
    *("身份证", "身份证号", "身份证号码", "身份证件号码", "公民身份号码", "居民身份证号码"),
    *("警官证", "警官证号码", "座机号"),
)


# Until when a licence is valid is a date: it names no number, and the chat may read it.
_VALIDITY_KEYS = frozenset(
    heading_key(alias)
    for column in COLUMNS[Kind.INSPECTORS]
    if column.field == "licence_until"
    for alias in column.aliases
)
_PERSONAL_KEYS = frozenset(heading_key(alias) for alias in PERSONAL_COLUMNS)


def is_personal_heading(text: str, *, exactly: bool = False) -> bool:
    """Returns whether a heading is for phone, licence or ID numbers; `exactly` allows no words around it."""
    wordings = spellings(text)
    if wordings and wordings[0] in _VALIDITY_KEYS:
        return False
    if any(key in _PERSONAL_KEYS for key in wordings):
        return True
    return not exactly and any(part in key for part in _PERSONAL_PARTS for key in wordings)


def personal_columns(headings: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Returns the headings that the chat must refuse, as written; each column brings all its wordings."""
    found = (text for wordings in headings for text in wordings if is_personal_heading(text))
    return tuple(dict.fromkeys(found))
