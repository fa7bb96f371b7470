"""What the books lack: counted in the text's own words, never a unit, nor a licence of who has none."""

import pytest

from bot.domain.book_fields import lacking, unlisted
from bot.domain.profile_books import RegisterKind
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


@pytest.mark.parametrize("books", [ORDOS, QUYANG])
def test_full_lines_lack_nothing(books) -> None:
    for wanted in (books.roster_fields, books.item_fields):
        assert lacking([FULL], wanted)[0] == []


def test_what_is_empty_is_counted_in_the_words_of_the_text() -> None:
    rows = [FULL, FULL | {"duty": "", "phone": False}, FULL | {"licence": False, "licensed": False}]

    found, ref = lacking(rows, QUYANG.roster_fields)

    assert found == [("执法岗位", 1), ("联系电话", 1)]
    assert ref is not None
    assert ref.article == "第十二条"
    assert lacking([FULL | {"licence": False}], QUYANG.roster_fields)[0] == [("执法证（警官证）号", 1)]


def test_text_that_asks_for_nothing_lacks_nothing() -> None:
    assert lacking([{}], ()) == ([], None)
    assert lacking([{}], QUYANG.target_fields) == ([], None)


def test_targets_of_no_register_are_counted_where_the_text_has_registers() -> None:
    rows = [{"kind": RegisterKind.ENTERPRISE}, {"kind": None}, {}]

    n, ref = unlisted(rows, ORDOS.target_kinds)

    assert ref is not None
    assert (n, ref.article) == (2, "第六条")
    assert unlisted(rows, QUYANG.target_kinds) == (0, None)
