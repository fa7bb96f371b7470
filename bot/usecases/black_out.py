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
    due = destroyed_on(over, years).isoformat()
    mark = ":".join(str(each) for pair in named.items() for each in (*pair, due))
    if not is_due(over, years, act.today):
        day = {"date": due}
        await _tell(act, soon, f"destroyed_soon:{mark}", **told, years=years, day=day)
        return
    if await is_blacked_out(act, named, due):
        return
    words = await act.work.words.all(id=tuple(await words_ids()), destroyed="")
    for each in words:
        await act.work.words.change(each, destroyed=each.commitment, text=BLACKED, salt="")
    await act.record(DESTROYED, **named, count=len(words), years=years)
    if words:
        await _tell(act, done, f"destroyed:{mark}", **told, years=years, n=len(words))


async def is_blacked_out(act: Act, named: dict[str, Any], since: str = "") -> bool:
    """Return whether the journal says that these words were destroyed, on this day or later.

    A late objection begins the term anew, so that what was destroyed once is destroyed a second time.
    """
    bodies = [body_of(each) for each in await act.work.journal.all(event=DESTROYED)]
    its = [each["at"] for each in bodies if named.items() <= each["data"].items()]
    return any(datetime.fromisoformat(at).astimezone(SHANGHAI).date().isoformat() >= since for at in its)


async def _tell(act: Act, screen: str, key: str, **told: Any) -> None:
    for person in (await act.holders(Role.LEAD_OFFICE))[0]:
        await act.notify(screen, person, key=f"{key}:{person.id}", **told)
