"""The file of a draw that a platform made: no bundle; nobody can compute it again, only compare its hash."""

import hashlib
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.domain.draw.bytes import dumps

FORMAT = "ssj/platform/1"
_EXACTLY = ConfigDict(extra="forbid", strict=True)


class _Listed(BaseModel):
    model_config = _EXACTLY
    id: str
    name: str
    team: int


class _List(BaseModel):
    """Facts of the batch, hashes of what was handed over, and who inspects what."""

    model_config = _EXACTLY
    format: Literal["ssj/platform/1"]
    round: str
    version: int
    prev: str
    profile: str
    items: str
    platform: str
    batch: str
    operator: str
    drawn_at: str
    file: str
    picture: str
    targets: list[_Listed]
    teams: list[list[str]]
    unmatched: list[str]


def is_platform_list(value: object) -> bool:
    """Return whether the value of a file is such a list: by its format, and with exactly its fields."""
    try:
        _List.model_validate(value)
    except ValidationError:
        return False
    return True


def list_hash(document: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the document in hex; `sha256sum` of the file gives the same."""
    return hashlib.sha256(dumps(dict(document))).hexdigest()
