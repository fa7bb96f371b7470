"""Words are destroyed by rule: forewarned a month before, noted in the journal, and the lead office told."""

from collections.abc import Awaitable, Callable, Collection
from datetime import date, datetime
from typing import Any

from bot.domain.deadlines import SHANGHAI
from bot.domain.journal.entries import body_of
from bot.domain.people import Role
from bot.domain.retention import BLACKED, FOREWARNED, destroyed_on, is_due
from bot.usecases.act import Act

DESTROYED = "words_destroyed"


def is_near(act: Act, over: date | None) -> bool:
    """Return whether words are destroyed within a month, or today, of what was over on this day."""
    years = act.office.conduct.words_kept_years
    return over is not None and is_due(over, years, act.today + FOREWARNED)


async def black_out(
    act: Act,
    over: date,
    words_ids: Callable[[], Awaitable[Collection[int]]],
    *,
    named: dict[str, Any],
    screens: tuple[str, str],
    **told: Any,
) -> None:
    """Destroy these words if they are due, and say before that they will be; `named` is whose they are.

    They are looked for on the day alone: that takes long, and what is destroyed once has nothing left.
    """
    years, (soon, done) = act.office.conduct.words_kept_years, screens
    mark = ":".join(str(each) for pair in named.items() for each in pair)
    if not is_due(over, years, act.today):
        day = {"date": destroyed_on(over, years).isoformat()}
        await _tell(act, soon, f"destroyed_soon:{mark}", **told, years=years, day=day)
        return
    if await _is_done(act, named, destroyed_on(over, years)):
        return
    words = await act.work.words.all(id=tuple(await words_ids()), destroyed="")
    for each in words:
        await act.work.words.change(each, destroyed=each.commitment, text=BLACKED, salt="")
    await act.record(DESTROYED, **named, count=len(words), years=years)
    if words:
        await _tell(act, done, f"destroyed:{mark}", **told, years=years, n=len(words))


async def _is_done(act: Act, named: dict[str, Any], due: date) -> bool:
    """Return whether the journal says so since that day: a late objection begins the term anew."""
    bodies = [body_of(each) for each in await act.work.journal.all(event=DESTROYED)]
    its = [each["at"] for each in bodies if named.items() <= each["data"].items()]
    return any(datetime.fromisoformat(at).astimezone(SHANGHAI).date() >= due for at in its)


async def _tell(act: Act, screen: str, key: str, **told: Any) -> None:
    for person in (await act.holders(Role.LEAD_OFFICE))[0]:
        await act.notify(screen, person, key=f"{key}:{person.id}", **told)
