"""The registers as they are kept: targets, inspectors, item lists, and imports that wait for a yes."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from bot.domain.draw.bytes import dumps
from bot.domain.people import Record
from bot.domain.profiles.books import RegisterKind
from bot.domain.registers.item_kinds import ItemKind, judges


class Target(Record):
    """A school or institution; where it has no credit code, the bot gives a `number` that is never reused.

    `kind` is the register it is entered in, `report_year` the last year whose annual report is filed; None
    is not known. `blacklisted` is what the register says, `is_listed` whether a listing of ours stands: an
    import changes the one, and the lead office's decision the other.
    """

    code: str | None = None
    number: str | None = None
    name: str
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
    is_listed: bool = False
    is_active: bool = True

    @property
    def key(self) -> str:
        """Return the id that the draw uses: the credit code, else the register's number."""
        return self.code or self.number or ""

    @property
    def is_blacklisted(self) -> bool:
        """Return whether a draw takes the target as a blacklisted one: either is enough."""
        return bool(self.blacklisted) or self.is_listed


class Inspector(Record):
    """A line of the roster; the person it belongs to carries the account.

    `licensed` is what the register says; whether the licence holds on a day is said by `licensed_on`.
    """

    number: str
    name: str
    unit: str = ""
    department: str = ""
    licensed: bool = False
    licence_until: date | None = None
    post: str | None = None
    duty: str = ""
    speciality: str = ""
    person_id: int = 0
    is_active: bool = True

    def licensed_on(self, day: date) -> bool:
        """Return whether he holds a licence that is valid on this day: an expired one is none."""
        return self.licensed and (self.licence_until is None or day <= self.licence_until)

    def on(self, day: date) -> "Inspector":
        """Return the line as it stands on this day."""
        return self.model_copy(update={"licensed": self.licensed_on(day)})


class Contact(Record):
    """Phone and licence number of an inspector: imported and exported by the console only, never sent.

    `full_name` is there where the office goes by roster numbers.
    """

    inspector_id: int
    phone: str = ""
    licence: str = ""
    full_name: str = ""


class TargetContact(Record):
    """Phone of a target: imported and exported by the console only, never sent."""

    target_id: int
    phone: str


class Item(Record):
    """An item of the list that may be inspected, with its legal basis.

    `parent` is the item that it is a part of, `guide` how it is inspected (工作指引); `options` is the range
    or the choices of its `result_kind`, as the list writes them.
    """

    code: str
    name: str
    content: str = ""
    basis: str
    method: str = ""
    department: str = ""
    needs_photo: bool = False
    parent: str | None = None
    result_kind: ItemKind | None = None
    options: str | None = None
    guide: str | None = None

    @property
    def kind(self) -> ItemKind:
        """Return what is recorded of it besides its finding."""
        return self.result_kind or ItemKind.FINDING

    @property
    def own_content(self) -> str:
        """Return the content, "" where it only says the name again: papers print it once."""
        return self.content if self.content != self.name else ""

    @property
    def asks_value(self) -> bool:
        """Return whether a number, a choice or words belong to it."""
        return self.kind is not ItemKind.FINDING

    @property
    def judges(self) -> bool:
        """Return whether the list itself says which answer is normal."""
        return judges(self.kind, self.options or "")


class ItemList(Record):
    """A version of the item list; a round keeps the version of its freeze."""

    items: list[Item]
    digest: str
    made_at: datetime


def list_bytes(items: Sequence[Item]) -> bytes:
    """Return the canonical JSON of a list, of which its digest is the SHA-256."""
    return dumps([item.model_dump(exclude={"id"}) for item in items])


class Import(Record):
    """A file that was read and waits for 确认; `reading` says what it is, its lots hold the rows.

    Once it is saved, its lots are what takes it back, as long as it `is_last`.
    """

    person_id: int | None
    filename: str
    sha256: str
    reading: dict[str, Any]
    state: str = "draft"
    made_at: datetime
    is_last: bool = False


class ImportLot(Record):
    """Some rows of an import, as JSON: those that wait for 确认 under `part` "targets", and so on.

    Once it is saved, what it did: "targets:new", "targets:changed" (pairs) and "targets:gone". Lots are no
    record: they are deleted when nobody can ask for them any more.
    """

    import_id: int
    part: str
    body: str
