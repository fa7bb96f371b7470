"""An item's page keeps what it said when a round went by it, and says which round that was."""

from datetime import UTC, datetime

import pytest

from bot.app.site.wordings import wordings
from bot.domain.registers.rows import Item, ItemList
from tests.site.html_reader import dead_links, read
from tests.site.sample_site import make_files, make_round, make_site

OLD, NEW = "《中华人民共和国消防法》第十六条", "《新法》第一条"


def _listed(number: int, basis: str) -> ItemList:
    at = datetime(2026, 3, number, 1, tzinfo=UTC)
    return ItemList(
        id=number, items=[Item(code="JY-01", name="校园安全", basis=basis)], digest="", made_at=at
    )


LISTS = [_listed(1, OLD), _listed(2, OLD), _listed(3, NEW)]
WORDINGS = wordings("JY-01", LISTS, {"SSJ-2026-0007": 2})


def test_wordings_are_told_once_from_their_first_version_on_and_the_newest_first() -> None:
    assert [(each.version, each.basis, each.rounds) for each in WORDINGS] == [
        ({"key": "site.items_wording", "n": 3, "since": {"date": "2026-03-03"}}, NEW, ()),
        ({"key": "site.items_wording", "n": 1, "since": {"date": "2026-03-01"}}, OLD, ("SSJ-2026-0007",)),
    ]
    assert wordings("JY-09", LISTS, {}) == ()


def test_another_guide_or_other_choices_are_another_wording_and_stand_on_the_page() -> None:
    (item,) = LISTS[2].items
    changes: dict[str, str] = {"guide": "查看灭火器压力表", "options": "合格=正常、不合格=不正常"}
    for name, words in changes.items():
        changed = LISTS[2].model_copy(update={"id": 4, "items": [item.model_copy(update={name: words})]})
        found = wordings("JY-01", [LISTS[2], changed], {})
        assert [getattr(each, name) for each in found] == [words, ""]
        opened = make_round()
        first, *others = make_site(opened).items
        files = make_files(opened, items=(first.model_copy(update={"wordings": found}), *others))
        assert read(files["item-JY-01.html"]).texts.count(words) == 1


@pytest.mark.parametrize(
    ("folder", "mark"), [("", "«site.items_wording»"), ("en/", "<<site.items_wording>>")]
)
def test_page_shows_each_wording_and_which_one_a_result_went_by(folder: str, mark: str) -> None:
    opened = make_round()
    first, *others = make_site(opened).items
    files = make_files(opened, items=(first.model_copy(update={"wordings": WORDINGS}), *others))
    page = read(files[f"{folder}item-JY-01.html"])
    found = page.texts.index("[items_found]")
    assert page.texts.count(mark) == 3
    assert mark in page.texts[found : page.texts.index("[items_wordings]")]
    said = page.texts[page.texts.index("[items_wordings]") :]
    assert said.index(NEW) < said.index(OLD) < said.index("[items_went_by]") < said.index("SSJ-2026-0007")
    assert (page.all_faults(), dead_links(files)) == ([], [])
