"""What the text wants written in the books (一单两库) and the registers do not say yet.

Nothing is refused for it: who keeps the books is told how many lines lack which column (rule keys under
`books`). A unit is never lacking, since an empty one is the bureau; nor is what the bot writes itself.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.domain.profile_books import ItemField, RegisterKind, RosterField, TargetField
from bot.domain.sourced import RuleRef, Sourced

Row = Mapping[str, Any]

_ITEM = {
    ItemField.ITEM: "name",
    ItemField.SUBJECT: "department",
    ItemField.CONTENT: "content",
    ItemField.BASIS: "basis",
    ItemField.METHOD: "method",
}
_ROSTER = {
    RosterField.NAME: "name",
    RosterField.POST: "post",
    RosterField.LICENCE_NUMBER: "licence",
    RosterField.DUTY: "duty",
    RosterField.PHONE: "phone",
    RosterField.SPECIALITY: "speciality",
}
_TARGET = {
    TargetField.CREDIT_CODE: "code",
    TargetField.NAME: "name",
    TargetField.FOUNDED_ON: "registered_on",
    TargetField.REGISTRAR: "registrar",
    TargetField.LEGAL_REPRESENTATIVE: "legal_representative",
    TargetField.ADDRESS: "address",
    TargetField.PHONE: "phone",
    TargetField.INDUSTRY: "industry",
}
_COLUMNS: Mapping[Any, str] = {**_ITEM, **_ROSTER, **_TARGET}
LISTED_IN_FULL = (RegisterKind.PUBLIC_BODY, RegisterKind.ASSOCIATION)
"""The registers whose contents Ordos 第六条 names; that of enterprises has its own keeper."""


def lacking(
    rows: Iterable[Row], wanted: Iterable[Sourced[Any]]
) -> tuple[list[tuple[str, int]], RuleRef | None]:
    """Return how many rows lack each column, in the text's own words, and where it is written; None: nowhere.

    The licence's number is asked of those who hold one.
    """
    kept, fields = list(rows), [field for field in wanted if field.value in _COLUMNS]
    counts = [
        (field.fragment, sum(_is_lacking(row, _COLUMNS[field.value]) for row in kept)) for field in fields
    ]
    return [(words, n) for words, n in counts if n], fields[0].ref if fields else None


def _is_lacking(row: Row, column: str) -> bool:
    if column == "licence" and not row.get("licensed"):
        return False
    return not row.get(column)


def unlisted(rows: Iterable[Row], kinds: Iterable[Sourced[Any]]) -> tuple[int, RuleRef | None]:
    """Return how many targets stand in none of the registers that the text has, and where it has them."""
    named = list(kinds)
    return (sum(row.get("kind") is None for row in rows), named[0].ref) if named else (0, None)
