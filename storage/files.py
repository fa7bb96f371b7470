"""Files that are either whole or not there."""

import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

_NONCE_BYTES = 12
_PRIVATE = 0o600


def claim_private(path: Path) -> None:
    """Make it a file that only the bot's account can read, before anything is written in it."""
    path.touch(_PRIVATE)
    path.chmod(_PRIVATE)


def write_atomically(path: Path, data: bytes, *, is_private: bool = False) -> None:
    """Write the file beside its place, flush it to the disk, and move it there in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.part")
    if is_private:
        claim_private(draft)
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


class SecretFolder:
    """Secrets of draws, each encrypted in a file of its own that only the bot's account can read."""

    def __init__(self, folder: Path, key: bytes | None = None, fault: str = "no_key") -> None:
        """Keep secrets here under a key of 32 bytes; without one none is kept, and `fault` says why."""
        self._folder = folder
        self._cipher = ChaCha20Poly1305(key) if key is not None else None
        self._fault = fault

    @property
    def fault(self) -> str:
        """Return why no secret can be kept: `no_key`, `wrong_key`, or "" where it can."""
        return "" if self._cipher else self._fault

    def keep(self, name: str, secret: str) -> None:
        """Keep the secret under this name, on the disk before this returns; a second one takes its place.

        Raises:
            PermissionError: there is no key.
        """
        if self._cipher is None:
            raise PermissionError(self._fault)
        nonce = os.urandom(_NONCE_BYTES)  # the name is bound in: a file under another name cannot be read
        sealed = nonce + self._cipher.encrypt(nonce, secret.encode("ascii"), name.encode())
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(self._folder / name, sealed, is_private=True)
        _sync_folder(self._folder)

    def read(self, name: str) -> str | None:
        """Return the secret, or None where the file or the key is not there, or not the right one."""
        if self._cipher is None:
            return None
        try:
            sealed = (self._folder / name).read_bytes()
            plain = self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], name.encode())
        except (OSError, InvalidTag, ValueError):  # ValueError: a file too short to hold a nonce
            return None
        return plain.decode("ascii")

    def forget(self, name: str) -> None:
        """Delete the secret; one that is not there is no fault."""
        (self._folder / name).unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Have the folder's new name on the disk as well."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class EvidenceFolder:
    """Files from the field under their SHA-256; the same bytes are kept once."""

    def __init__(self, folder: Path) -> None:
        """Keep files below this folder."""
        self._folder = folder

    def keep(self, data: bytes) -> str:
        """Keep the bytes and return their SHA-256 in hex."""
        digest = hashlib.sha256(data).hexdigest()
        path = self._folder / digest[:2] / digest
        if not path.exists():
            write_atomically(path, data)
        return digest
