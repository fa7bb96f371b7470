"""Words of rounds that ended long ago, and contacts of those who have left, are destroyed by rule.

The journal holds commitments only, and verifies as before; it says what was destroyed, and after how long.
"""

from datetime import date, datetime
from functools import partial

from bot.domain.deadlines import SHANGHAI
from bot.domain.journal.entries import body_of
from bot.domain.mail import NoticeState
from bot.domain.retention import CONTACTS_KEPT, PUBLIC, is_due, over_on
from bot.domain.rounds import ENDED, AttemptState, Round, RoundState
from bot.usecases.act import Act
from bot.usecases.black_out import black_out, is_near
from bot.usecases.destroy_undrawn import destroy_undrawn
from bot.usecases.draws.shelves import shelf_number
from bot.usecases.rounds.journalled_words import journalled
from bot.usecases.rounds.rows_of_round import each_row, rows_of, words_ids

_SCREENS = ("retention.soon", "retention.destroyed")
_LEFT = (NoticeState.SENT, NoticeState.UNDELIVERABLE, NoticeState.FAILED, NoticeState.SUPERSEDED)


async def destroy_words(act: Act) -> None:
    """Destroy what is due today, and tell the lead office a month before and when it is done."""
    years = act.office.conduct.words_kept_years
    ended = await _ended(act)
    for opened in await act.work.rounds.all(state=ENDED):
        inspections = await act.work.inspections.all(round_id=opened.id)
        its = {"inspection_id": tuple(each.id for each in inspections)}
        follow_ups, objections = await act.work.follow_ups.all(**its), await act.work.objections.all(**its)
        over = over_on(ended[opened.number], follow_ups, objections)
        if over is not None and is_near(act, over):
            named, told = {"round": opened.number}, {"number": opened.number}
            words = partial(_secret_words, act, opened)
            await black_out(act, over, words, named=named, screens=_SCREENS, **told)
    await destroy_undrawn(act)
    if years:
        await _forget_messages(act, years)
    await _destroy_contacts(act)


async def _ended(act: Act) -> dict[str, date]:
    """Return the day on which each round was closed, cancelled, or shelved as void, by its number."""
    found: dict[str, date] = {}
    for entry in await act.work.journal.all(event=("round_moved", "round_cancelled")):
        body = body_of(entry)
        if body["data"].get("to", RoundState.CANCELLED) in ENDED:
            at = datetime.fromisoformat(body["at"])
            found[body["data"]["round"]] = _day(at)
    for attempt in await act.work.attempts.all(state=AttemptState.VOID):
        if attempt.ending:
            found[shelf_number(attempt)] = _day(datetime.fromisoformat(attempt.ending["at"]))
    return found


async def _secret_words(act: Act, opened: Round) -> list[int]:
    """Return the words that the rows of the round name, and those that an edit has replaced."""
    rows = {name: those for name, those in (await rows_of(act.work, opened)).items() if name not in PUBLIC}
    return [*words_ids(each_row(rows)), *(await journalled(act.work, rows)).words]


async def _forget_messages(act: Act, years: int) -> None:
    """Forget what messages to people said, and what they typed in dialogues, after the same time."""
    old: list[int] = []
    async for page in act.work.notices.pages("id", "made_at", "person_id", "data", state=_LEFT):
        due = [row for row in page if is_due(_day(row[1]), years, act.today)]
        old += [number for number, _, person, data in due if person is not None and data]
        if len(due) < len(page):
            break
    await act.work.notices.change_all(old, data={})
    typed: list[int] = []
    async for page in act.work.dialogues.pages("id", "asked_at", "draft", is_open=False):
        typed += [n for n, at, draft in page if at and draft and is_due(_day(at), years, act.today)]
    await act.work.dialogues.change_all(typed, draft={}, asked={}, past=[])


async def _destroy_contacts(act: Act) -> None:
    """Destroy phones and licence numbers of those whom the registers have left out for long enough."""
    imports = await act.work.imports.all(state="applied")
    if not imports or act.at - imports[-1].made_at < CONTACTS_KEPT:
        return
    people = tuple(each.id for each in await act.work.inspectors.all(is_active=False))
    targets = tuple(each.id for each in await act.work.targets.all(is_active=False))
    gone = len(await act.work.contacts.all(inspector_id=people))
    gone += len(await act.work.target_contacts.all(target_id=targets))
    if gone:
        await act.work.contacts.remove(inspector_id=people)
        await act.work.target_contacts.remove(target_id=targets)
        await act.record("contacts_destroyed", count=gone)


def _day(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()
