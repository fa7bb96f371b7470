"""What the text wants written in the books (一单两库) and the registers do not say yet.

Nothing is refused for it: who keeps the books is told how many lines lack which column (rule keys under
`books`). A unit is never lacking, since an empty one is the bureau; nor is what the bot writes itself.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.domain.profiles.books import ItemField, RegisterKind, RosterField, TargetField
from bot.domain.profiles.sourced import RuleRef, Sourced

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


class Lacking:
    """Counts the lines of a register that lack a column wanted by the text, one line after the other."""

    def __init__(self, wanted: Iterable[Sourced[Any]]) -> None:
        """Begin to count; what the bot writes itself is never wanting."""
        self._fields = [each for each in wanted if each.value in _COLUMNS]
        self._counts = [0] * len(self._fields)
        self.columns = [_COLUMNS[each.value] for each in self._fields]

    @property
    def ref(self) -> RuleRef | None:
        """Return where the text says what is wanted; None: nowhere."""
        return self._fields[0].ref if self._fields else None

    def count(self, row: Row) -> None:
        """Take one more line; the licence's number is asked of those who hold one."""
        for at, column in enumerate(self.columns):
            self._counts[at] += _is_lacking(row, column)

    @property
    def found(self) -> list[tuple[str, int]]:
        """Return how many lines lack each column, in the text's own words."""
        return [(each.fragment, n) for each, n in zip(self._fields, self._counts, strict=True) if n]


def _is_lacking(row: Row, column: str) -> bool:
    if column == "licence" and not row.get("licensed"):
        return False
    return not row.get(column)
