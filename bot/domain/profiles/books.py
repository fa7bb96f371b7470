"""The part of a profile about papers: names, plans, the item list and the registers."""

from calendar import monthrange
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.domain.frozen import Frozen
from bot.domain.profiles.sourced import Sourced

Month = Annotated[int, Field(ge=1, le=12)]


class Names(Frozen):
    """What the authority calls its bodies, roles, papers and places; `departments` take part."""

    authority: Sourced[str]
    lead_office: Sourced[str]
    executing_office: Sourced[str]
    coordinating_office: Sourced[str | None]
    initiator: Sourced[str | None]
    roster_office: Sourced[str | None]
    filing_office: Sourced[str]
    approver: Sourced[str]
    list_administrator: Sourced[str]
    departments: tuple[Sourced[str], ...]
    form: Sourced[str]
    site_form: Sourced[str | None]
    platform: Sourced[str]
    publication_place: Sourced[str]
    publication_site: Sourced[str | None]
    credit_platform: Sourced[str | None]
    normal: Sourced[str]
    abnormal: Sourced[str]

    @property
    def files_with(self) -> Sourced[str]:
        """Return who receives filings: whom the text names, else the lead office under its own name."""
        return self.lead_office if self.filing_office.silent else self.filing_office


class PlanField(StrEnum):
    """What a plan has to name."""

    ITEM = "item"
    SCOPE = "scope"
    SHARE = "share"
    FREQUENCY = "frequency"
    TIME = "time"
    PURPOSE = "purpose"
    HEAD_COUNT = "head_count"
    METHOD = "method"
    CONTENT = "content"
    SECRECY = "secrecy"
    USE = "use"


class PlanRules(Frozen):
    """Who makes the plan, what it holds, until when, and where it goes.

    `due_month` is the month at whose end the year's plan is due; `per_round` asks for a detailed plan of each
    round; `contents` are those of the plan that the text describes, be it the year's or the round's.
    """

    issued_by: Sourced[str | None]
    due_month: Sourced[Month | None]
    contents: tuple[Sourced[PlanField], ...]
    per_round: Sourced[bool]
    partners_consent: Sourced[bool]
    collected_by: Sourced[str | None]
    is_public: Sourced[bool]
    filed_with: Sourced[str | None]

    def due_on(self, year: int) -> date | None:
        """Return the last day for the plan of this year, or None where the text sets none."""
        month = self.due_month.value
        return None if month is None else date(year, month, monthrange(year, month)[1])


class ItemField(StrEnum):
    """What a line of the item list holds."""

    ITEM = "item"
    SUB_ITEM = "sub_item"
    SUBJECT = "subject"
    CONTENT = "content"
    BASIS = "basis"
    METHOD = "method"
    RESULT = "result"


class RosterField(StrEnum):
    """What a line of the inspectors' roster holds."""

    UNIT = "unit"
    NAME = "name"
    POST = "post"
    LICENCE_NUMBER = "licence_number"
    DUTY = "duty"
    PHONE = "phone"
    BASIC_DATA = "basic_data"
    SPECIALITY = "speciality"


class TargetField(StrEnum):
    """What a line of the targets' register holds."""

    CREDIT_CODE = "credit_code"
    NAME = "name"
    FOUNDED_ON = "founded_on"
    REGISTRAR = "registrar"
    LEGAL_REPRESENTATIVE = "legal_representative"
    ADDRESS = "address"
    PHONE = "phone"
    INDUSTRY = "industry"


class RegisterKind(StrEnum):
    """Which register a target is entered in."""

    ENTERPRISE = "enterprise"
    PUBLIC_BODY = "public_body"
    ASSOCIATION = "association"


class BookRules(Frozen):
    """The item list and the two registers (一单两库): what they hold, and which of them are public."""

    item_fields: tuple[Sourced[ItemField], ...]
    items_public: Sourced[bool]
    roster_fields: tuple[Sourced[RosterField], ...]
    roster_public: Sourced[bool]
    target_kinds: tuple[Sourced[RegisterKind], ...]
    target_fields: tuple[Sourced[TargetField], ...]
