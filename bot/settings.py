"""Settings come from the environment and from .env, are read once, and never show the token."""

from pathlib import Path
from typing import TypeVar

from pydantic import SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

TELEGRAM = "https://api.telegram.org"


class ConsoleSettings(BaseSettings):
    """What the console's commands need; names in the environment begin with SHUANGSUIJI_."""

    model_config = SettingsConfigDict(env_prefix="SHUANGSUIJI_", env_file=".env", extra="ignore", frozen=True)

    data_dir: Path = Path("data")
    database_url: str = ""
    calendar: Path | None = None

    @property
    def database(self) -> str:
        """Return the database's address: a SQLite file in the data folder unless another is set."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'shuangsuiji.db'}"


class Settings(ConsoleSettings):
    """What the running bot is told from outside."""

    token: SecretStr
    api_url: str = TELEGRAM
    log_level: str = "INFO"
    tick_seconds: int = 15


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
        names = ", ".join(f"SHUANGSUIJI_{str(each['loc'][0]).upper()}" for each in error.errors())
        raise SettingsError(names) from None
