"""The State Council's notice in its variants, the common JSON and .ics: read whole, or every fault said."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars.files import read_notice
from bot.domain.calendars.grid import month_grids
from bot.domain.calendars.notice import read_sentences
from bot.domain.calendars.tables import NoticeFault
from tests.stories.notices import NOTICE, as_ics, as_json

TITLE = "关于2027年部分节假日安排的通知"
DAY = timedelta(days=1)


def days(first: date, last: date) -> set[date]:
    return {first + n * DAY for n in range((last - first).days + 1)}


def read(sentence: str) -> tuple[set[date], set[date], set[str]]:
    """Return the days off, the days worked, and the faults of one sentence, but those of a whole year."""
    reading = read_sentences(f"{TITLE}\n{sentence}")
    of_year = {"calendar.fault.festival", "calendar.fault.statutory"}
    off = {each.date for each in reading.days if each.is_off_day}
    worked = {each.date for each in reading.days if not each.is_off_day}
    return off, worked, {fault.code for fault in reading.faults} - of_year


def test_whole_notice_is_read_without_fault() -> None:
    reading = read_notice(NOTICE)

    assert (reading.year, reading.faults) == (2027, ())
    assert {each.date for each in reading.days if not each.is_off_day} == {
        date(2027, 2, 14),
        date(2027, 2, 20),
        date(2027, 4, 25),
        date(2027, 5, 8),
        date(2027, 9, 26),
        date(2027, 10, 9),
    }
    assert {each.date for each in reading.days if each.name == "春节" and each.is_off_day} == days(
        date(2027, 2, 5), date(2027, 2, 11)
    )
    assert sum(each.is_off_day for each in reading.days) == 3 + 7 + 3 + 5 + 1 + 1 + 7


@pytest.mark.parametrize(
    ("sentence", "off", "worked"),
    [
        ("一、元旦：1月1日放假，与周末连休。", days(date(2027, 1, 1), date(2027, 1, 1)), set()),
        (
            "一、元旦：2026年12月31日至2027年1月2日放假调休，共3天。",
            days(date(2026, 12, 31), date(2027, 1, 2)),
            set(),
        ),
        ("元旦:12月31日—1月2日放假", days(date(2026, 12, 31), date(2027, 1, 2)), set()),
        (
            "二、国庆节、中秋节：10月1日（星期五）至7日（星期四）放假调休，共7天。9月26日（星期日）上班。",
            days(date(2027, 10, 1), date(2027, 10, 7)),
            {date(2027, 9, 26)},
        ),
        ("清明节:４月５日放假１天。", {date(2027, 4, 5)}, set()),
        (
            "国际劳动节：5月1日、2日、3日补休；5月8日上班。",
            days(date(2027, 5, 1), date(2027, 5, 3)),
            {date(2027, 5, 8)},
        ),
        (
            "二、春节：2月6日至12日放假，共7天。鼓励各单位安排职工在除夕（2月5日，周五）休息。2月14日上班。",
            days(date(2027, 2, 6), date(2027, 2, 12)),
            {date(2027, 2, 14)},
        ),
    ],
)
def test_variants_of_a_sentence(sentence: str, off: set[date], worked: set[date]) -> None:
    assert read(sentence) == (off, worked, set())


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("元旦：1月1日（周六）放假。", "weekday"),
        ("元旦：1月1日至3日放假，共4天。", "count"),
        ("春节：2月30日放假。", "no_such_day"),
        ("春节：2月9日至5日放假。", "backwards"),
        ("清明节：4月5日照常。", "unread"),
        ("清明节：4月6日上班。", "weekday_worked"),
        ("清明节：2028年4月5日放假。", "outside"),
        ("清明节：4月5日、5日放假。", "twice"),
    ],
)
def test_what_cannot_be_right_is_said(sentence: str, code: str) -> None:
    assert read(sentence)[2] == {f"calendar.fault.{code}"}


def test_all_faults_are_said_at_once() -> None:
    faulty = NOTICE.replace("1月1日（周五）", "1月1日（周四）").replace("共7天。2月14日", "共6天。2月15日")

    assert [fault.code.rpartition(".")[2] for fault in read_notice(faulty).faults] == [
        "weekday",
        "count",
        "weekday",
        "weekday_worked",
    ]
    lacking = NOTICE.replace("五、端午节：6月9日（周三）放假，共1天。\n", "")
    assert read_notice(lacking).faults == (NoticeFault("calendar.fault.festival", {"names": "端午"}),)


@pytest.mark.parametrize(
    ("words", "code"),
    [("放假通知", "no_year"), (TITLE, "nothing"), ('{"year": 2027}', "form"), ("BEGIN:VCALENDAR", "no_year")],
)
def test_what_is_no_notice_is_refused(words: str, code: str) -> None:
    assert [fault.code for fault in read_notice(words).faults] == [f"calendar.fault.{code}"]


@pytest.mark.parametrize("form", [as_json, as_ics])
def test_the_three_forms_say_the_same(form) -> None:
    told = read_notice(NOTICE)
    again = read_notice(form(told.days))

    assert (again.year, again.faults) == (2027, ())
    assert [(each.date, each.is_off_day) for each in again.days] == [
        (each.date, each.is_off_day) for each in told.days
    ]


def test_event_without_dates_is_said() -> None:
    broken = as_ics(read_notice(NOTICE).days).replace("DTSTART;VALUE=DATE:20270609", "DTSTART:soon")

    assert NoticeFault("calendar.fault.ics_day", {"words": "端午节假期"}) in read_notice(broken).faults


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(words: str) -> None:
    for text in (words, f"{TITLE}元旦：{words}", f"{{{words}", f"BEGIN:VCALENDAR\n{words}"):
        reading = read_notice(text)
        assert reading.faults


@given(st.integers(1, 364), st.integers(0, 12))
def test_every_span_is_read_as_it_is_written(start: int, length: int) -> None:
    first = date(2027, 1, 1) + start * DAY
    last = min(first + length * DAY, date(2027, 12, 31))
    words = (
        f"春节：{first.month}月{first.day}日至{last.month}月{last.day}日放假，共{(last - first).days + 1}天。"
    )

    assert read(words) == (days(first, last), set(), set())


def test_months_stand_below_their_weekdays() -> None:
    grids = dict(month_grids(2027, read_notice(NOTICE).days))

    assert grids[2] == [
        "０１\u3000０２\u3000０３\u3000０４\u3000０５休０６休０７休",
        "０８休０９休１０休１１休１２\u3000１３\u3000１４班",
        "１５\u3000１６\u3000１７\u3000１８\u3000１９\u3000２０班２１",
        "２２\u3000２３\u3000２４\u3000２５\u3000２６\u3000２７\u3000２８",
    ]
    assert list(grids) == list(range(1, 13))
