"""What one target can check of itself: record, path to the root, ticket and place (section 12)."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from bot.domain.draw.bundle import read_bundle
from bot.domain.draw.entropy import TICKETS_PER_BLOCK, entropy_hash, seed_of
from bot.domain.draw.plan import Rules, commitment
from bot.domain.draw.pools import Target, freeze, membership, root
from bot.domain.draw.targets import draw_targets, share

_STREAM = "order/target"


class OwnTicket(NamedTuple):
    """One target in its draw; positions count from 0, places and ranks from 1, hashes are hex.

    The ticket is word `word` (from 1) of SHA-256 over `key` and the eight bytes of `block`. `path` has each
    neighbour with whether it stands on the left. `wanted` is what its stratum must give, `rank` its place
    among the eligible of the stratum.
    """

    target: Target
    position: int
    total: int
    leaf: str
    path: tuple[tuple[bool, str], ...]
    root: str
    ticket: str
    key: str
    block: int
    word: int
    place: int
    wanted: int
    rank: int
    is_drawn: bool


def own_ticket(bundle: Mapping[str, Any], target_id: str) -> OwnTicket | None:
    """Return what a target can check in a bundle whose inputs have passed; None if it is not in the pool."""
    read, _ = read_bundle(bundle)
    targets = freeze(read.targets, read.inspectors, read.conflicts).targets
    found = [i for i, each in enumerate(targets) if each.id == target_id]
    if not found:
        return None
    at, me, plain = found[0], targets[found[0]], [each.plain() for each in targets]
    seed = seed_of(commitment(read.plan.plain()), read.secret, entropy_hash(read.transcript))
    order = seed.order(_STREAM, len(targets))
    place = order.index(at) + 1
    block, word = divmod(at, TICKETS_PER_BLOCK)
    return OwnTicket(
        target=me,
        position=at,
        total=len(targets),
        leaf=root([plain[at]]),
        path=tuple(zip(_sides(at, len(targets)), membership(plain, at), strict=True)),
        root=root(plain),
        ticket=f"{seed.tickets(_STREAM, at, 1)[0]:016x}",
        key=seed.key(_STREAM).hex(),
        block=block,
        word=word + 1,
        place=place,
        wanted=_wanted(me, targets, read.plan.rules),
        rank=sum(targets[i].eligible and targets[i].stratum == me.stratum for i in order[:place]),
        is_drawn=at in draw_targets(targets, order, read.plan.rules)[0],
    )


def _sides(position: int, count: int) -> list[bool]:
    """Return for each step of the path whether the neighbour stands on the left, from the leaf upwards."""
    sides, last = [], count - 1
    while last > 0:
        if position ^ 1 <= last:
            sides.append(position % 2 == 1)
        position, last = position // 2, last // 2
    return sides


def _wanted(target: Target, targets: tuple[Target, ...], rules: Rules) -> int:
    """Return how many its stratum must give; one that the plan does not name gives nothing."""
    members = sum(each.stratum == target.stratum for each in targets)
    named = [each for each in rules.strata if each.name == target.stratum]
    return max((max(share(members, each.bp), each.min) for each in named), default=0)
