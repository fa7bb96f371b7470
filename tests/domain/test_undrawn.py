"""An inspection outside the draws as it is typed: what is understood, what is not, and what is judged."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import Invalid
from bot.domain.registers.rows import Item
from bot.domain.results.typed_undrawn import Written, judged, read_undrawn
from bot.domain.results.undrawn import Cause

TODAY = date(2026, 9, 22)
WHOLE = {
    "检查对象": "河湾小学",
    "事由": "投诉举报",
    "检查日期": "2026-09-20",
    "检查人员": "甲一、乙二",
    "检查事项": "校园安全、学校食堂",
    "不正常": "校园安全",
    "情况": "门卫不在岗",
}
ITEMS = tuple(
    Item(code=f"A{n}", name=name, basis="") for n, name in enumerate(("校园安全", "学校食堂", "收费"))
)


def typed(**changes: str) -> str:
    return "\n".join(f"{name}：{value}" for name, value in (WHOLE | changes).items() if value is not None)


def why(words: str) -> str:
    with pytest.raises(Invalid) as refused:
        read_undrawn(words, TODAY)
    said = refused.value.params["why"]
    assert isinstance(said, dict)
    return str(said["key"]).removeprefix("undrawn.why.")


def test_message_is_read_line_by_line_and_its_last_goes_on() -> None:
    written = read_undrawn(typed() + "\n\n已当场要求改正", TODAY)
    assert written == Written(
        target="河湾小学",
        cause=Cause.COMPLAINT,
        visited_on=date(2026, 9, 20),
        inspectors=("甲一", "乙二"),
        items=("校园安全", "学校食堂"),
        abnormal=("校园安全",),
        words="门卫不在岗\n已当场要求改正",
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"检查对象": ""}, "target"),
        ({"事由": "路过"}, "cause"),
        ({"检查日期": "昨天"}, "visited_on"),
        ({"检查日期": "2026-09-23"}, "visited_on"),
        ({"检查人员": ""}, "inspectors"),
        ({"检查事项": ""}, "items"),
        ({"电话": "无"}, "line"),
    ],
)
def test_what_is_lacking_or_not_understood_is_named(changes: dict[str, str], code: str) -> None:
    lines = {**{name: value for name, value in changes.items() if name not in WHOLE}, **WHOLE, **changes}
    assert why("\n".join(f"{name}：{value}" for name, value in lines.items())) == code


@given(st.sets(st.sampled_from(ITEMS), min_size=1), st.sets(st.sampled_from(ITEMS)))
def test_abnormal_items_are_inspected_too_and_stand_in_the_lists_order(
    checked: set[Item], abnormal: set[Item]
) -> None:
    written = Written(
        target="",
        cause=Cause.DATA,
        visited_on=TODAY,
        inspectors=("甲一", "乙二"),
        items=tuple(item.name for item in checked),
        abnormal=tuple(item.code for item in abnormal),
    )
    wanted = [
        [item.code, "abnormal" if item in abnormal else "normal"]
        for item in ITEMS
        if item in checked | abnormal
    ]
    assert judged(ITEMS, written) == wanted


def test_item_that_no_list_has_is_named() -> None:
    written = read_undrawn(typed(不正常="体育"), TODAY)
    with pytest.raises(Invalid, match=r"undrawn\.no_item") as refused:
        judged(ITEMS, written)
    assert refused.value.params["name"] == "体育"
