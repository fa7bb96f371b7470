"""A register like the real ones: schools that are listed twice, campuses, several kinds of schools."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from storage.workbooks.reader import read_workbook
from tests.real_register import category_of, make_register

SAMPLE = [
    ("某某大学(东校区)", "海港区"),
    ("某某大学(西校区)", "海港区"),
    ("某某大学(东校区)", "海港区"),
    ("第一中学", "海港区"),
    ("第一中学", "昌黎县"),
    ("某某大学（东校区）", "海港区"),
]


async def test_repeated_schools_are_merged_and_every_row_is_accounted_for(tmp_path):
    source, register = tmp_path / "schools.json", tmp_path / "register.xlsx"
    rows = [{"name": name, "province": "x", "city": "y", "area": area} for name, area in SAMPLE]
    source.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    assert make_register(source, register) == len(SAMPLE)
    reading = await read_workbook(register.read_bytes(), register.name, allow_personal=False)
    assert [(one.name, one.category, one.district) for one in reading.targets] == [
        (name, category_of(name), area) for at, (name, area) in enumerate(SAMPLE) if at != 2
    ]
    assert [(one.code, one.row, one.params["rows"]) for one in reading.warnings] == [
        ("import.fault.repeated_row", 5, "3"),
        ("import.fault.same_name", 8, "3"),
    ]
    assert reading.faults == ()


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("秦皇岛职业技术学院", "职业学校"),
        ("保定学院", "高校"),
        ("山海关一中", "中学"),
        ("南园小学", "小学"),
        ("红星幼儿园", "幼儿园"),
        ("中加英桥学校", "其他"),
    ],
)
def test_category_comes_from_the_name(name, category):
    assert category_of(name) == category


@pytest.mark.skipif("SSJ_REAL_SCHOOLS" not in os.environ, reason="needs a list of real schools")
async def test_every_row_of_the_real_register_is_accounted_for(tmp_path):
    source, register = Path(os.environ["SSJ_REAL_SCHOOLS"]), tmp_path / "register.xlsx"
    count = make_register(source, register)
    reading = await read_workbook(register.read_bytes(), register.name, allow_personal=False)
    (sheet,) = reading.sheets
    assert sheet.rows == count == sheet.records + sheet.merged + sheet.refused + sheet.skipped
    assert sheet.records == len(reading.targets)
    assert Counter(one.code for one in reading.warnings)["import.fault.repeated_row"] == sheet.merged
