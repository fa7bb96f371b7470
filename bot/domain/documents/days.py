"""Days and instants as papers give them, in words and in Chinese."""

from datetime import date, datetime

from bot.domain.deadlines import SHANGHAI


def day_in_words(day: date) -> str:
    """Return a day as `2026年9月21日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def time_in_words(at: datetime) -> str:
    """Return an instant as `2026年9月21日 13:30`, in Asia/Shanghai."""
    local = at.astimezone(SHANGHAI)
    return f"{day_in_words(local.date())} {local:%H:%M}"
