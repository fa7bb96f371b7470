"""Settings come from the environment and from .env, are read once, and never show the token."""

from pathlib import Path

from pydantic import SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

TELEGRAM = "https://api.telegram.org"


class Settings(BaseSettings):
    """What an installation is told from outside; names in the environment begin with SHUANGSUIJI_."""

    model_config = SettingsConfigDict(env_prefix="SHUANGSUIJI_", env_file=".env", extra="ignore", frozen=True)

    token: SecretStr
    api_url: str = TELEGRAM
    data_dir: Path = Path("data")
    database_url: str = ""
    calendar: Path | None = None
    log_level: str = "INFO"
    tick_seconds: int = 15

    @property
    def database(self) -> str:
        """Return the database's address: a SQLite file in the data folder unless another is set."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'shuangsuiji.db'}"


class SettingsError(Exception):
    """A setting is missing or wrong; the text says which and what to do."""


def read_settings(**given: object) -> Settings:
    """Return the settings; raise SettingsError with a sentence that names what is missing or wrong."""
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        names = ", ".join(f"SHUANGSUIJI_{str(each['loc'][0]).upper()}" for each in error.errors())
        raise SettingsError(names) from None
