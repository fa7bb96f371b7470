"""The three registers: targets, inspectors and items, and what reading them from a file finds.

A record knows nothing of files; a `Fault` knows where in a file it was found, and names a message key.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, ConfigDict, Field, SkipValidation, StringConstraints
from pydantic.dataclasses import dataclass

from bot.domain.frozen import Frozen
from bot.domain.headers import Kind
from bot.domain.item_kinds import ItemKind
from bot.domain.plan_rows import PlanRow
from bot.domain.profile_books import RegisterKind

_IDENTIFIER = r"^[0-9A-Z-]{1,32}$"
_SPOILT = re.compile(r"\d(\.\d+E\+?|E\+)\d{2}")
_PERSONAL = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<![0-9A-Za-z])\d{6}(?:19|20)\d{9}[\dXx](?![0-9A-Za-z])")
_GROUPING = re.compile(r"(?<=\d)[\s-]+(?=\d)")
_HASH = re.compile(r"[0-9A-Fa-f]{24,}")
_LONG_NUMBER = re.compile(r"\d{5,}")
_SHOWN_LETTERS = 40

_YES = frozenset({"是", "有", "持证", "已持证", "有证", "√", "✓", "✔", "Y", "YES", "1", "TRUE"})
_NO = frozenset({"否", "无", "未持证", "不持证", "无证", "×", "✗", "✘", "N", "NO", "0", "FALSE"})
YES, NO = "是", "否"

# A warning is told, and stops nothing.
WARNINGS = frozenset(
    {
        "import.fault.code_check_digit",
        "import.fault.repeated_row",
        "import.fault.same_name",
        "import.fault.month_only",
    }
)


def normalised_identifier(text: str) -> str:
    """Returns a code or number as it is kept: NFKC, upper case, no white space, dashes made plain."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    return re.sub("[\u2010-\u2015\u2212]", "-", plain).strip("\u200b\u200e\u200f\u2060\ufeff'")


def is_identifier(text: str) -> bool:
    """Returns whether a normalised code or number can be one (1 to 32 of 0-9, A-Z and the dash)."""
    return re.fullmatch(_IDENTIFIER, text) is not None


def is_spoilt(text: str) -> bool:
    """Returns whether a spreadsheet has turned a long code into 1.24205E+17, which cannot be turned back."""
    return _SPOILT.fullmatch(unicodedata.normalize("NFKC", text).strip().upper()) is not None


def name_key(text: str) -> str:
    """Returns a name as it is compared: NFKC, no white space, lower case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def read_yes_no(text: str) -> bool | None:
    """Returns what a cell such as 是, 无, √ or Y says, or None when it says neither."""
    word = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if word in _YES:
        return True
    return False if word in _NO else None


def holds_personal_number(text: str) -> bool:
    """Returns whether a text holds a mobile phone number or an ID number."""
    return _PERSONAL.search(unicodedata.normalize("NFKC", text)) is not None


def has_typed_personal_number(text: str) -> bool:
    """Returns whether somebody typed a phone or ID number, also in groups of digits; none is in a hash."""
    plain = _HASH.sub("", unicodedata.normalize("NFKC", text))
    return holds_personal_number(plain) or holds_personal_number(_GROUPING.sub("", plain))


def shown(text: str, *, keep_numbers: bool = False) -> str:
    """Returns a cell's text fit for a message: cut, without phone, ID and (by default) any long number."""
    plain = " ".join(_PERSONAL.sub("…", unicodedata.normalize("NFKC", text)).split())
    if not keep_numbers:
        plain = _LONG_NUMBER.sub("…", plain)
    return plain if len(plain) <= _SHOWN_LETTERS else plain[: _SHOWN_LETTERS - 1] + "…"


Identifier = Annotated[str, BeforeValidator(normalised_identifier), StringConstraints(pattern=_IDENTIFIER)]
Name = Annotated[str, StringConstraints(min_length=1)]


_STRICT = ConfigDict(extra="forbid")


# A register may have 100,000 rows: with slots, their records take a fraction of a model's room.
@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class TargetRecord:
    """A school, kindergarten or institution that can be inspected (检查对象).

    `code` is its 统一社会信用代码; `number` the register's own number, given once and never reused. What
    the file has no column for is None, and then what is known stays. `phone` comes by the console only.
    """

    code: Identifier | None = None
    number: Identifier | None = None
    name: Name
    category: str = ""
    unit: str = ""
    district: str = ""
    address: str = ""
    kind: RegisterKind | None = None
    risk_tier: str | None = None
    registered_on: date | None = None
    registrar: str | None = None
    legal_representative: str | None = None
    industry: str | None = None
    report_year: int | None = None
    standing: str | None = None
    blacklisted: bool | None = None
    phone: str | None = None

    def key(self) -> str | None:
        """Returns the credit code, else the number, else None (the database then gives a number)."""
        return self.code or self.number

    def place_key(self) -> tuple[str, str]:
        """Returns (name, district) as they are compared where there is neither code nor number."""
        return name_key(self.name), name_key(self.district)


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class InspectorRecord:
    """An official who can be drawn to inspect (执法检查人员). Phone and licence come by the console only.

    `licence_until` is the last day on which the licence is valid, `post` the 职务, `duty` the 执法岗位. What
    is None is not known here, and stays.
    """

    number: Identifier
    name: Name
    unit: str = ""
    department: str = ""
    licensed: bool
    licence_until: date | None = None
    post: str | None = None
    duty: str = ""
    speciality: str = ""
    phone: str | None = None
    licence: str | None = None

    def key(self) -> str:
        """Returns the staff number (工号)."""
        return self.number


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
class ItemRecord:
    """One thing that may be inspected (抽查事项), with the law that allows it.

    What the file has no column for is None, and then what is known stays.
    """

    code: Identifier
    name: Name
    content: str = ""
    basis: Name
    method: str = ""
    department: str = ""
    needs_photo: bool = False
    parent: str | None = None
    result_kind: ItemKind | None = None
    options: str | None = None
    guide: str | None = None

    def key(self) -> str:
        """Returns the item's code in its list."""
        return self.code


Record = TargetRecord | InspectorRecord | ItemRecord

RecordT = TypeVar("RecordT", TargetRecord, InspectorRecord, ItemRecord)

# Fields in which many records say the same: what they say is kept in memory once.
COMMON_FIELDS = frozenset(
    {
        "category",
        "unit",
        "district",
        "risk_tier",
        "standing",
        "registered_on",
        "report_year",
        "registrar",
        "industry",
        "post",
        "department",
        "duty",
        "speciality",
        "licence_until",
        "basis",
        "method",
        "parent",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True, config=_STRICT)
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
