"""What offices write in the cells of a register."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.profiles.books import RegisterKind
from bot.domain.registers.written import is_month_only, is_nothing, kind_word, read_day, read_kind, read_year


@given(st.dates(date(1930, 1, 1), date(2099, 12, 31)))
def test_day_is_read_in_every_form(day):
    serial = (day - date(1899, 12, 30)).days
    forms = [day.isoformat(), f"{day:%Y年%m月%d日}", f"{day.year}.{day.month}.{day.day}", f"{day:%Y%m%d}"]
    forms += [str(serial), f"{day.isoformat()} 00:00:00", f"{day.isoformat()}T00:00:00"]
    assert [read_day(form) for form in forms] == [day] * len(forms)
    assert not any(is_month_only(form) for form in forms)
    assert day == date(1899, 12, 30) + timedelta(days=serial)


@pytest.mark.parametrize("text", ["去年", "2015", "2015-13-01", "2015-02-30", "13-01-2015", "1年", "123456"])
def test_what_is_no_day_is_none(text):
    assert read_day(text) is None


def test_month_is_its_first_day():
    assert [(read_day(text), is_month_only(text)) for text in ("2015年9月", "2015-09", "2015.9")] == [
        (date(2015, 9, 1), True)
    ] * 3


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2022", 2022),
        ("2022年", 2022),
        (" 2022年度 ", 2022),
        ("2022年度报告", 2022),
        ("2022.0", 2022),
        ("已年报", None),
        ("22", None),
        ("2022-2023", None),
    ],
)
def test_year_is_read(text, year):
    assert read_year(text) == year


@pytest.mark.parametrize("kind", RegisterKind)
def test_kind_is_read_as_we_write_it(kind):
    assert read_kind(kind_word(kind)) is kind


@pytest.mark.parametrize("text", ["", " ", "-", "—", "无", "不详"])
def test_nothing_is_nothing(text):
    assert is_nothing(text)
    assert not is_nothing("高")
