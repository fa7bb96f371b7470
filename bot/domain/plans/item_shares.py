"""A share for each item of a plan's line, with the text that fixes it (Ordos 第九条, 从其规定).

All targets of a round are inspected for all its items in one visit, so that the line's own share has to
reach the least share of every item.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from pydantic import Field

from bot.domain.frozen import Frozen
from bot.domain.plans.planned_round import WHOLE_BP, PlannedPart
from bot.domain.plans.shares import percentage_in
from bot.domain.profiles.profile import Profile, ShareBase

_LINES = re.compile(r"[;；\n]+")
_ONE = re.compile(r"(?P<name>.+?)[\s:,]*(?P<share>\d{1,3}(?:\.\d{1,2})?\s*%)\s*\((?P<source>.+)\)")


class ItemShare(Frozen):
    """The least share of one item in basis points, and the text of a higher authority that fixes it."""

    code: str
    share_bp: int = Field(ge=1, le=WHOLE_BP)
    source: str = Field(min_length=1)


def shares_in(text: str, codes: Mapping[str, str]) -> tuple[ItemShare, ...] | None:
    """Return what `校园安全 10%（某办法第五条）；收费行为 5%（…）` says, or None where it cannot be read.

    `codes` has the code of each item by its name and by its code.
    """
    found = []
    for line in (part.strip() for part in _LINES.split(text) if part.strip()):
        match = _ONE.fullmatch(unicodedata.normalize("NFKC", line))
        named = {unicodedata.normalize("NFKC", name): code for name, code in codes.items()}
        if match is None or match["name"].strip() not in named:
            return None
        share_bp = percentage_in(match["share"])
        if share_bp is None or not 1 <= share_bp <= WHOLE_BP:
            return None
        code = named[match["name"].strip()]
        found.append(ItemShare(code=code, share_bp=share_bp, source=match["source"].strip()))
    return tuple(found) if len({each.code for each in found}) == len(found) else None


def are_asked_for(profile: Profile, codes: Sequence[str]) -> bool:
    """Return whether shares of single items are named: the text wants one of each, and there are several."""
    draw = profile.draw
    is_of_item = draw.share_base.value is ShareBase.ITEM
    return is_of_item and bool(draw.higher_rule_first.value) and len(codes) > 1


def least_of(
    codes: Sequence[str], shares: Sequence[ItemShare], line_source: str, profile: Profile, share_bp: int = 1
) -> dict[str, tuple[int, str]]:
    """Return the least share of each item in basis points, and the higher text that fixes it, if any.

    Where the line itself takes its share from a higher text, `share_bp` is that share: the least there is as
    long as nobody has said it.
    """
    general = profile.draw.share_bp.value
    if not profile.draw.higher_rule_first.value:
        return dict.fromkeys(codes, (general, ""))
    rest = (share_bp, line_source) if line_source else (general, "")
    own = {each.code: (each.share_bp, each.source) for each in shares}
    return {code: own.get(code, rest) for code in codes}


def item_parts(
    least: Mapping[str, tuple[int, str]], names: Mapping[str, str], total: int, drawn: int, share_bp: int
) -> tuple[PlannedPart, ...]:
    """Return the items of a round as the conformity check compares them; `share_bp` is the round's own."""
    return tuple(
        PlannedPart(
            name=names.get(code, code),
            targets_total=total,
            targets_drawn=drawn,
            share_bp=share_bp,
            own_minimum_bp=least_bp if source else None,
            own_source=source,
        )
        for code, (least_bp, source) in least.items()
    )
