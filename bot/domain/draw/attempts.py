"""How an attempt that does not stand is ended, and the chain of such records (protocol section 11)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.domain.draw.bytes import Rejected, digest, dumps, is_hash
from bot.domain.draw.entropy import LEVELS
from bot.domain.draw.plan import Plan, commitment
from bot.domain.draw.plan_rules import REDRAW_LEVELS
from bot.domain.draw.records import Record, is_instant
from bot.domain.draw.result import Fixed

# kind → the reasons it can have; the plan's pools or rule can be found wrong before the throw or after it.
REASONS = {
    "abort": ("timeout", "wrong_pool", "wrong_rule", "observers_left", "technical"),
    "void": ("wrong_pool", "wrong_rule", "unlawful", "superior_decision"),
    "lost": ("secret_lost", "group_lost", "throw_unknown", "typists_disagree", "source_missing"),
}


class Ending(Record):
    """The record that ended an attempt; it stays published, like the commitment that it ends."""

    kind: str
    attempt: int
    commitment: str
    draw: str
    prev: str
    reason: str
    at: str
    entropy_hash: str | None
    result_hash: str | None


def ending_hash(record: Mapping[str, Any]) -> str:
    """Return the hash by which the next attempt, or the office's next draw, follows this record."""
    return digest("attempt", dumps(dict(record))).hex()


def _hashes_fit(ending: Ending) -> bool:
    """Tell whether both hashes are there for a void result, and neither for an attempt without one."""
    hashes = (ending.entropy_hash, ending.result_hash)
    if ending.kind != "void":
        return hashes == (None, None)
    return all(value is not None and is_hash(value) for value in hashes)


def ending_problems(ending: Ending) -> list[str]:
    """Return what is wrong with one record: `kind`, `reason`, `hashes`, `commitment`, `prev`, `at`."""
    return list(_ending_problems(ending))


def _ending_problems(ending: Ending) -> Iterator[str]:
    if ending.kind not in REASONS:
        yield "kind"
    elif ending.reason not in REASONS[ending.kind]:
        yield "reason"
    if not _hashes_fit(ending):
        yield "hashes"
    if not is_hash(ending.commitment):
        yield "commitment"
    if not is_hash(ending.prev):
        yield "prev"
    if not is_instant(ending.at):
        yield "at"


def chain_problems(plan: Plan, endings: Sequence[Ending]) -> list[str]:
    """Return what is wrong with the attempts before this plan's.

    Codes: those of `ending_problems`, then `numbers` (a gap), `draw`, `chain` (a `prev` that is not the hash
    of the record before), `level` (a redraw below L2).
    """
    found = [problem for ending in endings for problem in ending_problems(ending)]
    numbers = [ending.attempt for ending in endings]
    if numbers != list(range(1, len(numbers) + 1)) or len(numbers) != plan.attempt - 1:
        found.append("numbers")
    if any(ending.draw != plan.draw for ending in endings):
        found.append("draw")
    followers = [*(ending.prev for ending in endings), plan.prev][1:]
    if followers != [ending_hash(ending.plain()) for ending in endings]:
        found.append("chain")
    if plan.attempt > 1 and LEVELS[plan.entropy.kind] not in REDRAW_LEVELS:
        found.append("level")
    return found


def end_attempt(
    plan: Mapping[str, Any],
    *,
    kind: str,
    reason: str,
    at: str,
    fixed: Fixed | None = None,
    announced: str = "",
) -> dict[str, Any]:
    """Return the record that ends the attempt of this plan: `abort`, `void` (with what was fixed) or `lost`.

    `announced` is the commitment that was posted, where the plan may no longer be the one that it fixes.

    Raises:
        Rejected: the first of the codes of `ending_problems`.
    """
    ending = Ending(
        kind=kind,
        attempt=plan["attempt"],
        commitment=announced or commitment(plan),
        draw=plan["draw"],
        prev=plan["prev"],
        reason=reason,
        at=at,
        entropy_hash=fixed.entropy_hash if fixed else None,
        result_hash=fixed.result_hash if fixed else None,
    )
    for problem in ending_problems(ending):
        raise Rejected(problem)
    return ending.plain()
