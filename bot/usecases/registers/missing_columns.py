"""After an import: what the text wants written in the books and they do not say yet, with its article.

There may be very many lines: they are counted page by page, so that others have their turn meanwhile.
"""

from collections.abc import AsyncIterator, Collection, Sequence
from typing import Any

from bot.domain.profiles.book_fields import LISTED_IN_FULL, Lacking, Row
from bot.domain.registers.columns import Kind
from bot.domain.registers.rows import Inspector, Target
from bot.usecases.act import Act
from bot.usecases.office import ground_of
from bot.usecases.registers.kept_registers import target_phones


async def missing_columns(act: Act, registers: Collection[str]) -> list[dict[str, Any]]:
    """Return a line for each of these registers that lacks something; personal columns as a number only."""
    lines: list[dict[str, Any]] = []
    if Kind.TARGETS in registers:
        lines += await _of_targets(act)
    if Kind.INSPECTORS in registers:
        lacking = Lacking(act.office.profile.books.roster_fields)
        async for row in _inspectors(act, lacking.columns):
            lacking.count(row)
        lines += _line("inspectors", lacking)
    if Kind.ITEMS in registers:
        lacking = Lacking(act.office.profile.books.item_fields)
        for item in await _items(act):
            lacking.count(item)
        lines += _line("items", lacking)
    return lines


async def _of_targets(act: Act) -> list[dict[str, Any]]:
    """Return what those lack that are listed in full, and how many stand in none of the text's registers."""
    books = act.office.profile.books
    lacking, unlisted = Lacking(books.target_fields), 0
    async for row in _targets(act, lacking.columns):
        unlisted += row["kind"] is None
        if row["kind"] in LISTED_IN_FULL:
            lacking.count(row)
    lines = _line("targets", lacking)
    if unlisted and books.target_kinds:
        names = "、".join(kind.fragment for kind in books.target_kinds)
        ground = ground_of(books.target_kinds[0].ref)
        lines.append({"key": "import.unlisted", "n": unlisted, "names": names, "ground": ground})
    return lines


def _line(register: str, lacking: Lacking) -> list[dict[str, Any]]:
    if not lacking.found or lacking.ref is None:
        return []
    columns = "、".join(f"{words}（{n}）" for words, n in lacking.found)
    named = {"key": f"register.{register}"}
    return [{"key": "import.lacks", "register": named, "columns": columns, "ground": ground_of(lacking.ref)}]


async def _targets(act: Act, columns: Sequence[str]) -> AsyncIterator[Row]:
    """Yield the targets in force, one after the other: which register, these columns, and whether a phone."""
    phones = await target_phones(act.work) if "phone" in columns else {}
    names = ["kind", *(each for each in columns if each in Target.model_fields)]
    async for page in act.work.targets.pages("id", *names, is_active=True):
        for row_id, *values in page:
            yield {**dict(zip(names, values, strict=True)), "phone": phones.get(row_id)}


async def _inspectors(act: Act, columns: Sequence[str]) -> AsyncIterator[Row]:
    """Yield the roster, one line after the other: these columns, and whether phone and licence are kept."""
    kept = {
        row_id: {"phone": bool(phone), "licence": bool(licence)}
        async for page in act.work.contacts.pages("inspector_id", "phone", "licence")
        for row_id, phone, licence in page
    }
    names = ["licensed", *(each for each in columns if each in Inspector.model_fields)]
    async for page in act.work.inspectors.pages("id", *names, is_active=True):
        for row_id, *values in page:
            yield {**dict(zip(names, values, strict=True)), **kept.get(row_id, {})}


async def _items(act: Act) -> list[Row]:
    lists = await act.work.item_lists.all()
    return [dict(item) for item in lists[-1].items] if lists else []
