"""For which places results are exported: those that each of the five texts names, as it names them."""

import pytest

from bot.domain.publication.places import Place, places_of
from bot.regulations import load_profile

CREDIT = {Place.CREDIT: "河北省市场主体信用信息公示系统"}
OWN_COLUMN = "教育局网站“监管对象诚信档案”栏目"


@pytest.mark.parametrize(
    ("profile", "places"),
    [
        ("quyang-county-2022", CREDIT),
        ("quyang-education-2023", CREDIT),
        ("changli-education-2017", {Place.SITE: OWN_COLUMN, Place.CITY: "市教育局公共信用信息平台"}),
        (
            "ordos-education-sport",
            {Place.CREDIT: "部门协同监管平台", Place.SITE: "官网", Place.CITY: "市公共信用信息平台"},
        ),
        ("lianchi-education-sport-2023", {Place.SITE: "本机关公示页"}),
    ],
)
def test_places_are_those_of_the_text_and_the_own_page_where_it_names_none(
    profile: str, places: dict[Place, str]
) -> None:
    assert places_of(load_profile(profile)) == places
