"""What the domain and the use cases need from outside, as ports; app.py plugs the real things in."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any, Literal, Protocol

from bot.domain.calendars.tables import CalendarVersion
from bot.domain.ceremony.remarks import Remark
from bot.domain.deadlines import Deadline
from bot.domain.duties.conflicts import Declaration
from bot.domain.duties.duty import Duty, Request
from bot.domain.duties.leave import Leave
from bot.domain.duties.on_paper import PaperEntry
from bot.domain.duties.specialists import Specialist
from bot.domain.duties.unreached import Unreached
from bot.domain.inspections import Answer, Inspection, Publication, Seat, Signature
from bot.domain.journal.entries import Denial, Entry, Words
from bot.domain.journal.heads import Head, Stamp
from bot.domain.mail import Attached, ButtonRow, Card, Menu, Notice, Update
from bot.domain.people import Chat, Dialogue, Grant, Guest, Link, Person, Setting
from bot.domain.plans.lines import PlanConsent, PlanEdition, PlanLine
from bot.domain.platform.draw import PlatformDraw
from bot.domain.registers.rows import Contact, Import, ImportLot, Inspector, ItemList, Target, TargetContact
from bot.domain.reminders import Reminded
from bot.domain.reports import Report
from bot.domain.repository import Repository
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
from bot.domain.rounds import Attempt, Round
from bot.domain.visits.merges import Merge
from bot.domain.visits.visit import Visit


class Clock(Protocol):
    """The only source of time, and the only way to wait for it."""

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        ...

    async def wait_until(self, instant: datetime) -> None:
        """Return when the instant has come."""
        ...

    def steady_seconds(self) -> float:
        """Return the seconds of a clock that nobody can set; only differences of it mean anything."""
        ...


class UnitOfWork(Protocol):
    """One transaction: everything in it happens, or nothing."""

    people: Repository[Person]
    guests: Repository[Guest]
    grants: Repository[Grant]
    settings: Repository[Setting]
    links: Repository[Link]
    chats: Repository[Chat]
    dialogues: Repository[Dialogue]
    targets: Repository[Target]
    inspectors: Repository[Inspector]
    contacts: Repository[Contact]
    target_contacts: Repository[TargetContact]
    item_lists: Repository[ItemList]
    imports: Repository[Import]
    import_lots: Repository[ImportLot]
    rounds: Repository[Round]
    attempts: Repository[Attempt]
    platform_draws: Repository[PlatformDraw]
    inspections: Repository[Inspection]
    seats: Repository[Seat]
    answers: Repository[Answer]
    publications: Repository[Publication]
    objections: Repository[Objection]
    undrawn: Repository[Undrawn]
    amendments: Repository[Amendment]
    returns: Repository[Return]
    follow_ups: Repository[FollowUp]
    extensions: Repository[Extension]
    listings: Repository[Listing]
    materials: Repository[Material]
    dangers: Repository[Danger]
    site_steps: Repository[SiteStep]
    signatures: Repository[Signature]
    duties: Repository[Duty]
    requests: Repository[Request]
    specialists: Repository[Specialist]
    unreached: Repository[Unreached]
    declarations: Repository[Declaration]
    plan_lines: Repository[PlanLine]
    plan_consents: Repository[PlanConsent]
    plan_editions: Repository[PlanEdition]
    merges: Repository[Merge]
    visits: Repository[Visit]
    paper_entries: Repository[PaperEntry]
    remarks: Repository[Remark]
    reports: Repository[Report]
    deadlines: Repository[Deadline]
    reminders: Repository[Reminded]
    calendar_versions: Repository[CalendarVersion]
    leaves: Repository[Leave]
    words: Repository[Words]
    journal: Repository[Entry]
    heads: Repository[Head]
    stamps: Repository[Stamp]
    denials: Repository[Denial]
    updates: Repository[Update]
    notices: Repository[Notice]
    cards: Repository[Card]
    buttons: Repository[ButtonRow]
    menus: Repository[Menu]


class Store(Protocol):
    """The office's database."""

    def writing(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open the one writing transaction; it is committed at the end and rolled back by an exception."""
        ...

    def reading(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open a transaction that only reads."""
        ...


class Telegram(Protocol):
    """The Bot API, by method name and JSON parameters; raises the errors of `telegram.error`."""

    async def call(
        self, method: str, params: dict[str, Any], files: dict[str, Attached] | None = None
    ) -> Any:
        """Return the `result` of one call; `files` are parameter names and paths to upload."""
        ...

    async def download(self, file_id: str) -> bytes:
        """Return the bytes of a file that somebody sent (at most 20 MB)."""
        ...


class Secrets(Protocol):
    """Where a draw's secret lies until it is published; never in the database."""

    @property
    def fault(self) -> str:
        """Return why no secret can be kept: `no_key`, `wrong_key`, or "" where it can."""
        ...

    def keep(self, name: str, secret: str) -> None:
        """Keep the secret under this name; a second one takes its place."""
        ...

    def read(self, name: str) -> str | None:
        """Return the secret, or None where it cannot be read."""
        ...

    def forget(self, name: str) -> None:
        """Destroy the secret; one that is not there is no fault."""
        ...


class Signer(Protocol):
    """The office's key, under which the heads of its journal are posted."""

    @property
    def public(self) -> str:
        """Return the public key, 64 hexadecimal digits."""
        ...

    def sign(self, data: bytes) -> str:
        """Return the signature under the data, 128 hexadecimal digits."""
        ...


class BeaconCheck(Protocol):
    """A public beacon's signature held against the key of its chain."""

    def __call__(
        self, chain: str, round_number: int, signature: str, previous: str = "", /
    ) -> Literal["pass", "fail", "undecided"]:
        """Return whether the signature (hex) is this round's; undecided where it cannot be told here.

        A chained beacon signs the signature of the round before (`previous`) too.
        """
        ...


Render = Callable[..., str]
"""render(language, text) -> what people read."""

Crashpoint = Callable[[str], None]
"""A named place where a test may kill the process; does nothing otherwise."""

Papers = Callable[[str, int], Awaitable[None]]
"""write(kind, subject id): write a bundle, a form or the public page anew from the database."""
