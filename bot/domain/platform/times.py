"""The time of a platform's draw, as people and spreadsheets write it."""

import re
import unicodedata
from datetime import datetime

from bot.domain.deadlines import SHANGHAI

_TIME = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?[T\s]*"
    r"(?P<hour>\d{1,2})\s*[:时点]\s*(?P<minute>\d{1,2})\s*分?(?::?\s*(?P<second>\d{1,2})(?:\.\d+)?\s*秒?)?"
)


def read_time(text: str) -> datetime | None:
    """Return the instant in Asia/Shanghai of 2026-09-21 09:30, 2026年9月21日9时30分 and the like, or None."""
    found = _TIME.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part) for part in found.groups("0"))
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=SHANGHAI)
    except ValueError:
        return None
