"""抽查事项 as they are typed into the chat: a block an item, a line a column, headed as in the sheets."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.domain.errors import Invalid
from bot.domain.registers.columns import COLUMNS, Kind
from bot.domain.registers.headings import heading_key
from bot.domain.registers.item_kinds import ItemKind, are_options, read_item_kind
from bot.domain.registers.personal_numbers import holds_personal_number
from bot.domain.registers.records import ItemRecord
from bot.domain.registers.spelling import is_identifier, normalised_identifier, read_yes_no

_FIELDS = {heading_key(alias): column.field for column in COLUMNS[Kind.ITEMS] for alias in column.aliases}
_LINE = re.compile(r"([^:：]{1,20})[:：]\s*(.*)")
_GONE = frozenset({"删除", "移出", "删除事项"})
_GAP = re.compile(r"\n\s*\n")
_MANY_LINES = ("content", "basis", "guide")


def merged_items(kept: Sequence[ItemRecord], typed: str) -> tuple[ItemRecord, ...]:
    """Return the whole list as it would be: what a block does not say of an item stays as it is.

    A block is `事项编码：A3` with lines such as `抽查事项：食堂卫生`, or `删除：A3` alone.

    Raises:
        Invalid: with the number of the block that is not understood, and why.
    """
    listed = {each.code: each for each in kept}
    for n, block in enumerate((each for each in _GAP.split(typed.strip()) if each.strip()), start=1):
        lines = _lines(n, block)
        if "gone" in lines:
            if listed.pop(normalised_identifier(lines["gone"]), None) is None or len(lines) > 1:
                raise _bad(n, "gone")
        else:
            item = _item(n, lines, listed)
            listed[item.code] = item
    return tuple(listed.values())


def _lines(n: int, block: str) -> dict[str, str]:
    """Return the values of a block by their fields; a line without a heading goes on with the one above."""
    found: dict[str, str] = {}
    last = ""
    for line in block.splitlines():
        match = _LINE.match(line.strip())
        key = heading_key(match[1]) if match else ""
        field = "gone" if key in _GONE else _FIELDS.get(key, "")
        if match and field and field not in found:
            found[field], last = match[2].strip(), field
        elif last in _MANY_LINES and line.strip():
            found[last] = f"{found[last]}\n{line.strip()}"
        elif line.strip():
            raise _bad(n, "line")
    return found


def _item(n: int, lines: dict[str, str], listed: dict[str, ItemRecord]) -> ItemRecord:
    code = normalised_identifier(lines.pop("code", ""))
    if not is_identifier(code):
        raise _bad(n, "code")
    if any(holds_personal_number(value) for value in lines.values()):
        raise _bad(n, "personal")
    given: dict[str, Any] = dict(lines)
    for field, read in (("needs_photo", read_yes_no), ("result_kind", read_item_kind)):
        if field in given and (value := read(given[field])) is None:
            raise _bad(n, field)
        given |= {field: value} if field in given else {}
    known = listed.get(code)
    if not all(given.get(field, known and getattr(known, field)) for field in ("name", "basis")):
        raise _bad(n, "new")
    item = replace(known, **given) if known else ItemRecord(code=code, **given)
    if not are_options(item.result_kind or ItemKind.FINDING, item.options or ""):
        raise _bad(n, "options")
    return item


def _bad(n: int, why: str) -> Invalid:
    return Invalid("items.bad_block", n=n, why={"key": f"items.why.{why}"})
