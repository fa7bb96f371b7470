"""The key that encrypts the secrets of draws: made once, kept by the operator, never in the database.

It is written in groups of four, so that one can copy it from paper; case, spaces and dashes do not count.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable

KEY_BYTES = 32
_GROUP = 4
_PURPOSE = b"shuangsuiji/secret-key/1"


def new_secret_key(random_hex: Callable[[int], str]) -> str:
    """Return a fresh key as it is printed: 52 letters and digits in groups of four."""
    text = base64.b32encode(bytes.fromhex(random_hex(KEY_BYTES))).decode().rstrip("=")
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))


def read_secret_key(text: str) -> bytes:
    """Return the key's 32 bytes; raise ValueError if the text is no key."""
    plain = "".join(text.replace("-", " ").split()).upper()
    try:
        key = base64.b32decode(plain + "=" * (-len(plain) % 8))
    except ValueError as error:
        raise ValueError("no key") from error
    if len(key) != KEY_BYTES:
        raise ValueError("no key")
    return key


def fingerprint(key: bytes) -> str:
    """Return what the database knows of the key: enough to recognise it, nothing to find it by."""
    return hmac.digest(key, _PURPOSE, hashlib.sha256).hex()
