"""The three registers: targets, inspectors and items. A record knows nothing of files."""

from dataclasses import replace
from datetime import date
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, ConfigDict, StringConstraints
from pydantic.dataclasses import dataclass

from bot.domain.profiles.books import RegisterKind
from bot.domain.registers.item_kinds import ItemKind
from bot.domain.registers.spelling import IDENTIFIER, name_key, normalised_identifier

Identifier = Annotated[str, BeforeValidator(normalised_identifier), StringConstraints(pattern=IDENTIFIER)]
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

    Where the office goes by roster numbers, `name` is the number, and `full_name` stays at the console, too.

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
    full_name: str | None = None

    def key(self) -> str:
        """Returns the staff number (工号)."""
        return self.number

    def by_number(self) -> "InspectorRecord":
        """Returns the line with the number in the place of the name."""
        if self.name == self.number:
            return self
        return replace(self, name=self.number, full_name=self.name)

    def by_name(self) -> "InspectorRecord":
        """Returns the line with the name, where it is known here."""
        return replace(self, name=self.full_name or self.name, full_name=None)


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
