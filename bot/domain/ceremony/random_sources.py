"""The ways to make the randomness of a draw that an office can choose from (protocol sections 1 and 5)."""

import json
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.domain.deadlines import SHANGHAI
from bot.domain.draw.beacons import first_round, is_in_time, second_of
from bot.domain.draw.bytes import is_hash
from bot.domain.draw.entropy import LONGEST_TEXT, has_enough_outcomes, level
from bot.domain.draw.plan import Drand, Entropy
from bot.domain.draw.plan_rules import REDRAW_LEVELS
from bot.domain.errors import Invalid
from bot.domain.plans.planning import THROWS

DEFAULT: Mapping[str, Any] = {"kind": "die", "count": THROWS}
EMOJI = {"die": "🎲", "slot": "🎰"}
READINGS = 3
"""Ten-sided dice that two people read differently are read again, so many times in all."""

OFFERED: tuple[Mapping[str, Any], ...] = (
    DEFAULT,
    {"kind": "slot", "count": 11},
    {"kind": "d10", "count": 20},
    {"kind": "balls"},
    {"kind": "drand"},
    {"kind": "text", "count": 2},
    {"kind": "text", "count": 3},
    {"kind": "none"},
)
_ENTROPY: TypeAdapter[Any] = TypeAdapter(Entropy)
_BALLS, _DRAND, _NAMED = 6, 4, 3


def offered(attempt: int) -> list[dict[str, Any]]:
    """Return what can be chosen for this attempt: a redraw is never below L2."""
    return [dict(each) for each in OFFERED if attempt == 1 or level(each["kind"]) in REDRAW_LEVELS]


def read_source(kind: str, typed: str, now: datetime) -> dict[str, Any]:
    """Return the entropy of a plan that names a public source.

    `typed` is `game issue count max day time` or `chain round day time`, the time in Asia/Shanghai; of a
    known chain `name day time` is enough, and names its first round from then on.

    Raises:
        Invalid: the words are not of this form, too few numbers are drawn, the source is already out, or the
            round of a known chain comes at another second.
    """
    words = typed.split()
    try:
        found = _balls(words) if kind == "balls" else _drand(words)
        entropy = _ENTROPY.validate_python(found)
    except (ValueError, IndexError, ValidationError) as error:
        raise Invalid("draw.bad_source") from error
    if kind == "drand" and (not is_hash(found["chain"]) or found["round"] < 1):
        raise Invalid("draw.bad_source")
    if not has_enough_outcomes(entropy):
        raise Invalid("draw.weak_source")
    if datetime.fromisoformat(found["not_before"]) <= now:
        raise Invalid("draw.late_source")
    if isinstance(entropy, Drand) and is_in_time(entropy) is False:
        second = datetime.fromtimestamp(second_of(entropy.chain, entropy.round) or 0, SHANGHAI)
        raise Invalid("draw.wrong_round_time", time=f"{second:%Y-%m-%d %H:%M:%S}")
    return found


def _balls(words: list[str]) -> dict[str, Any]:
    if len(words) != _BALLS:
        raise ValueError(len(words))
    game, issue, count, most = words[:4]
    numbers = {"count": int(count), "max": int(most)}
    return {"kind": "balls", "game": game, "issue": issue, **numbers, "not_before": _time(words[4:])}


def _drand(words: list[str]) -> dict[str, Any]:
    if len(words) == _NAMED:
        return _named_drand(*words)
    if len(words) != _DRAND:
        raise ValueError(len(words))
    return {"kind": "drand", "chain": words[0], "round": int(words[1]), "not_before": _time(words[2:])}


def _named_drand(name: str, *day_and_time: str) -> dict[str, Any]:
    asked = datetime.fromisoformat(_time([*day_and_time]))
    chain, number, second = first_round(name.lower(), int(asked.timestamp()))
    time = datetime.fromtimestamp(second, SHANGHAI).isoformat(timespec="seconds")
    return {"kind": "drand", "chain": chain, "round": number, "not_before": time}


def _time(words: list[str]) -> str:
    return datetime.fromisoformat("T".join(words)).replace(tzinfo=SHANGHAI).isoformat(timespec="seconds")


def read_value(kind: str, typed: str) -> str | list[int]:
    """Return what a public source gave: the balls ascending, or the signature in lower-case hex.

    A beacon's round may be pasted whole, as `{"round": 7, "signature": "…"}`.

    Raises:
        Invalid: the words are not of this form.
    """
    if kind == "drand":
        return _signature(typed.strip()).lower()
    try:
        return sorted(int(word) for word in typed.replace("，", " ").replace(",", " ").split())
    except ValueError as error:
        raise Invalid("draw.bad_value") from error


def read_previous(typed: str) -> str:
    """Return the signature of the round before, where a chained beacon's round was pasted whole; else ""."""
    return _field(typed.strip(), "previous_signature", "").lower()


def _signature(typed: str) -> str:
    return _field(typed, "signature") if typed.startswith("{") else typed


def _field(typed: str, name: str, missing: str | None = None) -> str:
    """Return a text of a pasted round; raise Invalid where there is none and nothing stands in for it."""
    try:
        found = json.loads(typed).get(name, missing) if typed.startswith("{") else missing
    except (ValueError, RecursionError) as error:
        raise Invalid("draw.bad_value") from error
    if not isinstance(found, str):
        raise Invalid("draw.bad_value")
    return found


def read_digits(typed: str, count: int) -> str:
    """Return the digits of ten-sided dice in the order thrown, without the spaces between them.

    Raises:
        Invalid: there are not exactly `count` digits.
    """
    digits = "".join(unicodedata.normalize("NFKC", typed).split())
    if not (digits.isascii() and digits.isdecimal() and len(digits) == count):
        raise Invalid("reading.bad_digits", n=count)
    return digits


def read_text(typed: str) -> str:
    """Return an observer's text in NFC.

    Raises:
        Invalid: it is empty, or longer than the protocol allows.
    """
    text = unicodedata.normalize("NFC", typed)
    if not 1 <= len(text) <= LONGEST_TEXT:
        raise Invalid("texts.bad_length", most=LONGEST_TEXT)
    return text
