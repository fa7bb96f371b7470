"""One open commitment per office at a time, and all its draws in one chain (protocol section 1)."""

from typing import Any

from pydantic import ValidationError

from bot.domain.ceremony.random_sources import EMOJI
from bot.domain.draw.attempts import ending_hash
from bot.domain.draw.bytes import Rejected
from bot.domain.draw.plan import commitment
from bot.domain.draw.pools import freeze
from bot.domain.errors import Refused
from bot.domain.journal.entries import GENESIS, body_of
from bot.domain.mail import NoticeState
from bot.domain.rounds import Attempt, AttemptState, Round
from bot.usecases.act import Act
from bot.usecases.platform.platform_draws import shown_platform

OPEN = (AttemptState.FROZEN, AttemptState.ANNOUNCED, AttemptState.THROWING)


def announcement_key(attempt_id: int) -> str:
    """Return the unique key of the notice that bears an attempt's commitment."""
    return f"announcement:{attempt_id}"


async def refuse_unannounced(act: Act, attempt_id: int) -> None:
    """Return if the group has the commitment; raise Refused while it has not: no throw may come before it."""
    if not await is_announced(act, attempt_id):
        raise Refused("draw.not_announced")


async def is_announced(act: Act, attempt_id: int) -> bool:
    """Return whether the message with the commitment has reached the group."""
    notice = await act.work.notices.one(unique_key=announcement_key(attempt_id))
    return notice is not None and notice.state is NoticeState.SENT


async def refuse_altered(act: Act, attempt: Attempt) -> None:
    """Return if plan and pools are those that the commitment fixes; raise Refused where a row was touched."""
    if await is_altered(act, attempt):
        raise Refused("draw.altered", number=numbered(attempt))


async def is_altered(act: Act, attempt: Attempt) -> bool:
    """Return whether plan or pools are not those of the posted commitment, or a throw was touched."""
    notice = await act.work.notices.one(unique_key=announcement_key(attempt.id))
    posted = notice.data["commitment"] if notice else attempt.commitment
    try:
        pools = freeze(attempt.targets, attempt.inspectors, attempt.conflicts)
        fixed = commitment(attempt.plan)
    except (Rejected, ValidationError):  # so altered that it is no plan, or no pool, any more
        return True
    if {fixed, attempt.commitment} != {posted} or pools.summary() != attempt.plan["pools"]:
        return True
    return not await _are_as_thrown(act, attempt)


async def _are_as_thrown(act: Act, attempt: Attempt) -> bool:
    """Return whether every value that the bot threw is the one that the journal has of that message."""
    if attempt.plan["entropy"]["kind"] not in EMOJI:
        return True
    opened = await act.work.rounds.get(attempt.round_id)
    thrown = [body_of(entry)["data"] for entry in await act.work.journal.all(event="thrown")]
    mine = [each for each in thrown if (each["round"], each["attempt"]) == (opened.number, attempt.attempt)]
    known = {(each["src"], each["val"]) for each in mine}
    return all((entry["src"], entry["val"]) in known for entry in attempt.transcript)


async def announced_by(act: Act, attempt_id: int) -> int:
    """Return the id of the message that bears an attempt's commitment: only later dice can be its throws."""
    notice = await act.work.notices.one(unique_key=announcement_key(attempt_id))
    return (notice.message_id or 0) if notice else 0


async def refuse_open_commitment(act: Act) -> None:
    """Return if no commitment waits for its throws; raise Refused with its number otherwise."""
    if attempt := await act.work.attempts.one(state=OPEN):
        open_round = await act.work.rounds.get(attempt.round_id)
        raise Refused("draw.already_open", number=open_round.number)


async def chain_end(act: Act) -> str:
    """Return the last hash of the draws before: R, or the hash of the record that ended the last one."""
    attempts = await act.work.attempts.all()
    if not attempts:
        return GENESIS
    ending = attempts[-1].ending
    return ending_hash(ending) if ending else attempts[-1].result_hash


async def seal_of(act: Act, opened: Round) -> dict[str, Any]:
    """Return the commitment for the foot of the round's later messages in the group.

    Of several draws it is the last one's of each, with its number: everybody finds the one he keeps. Where
    the platform drew, it is the hash of the lists that stand.
    """
    if platform := await shown_platform(act, opened):
        return {"list_hash": platform.hash}
    attempts = await act.work.attempts.all(round_id=opened.id)
    last = {each.draw: each.commitment for each in attempts}
    if len(last) == 1:
        return {"seal": attempts[-1].commitment}
    line = "attempt.seal_line"
    seals = [{"key": line, "number": draw, "commitment": sealed} for draw, sealed in last.items()]
    return {"seals": seals} if seals else {}


def numbered(attempt: Attempt) -> Any:
    """Return the number of the attempt's draw, with that of the attempt where it is not the first."""
    if attempt.attempt == 1:
        return attempt.draw
    return {"key": "attempt.numbered", "number": attempt.draw, "attempt": attempt.attempt}


async def next_number(act: Act) -> str:
    """Return the next number of the office's one chain: rounds and their later draws share it."""
    prefix = f"SSJ-{act.today.year}-"
    numbers = [each.number for each in await act.work.rounds.all()]
    numbers += [each.draw for each in await act.work.attempts.all()]
    held = [int(number.removeprefix(prefix)) for number in numbers if number.startswith(prefix)]
    return f"{prefix}{max(held, default=0) + 1:04d}"
