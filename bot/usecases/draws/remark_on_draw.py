"""An observer's remark on a draw: his words go to lead office and auditors, their number is public."""

from bot.domain.actions import Action
from bot.domain.ceremony.remarks import Remark
from bot.domain.people import Dialogue, Person, Role
from bot.domain.permissions import Case
from bot.domain.rounds import Attempt, Round
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.open_commitment import numbered


async def start_remark(act: Act, attempt_id: int) -> None:
    """Ask the observer for his words."""
    attempt, _ = await _watched(act, attempt_id)
    dialogue = await dialogues.begin(act, "remark", "words", attempt=attempt.id)
    await dialogues.ask(act, dialogue, "remark.ask", number=numbered(attempt))


async def type_remark(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Keep the words; the record and the page say from now on that there is one more."""
    attempt, opened = await _watched(act, int(str(dialogue.draft["attempt"])))
    words = await act.keep_words(typed.strip())
    await dialogues.end(act, dialogue)
    remark = Remark(attempt_id=attempt.id, person_id=act.me.id, words_id=words.id, made_at=act.at)
    remark = await act.work.remarks.add(remark)
    await act.record("remark_made", round=opened.number, attempt=attempt.attempt, words=words.commitment)
    await act.reply("remark.taken", number=numbered(attempt))
    for person in await _readers(act):
        told = {"number": numbered(attempt), "name": act.me.name, "words": words.text}
        await act.notify("remark.told", person, key=f"remark:{remark.id}:{person.id}", **told)
    await act.paper("record", attempt.id)
    await act.rewrite_site()


async def _watched(act: Act, attempt_id: int) -> tuple[Attempt, Round]:
    attempt = await act.work.attempts.get(attempt_id)
    opened = await act.work.rounds.get(attempt.round_id)
    act.permit(Action.REMARK, Case(coordinator=opened.coordinator_id))
    return attempt, opened


async def _readers(act: Act) -> list[Person]:
    """Return the lead office and the auditors, each once."""
    lead_office, _ = await act.holders(Role.LEAD_OFFICE)
    auditors, stands_in = await act.holders(Role.AUDITOR)
    return [*lead_office, *(each for each in auditors if not stands_in and each not in lead_office)]
