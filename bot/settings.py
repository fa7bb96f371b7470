"""Settings come from the environment and from .env, are read once, and never show the token."""

import logging
from datetime import time
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.domain.ceremony.conditions import Ceremony
from bot.domain.deadlines import OFFICE_HOURS, OfficeHours
from bot.domain.reminders import Reminding
from bot.secret_key import read_secret_key

TELEGRAM = "https://api.telegram.org"
_DRIVERS = {"sqlite+aiosqlite": "aiosqlite", "postgresql+asyncpg": "asyncpg"}
_MEMORY = (None, "", ":memory:")


def _api_url(text: str) -> str:
    """Return the address without its last slash; raise ValueError if it is none of a server."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("no address of a server")
    _ = parts.port  # raises ValueError for a port that cannot be
    return text.rstrip("/")


def _site(text: str) -> str:
    """Return the address of the public pages without its last slash, "" where there is none."""
    return _api_url(text) if text else text


def _authority(text: str) -> str:
    """Return the address; raise ValueError if something is set and the extra `timestamp` is not installed."""
    if text and find_spec("rfc3161_client") is None:
        raise ValueError("no client")
    return _site(text)


def _token(token: SecretStr) -> SecretStr:
    """Return the token; raise ValueError if it could not be in an address or is none."""
    number, _, rest = token.get_secret_value().partition(":")
    if not (number.isdecimal() and rest.isascii() and rest.replace("-", "a").replace("_", "a").isalnum()):
        raise ValueError("no bot token")
    return token


def _hours(text: str) -> OfficeHours | None:
    """Return the hours that `09:00-17:30` names, None for ""; raise ValueError if it names none."""
    if not text:
        return None
    opens, _, closes = text.partition("-")
    hours = OfficeHours(time.fromisoformat(opens.strip()), time.fromisoformat(closes.strip()))
    if hours.opens >= hours.closes:
        raise ValueError("no hours")
    return hours


def _window(text: str) -> str:
    """Return the text; raise ValueError if it names no hours."""
    _hours(text)
    return text


def _secret_key(text: SecretStr) -> SecretStr:
    """Return the key; raise ValueError if something is set that is none."""
    if text.get_secret_value():
        read_secret_key(text.get_secret_value())
    return text


def _database_url(text: str) -> str:
    """Return the address; raise ValueError if no driver is here for it, or if it would be forgotten."""
    if not text:
        return text
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise ValueError("no address of a database") from error
    if find_spec(_DRIVERS.get(url.drivername, "no driver")) is None:
        raise ValueError("no driver")
    if url.drivername.startswith("sqlite") and url.database in _MEMORY:
        raise ValueError("no file")
    return text


def _log_level(text: str) -> str:
    """Return the name of the level in capitals; raise ValueError if there is no such level."""
    if text.upper() not in logging.getLevelNamesMapping():
        raise ValueError("no level")
    return text.upper()


class ConsoleSettings(BaseSettings):
    """What the console's commands need; names in the environment begin with SHUANGSUIJI_."""

    model_config = SettingsConfigDict(
        env_prefix="SHUANGSUIJI_",
        env_file=".env",
        env_file_encoding="utf-8-sig",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    data_dir: Path = Path("data")
    database_url: Annotated[str, AfterValidator(_database_url)] = ""
    calendar: Path | None = None
    backups: Path | None = None
    site: Annotated[str, AfterValidator(_site)] = ""
    fonts: Path | None = None
    roster_numbers: bool = False
    language: str = ""

    @property
    def database(self) -> str:
        """Return the database's address: a SQLite file in the data folder unless another is set."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'shuangsuiji.db'}"

    @property
    def database_file(self) -> Path | None:
        """Return the database's file, None where it is no file."""
        url = make_url(self.database)
        return Path(url.database or "") if url.drivername.startswith("sqlite") else None

    @property
    def database_shown(self) -> str:
        """Return what may be shown of the database's address: no password."""
        return str(self.database_file or make_url(self.database).render_as_string(hide_password=True))


class Settings(ConsoleSettings):
    """What the running bot is told from outside."""

    token: Annotated[SecretStr, AfterValidator(_token)]
    secret_key: Annotated[SecretStr, AfterValidator(_secret_key)] = SecretStr("")
    api_url: Annotated[str, AfterValidator(_api_url)] = TELEGRAM
    log_level: Annotated[str, AfterValidator(_log_level)] = "INFO"
    timestamp_url: Annotated[str, AfterValidator(_authority)] = ""
    tick_seconds: int = Field(default=15, gt=0)
    least_observers: int = Field(default=0, ge=0)
    draw_window: Annotated[str, AfterValidator(_window)] = ""
    waiting_hours: int = Field(default=4, ge=1)
    acknowledgement_days: int | None = Field(default=None, ge=1)
    disclosure_hours: int = Field(default=2, ge=0)
    words_kept_years: int = Field(default=5, ge=0)
    school_calendar: Path | None = None
    office_hours: Annotated[str, AfterValidator(_window)] = ""
    remind_half_way: bool = True
    remind_days_before: int = Field(default=1, ge=0)
    approver_after_days: int = Field(default=2, ge=1)
    lead_office_after_days: int = Field(default=3, ge=1)

    @property
    def reminding(self) -> Reminding:
        """Return when this office is reminded, and from which overdue working day on it is reported."""
        hours = _hours(self.office_hours) or OFFICE_HOURS
        beforehand = (self.remind_half_way, self.remind_days_before)
        return Reminding(hours, *beforehand, self.approver_after_days, self.lead_office_after_days)

    @property
    def ceremony(self) -> Ceremony:
        """Return how this office holds its draws."""
        return Ceremony(self.least_observers, _hours(self.draw_window), self.waiting_hours)


class SettingsError(Exception):
    """A setting is missing or wrong; the text names which."""


SettingsT = TypeVar("SettingsT", bound=ConsoleSettings)


def read_settings(**given: object) -> Settings:
    """Return the bot's settings; raise SettingsError with the names of what is missing or wrong."""
    return _read(Settings, given)


def read_console_settings(**given: object) -> ConsoleSettings:
    """Return the console's settings; raise SettingsError with the names of what is wrong."""
    return _read(ConsoleSettings, given)


def _read(kind: type[SettingsT], given: dict[str, object]) -> SettingsT:
    try:
        return kind(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        wrong = dict.fromkeys(f"SHUANGSUIJI_{str(each['loc'][0]).upper()}" for each in error.errors())
    except (OSError, UnicodeDecodeError):
        wrong = dict.fromkeys([".env"])
    raise SettingsError(", ".join(wrong))
