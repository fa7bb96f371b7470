"""Shares in basis points: how people write one, and which are offered on buttons."""

import re
import unicodedata

from bot.domain.plans.planned_round import WHOLE_BP

_PERCENTAGE = re.compile(r"([0-9]{1,3})(?:\.([0-9]{1,2}))?%?")
_USUAL_BP = (300, 500, 1000, 1500, 2000, 3000, 5000, WHOLE_BP)
_MOST_OFFERED = 8


def percentage_in(text: str) -> int | None:
    """Return the basis points of 8%, 3.5 or ８％, or None; whether they can be a share is not asked."""
    match = _PERCENTAGE.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0")) if match else None


def offered_shares(least_bp: int) -> list[int]:
    """Return the least share and the usual ones above it, at most eight."""
    return [least_bp, *(share for share in _USUAL_BP if share > least_bp)][:_MOST_OFFERED]
