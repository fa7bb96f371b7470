"""What the books lack: counted in the text's own words, never a unit, nor a licence of who has none."""

from collections.abc import Iterable
from typing import Any

import pytest

from bot.domain.profiles.book_fields import Lacking
from bot.regulations import load_profile

ORDOS, QUYANG = load_profile("ordos-education-sport").books, load_profile("quyang-education-2023").books
FULL = {
    "name": "张三",
    "post": "科员",
    "duty": "检查岗",
    "licence": "1",
    "phone": "1",
    "licensed": True,
    "content": "内容",
    "basis": "依据",
    "method": "核查",
    "department": "科",
    "unit": "",
    "speciality": "教育",
}


def lacking(rows: Iterable[dict[str, Any]], wanted: Any) -> Lacking:
    counted = Lacking(wanted)
    for row in rows:
        counted.count(row)
    return counted


@pytest.mark.parametrize("books", [ORDOS, QUYANG])
def test_full_lines_lack_nothing(books) -> None:
    for wanted in (books.roster_fields, books.item_fields):
        assert lacking([FULL], wanted).found == []


def test_what_is_empty_is_counted_in_the_words_of_the_text() -> None:
    rows = [FULL, FULL | {"duty": "", "phone": False}, FULL | {"licence": False, "licensed": False}]

    counted = lacking(rows, QUYANG.roster_fields)

    assert counted.found == [("执法岗位", 1), ("联系电话", 1)]
    assert counted.ref is not None
    assert counted.ref.article == "第十二条"
    assert lacking([FULL | {"licence": False}], QUYANG.roster_fields).found == [("执法证（警官证）号", 1)]


@pytest.mark.parametrize("wanted", [(), QUYANG.target_fields])
def test_text_that_asks_for_nothing_lacks_nothing(wanted) -> None:
    counted = lacking([{}], wanted)
    assert (counted.found, counted.ref, counted.columns) == ([], None, [])
