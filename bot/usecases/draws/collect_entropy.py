"""Randomness that observers bring: the first text of each of the first so many, with the bot's secret."""

from bot.domain.actions import Action
from bot.domain.ceremony.random_sources import read_text
from bot.domain.errors import Refused
from bot.domain.permissions import Case
from bot.domain.rounds import Attempt, AttemptState, Round
from bot.usecases.act import Act
from bot.usecases.draws.fix_draw import fix
from bot.usecases.draws.open_commitment import numbered


async def ask_for_texts(act: Act, attempt: Attempt, opened: Round) -> None:
    """Ask the observers for their texts; there is no button that closes: the number in the plan does."""
    chat = await act.work.chats.get(opened.chat_id)
    place = {"number": numbered(attempt), "seal": attempt.commitment}
    count = attempt.plan["entropy"]["count"]
    await act.notify("texts.ask", chat, key=f"texts:{attempt.id}", count=count, **place)


async def take_text(act: Act, question_id: int, message_id: int, typed: str) -> bool:
    """Take an observer's text that answers the question; return whether the message was an answer to it."""
    attempt = await act.work.attempts.one(state=AttemptState.THROWING)
    if attempt is None or not await _asks_for_texts(act, attempt, question_id):
        return False
    opened = await act.work.rounds.get(attempt.round_id)
    act.permit(Action.GIVE_TEXT, Case(coordinator=opened.coordinator_id))
    givers: list[int] = attempt.collecting.get("givers", [])
    if act.me.id in givers:
        raise Refused("texts.again")
    if message_id < _last_message(attempt):
        raise Refused("texts.overtaken")
    n = len(givers) + 1
    source = f"msg:{message_id}/{n}"
    entry = {"i": n - 1, "kind": "text", "src": source, "val": read_text(typed)}
    attempt = await act.work.attempts.change(
        attempt,
        transcript=[*attempt.transcript, entry],
        collecting=attempt.collecting | {"givers": [*givers, act.me.id]},
    )
    await act.record("text_taken", round=opened.number, attempt=attempt.attempt, i=n - 1, src=source)
    told = {"n": n, "count": attempt.plan["entropy"]["count"], "name": act.me.name}
    await act.reply("texts.taken", seal=attempt.commitment, **told)
    if n == attempt.plan["entropy"]["count"]:
        await fix(act, attempt, opened)
    return True


def _last_message(attempt: Attempt) -> int:
    """Return the message of the last text that was taken: a transcript is in the order of the messages.

    An older one comes later only from somebody whose flood was put back behind the others.
    """
    sources = [str(entry["src"]) for entry in attempt.transcript]
    return max((int(each.removeprefix("msg:").split("/")[0]) for each in sources), default=0)


async def _asks_for_texts(act: Act, attempt: Attempt, message_id: int) -> bool:
    """Return whether this message of the bot is the question, or a repetition of it, of this attempt."""
    asked = await act.work.notices.all(screen=("texts.ask", "stalled.texts"), message_id=message_id)
    return any(f"{each.unique_key}:".startswith(f"texts:{attempt.id}:") for each in asked)
