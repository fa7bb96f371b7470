"""The key for secrets: made for an office, recognised at start; only its fingerprint is in the database."""

import secrets
from pathlib import Path

import structlog

from bot.domain.people import Setting
from bot.domain.ports import Clock, UnitOfWork
from bot.secret_key import fingerprint, new_secret_key, read_secret_key
from bot.usecases.act import Act
from bot.usecases.office import Office
from storage.database.store import Database
from storage.files import SecretFolder

_NAME = "secret_key_fingerprint"
log = structlog.get_logger()


async def make_secret_key(
    database: Database, office: Office, clock: Clock, *, in_place_of_the_old: bool = False
) -> str:
    """Return a new key, as it is printed; secrets under the old one can no longer be read.

    Raises:
        FileExistsError: the office has a key, and nobody said that it is to be replaced.
    """
    key = new_secret_key(secrets.token_hex)
    known = fingerprint(read_secret_key(key))
    async with database.writing() as work:
        old = await work.settings.one(name=_NAME)
        if old is None:
            await work.settings.add(Setting(name=_NAME, value=known))
        elif in_place_of_the_old:
            await work.settings.change(old, value=known)
            await Act(work, office, clock.now()).record("secret_key_replaced", fingerprint=known)
        else:
            raise FileExistsError
    return key


async def open_vault(work: UnitOfWork, folder: Path, key_text: str) -> SecretFolder:
    """Return the folder of secrets under the key that was given; without the office's own none is kept."""
    known = await work.settings.one(name=_NAME)
    if not key_text or known is None:
        log.warning("no secret key: draws that need a secret are not offered")
        return SecretFolder(folder)
    key = read_secret_key(key_text)
    if fingerprint(key) != known.value:
        log.error("the secret key is not this office's: draws that need a secret are not offered")
        return SecretFolder(folder, fault="wrong_key")
    return SecretFolder(folder, key)
