"""A card of many items shows the buttons of some, and how to come to the others."""

import pytest

from bot.views.results import result_card

MANY = [[n, f"A{n}", False, True] for n in range(1, 32)]


@pytest.mark.parametrize(
    ("at", "shown", "others"),
    [(1, (1, 15), [16, 31]), (15, (1, 15), [16, 31]), (16, (16, 30), [1, 31]), (31, (31, 31), [1, 16])],
)
def test_buttons_of_the_items_about_a_number_are_shown(
    at: int, shown: tuple[int, int], others: list[int]
) -> None:
    done = {"has_arrived": True, "has_shown": True, "has_told": True, "read": "", "has_open": True}
    card = {"inspection": 1, "is_open": True, "asking": [], "at": at, "items": MANY, **done}

    buttons = [each for row in result_card(card) for each in row]

    codes = [each.args["item_code"] for each in buttons if each.label.key == "result.normal"]
    pages = [each.args["at"] for each in buttons if each.action == "result.turn_page"]
    assert (codes, pages) == ([f"A{n}" for n in range(shown[0], shown[1] + 1)], others)
