"""The tables, one per record of the domain: a column per field, so that the two cannot drift apart.

The migrations under `migrations/` build the same tables; a test compares them.
"""

import types
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Union, get_args, get_origin

import sqlalchemy as sa
from pydantic import BaseModel

from bot.domain import deadlines, inspections, mail, people, rounds
from bot.domain.calendars.tables import CalendarVersion
from bot.domain.ceremony import remarks
from bot.domain.duties import conflicts, duty, on_paper, unreached
from bot.domain.duties.leave import Leave
from bot.domain.duties.specialists import Specialist
from bot.domain.journal import entries as journal
from bot.domain.journal import heads
from bot.domain.plans import lines as plan_lines
from bot.domain.platform import draw as platform_draw
from bot.domain.registers import rows as register_rows
from bot.domain.reminders import Reminded
from bot.domain.reports import Report
from bot.domain.results.amendments import Amendment
from bot.domain.results.dangers import Danger
from bot.domain.results.extensions import Extension
from bot.domain.results.follow_ups import FollowUp
from bot.domain.results.listings import Listing
from bot.domain.results.materials import Material
from bot.domain.results.objections import Objection
from bot.domain.results.returns import Return
from bot.domain.results.site_steps import SiteStep
from bot.domain.results.undrawn import Undrawn
from bot.domain.visits import merges, visit

metadata = sa.MetaData()


class Instant(sa.types.TypeDecorator[datetime]):
    """An instant, kept in UTC; a naive one is refused."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """Return the instant as naive UTC for the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """Return the instant as aware UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


_TYPES: dict[type, Any] = {
    bool: sa.Boolean(),
    int: sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
    str: sa.Text(),
    datetime: Instant(),
    date: sa.Date(),
}


def _column(name: str, annotation: Any) -> sa.Column[Any]:
    members = [annotation]
    if get_origin(annotation) in (Union, types.UnionType):
        members = [member for member in get_args(annotation) if member is not types.NoneType]
    optional = members[0] is not annotation
    kind = str if isinstance(members[0], type) and issubclass(members[0], StrEnum) else members[0]
    primary = name == "id"
    return sa.Column(
        name,
        _TYPES.get(kind, sa.JSON(none_as_null=True)),
        primary_key=primary,
        nullable=optional and not primary,
    )


def _table(name: str, record: type[BaseModel], *constraints: sa.UniqueConstraint | sa.Index) -> sa.Table:
    columns = [_column(field, info.annotation) for field, info in record.model_fields.items()]
    return sa.Table(name, metadata, *columns, *constraints)


def _unique(*columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns)


RECORDS: dict[str, type[BaseModel]] = {
    "people": people.Person,
    "guests": people.Guest,
    "grants": people.Grant,
    "links": people.Link,
    "chats": people.Chat,
    "dialogues": people.Dialogue,
    "targets": register_rows.Target,
    "inspectors": register_rows.Inspector,
    "contacts": register_rows.Contact,
    "target_contacts": register_rows.TargetContact,
    "item_lists": register_rows.ItemList,
    "imports": register_rows.Import,
    "import_lots": register_rows.ImportLot,
    "rounds": rounds.Round,
    "attempts": rounds.Attempt,
    "platform_draws": platform_draw.PlatformDraw,
    "inspections": inspections.Inspection,
    "seats": inspections.Seat,
    "answers": inspections.Answer,
    "publications": inspections.Publication,
    "objections": Objection,
    "undrawn": Undrawn,
    "amendments": Amendment,
    "returns": Return,
    "follow_ups": FollowUp,
    "extensions": Extension,
    "listings": Listing,
    "materials": Material,
    "dangers": Danger,
    "site_steps": SiteStep,
    "signatures": inspections.Signature,
    "duties": duty.Duty,
    "requests": duty.Request,
    "specialists": Specialist,
    "unreached": unreached.Unreached,
    "declarations": conflicts.Declaration,
    "merges": merges.Merge,
    "visits": visit.Visit,
    "paper_entries": on_paper.PaperEntry,
    "remarks": remarks.Remark,
    "reports": Report,
    "deadlines": deadlines.Deadline,
    "reminders": Reminded,
    "calendar_versions": CalendarVersion,
    "leaves": Leave,
    "words": journal.Words,
    "journal": journal.Entry,
    "heads": heads.Head,
    "stamps": heads.Stamp,
    "denials": journal.Denial,
    "updates": mail.Update,
    "notices": mail.Notice,
    "cards": mail.Card,
    "buttons": mail.ButtonRow,
    "menus": mail.Menu,
    "settings": people.Setting,
    "plan_lines": plan_lines.PlanLine,
    "plan_consents": plan_lines.PlanConsent,
    "plan_editions": plan_lines.PlanEdition,
}

_CONSTRAINTS: dict[str, tuple[sa.UniqueConstraint | sa.Index, ...]] = {
    "people": (_unique("account_id"),),
    "guests": (_unique("account_id"),),
    "grants": (sa.Index("grants_by_person", "person_id"),),
    "links": (_unique("token_hash"),),
    "menus": (_unique("scope"), sa.Index("menus_by_person", "person_id")),
    "chats": (_unique("telegram_id"),),
    "dialogues": (sa.Index("dialogues_by_person", "person_id"),),
    "targets": (_unique("number"), _unique("code")),
    "inspectors": (_unique("number"),),
    "import_lots": (sa.Index("lots_by_import", "import_id"),),
    "rounds": (_unique("number"),),
    "attempts": (_unique("draw", "attempt"),),
    "platform_draws": (_unique("round_id", "version"),),
    "inspections": (_unique("round_id", "target_key"),),
    "reports": (_unique("round_id"),),
    "seats": (_unique("inspection_id", "person_id"), sa.Index("seats_by_person", "person_id")),
    "answers": (_unique("inspection_id", "item_code"),),
    "publications": (_unique("inspection_id", "version"), _unique("undrawn_id", "version")),
    "follow_ups": (
        _unique("inspection_id", "item_code", "turn"),
        _unique("undrawn_id", "item_code", "turn"),
    ),
    "listings": (_unique("follow_up_id"),),
    "materials": (sa.Index("materials_by_message", "account_id", "message_id"),),
    "signatures": (_unique("inspection_id", "person_id", "record_hash"),),
    "duties": (_unique("round_id", "person_id"), sa.Index("duties_by_person", "person_id")),
    "merges": (_unique("inspection_id", "other_id"),),
    "deadlines": (
        sa.Index("deadlines_by_subject", "subject_kind", "subject_id"),
        sa.Index("deadlines_by_person", "person_id"),
        sa.Index("deadlines_by_state", "state"),
    ),
    "reminders": (_unique("unique_key"),),
    "journal": (_unique("hash"), sa.Index("journal_by_event", "event")),
    "heads": (_unique("size", "key"),),
    "stamps": (_unique("head_id"),),
    "updates": (sa.Index("updates_by_state", "state"),),
    "notices": (
        _unique("unique_key"),
        sa.Index("notices_by_state", "state", "kind"),
        sa.Index("notices_by_card", "card", "person_id", "state"),
        sa.Index("notices_by_screen", "screen", "state"),
    ),
    "cards": (_unique("telegram_chat_id", "name"),),
    "settings": (_unique("name"),),
    "plan_lines": (_unique("year", "number", "version"),),
    "plan_editions": (_unique("year", "edition"),),
}

TABLES = {name: _table(name, record, *_CONSTRAINTS.get(name, ())) for name, record in RECORDS.items()}
