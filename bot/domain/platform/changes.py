"""A second import held against the first: what was approved, and what nobody had approved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.platform.draw import Match


class Change(StrEnum):
    """What a line says: `replaced` and `still_there` are about an approved request, the others are not."""

    REPLACED = "replaced"
    LEFT_EMPTY = "left_empty"
    STILL_THERE = "still_there"
    PERSON_CHANGED = "person_changed"
    TARGET_ADDED = "target_added"
    TARGET_REMOVED = "target_removed"


APPROVED = frozenset({Change.REPLACED, Change.LEFT_EMPTY, Change.STILL_THERE})


@dataclass(frozen=True)
class ChangeLine:
    """One difference of one target; `left` and `come` are roster numbers."""

    change: Change
    target: str
    left: tuple[str, ...] = ()
    come: tuple[str, ...] = ()

    @property
    def is_approved(self) -> bool:
        """Return whether an approved request explains it."""
        return self.change in APPROVED


def changes_between(old: Match, new: Match, approved: Mapping[str, frozenset[str]]) -> list[ChangeLine]:
    """Return every difference, by target; `approved` says who may leave which targets: {target: numbers}.

    The order within a team, the numbers of teams and people without a team are no differences.
    """
    names = {each.id: each.name for each in (*old.targets, *new.targets)}
    lines: list[ChangeLine] = []
    for target in names:
        before, after = old.people_of(target), new.people_of(target)
        if not before:
            lines.append(ChangeLine(Change.TARGET_ADDED, target, come=after))
        elif not after:
            lines.append(ChangeLine(Change.TARGET_REMOVED, target, left=before))
        else:
            lines += _within(target, before, after, approved.get(target, frozenset()))
    return lines


def _within(
    target: str, before: tuple[str, ...], after: tuple[str, ...], may_leave: frozenset[str]
) -> Iterable[ChangeLine]:
    """Pair each approved leaver with one newcomer; whatever is left over nobody approved."""
    stays = tuple(number for number in after if number in may_leave)
    if stays:
        yield ChangeLine(Change.STILL_THERE, target, left=stays)
    left = [number for number in before if number not in after]
    come = [number for number in after if number not in before]
    for leaver in [number for number in left if number in may_leave]:
        left.remove(leaver)
        follower = (come.pop(0),) if come else ()
        yield ChangeLine(Change.REPLACED if follower else Change.LEFT_EMPTY, target, (leaver,), follower)
    if left or come:
        yield ChangeLine(Change.PERSON_CHANGED, target, tuple(left), tuple(come))
