"""What is typed of a signed form: the abnormal items by number, nothing guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.duties.on_paper import PaperLine, read_findings, read_outcomes
from bot.domain.errors import Invalid
from bot.domain.registers.item_kinds import ItemKind
from bot.domain.registers.rows import Item

NOTES = st.text(st.characters(categories=("Lo", "Lu", "Nd")), min_size=1, max_size=20).filter(
    lambda each: not each[0].isdigit()
)
NUMBER = Item(code="N", name="班额", basis="法", result_kind=ItemKind.NUMBER, options="不超过 45 人")
CHOICE = Item(code="C", name="等级", basis="法", result_kind=ItemKind.CHOICE, options="甲、乙、丙（不正常）")
TEXT = Item(code="T", name="负责人", basis="法", result_kind=ItemKind.TEXT)


def items(count: int) -> list[Item]:
    return [Item(code=f"A{n}", name="事项", basis="法") for n in range(count)]


@given(st.dictionaries(st.integers(1, 40), NOTES, min_size=1))
def test_lines_are_read_back_with_their_numbers(found: dict[int, str]) -> None:
    typed = "\n".join(f"{number} {note}" for number, note in found.items())

    assert read_findings(typed, items(40)).keys() == found.keys()


@pytest.mark.parametrize("typed", ["2 未公示", "２、未公示", "2. 未公示", "\n 2：未公示 \n"])
def test_usual_ways_to_number_a_line_are_understood(typed: str) -> None:
    assert read_findings(typed, items(2)) == {2: PaperLine("", "未公示")}


@pytest.mark.parametrize("typed", ["", "未公示", "2", "3 未公示", "0 未公示", "2 甲\n2 乙", "1 甲\n乙"])
def test_what_names_no_item_once_with_a_note_is_refused(typed: str) -> None:
    with pytest.raises(Invalid, match=r"on_paper\.bad_findings"):
        read_findings(typed, items(2))


def test_item_that_asks_for_a_value_has_it_before_its_note() -> None:
    asked = [*items(1), NUMBER, CHOICE, TEXT]
    typed = "2 52人；超出规定班额\n3 乙\n4 李校长；未到岗\n"
    assert read_findings(typed, asked) == {
        2: PaperLine("52", "超出规定班额"),
        3: PaperLine("乙", ""),
        4: PaperLine("李校长", "未到岗"),
    }


@pytest.mark.parametrize("typed", ["1 52", "1 很多", "1 四十"])
def test_value_that_is_none_or_abnormal_without_a_note_is_refused(typed: str) -> None:
    with pytest.raises(Invalid, match=r"on_paper\.bad_value"):
        read_findings(typed, [NUMBER])


def test_item_that_asks_for_a_value_may_not_be_left_out() -> None:
    with pytest.raises(Invalid, match=r"on_paper\.bad_findings"):
        read_findings("1 未公示", [*items(1), NUMBER])


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2 停业 三月起停办，电话核实", {2: ("closed", "三月起停办,电话核实")}),
        (
            "１、迁址：已迁邻县\n\n3 重复 与第 1 家相同",
            {1: ("moved", "已迁邻县"), 3: ("duplicate", "与第 1 家相同")},
        ),
        ("3 not_ours under the county next door", {3: ("not_ours", "under the county next door")}),
    ],
)
def test_outcomes_are_read_a_target_a_line(typed, read):
    assert read_outcomes(typed, 3) == read


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "2",
        "2 停业",
        "停业 已停办",
        "4 停业 已停办",
        "0 停业 已停办",
        "2 正常 属实",
        "1 停业 甲\n1 迁址 乙",
    ],
)
def test_outcomes_that_are_not_so_are_refused(typed):
    with pytest.raises(Invalid):
        read_outcomes(typed, 3)
