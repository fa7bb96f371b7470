"""Whether the draws favoured a part of their lists: one figure over all draws whose bundle is public.

Each stratum's list is cut into fifths in its frozen order. How many each fifth gave is held against what
chance gives (chi-squared, four degrees of freedom, without replacement). It shows a favoured place in the
list; whether one draw is right, the verifier shows.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.domain.publication.site import PublicUniformity

_FIFTHS = 5
_LEAST_EACH = 5
"""With fewer expected in a fifth the approximation says nothing."""


def uniformity(draws: Iterable[tuple[Sequence[Mapping[str, Any]], Sequence[str]]]) -> PublicUniformity:
    """Return the figure of draws, each the frozen targets and the ids picked.

    A target is `{"id": …, "stratum": …, "eligible": …}`. Strata of fewer than five, and those drawn whole,
    say nothing.
    """
    drawn, expected, spread, count = [0] * _FIFTHS, [0.0] * _FIFTHS, 0.0, 0
    for targets, picked in draws:
        strata = [each for each in _strata(targets, frozenset(picked)) if _speaks(each)]
        count += bool(strata)
        for places in strata:
            n, k = len(places), sum(places)
            spread += k * (n - k) / (n - 1)
            for place, is_picked in enumerate(places):
                fifth = place * _FIFTHS // n
                drawn[fifth] += is_picked
                expected[fifth] += k / n
    return PublicUniformity(
        draws=count,
        drawn=tuple(drawn),
        expected=tuple(f"{each:.1f}" for each in expected),
        chance=_chance(drawn, expected, spread),
    )


def _strata(targets: Sequence[Mapping[str, Any]], picked: frozenset[str]) -> list[list[bool]]:
    """Return of each stratum whether its eligible targets were picked, in the order of the list."""
    found: dict[str, list[bool]] = {}
    for each in targets:
        if each["eligible"]:
            found.setdefault(each["stratum"], []).append(each["id"] in picked)
    return list(found.values())


def _speaks(places: Sequence[bool]) -> bool:
    return len(places) >= _FIFTHS and 0 < sum(places) < len(places)


def _chance(drawn: Sequence[int], expected: Sequence[float], spread: float) -> str:
    """Return how often chance alone gives a picture as uneven as this, "" where too little was drawn."""
    if min(expected) < _LEAST_EACH:
        return ""
    off = sum((got - want) ** 2 for got, want in zip(drawn, expected, strict=True))
    half = off * _FIFTHS / spread / 2
    return f"{math.exp(-half) * (1 + half):.2f}"
