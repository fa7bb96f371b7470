"""What reading registers from a file finds: records, and where in the file something is wrong.

A `Fault` names a message key.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import ConfigDict, Field, SkipValidation
from pydantic.dataclasses import dataclass

from bot.domain.frozen import Frozen
from bot.domain.plans.rows import PlanRow
from bot.domain.registers.columns import Kind
from bot.domain.registers.records import InspectorRecord, ItemRecord, TargetRecord

# A warning is told, and stops nothing.
WARNINGS = frozenset(
    {
        "import.fault.code_check_digit",
        "import.fault.repeated_row",
        "import.fault.same_name",
        "import.fault.month_only",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True, config=ConfigDict(extra="forbid"))
class Place:
    """Where a record was read: the sheet's name and the row as the spreadsheet program counts it (from 1)."""

    sheet: str
    row: int


class Fault(Frozen):
    """Something wrong in a file: `code` is a message key, `row` counts from 1 (0: the whole sheet or file).

    `column` is the heading as written, `value` the cell fit to be shown; `params` fill the message.
    """

    code: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    params: dict[str, str | int] = Field(default_factory=dict)

    @property
    def is_warning(self) -> bool:
        """Whether this is told and stops nothing."""
        return self.code in WARNINGS

    @property
    def is_note(self) -> bool:
        """Whether this only says what was left aside."""
        return self.code.startswith("import.note.")


class SheetCount(Frozen):
    """The account of one sheet: every row below the headings that is not blank is in exactly one figure.

    `records` became records, `merged` repeat a record exactly, `refused` have a fault, `skipped` have a note.
    """

    sheet: str
    kind: Kind
    header_row: int
    rows: int
    records: int
    merged: int
    refused: int
    skipped: int


class Reading(Frozen):
    """All that a file held: records in the file's order, and everything that was wrong or left aside."""

    targets: Annotated[Sequence[TargetRecord], SkipValidation] = ()
    inspectors: Annotated[Sequence[InspectorRecord], SkipValidation] = ()
    items: Annotated[Sequence[ItemRecord], SkipValidation] = ()
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()
    sheets: tuple[SheetCount, ...] = ()
    places: Annotated[Mapping[Kind, Sequence[Place]], SkipValidation] = Field(default_factory=dict)
    plan: tuple[PlanRow, ...] = ()
    plan_year: int | None = None

    @property
    def kinds(self) -> frozenset[Kind]:
        """The registers that the file holds; only these may be compared with what is kept."""
        return frozenset(sheet.kind for sheet in self.sheets)


def sorted_out(found: Sequence[Fault]) -> dict[str, tuple[Fault, ...]]:
    """Returns {"faults": …, "warnings": …, "notes": …}, each in the order found."""
    return {
        "faults": tuple(one for one in found if not one.is_warning and not one.is_note),
        "warnings": tuple(one for one in found if one.is_warning),
        "notes": tuple(one for one in found if one.is_note),
    }
