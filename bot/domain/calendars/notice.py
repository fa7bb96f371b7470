"""Reads the State Council's notice on a year's holidays (关于…年部分节假日安排的通知) as it is pasted.

Such as 一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
What is not understood is said, all of it at once: no sentence that arranges days is passed over.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from bot.domain.calendars.tables import ListedDay, NoticeFault, NoticeReading, table_faults

_YEAR = re.compile(r"(\d{4})年(?:部分|全年)?(?:法定)?节假日")
_FESTIVAL = r"(?:元旦|春节|清明节?|(?:国际)?劳动节|端午节?|中秋节?|国庆节?)"
_HEADING = re.compile(rf"({_FESTIVAL}(?:[、和及,]?{_FESTIVAL})*)(?:\([^)]*\))?:")
_NUMERAL = re.compile(r"\(?[一二三四五六七八九十\d]+[、.)]$")
_TOKEN = re.compile(
    r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?:\((?P<aside>[^)]*)\))?"
    r"|(?P<to>[至到~—-]+)|(?P<off>放假|补休|休息)|(?P<work>上班|补班)|(?P<count>\d+)天"
)
_ADVICE = ("鼓励", "倡导")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
_WEEKDAYS = {**{sign: n for n, sign in enumerate("一二三四五六日")}, "天": 6}
_SHOWN_LETTERS = 60
_DECEMBER = 12


def read_sentences(text: str) -> NoticeReading:
    """Return the table of a pasted notice, with all that cannot be right in it."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    found = _YEAR.search(plain)
    if found is None:
        return NoticeReading(0, (), (NoticeFault("calendar.fault.no_year"),))
    year = int(found[1])
    days: list[ListedDay] = []
    faults: list[NoticeFault] = []
    for name, sentence in _arranging(plain):
        read = _Sentence(year, name, sentence)
        days += read.days
        faults += read.faults
    if not days and not faults:
        return NoticeReading(year, (), (NoticeFault("calendar.fault.nothing"),))
    listed = tuple(sorted(days, key=lambda each: each.date))
    return NoticeReading(year, listed, (*faults, *table_faults(year, listed)))


def _arranging(plain: str) -> Iterator[tuple[str, str]]:
    """Yield each sentence that arranges days with its festival; the notice's closing words hold no day."""
    headings = list(_HEADING.finditer(plain))
    ends = [*(each.start() for each in headings[1:]), len(plain)]
    for heading, end in zip(headings, ends, strict=False):
        for sentence in re.split("[。;]", plain[heading.end() : end]):
            words = _NUMERAL.sub("", sentence)
            if not _has_day(words):
                if words:
                    break
                continue
            if not any(advice in words for advice in _ADVICE):
                yield heading[1], words


def _has_day(words: str) -> bool:
    return any(token["day"] for token in _TOKEN.finditer(words))


class _Sentence:
    """One sentence: spans of days, and after them whether they are off or worked."""

    def __init__(self, year: int, name: str, sentence: str) -> None:
        """Read the sentence; `days` and `faults` hold what was found."""
        self.days: list[ListedDay] = []
        self.faults: list[NoticeFault] = []
        self._year, self._name, self._words = year, name, sentence[:_SHOWN_LETTERS]
        self._spans: list[tuple[date, date]] = []
        self._last: date | None = None
        tokens = list(_TOKEN.finditer(sentence))
        for before, token in pairwise([None, *tokens]):
            if token is not None:
                self._take(token, follows_to=before is not None and bool(before["to"]))
        if self._spans:
            self._fault("unread", words=self._words)

    def _take(self, token: re.Match[str], *, follows_to: bool) -> None:
        if token["day"]:
            self._take_day(token, follows_to=follows_to)
        elif token["off"] or token["work"]:
            self._flush(is_off=bool(token["off"]))
        elif token["count"]:
            self._compare_count(int(token["count"]))

    def _take_day(self, token: re.Match[str], *, follows_to: bool) -> None:
        day = self._day_of(token)
        if day is None:
            self._fault("no_such_day", words=token[0])
            return
        self._last = day
        said = _WEEKDAY.search(token["aside"] or "")
        if said and _WEEKDAYS[said[1]] != day.weekday():
            self._fault("weekday", day=day, said=said[0])
        if not follows_to or not self._spans:
            self._spans.append((day, day))
        elif day < self._spans[-1][0]:
            self._fault("backwards", words=self._words)
        else:
            self._spans[-1] = (self._spans[-1][0], day)

    def _day_of(self, token: re.Match[str]) -> date | None:
        """Return the day; a missing month or year is that of the day before it, or the notice's year."""
        last = self._last
        month = int(token["month"]) if token["month"] else (last.month if last else 0)
        if token["year"]:
            year = int(token["year"])
        elif last is not None:
            year = last.year + (last.month == _DECEMBER and month < _DECEMBER)
        else:
            # New Year may begin in the old one: 12月30日至1月1日.
            year = self._year - (month == _DECEMBER and "元旦" in self._name)
        try:
            return date(year, month, int(token["day"]))
        except ValueError:
            return None

    def _flush(self, *, is_off: bool) -> None:
        for first, last in self._spans:
            span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
            self.days += [ListedDay(date=day, name=self._name, is_off_day=is_off) for day in span]
        self._spans = []

    def _compare_count(self, said: int) -> None:
        count = sum(day.is_off_day for day in self.days)
        if count != said:
            self._fault("count", words=self._words, said=said, n=count)

    def _fault(self, code: str, **params: str | int | date) -> None:
        self.faults.append(NoticeFault(_FAULTS[code], params))


_FAULTS = {
    "unread": "calendar.fault.unread",
    "no_such_day": "calendar.fault.no_such_day",
    "weekday": "calendar.fault.weekday",
    "backwards": "calendar.fault.backwards",
    "count": "calendar.fault.count",
}
