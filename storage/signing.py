"""The office's signing key: Ed25519, in a file that only the bot's account can read."""

from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from storage.files import write_atomically

FILE = "signing.key"
"""In the data folder; not in a backup, so that who holds one cannot sign."""


class SigningKey:
    """A private key of the office."""

    def __init__(self, seed: bytes) -> None:
        """Take the 32 bytes of the key; raise ValueError for any other number."""
        self._key = Ed25519PrivateKey.from_private_bytes(seed)

    @property
    def public(self) -> str:
        """Return what others check signatures with, 64 hexadecimal digits."""
        return self._key.public_key().public_bytes_raw().hex()

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """Return the folder's key, None where there is none.

        Raises:
            OSError: the file cannot be read.
            ValueError: it holds no key.
        """
        try:
            return cls(bytes.fromhex((folder / FILE).read_text("ascii")))
        except FileNotFoundError:
            return None

    @classmethod
    def make(cls, folder: Path, seed_hex: str) -> Self:
        """Keep a new key in the folder, on the disk before this returns; raise OSError where that fails."""
        key = cls(bytes.fromhex(seed_hex))
        write_atomically(folder / FILE, f"{seed_hex}\n".encode("ascii"), is_private=True)
        return key

    def sign(self, data: bytes) -> str:
        """Return the signature under the data, 128 hexadecimal digits."""
        return self._key.sign(data).hex()


def is_signed(public: str, data: bytes, signature: str) -> bool:
    """Tell whether the signature under the data is of this public key; both in hex."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), data)
    except (ValueError, InvalidSignature):
        return False
    return True
