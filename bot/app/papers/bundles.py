"""The bundles: everything that a stranger needs to draw again, of each draw that has a result."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.app.papers.platform import write_lists
from bot.domain.draw.bundle import assemble_bundle, bundle_bytes
from bot.domain.draw.pools import freeze
from bot.domain.draw.result import Fixed
from bot.domain.ports import Secrets, UnitOfWork
from bot.domain.rounds import Attempt, AttemptState
from bot.usecases.draws.keep_secret import secret_name
from storage.files import write_atomically


async def write_bundles(work: UnitOfWork, round_id: int, data_dir: Path, secrets: Secrets) -> None:
    """Write the bundle of each draw that stands, and beside it that of every result declared void.

    A secret is destroyed once the bundle bears it, or once its attempt has ended without a result.
    """
    await write_lists(work, await work.rounds.get(round_id), data_dir)
    attempts = await work.attempts.all(round_id=round_id)
    for attempt in attempts:
        if attempt.result is not None:
            data = bundle_bytes(_bundle_of(attempt, attempts))
            write_atomically(data_dir / "rounds" / attempt.draw / f"bundle{_ending(attempt)}.json", data)
            write_atomically(data_dir / "public" / bundle_name(attempt), data)
        if attempt.result is not None or attempt.ending is not None:
            secrets.forget(secret_name(attempt.plan["draw"], attempt.attempt))


async def bundle_files(work: UnitOfWork, round_id: int) -> dict[str, bytes]:
    """Return the bundles of a round by the names that they have beside the public pages."""
    attempts = await work.attempts.all(round_id=round_id)
    drawn = [each for each in attempts if each.result is not None]
    return {bundle_name(each): bundle_bytes(_bundle_of(each, attempts)) for each in drawn}


def bundle_name(attempt: Attempt) -> str:
    """Return the name of the bundle's file on the public page: of a void result with the attempt's number."""
    return f"{attempt.draw}{_ending(attempt)}.json"


def _ending(attempt: Attempt) -> str:
    return f"-{attempt.attempt}" if attempt.state is AttemptState.VOID else ""


def _bundle_of(attempt: Attempt, attempts: Sequence[Attempt]) -> dict[str, Any]:
    same = [each for each in attempts if each.draw == attempt.draw and each.attempt < attempt.attempt]
    before = [each.ending for each in same if each.ending]
    return assemble_bundle(
        plan=attempt.plan,
        pools=freeze(attempt.targets, attempt.inspectors, attempt.conflicts),
        transcript=attempt.transcript,
        secret=attempt.secret,
        attempts=before,
        fixed=Fixed(attempt.result or {}, attempt.entropy_hash, attempt.result_hash),
        vacancies=attempt.vacancies,
        substitutions=attempt.substitutions,
    )
