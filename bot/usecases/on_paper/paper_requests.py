"""代录 of a request: the person asked on paper for recusal or substitution; it is put to the approver."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.domain.duties.duty import SERVING, Duty, Origin, RequestKind
from bot.domain.duties.on_paper import PaperKind
from bot.domain.errors import Stale
from bot.domain.people import Dialogue
from bot.domain.rounds import Round
from bot.domain.typed import paragraph
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.ask_recusal import LONGEST_WORDS, ask_target, drafted, handed_of
from bot.usecases.duties.requests import ask_approvers, put_up
from bot.usecases.names_apart import names_apart
from bot.usecases.on_paper.keep_paper import enter_paper


async def requesters(act: Act, opened: Round, kind: PaperKind) -> list[list[Any]]:
    """Return who could have asked, as `[[kind, duty, name], …]`."""
    serving = await act.work.duties.all(round_id=opened.id, state=SERVING)
    handed = [duty for duty in serving if await handed_of(act, duty)]
    return await named_duties(act, kind, handed)


async def named_duties(act: Act, kind: PaperKind, duties: Sequence[Duty]) -> list[list[Any]]:
    """Return the duties to choose from, namesakes told apart, as `[[kind, duty, name], …]`."""
    names = await names_apart(act, [await act.work.people.get(duty.person_id) for duty in duties])
    return [[kind.value, duty.id, names[duty.person_id]] for duty in duties]


async def ask_what_for(act: Act, dialogue: Dialogue, day: date) -> None:
    """Ask of which target, or of the round, as the person himself is asked."""
    kind = RequestKind(str(dialogue.draft["kind"]))
    about = {"duty": dialogue.draft["subject"], "kind": kind.value, "origin": Origin.PAPER.value}
    dialogue = await dialogues.advance(act, dialogue, "target", day=day.isoformat(), **about)
    duty, _, _ = await drafted(act, dialogue)
    await ask_target(act, duty, dialogue)


def words_in(typed: str) -> str:
    """Return what the paper says beyond the ground."""
    return paragraph(typed, "recusal.words_too_long", LONGEST_WORDS)


async def keep_request(act: Act, opened: Round, dialogue: Dialogue, sha256: str) -> str:
    """Put the request to the approver, with the mark that it was entered, and return the person's name."""
    duty, kind, origin = await drafted(act, dialogue)
    if not await handed_of(act, duty):
        raise Stale
    said, target = str(dialogue.draft["words"]), str(dialogue.draft["target"])
    words = await act.keep_words(said) if said else None
    request = await put_up(
        act,
        duty,
        words.commitment if words else "",
        kind=kind,
        origin=origin,
        raised_by=act.me.id,
        targets=[target] if target else None,
        ground=dialogue.draft.get("ground"),
        reason=dialogue.draft.get("reason"),
        words_id=words.id if words else None,
    )
    await ask_approvers(act, request)
    person = await act.work.people.get(duty.person_id)
    day = date.fromisoformat(str(dialogue.draft["day"]))
    await enter_paper(act, opened, person, PaperKind(kind.value), (request.id, day, sha256, 1))
    return person.name
