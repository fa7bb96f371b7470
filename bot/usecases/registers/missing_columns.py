"""After an import: what the text wants written in the books and they do not say yet, with its article."""

from collections.abc import Collection
from typing import Any

from bot.domain.book_fields import LISTED_IN_FULL, Row, lacking, unlisted
from bot.domain.headers import Kind
from bot.domain.sourced import RuleRef
from bot.usecases.act import Act, ground_of


async def missing_columns(act: Act, registers: Collection[str]) -> list[dict[str, Any]]:
    """Return a line for each of these registers that lacks something; personal columns as a number only."""
    books, lines = act.office.profile.books, list[dict[str, Any]]()
    if Kind.TARGETS in registers:
        rows = await _targets(act)
        listed = [row for row in rows if row["kind"] in LISTED_IN_FULL]
        lines += _line("targets", *lacking(listed, books.target_fields))
        n, ref = unlisted(rows, books.target_kinds)
        names = "、".join(kind.fragment for kind in books.target_kinds)
        lines += (
            [{"key": "import.unlisted", "n": n, "names": names, "ground": ground_of(ref)}]
            if ref and n
            else []
        )
    if Kind.INSPECTORS in registers:
        lines += _line("inspectors", *lacking(await _inspectors(act), books.roster_fields))
    if Kind.ITEMS in registers:
        lines += _line("items", *lacking(await _items(act), books.item_fields))
    return lines


def _line(register: str, found: list[tuple[str, int]], ref: RuleRef | None) -> list[dict[str, Any]]:
    if not found or ref is None:
        return []
    columns = "、".join(f"{words}（{n}）" for words, n in found)
    named = {"key": f"register.{register}"}
    return [{"key": "import.lacks", "register": named, "columns": columns, "ground": ground_of(ref)}]


async def _targets(act: Act) -> list[Row]:
    phones = {each.target_id for each in await act.work.target_contacts.all() if each.phone}
    rows = await act.work.targets.all(is_active=True)
    return [{**dict(row), "phone": row.id in phones} for row in rows]


async def _inspectors(act: Act) -> list[Row]:
    contacts = {each.inspector_id: each for each in await act.work.contacts.all()}
    return [
        {**dict(row), "phone": bool(kept and kept.phone), "licence": bool(kept and kept.licence)}
        for row in await act.work.inspectors.all(is_active=True)
        for kept in [contacts.get(row.id)]
    ]


async def _items(act: Act) -> list[Row]:
    lists = await act.work.item_lists.all()
    return [dict(item) for item in lists[-1].items] if lists else []
