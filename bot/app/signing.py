"""The key that signs the journal's heads: made for an office once, each of them named in the journal."""

import secrets
from pathlib import Path

from bot.domain.journal.entries import body_of
from bot.domain.journal.heads import KEY_EVENT
from bot.domain.ports import Clock, UnitOfWork
from bot.usecases.act import Act
from bot.usecases.office import Office
from storage.signing import SigningKey

_SEED_BYTES = 32


class SigningKeyError(Exception):
    """The file of the signing key holds none."""


async def open_signer(work: UnitOfWork, office: Office, folder: Path, clock: Clock) -> SigningKey:
    """Return the office's key, made where the folder has none; the journal names it from then on.

    After a restoration on another machine it is a new one: backups hold no key that signs.

    Raises:
        SigningKeyError: the file holds no key.
        OSError: it cannot be read or written.
    """
    try:
        key = SigningKey.read(folder)
    except ValueError as error:
        raise SigningKeyError from error
    key = key or SigningKey.make(folder, secrets.token_hex(_SEED_BYTES))
    if (await named_keys(work))[-1:] != (key.public,):
        await Act(work, office, clock.now()).record(KEY_EVENT, public=key.public)
    return key


async def named_keys(work: UnitOfWork) -> tuple[str, ...]:
    """Return the public keys that the journal names, the one in use last."""
    named = await work.journal.all(event=KEY_EVENT)
    return tuple(str(body_of(each)["data"]["public"]) for each in named)
