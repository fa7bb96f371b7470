"""The table of school holidays and examinations: as Excel writes it, as JSON or TOML; its faults."""

from datetime import date
from pathlib import Path

import pytest

from bot.domain.visits.schedule import PeriodKind, SchoolPeriod
from storage.calendars.school_table import SchoolTable, SchoolTableError, read_school_table

HEAD = "名称,类型,开始日期,结束日期,适用类别\n"
LINES = (
    HEAD
    + "寒假,假期,2027年1月23日,2027-02-21,\n,,,,\n中考,考试,2027.6.21,20270623,公办初级中学、民办初级中学\n"
)
PERIODS = (
    SchoolPeriod(
        name="寒假", kind=PeriodKind.HOLIDAY, starts_on=date(2027, 1, 23), ends_on=date(2027, 2, 21)
    ),
    SchoolPeriod(
        name="中考",
        kind=PeriodKind.EXAM,
        starts_on=date(2027, 6, 21),
        ends_on=date(2027, 6, 23),
        categories=("公办初级中学", "民办初级中学"),
    ),
)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_sheet_is_read_in_every_encoding_of_excel(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "校历.csv").write_bytes(LINES.encode(encoding))

    assert read_school_table(tmp_path / "校历.csv") == PERIODS


def test_json_and_toml_say_the_same(tmp_path: Path) -> None:
    fields = '"name": "中考", "kind": "exam", "starts_on": "2027-06-21", "ends_on": "2027-06-23"'
    (tmp_path / "a.json").write_text(f'{{"periods": [{{{fields}}}]}}', encoding="utf-8")
    toml = '[[periods]]\nname = "中考"\nkind = "exam"\nstarts_on = 2027-06-21\nends_on = 2027-06-23\n'
    (tmp_path / "a.toml").write_text(toml, encoding="utf-8")

    same = PERIODS[1].model_copy(update={"categories": ()})
    assert [read_school_table(tmp_path / name) for name in ("a.json", "a.toml")] == [(same,), (same,)]


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("a.csv", "名称,类型\n", "no column 开始日期、结束日期"),
        (
            "a.csv",
            HEAD + "寒假,放假,2027-01-23,2027-02-21,\n",
            "line 2: the type is 假期 or 考试, not '放假'",
        ),
        ("a.csv", HEAD + "寒假,假期,下周,2027-02-21,\n", "line 2: no day in '下周'"),
        ("a.csv", HEAD + "寒假,假期,2027-02-21,2027-01-23,\n", "line 2: .*before its start"),
        ("a.json", "[]", "no list 'periods'"),
        ("a.toml", "periods =", "a.toml: "),
    ],
)
def test_faults_are_named_with_their_line(tmp_path: Path, name: str, text: str, why: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")

    with pytest.raises(SchoolTableError, match=why):
        read_school_table(tmp_path / name)
    with pytest.raises(SchoolTableError, match=r"missing\.csv"):
        read_school_table(tmp_path / "missing.csv")


def test_changed_file_is_read_again_and_a_faulty_one_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "校历.csv"
    path.write_text(LINES, encoding="utf-8")
    table = SchoolTable(path)
    assert table() == PERIODS

    path.write_text("".join(LINES.splitlines(keepends=True)[:2]), encoding="gb18030")
    assert table() == PERIODS[:1]
    path.write_text(HEAD + "寒假,放假,2027-01-23,2027-02-21,\n", encoding="utf-8")
    assert table() == PERIODS[:1]
    path.unlink()
    assert table() == PERIODS[:1]
    path.write_text(LINES, encoding="utf-8")
    assert table() == PERIODS
    with pytest.raises(SchoolTableError):
        SchoolTable(tmp_path / "nowhere.csv")
