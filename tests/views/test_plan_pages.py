"""A plan of many lines is shown in pages, and searched by a line's number or an item's name."""

from typing import Any

from bot.domain.long_lists import MOST
from bot.views import screen_of
from locales import render

ITEMS = [f"事项{n}" for n in range(1, 21)]
DATA: dict[str, Any] = {
    "year": 2026,
    "n": len(ITEMS),
    "token": "plan:1",
    "card_name": "plan:1",
    "stands": "尚未公布。",
    "page_number": 1,
    "page_count": 1,
    "may_edit": False,
    "drafts": 0,
    "can_publish": False,
    "lines": ITEMS,
    "lines_of_list": ITEMS,
    "options": [[n, n, str(n), item] for n, item in enumerate(ITEMS, start=1)],
}


def shown(**more: Any) -> tuple[str, list[str]]:
    """Return the text and the labels."""
    screen = screen_of("plan.list", DATA | more, "bot")
    return render("zh_CN", screen.text), [
        render("zh_CN", each.label) for row in screen.keyboard for each in row
    ]


def test_pages_are_turned_and_lines_go_with_their_buttons() -> None:
    text, labels = shown(page_of_list=1)
    assert text.startswith("【年度抽查计划】2026年，第 2/3 页，共 20 项\n事项9\n")
    assert (len(labels), labels[MOST:]) == (MOST + 3, ["上一页", "下一页（3/3）", "查找"])


def test_an_item_is_found_by_some_of_its_letters() -> None:
    text, labels = shown(search="事项17")
    assert ("事项17" in text, "事项16" in text, labels[1:]) == (True, False, ["全部列出"])
