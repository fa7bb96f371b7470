"""The record of a draw is written right after the result, and sent to the coordinator to be signed."""

from bot.domain.people import Person
from bot.domain.rounds import Attempt, AttemptState, Round
from bot.usecases.act import Act
from bot.usecases.draws.open_commitment import numbered
from bot.usecases.draws.watch_ceremony import observers_of


def record_path(opened: Round, attempt: Attempt) -> str:
    """Return where the record lies below the data folder."""
    return f"rounds/{opened.number}/record-{attempt.draw}-{attempt.attempt}.docx"


async def keep_record(act: Act, attempt_id: int) -> None:
    """Have the record of a fixed result written; send it to the coordinator, and ask the observers."""
    attempt = await act.work.attempts.get(attempt_id)
    if not attempt.result_hash or attempt.ending:
        return
    opened = await act.work.rounds.get(attempt.round_id)
    await act.paper("record", attempt.id)
    coordinator = await act.work.people.get(opened.coordinator_id)
    number = numbered(attempt)
    name = {"key": "file.of_round", "title": {"key": "document.name.draw_record"}, "number": number}
    path = record_path(opened, attempt)
    await act.notify("record.sent", coordinator, number=number, document=path, document_name=name)
    for person in await observers_of(act, opened):
        await act.notify("remark.card", person, card=_asked(attempt), attempt=attempt.id, number=number)


async def watchers_of(act: Act, opened: Round) -> list[Person]:
    """Return the bound observers who were asked what they saw of the draws of the round that stand."""
    attempts = await act.work.attempts.all(round_id=opened.id, state=AttemptState.STANDING)
    asked = await act.work.notices.all(card=tuple(_asked(each) for each in attempts)) if attempts else []
    people = await act.work.people.all(id=tuple({each.person_id for each in asked if each.person_id}))
    return [each for each in people if each.account_id is not None]


def _asked(attempt: Attempt) -> str:
    """Return the name of the card on which an observer is asked."""
    return f"remark:{attempt.id}"
