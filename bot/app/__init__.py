"""COMPOSITION ROOT: the only package that knows Telegram, storage, locales and domain together."""

import secrets
from dataclasses import replace
from pathlib import Path

from bot.app.clock import SystemClock
from bot.app.conduct import conduct_of
from bot.app.memory import share_one_heap
from bot.app.papers.late import LatePapers
from bot.app.secret_keys import make_secret_key, open_vault
from bot.app.service import Service, no_crash
from bot.app.signing import open_signer
from bot.domain.calendars.tables import CalendarState
from bot.domain.people import Grant, Person, Role, Setting
from bot.domain.ports import Clock, Crashpoint, UnitOfWork
from bot.regulations import load_profile
from bot.settings import Settings
from bot.usecases.act import Act
from bot.usecases.office import Office
from bot.usecases.people.links import make_link
from storage.beacons import check_beacon
from storage.calendars.bureau import BureauCalendar
from storage.database.store import Database
from storage.database.upgrade import upgrade
from storage.documents.pdf import has_pdf

__all__ = [
    "NotInitialised",
    "Service",
    "SystemClock",
    "init_office",
    "make_secret_key",
    "no_crash",
    "office_name_of",
    "office_of",
    "open_database",
    "open_service",
]

_KEY_BYTES = 32


class NotInitialised(Exception):  # noqa: N818 - said to the operator
    """The database has no office yet: `shuangsuiji init` makes it."""


async def open_database(url: str) -> Database:
    """Return the database, brought to the present tables."""
    share_one_heap()
    database = Database(url)
    try:
        await upgrade(database.engine)
    except BaseException:
        await database.close()
        raise
    return database


async def init_office(
    database: Database, profile: str, name: str, clock: Clock, office_name: str = ""
) -> str:
    """Make the office with its first lead-office account, and return the token of that account's link.

    `office_name` is what papers and the public page call the office; the profile's authority by default.

    Raises:
        LookupError: there is no such profile, with the keys that there are.
        FileExistsError: the database has an office already.
    """
    authority = load_profile(profile).names.authority.value
    async with database.writing() as work:
        if await work.settings.one(name="profile"):
            raise FileExistsError
        await work.settings.add(Setting(name="profile", value=profile))
        await work.settings.add(Setting(name="office_name", value=office_name or authority))
        await work.settings.add(Setting(name="button_key", value=secrets.token_hex(_KEY_BYTES)))
        person = await work.people.add(Person(name=name))
        await work.grants.add(Grant(person_id=person.id, role=Role.LEAD_OFFICE))
        act = Act(work, await office_of(work), clock.now())
        await act.record("office_made", profile=profile, person_id=person.id)
        return await make_link(act, person)


async def office_of(work: UnitOfWork, calendar: Path | None = None) -> Office:
    """Return what holds for every act in this database; raise NotInitialised where there is no office."""
    profile = await _setting(work, "profile")
    rows = await work.calendar_versions.all(state=CalendarState.IN_FORCE)
    book = BureauCalendar.at(calendar, [(row.id, row.table) for row in rows])
    return Office(load_profile(profile), book, secrets.token_hex, beacon=check_beacon)


async def open_service(settings: Settings, clock: Clock, crash: Crashpoint = no_crash) -> Service:
    """Return the bot over the office's database, ready to start."""
    database = await open_database(settings.database)
    try:
        async with database.writing() as work:
            office = await office_of(work, settings.calendar)
            name, key = await office_name_of(work), await _setting(work, "button_key")
            secret_key = settings.secret_key.get_secret_value()
            vault = await open_vault(work, settings.data_dir / "secrets", secret_key)
            signer = await open_signer(work, office, settings.data_dir, clock)
    except BaseException:
        await database.close()
        raise
    office = replace(
        office,
        secrets=vault,
        signer=signer,
        ceremony=settings.ceremony,
        site=settings.site,
        reminding=settings.reminding,
        conduct=conduct_of(settings),
        has_figures=has_pdf(),
    )
    given = (database, office.profile, name, settings.data_dir, vault)
    button_key = bytes.fromhex(key)
    return Service(
        settings,
        database,
        office=office,
        button_key=button_key,
        clock=clock,
        papers=LatePapers(*given, clock=clock, site=settings.site).write,
        crash=crash,
    )


async def office_name_of(work: UnitOfWork) -> str:
    """Return what papers and pages call the office; raise NotInitialised where there is none."""
    return await _setting(work, "office_name")


async def _setting(work: UnitOfWork, name: str) -> str:
    found = await work.settings.one(name=name)
    if found is None:
        raise NotInitialised
    return found.value
