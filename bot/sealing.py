"""Buttons carry a sealed reference of at most 64 bytes; what it does stands in the database."""

import base64
import hashlib
import hmac

VERSION = "1"
_SEAL_BYTES = 12
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def seal(key: bytes, number: int) -> str:
    """Return the callback data of the button row with this number."""
    reference = f"{VERSION}.{_base36(number)}"
    return f"{reference}.{_mac(key, reference)}"


def unseal(key: bytes, data: str) -> int | None:
    """Return the number of the button row, or None for anything that this bot did not seal."""
    reference, _, mac = data.rpartition(".")
    if not data.isascii() or not hmac.compare_digest(mac.encode(), _mac(key, reference).encode()):
        return None
    version, _, number = reference.partition(".")
    return int(number, 36) if version == VERSION else None


def _mac(key: bytes, reference: str) -> str:
    digest = hmac.digest(key, reference.encode(), hashlib.sha256)[:_SEAL_BYTES]
    return base64.urlsafe_b64encode(digest).decode()


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"
