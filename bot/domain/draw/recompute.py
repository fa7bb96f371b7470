"""A draw computed again from its inputs alone, by whoever has the bundle."""

from collections.abc import Mapping
from typing import Any

from bot.domain.draw.bundle import read_bundle
from bot.domain.draw.bytes import Rejected
from bot.domain.draw.pools import freeze
from bot.domain.draw.result import fix_result

INPUTS = frozenset({"plan", "targets", "inspectors", "conflicts", "transcript", "secret"})


def recompute(bundle: Mapping[str, Any]) -> dict[str, Any]:
    """Return the result that plan, pools, transcript and secret of the bundle have; its own is not looked at.

    Raises:
        Rejected: `keys` where one of these is missing or has another shape, else as `fix_result`.
    """
    read, faults = read_bundle(bundle)
    if not INPUTS.isdisjoint(faults):
        raise Rejected("keys")
    pools = freeze(read.targets, read.inspectors, read.conflicts)
    entries = [entry.plain() for entry in read.transcript]
    return fix_result(read.plan.plain(), pools, entries, read.secret).result
