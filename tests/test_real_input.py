"""Registers like the real ones, and a real one where there is one: every row counts, a round is played."""

import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from bot.domain.draw.examined import ObserversCopy
from bot.domain.draw.verification import exit_status, verify
from demo.play import play_demo
from storage.workbooks.reader import read_workbook
from tests.real_register import category_of, make_register

REAL = os.environ.get("SHUANGSUIJI_REAL_REGISTER", "")
PROFILE = "quyang-education-2023"
CODES = ("封存码", "随机数校验码", "结果校验码", "变更校验码")
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


@pytest.mark.skipif(not REAL, reason="SHUANGSUIJI_REAL_REGISTER names no list of real schools")
async def test_real_register_is_imported_whole_and_a_round_is_played_on_it(tmp_path):
    register, out = tmp_path / "register.xlsx", tmp_path / "out"
    count = make_register(Path(REAL), register)
    reading = await read_workbook(register.read_bytes(), register.name, allow_personal=False)
    (sheet,) = reading.sheets
    assert sheet.rows == count == sheet.records + sheet.merged + sheet.refused + sheet.skipped
    assert (sheet.refused, sheet.skipped, sheet.records) == (0, 0, len(reading.targets))
    assert Counter(one.code for one in reading.warnings)["import.fault.repeated_row"] == sheet.merged

    lines: list[str] = []
    files = await play_demo(PROFILE, register, out, lines.append)
    transcript = "\n".join(lines)
    assert f"检查对象名录库：新增 {sheet.records}，变更 0，减少 0，未变 0" in transcript
    assert (transcript.count("已合并为一条"), len(reading.notes)) == (len(reading.warnings), 0)
    assert "该单位没有专业管理人员，由局“双随机、一公开”监管工作领导小组办公室代为确认。" in transcript
    drawn = json.loads((out / "bundle.json").read_bytes())["result"]["picked"]
    assert f"公示 {len(drawn)} 家，无法检查 0 家，平台录入均已回报" in transcript
    assert sorted(path.stem for path in files if path.suffix == ".xlsx") == sorted(drawn)
    codes = [re.findall(rf"{name}：\s+([0-9a-f]{{64}})", transcript)[-1] for name in CODES]
    assert exit_status(verify((out / "bundle.json").read_bytes(), ObserversCopy(*codes))) == 0
