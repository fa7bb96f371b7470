"""With which draw the pools of a new one are compared: the last that was frozen over the same scope."""

from typing import Any

from bot.domain.ceremony.pool_changes import PoolChanges, difference
from bot.domain.draw.pools import Pools
from bot.domain.rounds import BASES, Attempt, DrawStep, Round
from bot.usecases.act import Act


async def changes_of(act: Act, opened: Round, step: DrawStep, pools: Pools) -> dict[str, Any] | None:
    """Return what has changed since the last draw of this scope, None for the first and for later steps."""
    if step not in BASES or (before := await _before(act, opened, step)) is None:
        return None
    now = pools.plain()
    return PoolChanges(
        since=before.draw,
        attempt=before.attempt,
        targets=difference(before.targets, now["targets"]),
        inspectors=difference(before.inspectors, now["inspectors"]),
    ).model_dump()


async def _before(act: Act, opened: Round, step: DrawStep) -> Attempt | None:
    """Return the last attempt over the same scope, whether it stands or not."""
    same = [each for each in await act.work.rounds.all(scope=opened.scope) if each.profile == opened.profile]
    for each in reversed(same):
        if attempts := await act.work.attempts.all(round_id=each.id, step=step):
            return attempts[-1]
    return None


def change_lines(attempt: Attempt) -> list[dict[str, Any]]:
    """Return a line for each pool that is not as it was; nothing where there is no draw to compare with."""
    if attempt.pool_changes is None:
        return []
    changes = PoolChanges.model_validate(attempt.pool_changes)
    since = {"number": changes.since, "attempt": changes.attempt}
    return [
        {"key": key, **since, **found.model_dump()}
        for key, found in (
            ("terms.targets_changed", changes.targets),
            ("terms.inspectors_changed", changes.inspectors),
        )
        if found
    ]
