"""The bureau's calendar: three sources in order, and the office's own table files."""

import json
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import holidays
import pytest

from bot.domain.calendars.tables import ListedDay, YearTable
from bot.domain.calendars.working_days import DayStatus, DueDate, add_working_days
from storage.calendars import BureauCalendar, OfficeTableError, parse_table, read_tables

WORKED, OFF = DayStatus(working=True, provisional=False), DayStatus(working=False, provisional=False)

NOTICE_2027 = {
    "$schema": "https://example.org/holiday.schema.json",
    "year": 2027,
    "papers": ["https://example.org/notice"],
    "days": [
        {"name": "元旦", "date": "2026-12-31", "isOffDay": True},
        {"name": "元旦", "date": "2027-01-01", "isOffDay": True},
        {"name": "元旦", "date": "2027-01-03", "isOffDay": False},
    ],
}

NOTICE_2027_TOML = """
year = 2027
sentence = "一、元旦：12月31日至1月1日放假，1月3日（星期日）上班。"
days = [
    { name = "元旦", date = 2026-12-31, isOffDay = true },
    { name = "元旦", date = 2027-01-01, isOffDay = true },
    { name = "元旦", date = 2027-01-03, isOffDay = false },
]
"""


@pytest.fixture
def own_table(tmp_path) -> Path:
    path = tmp_path / "2027.json"
    path.write_text(json.dumps(NOTICE_2027), encoding="utf-8")
    return path


def test_the_two_libraries_agree_on_every_day_from_2006_to_2026():
    statutory = holidays.country_holidays("CN")
    days = (date(2006, 1, 1) + timedelta(days=n) for n in range((date(2027, 1, 1) - date(2006, 1, 1)).days))
    apart = [day for day in days if chinese_calendar.is_workday(day) != statutory.is_working_day(day)]
    assert apart == []


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2026, 1, 4), WORKED),
        (date(2026, 9, 20), WORKED),
        (date(2026, 9, 21), WORKED),
        (date(2026, 9, 25), OFF),
        (date(2026, 11, 21), OFF),
    ],
)
def test_announced_days_are_certain(day, status):
    assert BureauCalendar().is_working_day(day) == status


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2027, 1, 1), False),
        (date(2027, 1, 4), True),
        (date(2027, 2, 8), False),
        (date(2027, 2, 13), False),
    ],
)
def test_days_of_2027_are_provisional(day, working):
    assert BureauCalendar().is_working_day(day) == DayStatus(working, provisional=True)


def test_own_table_makes_its_whole_year_certain(own_table):
    calendar = BureauCalendar.at(own_table)
    days = (date(2027, 1, 3), date(2027, 1, 1), date(2027, 1, 9), date(2027, 2, 8))
    assert [calendar.is_working_day(day) for day in days] == [WORKED, OFF, OFF, WORKED]


def test_own_table_wins_over_the_libraries(own_table):
    day = date(2026, 12, 31)
    known = (BureauCalendar().is_working_day(day), BureauCalendar.at(own_table).is_working_day(day))
    assert known == (WORKED, OFF)


def test_own_table_leaves_other_years_to_the_libraries(own_table):
    calendar = BureauCalendar.at(own_table)
    days = (date(2026, 12, 30), date(2028, 1, 4))
    assert [calendar.is_working_day(day) for day in days] == [
        WORKED,
        DayStatus(working=True, provisional=True),
    ]


def test_loading_the_notice_makes_a_provisional_date_certain(own_table):
    start = date(2026, 12, 30)
    assert add_working_days(start, 2, BureauCalendar()) == DueDate(date(2027, 1, 4), provisional=True)
    assert add_working_days(start, 2, BureauCalendar.at(own_table)) == DueDate(
        date(2027, 1, 4), provisional=False
    )


def test_table_without_a_year_knows_its_days_only(tmp_path):
    path = tmp_path / "closing.toml"
    path.write_text('days = [{ name = "停电", date = 2027-03-01, isOffDay = true }]', encoding="utf-8")
    calendar = BureauCalendar.at(path)
    days = (date(2027, 3, 1), date(2027, 3, 2))
    assert [calendar.is_working_day(day) for day in days] == [OFF, DayStatus(working=True, provisional=True)]


def test_no_path_is_no_own_table():
    day = date(2027, 1, 4)
    assert BureauCalendar.at(None).is_working_day(day) == DayStatus(working=True, provisional=True)


def test_toml_and_json_say_the_same():
    assert parse_table(NOTICE_2027_TOML, ".toml") == parse_table(json.dumps(NOTICE_2027), ".json")


def test_folder_is_read_by_name_and_the_later_table_wins(own_table):
    correction = {"days": [{"name": "更正", "date": "2027-01-03", "isOffDay": True}]}
    (own_table.parent / "2027-correction.JSON").write_text(json.dumps(correction), encoding="utf-8")
    (own_table.parent / "2027-z.toml").write_text("days = []", encoding="utf-8")
    (own_table.parent / "README.txt").write_text("not a table", encoding="utf-8")
    tables = read_tables(own_table.parent)
    assert [len(table.days) for table in tables] == [1, 0, 3]
    assert BureauCalendar(reversed(tables)).is_working_day(date(2027, 1, 3)) == OFF
    assert BureauCalendar(tables).is_working_day(date(2027, 1, 3)) == WORKED


def test_byte_order_mark_does_no_harm(tmp_path):
    path = tmp_path / "2027.json"
    path.write_text(json.dumps(NOTICE_2027), encoding="utf-8-sig")
    assert [table.year for table in read_tables(path)] == [2027]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("2027.json", "{"),
        ("2027.toml", "year ="),
        ("2027.json", '{"year": 2027}'),
        ("2027.json", '{"days": [{"date": "2027-02-30", "isOffDay": true}]}'),
        ("2027.json", "[]"),
    ],
)
def test_faulty_table_is_refused_by_its_name(tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(OfficeTableError, match=f"{name}: Not a holiday table"):
        BureauCalendar.at(path)


def test_missing_table_is_refused(tmp_path):
    with pytest.raises(OfficeTableError, match=r"2027\.json"):
        read_tables(tmp_path / "2027.json")


def test_folder_without_tables_is_refused(tmp_path):
    with pytest.raises(OfficeTableError, match=r"No \.json or \.toml holiday table"):
        read_tables(tmp_path)


def test_table_that_comes_into_force_counts_for_a_day_that_was_looked_up_before() -> None:
    calendar, day = BureauCalendar(), date(2026, 9, 23)
    assert calendar.is_working_day(day) == WORKED
    calendar.adopt(YearTable(year=2026, days=(ListedDay(date=day, is_off_day=True),)), 1)
    assert calendar.is_working_day(day) == OFF
