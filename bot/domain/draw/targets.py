"""The drawing of targets (protocol section 6)."""

from collections.abc import Sequence

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


def draw_targets(order: Sequence[Target], rules: Rules) -> tuple[list[str], list[Shortfall]]:
    """Return the ids picked, in the order of the stream, and what is missing.

    `order` is the whole pool in that order. The ineligible are skipped, but count for the shares.
    """
    taken: set[str] = set()
    missing = []
    for stratum in rules.strata:
        members = [target for target in order if target.stratum == stratum.name]
        wanted = max(share(len(members), stratum.bp), stratum.min)
        drawn = [target.id for target in members if target.eligible][:wanted]
        taken.update(drawn)
        if len(drawn) < wanted:
            missing.append(Shortfall(stratum=stratum.name, wanted=wanted, drawn=len(drawn)))
    floor = share(len(order), rules.floor_bp)
    rest = [target.id for target in order if target.eligible and target.id not in taken]
    taken.update(rest[: max(floor - len(taken), 0)])
    if len(taken) < floor:
        missing.append(Shortfall(stratum=ANYONE, wanted=floor, drawn=len(taken)))
    return [target.id for target in order if target.id in taken], missing
