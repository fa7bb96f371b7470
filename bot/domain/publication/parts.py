"""What all that is published is made of.

A `Said` is words as they are, or the key of a text with its values as the notices hold it: the pages of each
language render it in their own.
"""

import hashlib
import re
from typing import Annotated, Any

from pydantic import Field

from bot.domain.frozen import Frozen

Stem = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,63}$")]
"""The part of a page's file name that says whose page it is."""
Said = str | dict[str, Any]
FileName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.json$")]
"""The name of a published file that a program reads: bundles, and the lists of a platform."""
_PLAIN_STEM = re.compile(r"[A-Z0-9][A-Z0-9-]{0,39}")
_STEM_HEX = 24


def stem_of(key: str) -> str:
    """Return what names a page's file: the key where it is a plain code, else a part of its SHA-256."""
    if _PLAIN_STEM.fullmatch(key):
        return key
    return "x" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_STEM_HEX]


def percent_of(part: int, total: int) -> str:
    """Return the part in per cent with at most one decimal; only nothing is 0, and only the whole is 100."""
    if not 0 < part < total:
        return "100" if part and part == total else "0"
    return f"{min(max(round(1000 * part / total), 1), 999) / 10:g}"


class Part(Frozen):
    """What may be published: what has no field is refused, not shown."""
