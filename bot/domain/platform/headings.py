"""The headings that a provincial platform, or whoever copies from it, writes above a match.

The aliases are data, as those of the registers are; this file knows no file format.
"""

import re
import unicodedata
from enum import StrEnum

from bot.domain.registers.headings import heading_key

_NUMERAL = re.compile(r"[0-9]+|(?<=员)[一二三四五六七八九十](?=$|姓名|工号|编号)")
_EMPTY_BRACKETS = re.compile(r"\(\)|\[\]")


class Part(StrEnum):
    """What a column, or a labelled cell above the table, says."""

    TARGET_NAME = "target_name"
    TARGET_CODE = "target_code"
    TARGET_NUMBER = "target_number"
    PERSON_NAME = "person_name"
    PERSON_NUMBER = "person_number"
    TEAM = "team"
    BATCH = "batch"
    OPERATOR = "operator"
    DRAWN_AT = "drawn_at"


OF_TARGETS = frozenset({Part.TARGET_NAME, Part.TARGET_CODE, Part.TARGET_NUMBER})
OF_PEOPLE = frozenset({Part.PERSON_NAME, Part.PERSON_NUMBER})
OF_BATCH = (Part.BATCH, Part.OPERATOR, Part.DRAWN_AT)

HEADINGS: dict[Part, str] = {
    Part.TARGET_NAME: (
        "检查对象 检查对象名称 抽查对象 抽查对象名称 被检查对象 被抽查对象 被检查单位 被抽查单位 单位名称 "
        "学校名称 机构名称 企业名称 主体名称 市场主体名称 经营主体名称"
    ),
    Part.TARGET_CODE: (
        "统一社会信用代码 社会信用代码 统一信用代码 信用代码 检查对象统一社会信用代码 统一社会信用代码/注册号"
    ),
    Part.TARGET_NUMBER: "对象编号 检查对象编号 抽查对象编号 名录编号 单位编号 学校编号 机构编号 学校标识码",
    Part.PERSON_NAME: (
        "检查人员 检查人员姓名 执法人员 执法人员姓名 执法检查人员 执法检查人员姓名 人员姓名 姓名 组长 组员 "
        "组长姓名 组员姓名"
    ),
    Part.PERSON_NUMBER: (
        "工号 检查人员工号 检查人员编号 执法人员工号 执法人员编号 执法检查人员编号 人员编号 职工编号 "
        "组长工号 组员工号"
    ),
    Part.TEAM: "组别 检查组 检查组别 检查组号 检查小组 组号 小组 分组",
    Part.BATCH: "批次号 批次 批次编号 抽查批次 抽查批次号 任务批次 任务批次号 抽查任务编号 任务编号",
    Part.OPERATOR: "操作人 操作人员 操作员 抽取人 抽取人员 经办人",
    Part.DRAWN_AT: "抽取时间 抽取日期 抽取日期时间 摇号时间 随机抽取时间",
}
"""For each part its headings; the first is the one that we print."""

_PARTS = {heading_key(alias): part for part, aliases in HEADINGS.items() for alias in aliases.split()}


def part_of(heading: str) -> tuple[Part, str] | None:
    """Return what a column says, and for which person: `("person_number", "2")` for 检查人员2工号.

    The second is "" for a column that stands alone; None where the heading says nothing that is wanted.
    """
    key = heading_key(unicodedata.normalize("NFKC", heading))
    numeral = _NUMERAL.search(key)
    bare = _EMPTY_BRACKETS.sub("", _NUMERAL.sub("", key))
    part = _PARTS.get(key) or _PARTS.get(bare)
    if part is None:
        return None
    rank = next((word for word in ("组长", "组员") if word in key), "")
    return part, rank + (numeral.group() if numeral else "")


def printed(part: Part) -> str:
    """Return the heading of our own template for a part."""
    return HEADINGS[part].split()[0]
