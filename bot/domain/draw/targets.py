"""The drawing of targets (protocol section 6)."""

from collections.abc import Sequence
from itertools import islice

from bot.domain.draw.plan import Rules
from bot.domain.draw.plan_rules import ANYONE, WHOLE_BP
from bot.domain.draw.pools import Target
from bot.domain.draw.records import Items, Record


class Shortfall(Record):
    """A stratum (or `*`, the floor) of which fewer targets could be drawn than the plan wants."""

    stratum: str
    wanted: int
    drawn: int


Shortfalls = Items[Shortfall]


def share(records: int, basis_points: int) -> int:
    """Return the share of so many records, rounded up: 500 basis points of 60 are 3."""
    return (records * basis_points + WHOLE_BP - 1) // WHOLE_BP


def _by_stratum(pool: Sequence[Target], order: Sequence[int], rules: Rules) -> dict[str, list[int]]:
    """Return the positions of each stratum of the rules, in the order of the stream."""
    found: dict[str, list[int]] = {stratum.name: [] for stratum in rules.strata}
    # The records are read in the order in which they lie in memory: a million at random take a second.
    members = [found.get(target.stratum) for target in pool]
    for position in order:
        stratum = members[position]
        if stratum is not None:
            stratum.append(position)
    return found


def draw_targets(
    pool: Sequence[Target], order: Sequence[int], rules: Rules
) -> tuple[list[int], list[Shortfall]]:
    """Return the positions picked, in the order of the stream, and what is missing.

    `order` has the positions of the whole pool in that order. The ineligible are skipped, but count for the
    shares.
    """
    taken: set[int] = set()
    missing = []
    positions = _by_stratum(pool, order, rules)
    for stratum in rules.strata:
        members = positions[stratum.name]
        wanted = max(share(len(members), stratum.bp), stratum.min)
        drawn = list(islice((i for i in members if pool[i].eligible), wanted))
        taken.update(drawn)
        if len(drawn) < wanted:
            missing.append(Shortfall(stratum=stratum.name, wanted=wanted, drawn=len(drawn)))
    floor = share(len(pool), rules.floor_bp)
    rest = (i for i in order if i not in taken and pool[i].eligible)
    taken.update(list(islice(rest, max(floor - len(taken), 0))))
    if len(taken) < floor:
        missing.append(Shortfall(stratum=ANYONE, wanted=floor, drawn=len(taken)))
    return [i for i in order if i in taken], missing
