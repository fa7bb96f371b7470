"""What changes hands when somebody is relieved, and what nobody could take, before anything is stored."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.errors import Refused
from bot.domain.inspections import HANDOVER_STATES, InspectionState


@dataclass(frozen=True)
class Handover:
    """Targets that change hands: `own` the draw gave, `added` a supplement; `is_gone` he leaves the round.

    `is_null`: the draw knows of nothing else that he serves, so that the vacancy is of all (section 10).
    """

    own: tuple[str, ...]
    added: tuple[str, ...] = ()
    is_gone: bool = False
    is_null: bool = False

    @property
    def targets(self) -> list[str] | None:
        """Return the targets of the vacancy record; None is all."""
        return None if self.is_null else list(self.own)

    @property
    def is_vacancy(self) -> bool:
        """Return whether the draw has to record a vacancy."""
        return bool(self.own) or self.is_null


def refuse_late(wanted: Collection[str] | None, served: Mapping[str, InspectionState]) -> None:
    """Return if there is anything left to be relieved of.

    Raises:
        Refused: `recusal.too_late`, all of it is submitted.
    """
    asked = _asked(wanted, served)
    if not any(served[each] in HANDOVER_STATES or _is_dead(served[each]) for each in asked) and asked:
        raise Refused("recusal.too_late")


def hand_over(
    wanted: Collection[str] | None,
    served: Mapping[str, InspectionState],
    drawn: Collection[str],
    known: Collection[str],
) -> Handover:
    """Return what a person hands over who is relieved of the `wanted` targets, None of all that he serves.

    A submitted record stays with those who made it; what cannot be inspected any more is nobody's and keeps
    nobody in the round. `drawn` are the draw's targets, `known` those that he serves by its vacancies.
    """
    movable = [target for target in _asked(wanted, served) if served[target] in HANDOVER_STATES]
    kept = [target for target in served if target not in movable]
    is_gone = wanted is None and all(_is_dead(served[target]) for target in kept)
    own = tuple(target for target in movable if target in drawn)
    added = tuple(target for target in movable if target not in drawn)
    return Handover(own, added, is_gone, is_gone and set(known) == set(own))


def left_open(substitution: Sequence[Sequence[Any]], handed: Handover) -> list[str]:
    """Return the targets that the order of the draw leaves to nobody: `[[person|null, [targets]]…]`."""
    nobodys = {target for who, targets in substitution if who is None for target in targets}
    return [target for target in handed.own if target in nobodys]


def _asked(wanted: Collection[str] | None, served: Mapping[str, InspectionState]) -> list[str]:
    return [target for target in served if wanted is None or target in wanted]


def _is_dead(state: InspectionState) -> bool:
    return state is InspectionState.NOT_INSPECTABLE
