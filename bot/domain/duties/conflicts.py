"""Conflicts of interest that were declared before a draw, and the pairs that they put into its pools.

Who declared what is seen by the inspector, his approver and the lead office; the bundle has numbers only.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.draw.pools import Pools
from bot.domain.duties.duty import Ground
from bot.domain.people import Record
from bot.domain.registers.rows import Inspector, Target

AS_RECUSALS = "conflicts_as_recusals"
"""The setting by which no pair enters a bundle: whoever is drawn into a conflict is put up for recusal."""


class Declaration(Record):
    """A conflict of interest between an inspector (by person) and a target, until it is withdrawn.

    `declared_by` is the inspector himself, or whoever of his office did it for him.
    """

    person_id: int
    target_id: int
    ground: Ground
    declared_by: int
    declared_at: datetime
    is_withdrawn: bool = False
    withdrawn_by: int | None = None
    withdrawn_at: datetime | None = None


def conflict_pairs(
    declared: Iterable[Declaration], targets: Sequence[Target], roster: Sequence[Inspector], pools: Pools
) -> tuple[tuple[str, str], ...]:
    """Return the declarations in force as sorted pairs of ids that both pools know: `(("N1", "P1"), …)`."""
    known = {target.id for target in pools.targets}
    people = {inspector.id for inspector in pools.inspectors}
    key_of = {target.id: target.key for target in targets}
    numbers: dict[int, list[str]] = {}
    for line in roster:
        if line.number in people:
            numbers.setdefault(line.person_id, []).append(line.number)
    pairs = {
        (key_of.get(each.target_id, ""), number)
        for each in declared
        if not each.is_withdrawn
        for number in numbers.get(each.person_id, [])
    }
    return tuple(sorted(pair for pair in pairs if pair[0] in known))
