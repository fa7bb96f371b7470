"""Makes a register such as an office would send out of a list of real schools.

Run as `python tests/real_register.py schools.json register.xlsx`. The list is JSON: rows with name, province,
city and area. Codes stay empty, because the lists have none; the category is taken from the name.
"""

import json
import re
import sys
from pathlib import Path

from storage.workbooks.writer import write_table

HEADERS = ("序号", "统一社会信用代码", "学校名称", "类别", "所属区县", "主管单位")
_CATEGORIES = (
    ("幼儿园", re.compile("幼儿园|幼教")),
    ("职业学校", re.compile("职业|技师|技工|中专|职教|职中|卫校")),
    ("高校", re.compile("大学|学院")),
    ("小学", re.compile("小学|完小")),
    ("中学", re.compile("中学|初中|高中|[一二三四五六七八九十]中$|中$")),
)


def category_of(name):
    return next((category for category, pattern in _CATEGORIES if pattern.search(name)), "其他")


def make_register(json_path: Path, xlsx_path: Path) -> int:
    """Writes the register and returns how many schools it lists, repeated ones included."""
    schools = json.loads(Path(json_path).read_text(encoding="utf-8"))
    rows = [
        (number, "", school["name"], category_of(school["name"]), school["area"], f"{school['area']}教育局")
        for number, school in enumerate(schools, start=1)
    ]
    write_table(Path(xlsx_path), "随机抽查检查对象名录库", HEADERS, rows)
    return len(rows)


if __name__ == "__main__":
    print(make_register(Path(sys.argv[1]), Path(sys.argv[2])))  # noqa: T201
