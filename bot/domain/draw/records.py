"""What all records of a draw have in common: exact keys, exact types, no change after reading."""

import re
from datetime import datetime
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.draw.bytes import Rejected

Item = TypeVar("Item")

# A JSON array is read into a tuple, so that a record stays what it was hashed as.
Items = Annotated[tuple[Item, ...], Field(strict=False)]

_RFC3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.(?P<decimals>[0-9]+))?"
    r"(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)


class Record(BaseModel):
    """A JSON object that has exactly the keys and types of the protocol."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    def plain(self) -> dict[str, Any]:
        """Return the record as the plain object that is published: dicts, lists, strings, integers."""
        return self.model_dump(mode="json")


def _matched(text: str) -> re.Match[str]:
    found = _RFC3339.fullmatch(text.upper())  # RFC 3339 allows t and z as well
    if not found:
        raise Rejected("time")
    return found


def instant(text: str) -> datetime:
    """Return the instant that an RFC 3339 text names.

    Raises:
        Rejected: `time`, where the text is none.
    """
    written = _matched(text)[0]
    try:
        return datetime.fromisoformat(written)
    except ValueError as error:
        raise Rejected("time") from error


def moment(text: str) -> tuple[datetime, str]:
    """Return what tells two times apart to the last digit: the full second, and its decimals.

    Raises:
        Rejected: as `instant`, whose datetime ends at the microsecond.
    """
    decimals = _matched(text)["decimals"] or ""
    return instant(text).replace(microsecond=0), decimals.rstrip("0")


def is_instant(text: str) -> bool:
    """Tell whether the text is an RFC 3339 time."""
    try:
        instant(text)
    except Rejected:
        return False
    return True
