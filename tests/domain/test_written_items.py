"""Items that are typed: what a block says is taken, what it does not say stays, nothing is guessed."""

import pytest

from bot.domain.errors import Invalid
from bot.domain.registers.item_kinds import ItemKind
from bot.domain.registers.records import ItemRecord
from bot.domain.registers.written_items import merged_items

KEPT = (
    ItemRecord(code="A1", name="校园安全", basis="消防法第十六条", needs_photo=True, guide="看通道"),
    ItemRecord(code="A2", name="收费行为", basis="义务教育法第二十五条"),
)


def test_blocks_add_change_and_remove_items() -> None:
    typed = """事项编码：A1
抽查内容：疏散通道
工作指引：看通道
看灭火器：有无压力

删除：A2

事项编码: a3
抽查事项：班额
抽查依据：义务教育法第二十二条
结果类型：数值
结果选项：不超过 45 人
是否拍照：否"""
    assert merged_items(KEPT, typed) == (
        ItemRecord(
            code="A1",
            name="校园安全",
            content="疏散通道",
            basis="消防法第十六条",
            needs_photo=True,
            guide="看通道\n看灭火器：有无压力",
        ),
        ItemRecord(
            code="A3",
            name="班额",
            basis="义务教育法第二十二条",
            result_kind=ItemKind.NUMBER,
            options="不超过 45 人",
        ),
    )


@pytest.mark.parametrize(
    ("typed", "n", "why"),
    [
        ("你好", 1, "line"),
        ("抽查事项：班额", 1, "code"),
        ("事项编码：A1\n抽查内容：电话 13800138000", 1, "personal"),
        ("事项编码：A1\n是否拍照：也许", 1, "needs_photo"),
        ("事项编码：A1\n结果类型：照片", 1, "result_kind"),
        ("事项编码：A1\n抽查内容：甲\n\n事项编码：A9\n抽查事项：班额", 2, "new"),
        ("事项编码：A1\n抽查依据：", 1, "new"),
        ("事项编码：A1\n结果类型：选择\n结果选项：合格", 1, "options"),
        ("删除：A9", 1, "gone"),
        ("删除：A1\n抽查内容：甲", 1, "gone"),
    ],
)
def test_block_that_is_not_understood_is_named(typed: str, n: int, why: str) -> None:
    with pytest.raises(Invalid) as caught:
        merged_items(KEPT, typed)
    assert caught.value.params == {"n": n, "why": {"key": f"items.why.{why}"}}
