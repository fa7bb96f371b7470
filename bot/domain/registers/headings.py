"""Which register a row of headings announces, however an office writes them.

This file knows no file format and no other cell.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.registers.columns import COLUMNS, SUB_ITEMS, Column, Kind

_DECORATION = re.compile(r"[\s*★:\"'“”\u200b-\u200f\u2060\ufeff]+")
_BRACKETS = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]")


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a row of headings announces: `columns` is {field: position from 0}, `missing` holds fields."""

    kind: Kind
    columns: dict[str, int]
    missing: tuple[str, ...]


_TELLING = "name"
"""The column without which a sheet is not this register at all."""


def heading_key(text: str) -> str:
    """Returns a heading as it is compared: NFKC, without white space, colons, quotes and stars."""
    return _DECORATION.sub("", unicodedata.normalize("NFKC", text)).upper()


def spellings(text: str) -> tuple[str, ...]:
    """Returns the comparable forms of a heading: whole first, then without its bracketed remark."""
    key = heading_key(text)
    bare = _BRACKETS.sub("", key)
    return tuple(dict.fromkeys(part for part in (key, bare) if part))


_ALIASES: dict[Kind, dict[str, tuple[str, int]]] = {
    kind: {
        heading_key(alias): (column.field, rank)
        for column in columns
        for rank, alias in enumerate(column.aliases)
    }
    for kind, columns in COLUMNS.items()
}

_SUB_ITEMS = frozenset(map(heading_key, SUB_ITEMS))


def _hits(kind: Kind, wordings: Sequence[str]) -> tuple[str, int] | None:
    """Returns (field, rank of the alias) for the first wording of one column that is an alias."""
    for wording in wordings:
        for key in spellings(wording):
            if key in _ALIASES[kind]:
                return _ALIASES[kind][key]
    return None


def columns_of(kind: Kind, headings: Sequence[Sequence[str]]) -> dict[str, int]:
    """Returns {field: position}; where two columns could be one field, the more usual heading wins."""
    best: dict[str, tuple[int, int]] = {}
    for position, wordings in enumerate(headings):
        hit = _hits(kind, wordings)
        if hit is None:
            continue
        field, rank = hit
        best[field] = min(best.get(field, (rank, position)), (rank, position))
    columns = {field: position for field, (_, position) in best.items()}
    return _with_sub_items(columns, headings) if kind is Kind.ITEMS else columns


def names_sub_items(wordings: Sequence[str]) -> bool:
    """Returns whether a column of the item list names the parts of an item: 检查子项 beside 检查项目."""
    return any(key in _SUB_ITEMS for wording in wordings for key in spellings(wording))


def _with_sub_items(columns: dict[str, int], headings: Sequence[Sequence[str]]) -> dict[str, int]:
    """What is inspected is then the part, and the item it belongs to is its parent."""
    at = next((n for n, wordings in enumerate(headings) if names_sub_items(wordings)), None)
    if at is None:
        return columns
    whole = {"parent": columns["name"]} if "name" in columns and "parent" not in columns else {}
    return columns | whole | {"name": at}


def _is_required(column: Column, columns: dict[str, int], *, allow_personal: bool) -> bool:
    has_licence = allow_personal and column.field == "licensed" and "licence" in columns
    return column.is_required and not has_licence


def recognise(headings: Sequence[Sequence[str]], *, allow_personal: bool = False) -> Recognition | None:
    """Returns which register the headings announce, or None when it is none or could be two.

    Args:
        headings: for each column its wordings, best first: `[("区县", "地址 区县"), ("单位名称",)]`.
        allow_personal: a licence column then replaces the one that says whether there is a licence.
    """
    found = {kind: columns_of(kind, headings) for kind in Kind}
    ranked = sorted(
        ((len(columns), kind) for kind, columns in found.items() if _TELLING in columns), reverse=True
    )
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    kind = ranked[0][1]
    columns = found[kind]
    missing = tuple(
        column.field
        for column in COLUMNS[kind]
        if _is_required(column, columns, allow_personal=allow_personal) and column.field not in columns
    )
    return Recognition(kind, columns, missing)
