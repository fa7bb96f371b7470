"""Whether the frozen pools kept out, and let in, whom the year's visits say; see journal/cap_replay.py."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.app import office_of
from bot.domain.draw.pools import root
from bot.domain.inspections import Inspection
from bot.domain.journal.cap_replay import FrozenDraw, Place, Records, cap_faults
from bot.domain.platform.draw import match_in
from bot.domain.ports import UnitOfWork
from bot.domain.profiles.profile import Profile
from bot.domain.rounds import Attempt, DrawStep, Round
from bot.usecases.draws.shelves import shelf_number
from storage.database.store import Database


class WrongReason(NamedTuple):
    """A target, by name, whose frozen reason is wrong, and how often it was drawn; "" is the whole pool."""

    entry: int
    name: str = ""
    times: int = 0


_FROM_REGISTER = (DrawStep.WHOLE, DrawStep.TARGETS)


async def wrong_reasons(database: Database) -> list[WrongReason]:
    """Return every frozen reason that the journal does not bear out, in the order of the journal."""
    async with database.reading() as work:
        found = cap_faults(await work.journal.all(), await _records(work))
        names = {each.id: each.name for each in await work.targets.all()} if found else {}
    return [WrongReason(each.entry, names.get(each.target or 0, ""), each.times) for each in found]


async def _records(work: UnitOfWork) -> Records:
    profile = (await office_of(work)).profile
    attempts = await work.attempts.all()
    rounds = {each.id: each for each in await work.rounds.all()}
    inspections = await work.inspections.all()
    whys = {each.id: await _why_over_cap(work, each) for each in rounds.values()}
    frozen = [_frozen(each, rounds[each.round_id], profile, whys[each.round_id]) for each in attempts]
    return Records(
        profile.cap.times_per_year.value,
        {(each.draw, each.attempt): draw for each, draw in zip(attempts, frozen, strict=True)},
        await _platform(work, rounds, inspections),
        _places(inspections, rounds, attempts),
    )


async def _why_over_cap(work: UnitOfWork, opened: Round) -> str:
    """Return the commitment of the reason for which targets may pass the cap, "" where none may."""
    asked = opened.deviation
    return (await work.words.get(int(asked["words_id"]))).commitment if asked else ""


def _frozen(attempt: Attempt, opened: Round, profile: Profile, why_over: str) -> FrozenDraw:
    """A draw under another regulation than the office's is not judged by this one's cap."""
    rows = attempt.target_rows
    is_judged = attempt.step in _FROM_REGISTER and opened.profile == profile.key
    passing = (opened.deviation or {}).get("keys", []) if not profile.cap.is_absolute.value else []
    result = attempt.result or {}
    picked = [key for key, _ in result.get("assignment", [])] or result.get("picked", [])
    return FrozenDraw(
        attempt.step,
        attempt.commitment,
        root(attempt.targets),
        {rows[each["id"]]: each["why"] for each in attempt.targets} if is_judged else {},
        frozenset(rows[key] for key in passing if key in rows),
        frozenset(rows[key] for key in picked) if attempt.step is not DrawStep.INSPECTORS else frozenset(),
        why_over,
    )


async def _platform(
    work: UnitOfWork, rounds: Mapping[int, Round], inspections: Iterable[Inspection]
) -> dict[tuple[str, int], frozenset[int]]:
    """Return the register's rows that the platform had drawn, by round and version of its lists."""
    rows = {each.target_key: each.target_id for each in inspections}
    return {
        (rounds[draw.round_id].number, draw.version): frozenset(
            rows[each.id] for each in match_in(draw.document).targets if each.id in rows
        )
        for draw in await work.platform_draws.all()
    }


def _places(
    inspections: Iterable[Inspection], rounds: Mapping[int, Round], attempts: Sequence[Attempt]
) -> dict[int, Place]:
    """Return where each inspection was drawn: what lies on the shelf of a void result, in its round."""
    shelves = {shelf_number(each): rounds[each.round_id].number for each in attempts}
    numbers = {key: shelves.get(each.number, each.number) for key, each in rounds.items()}
    return {each.id: Place(numbers[each.round_id], each.target_id) for each in inspections}
