"""The regulation as a table: article by article what it says, and whether the bot acts by it or people do.

Every value of a profile is in it, so that none is kept without being read: what no part of the bot acts by
is shown as the office's own to do.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from bot.domain.profile import Profile, RuleRef, Sourced

LEFT_TO_PEOPLE = frozenset(
    {
        "names.coordinating_office",
        "names.roster_office",
        "books.item_fields",
        "books.roster_fields",
        "books.target_kinds",
        "books.target_fields",
        "draw.means",
        "draw.observers_may_watch",
        "draw.scope_per_item",
        "weight.lower_for",
        "weight.lowers",
        "substitution.swap_allowed",
        "duties.public_process",
        "duties.trace",
        "duties.inspector_roster",
        "duties.target_register",
        "duties.matching",
        "duties.licence_shown",
        "duties.feedback",
        "duties.entered_by_inspector",
        "duties.privacy",
        "duties.not_by_draw",
        "duties.accuracy",
        "duties.no_excess",
        "duties.uniform",
        "duties.rights_told",
        "duties.item_by_item",
        "duties.site_record",
        "duties.measures",
        "duties.seal",
        "duties.witness",
        "duties.results_of_others",
        "duties.credit_file",
        "duties.archive",
        "duties.lessons",
        "duties.training",
        "duties.service",
        "duties.integrity",
        "duties.assessment",
        "account.acting_by_list_exempts",
        "account.omissions",
        "account.exemptions",
    }
)
"""Values that no rule of the bot asks for: they are shown with their article, and people see to them."""

_NUMBER = re.compile(r"[一二三四五六七八九十]+|\d+")
_DIGITS = {digit: n for n, digit in enumerate("一二三四五六七八九", start=1)}
_TEN = "十"
_NOTHING = ("no_duty", "no_value")


@dataclass(frozen=True)
class RuleLine:
    """One quotation of the text, or one default that stands in for its silence.

    `default` is the name of that default, with `value`; it is empty where the text speaks.
    """

    ref: RuleRef
    is_left_to_people: bool
    default: str = ""
    value: Any = None


def leaves(profile: Profile) -> Iterator[tuple[str, Sourced[Any]]]:
    """Yield every value of a profile with its path, such as `draw.share_bp`; of a list, each value."""
    for section in type(profile).model_fields:
        part = getattr(profile, section)
        names = () if isinstance(part, Sourced) else getattr(type(part), "model_fields", ())
        for name in names:
            yield from ((f"{section}.{name}", value) for value in _values(getattr(part, name)))


def _values(node: Any) -> Iterator[Sourced[Any]]:
    if isinstance(node, Sourced):
        yield node
    elif isinstance(node, tuple):
        for each in node:
            yield from _values(each)
    elif isinstance(node, BaseModel):
        for name in type(node).model_fields:
            yield from _values(getattr(node, name))


def rule_lines(profile: Profile) -> list[RuleLine]:
    """Return the quotations in the order of their articles, each once, and after them the defaults.

    A quotation that holds several values is left to people only where all of them are.
    """
    cited: dict[RuleRef, bool] = {}
    defaults: dict[str, RuleLine] = {}
    for path, found in leaves(profile):
        left = path in LEFT_TO_PEOPLE
        if not found.silent:
            cited[found.ref] = cited.get(found.ref, True) and left
        elif found.falls_back_to not in _NOTHING:
            line = RuleLine(found.ref, left, found.falls_back_to, found.value)
            defaults.setdefault(found.falls_back_to, line)
    quoted = sorted(cited, key=lambda ref: _place(ref.article))
    return [*(RuleLine(ref, cited[ref]) for ref in quoted), *defaults.values()]


def _place(article: str) -> tuple[int, ...]:
    """Return where an article stands: `第十七条` is (17,), `六-3` (6, 3), what comes before them ()."""
    return tuple(_number(part) for part in _NUMBER.findall(article))


def _number(text: str) -> int:
    if text.isdecimal() and text.isascii():
        return int(text)
    tens, has_tens, ones = text.rpartition(_TEN)
    return 10 * has_tens.count(_TEN) * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
