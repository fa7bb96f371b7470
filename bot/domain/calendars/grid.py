"""A month as lines of text, in signs of one width, so that the days stand below their weekdays."""

from calendar import Calendar
from collections.abc import Iterable

from bot.domain.calendars.tables import ListedDay

OFF, WORKED = "休", "班"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_SPACE = "\u3000"
_MONTHS = range(1, 13)


def month_grids(year: int, listed: Iterable[ListedDay]) -> list[tuple[int, list[str]]]:
    """Return `[(month, its weeks from Monday on), …]`; a day that a notice names bears 休 or 班."""
    marks = {each.date: OFF if each.is_off_day else WORKED for each in listed}
    weeks = Calendar(firstweekday=0).monthdatescalendar
    return [
        (
            month,
            [
                "".join(
                    _wide(day.day) + marks.get(day, _SPACE) if day.month == month else 3 * _SPACE
                    for day in week
                ).rstrip(_SPACE)
                for week in weeks(year, month)
            ],
        )
        for month in _MONTHS
    ]


def _wide(number: int) -> str:
    return f"{number:02d}".translate(_WIDE)
