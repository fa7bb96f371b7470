"""Long lists: which of a screen's lists is too long for one keyboard, its pages, and what a search leaves."""

from typing import Any

MOST = 8
LISTS = ("options", "waiting", "work", "withdrawable")
"""The names under which a screen's data hold the entries that become buttons."""
BESIDE = "lines_of_list"
"""The name under which they may hold a line of the text for each entry, which is turned with its button."""


def list_of(data: dict[str, Any]) -> str:
    """Return the name of the first list that is too long for one keyboard, or nothing."""
    if "pages" in data:  # the screen turns its own pages
        return ""
    return next((name for name in LISTS if isinstance(data.get(name), list) and len(data[name]) > MOST), "")


def found(data: dict[str, Any]) -> list[Any]:
    """Return the entries of the long list that a search leaves, all of them without one."""
    entries = data[list_of(data)]
    return [entries[place] for place in _places(data)]


def _places(data: dict[str, Any]) -> list[int]:
    wanted = str(data.get("search", "")).casefold()
    return [place for place, each in enumerate(data[list_of(data)]) if wanted in _words(each)]


def shown(data: dict[str, Any]) -> dict[str, Any]:
    """Return the data with one page of its long list in the list's place, and of the lines beside it."""
    name = list_of(data)
    if not name:
        return data
    page = page_of(data)
    places = _places(data)[page * MOST : (page + 1) * MOST]
    part: dict[str, Any] = {name: [data[name][place] for place in places]}
    if BESIDE in data:
        part |= {"lines": [data[BESIDE][place] for place in places]}
        part |= {"page_number": page + 1, "page_count": pages_of(data)}
    return data | part


def pages_of(data: dict[str, Any]) -> int:
    """Return how many pages the long list has."""
    return max(1, -(-len(found(data)) // MOST))


def page_of(data: dict[str, Any]) -> int:
    """Return the page that is shown, from 0."""
    return min(int(data.get("page_of_list", 0)), pages_of(data) - 1)


def _words(entry: Any) -> str:
    parts = entry if isinstance(entry, list) else [entry]
    return " ".join(str(part) for part in parts if isinstance(part, str)).casefold()
