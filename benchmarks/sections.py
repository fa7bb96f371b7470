"""Sections of docs/benchmarks.md that commands of their own write; every other leaves them as they are."""

import re
from collections.abc import Sequence

_SECTION = re.compile(r"<!-- begin (\w+) -->\n.*?<!-- end \1 -->\n", re.DOTALL)


def with_section(page: str, name: str, lines: Sequence[str]) -> str:
    """Return the page with these lines as the section of this name, in its place or at the end."""
    written = "\n".join([f"<!-- begin {name} -->", *lines, f"<!-- end {name} -->", ""])
    kept = {found[1]: found[0] for found in _SECTION.finditer(page)}
    if name in kept:
        return page.replace(kept[name], written)
    return f"{page.rstrip()}\n\n{written}"


def sections_of(page: str) -> list[str]:
    """Return the sections of a page as they are, in their order."""
    return [found[0] for found in _SECTION.finditer(page)]
