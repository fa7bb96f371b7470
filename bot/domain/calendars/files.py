"""Reads a year's holidays from what people send: the common JSON, an .ics calendar, or the notice's words."""

import json
import re
from collections import Counter
from datetime import date, datetime, timedelta

from pydantic import ValidationError

from bot.domain.calendars.notice import read_sentences
from bot.domain.calendars.tables import (
    FESTIVALS,
    ListedDay,
    NoticeFault,
    NoticeReading,
    YearTable,
    table_faults,
)

_EVENT = re.compile(r"BEGIN:VEVENT\n(.*?)\nEND:VEVENT", re.DOTALL)
_PROPERTY = re.compile(r"^(DTSTART|DTEND|SUMMARY|CATEGORIES)[^:\n]*:(.*)$", re.MULTILINE)
_WORKED = re.compile("班|上课")
_LONGEST_DAYS = 31


def read_notice(text: str) -> NoticeReading:
    """Return the table of a notice in any of the three forms, with all that cannot be right in it."""
    plain = text.lstrip("\ufeff \t\r\n")
    if plain.startswith("{"):
        return _read_json(plain)
    if plain.startswith("BEGIN:VCALENDAR"):
        return _read_ics(plain)
    return read_sentences(plain)


def _read_json(text: str) -> NoticeReading:
    """`{"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}, …]}`."""
    try:
        table = YearTable.model_validate(json.loads(text))
    except (ValidationError, ValueError):
        return NoticeReading(0, (), (NoticeFault("calendar.fault.form"),))
    return _checked(table.year or 0, list(table.days))


def _read_ics(text: str) -> NoticeReading:
    """Take the events of a festival: those that say 班 are worked, all others off; DTEND is not included."""
    days: list[ListedDay] = []
    faults: list[NoticeFault] = []
    unfolded = re.sub(r"\n[ \t]", "", text.replace("\r\n", "\n"))
    for event in _EVENT.findall(unfolded):
        values = dict(_PROPERTY.findall(event))
        summary = values.get("SUMMARY", "")
        name = "、".join(each for each in FESTIVALS if each in summary)
        if not name:
            continue
        span = _span(values)
        if not span:
            faults.append(NoticeFault("calendar.fault.ics_day", {"words": summary[:_LONGEST_DAYS]}))
        is_off = not _WORKED.search(summary + values.get("CATEGORIES", ""))
        days += [ListedDay(date=day, name=name, is_off_day=is_off) for day in span]
    years = Counter(each.date.year for each in days).most_common()
    # A calendar of several years holds several notices; the newest is what the office lacks.
    year = max((each for each, _ in years), default=0)
    own = [each for each in days if each.date.year == year]
    read = _checked(year, sorted(own, key=lambda each: each.date))
    return NoticeReading(read.year, read.days, (*faults, *read.faults))


def _span(values: dict[str, str]) -> list[date]:
    """Return the days of an event, or none where its dates cannot be read."""
    try:
        first = _day(values["DTSTART"])
        after = _day(values["DTEND"]) if "DTEND" in values else first + timedelta(days=1)
    except (KeyError, ValueError):
        return []
    length = (after - first).days or 1
    return [first + timedelta(days=n) for n in range(length)] if 0 < length <= _LONGEST_DAYS else []


def _day(text: str) -> date:
    return datetime.strptime(text.strip()[:8], "%Y%m%d").date()  # noqa: DTZ007 - a date has no zone


def _checked(year: int, days: list[ListedDay]) -> NoticeReading:
    listed = tuple(days)
    if not year or not date.min.year < year < date.max.year:
        return NoticeReading(0, listed, (NoticeFault("calendar.fault.no_year"),))
    if not listed:
        return NoticeReading(year, (), (NoticeFault("calendar.fault.nothing"),))
    return NoticeReading(year, listed, tuple(table_faults(year, listed)))
