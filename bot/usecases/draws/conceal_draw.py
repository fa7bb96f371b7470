"""A confidential result is fixed and its codes are public; what was drawn is nowhere in clear (section 8)."""

from typing import Any

from bot.domain.draw.entropy import level
from bot.domain.draw.records import instant
from bot.domain.draw.result import Fixed
from bot.domain.people import Person
from bot.domain.rounds import Attempt, Round
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.draws.drawn_counts import counts_of, counts_text
from bot.usecases.draws.open_commitment import numbered
from bot.usecases.duties.teams import people_by_number
from bot.usecases.heads import signed_head
from bot.usecases.moments import when


async def conceal(act: Act, attempt: Attempt, opened: Round, fixed: Fixed) -> None:
    """Post C, E, R and the counts; the result is computed again from the secret at the reveal."""
    drawn = [number for team in fixed.result["teams"] for number in team]
    counts = counts_of(fixed.result)
    attempt = await act.work.attempts.move(
        attempt,
        step_for("conceal", attempt.state).target,
        entropy_hash=fixed.entropy_hash,
        result_hash=fixed.result_hash,
        collecting=attempt.collecting | {"counts": counts},
    )
    head = await act.record(
        "draw_fixed", round=opened.number, attempt=attempt.attempt, result=attempt.result_hash
    )
    chat = await act.work.chats.get(opened.chat_id)
    await act.notify(
        "draw.concealed",
        chat,
        number=numbered(attempt),
        level={"key": f"level.{level(attempt.plan['entropy']['kind'])}"},
        at=_reveal_time(attempt),
        counts=counts_text(attempt.step, counts),
        commitment=attempt.commitment,
        entropy=attempt.entropy_hash,
        result=attempt.result_hash,
        head=await signed_head(act, head),
    )
    await act.rewrite_site()
    people = await people_by_number(act)
    await _forewarn(act, attempt, [people[number] for number in drawn])


async def _forewarn(act: Act, attempt: Attempt, drawn: list[Person]) -> None:
    """Those drawn keep the day free; which targets they inspect, they hear when it is revealed."""
    for person in drawn:
        place = {"attempt": attempt.id, "number": numbered(attempt)}
        await act.notify("duty.forewarned", person, at=_reveal_time(attempt), **place)


async def tell_forewarned(act: Act, attempt: Attempt) -> None:
    """Tell those who were to keep the day free that nothing comes of it."""
    for notice in await act.work.notices.all(screen="duty.forewarned"):
        if notice.data["attempt"] == attempt.id:
            person = await act.work.people.get(notice.person_id or 0)
            await act.notify("duty.forewarned_over", person, number=numbered(attempt))


def _reveal_time(attempt: Attempt) -> dict[str, Any]:
    return when(instant(attempt.plan["reveal_at"]))
