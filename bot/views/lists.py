"""Below a long list: the pages beside the one shown, and the search."""

from typing import Any

from bot.domain.long_lists import list_of, page_of, pages_of
from bot.views.keyboards import Keyboard, button


def turning(data: dict[str, Any]) -> Keyboard:
    """Return the buttons that turn the pages and search; none below a short list."""
    if not list_of(data):
        return ()
    place = {"card": data["card_name"]}
    page, pages = page_of(data), pages_of(data)
    row = []
    if page > 0:
        row.append(button("list.before", "list.turn", **place, page=page - 1))
    if page + 1 < pages:
        row.append(button("list.after", "list.turn", {"n": page + 2, "of": pages}, **place, page=page + 1))
    if data.get("search"):
        row.append(button("list.all", "list.all", **place))
    elif "dialogue" not in data:
        row.append(button("list.find", "list.find", **place))
    return (tuple(row),)
