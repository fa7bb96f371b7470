"""Words about inspections outside the draws, destroyed as those of rounds are: each after its own term."""

from datetime import date, datetime
from functools import partial

from bot.domain.deadlines import SHANGHAI
from bot.domain.journal.entries import body_of
from bot.domain.results.undrawn import UNDECIDED, Undrawn, rows_of
from bot.domain.retention import over_on
from bot.usecases.act import Act
from bot.usecases.black_out import black_out, is_near
from bot.usecases.results.inspected import number_of
from bot.usecases.rounds.journalled_words import journalled
from bot.usecases.rounds.rows_of_round import each_row, rows_of_undrawn, words_ids
from bot.usecases.target_name import target_name

_SCREENS = ("retention.undrawn_soon", "retention.undrawn_destroyed")
_EVENTS = (
    *("undrawn_recorded", "undrawn_published", "undrawn_returned", "undrawn_withdrawn", "undrawn_denied"),
    *("undrawn_taken_down", "undrawn_kept"),
)


async def destroy_undrawn(act: Act) -> None:
    """Destroy what is due today, and tell the lead office a month before and when it is done."""
    last = await _last_events(act)
    for row in await act.work.undrawn.all():
        over = await _over_on(act, row, last[row.id])
        if over is not None and is_near(act, over):
            told = {"name": await target_name(act, row), "number": await number_of(act, row)}
            words = partial(_its_words, act, row)
            await black_out(act, over, words, named={"undrawn": row.id}, screens=_SCREENS, **told)


async def _last_events(act: Act) -> dict[int, date]:
    """Return the day on which something was last decided about each record, by its id."""
    bodies = [body_of(each) for each in await act.work.journal.all(event=_EVENTS)]
    return {
        each["data"]["undrawn"]: datetime.fromisoformat(each["at"]).astimezone(SHANGHAI).date()
        for each in bodies
        if "undrawn" in each["data"]
    }


async def _over_on(act: Act, row: Undrawn, last: date) -> date | None:
    """Return the day from which its term runs, None while something about it is open."""
    if row.state in UNDECIDED:
        return None
    its = rows_of(row)
    return over_on(last, await act.work.follow_ups.all(**its), await act.work.objections.all(**its))


async def _its_words(act: Act, row: Undrawn) -> list[int]:
    rows = await rows_of_undrawn(act.work, row)
    return [*words_ids(each_row(rows)), *(await journalled(act.work, rows)).words]
