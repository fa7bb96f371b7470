"""The regulation as a table: article by article what it says, and whether the bot acts by it or people do.

Every value of a profile is in it, so that none is kept without being read: what no part of the bot acts by
is shown as the office's own to do.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from bot.domain.numerals import number_of
from bot.domain.profiles.profile import Profile, RuleRef, Sourced
from bot.domain.profiles.rule_grounds import LEFT_TO_PEOPLE, Why

_NUMBER = re.compile(r"[一二三四五六七八九十]+|\d+")
_NOTHING = ("no_duty", "no_value")
_FILING = "names.filing_office"


@dataclass(frozen=True)
class RuleLine:
    """One quotation of the text, or one default that stands in for its silence.

    `why` says why people see to it, None where the bot acts by it. `default` is the name of that default,
    with `value`; it is empty where the text speaks.
    """

    ref: RuleRef
    why: Why | None
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
    cited: dict[RuleRef, Why | None] = {}
    defaults: dict[str, RuleLine] = {}
    for path, found in leaves(profile):
        why = LEFT_TO_PEOPLE.get(path)
        if not found.silent:
            cited[found.ref] = why and cited.get(found.ref, why)
        elif found.falls_back_to not in _NOTHING:
            line = _default(profile, path, found, why)
            defaults.setdefault(line.default, line)
    quoted = sorted(cited, key=lambda ref: _place(ref.article))
    return [*(RuleLine(ref, cited[ref]) for ref in quoted), *defaults.values()]


def _default(profile: Profile, path: str, found: Sourced[Any], why: Why | None) -> RuleLine:
    """Return the line of a default; who receives filings is the lead office as this text names it."""
    if path == _FILING:
        return RuleLine(found.ref, why, "filing_office", profile.names.files_with.value)
    return RuleLine(found.ref, why, found.falls_back_to, found.value)


def _place(article: str) -> tuple[int, ...]:
    """Return where an article stands: `第十七条` is (17,), `六-3` (6, 3), what comes before them ()."""
    return tuple(number_of(part) for part in _NUMBER.findall(article))
