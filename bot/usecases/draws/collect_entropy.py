"""Randomness that people bring: observers' texts, dice typed blind by two, the value of a public source."""

from typing import Any

from bot.domain.draw.entropy import transcript_problems
from bot.domain.draw.plan import Plan
from bot.domain.draw.records import instant
from bot.domain.draw.result import read_transcript
from bot.domain.errors import Invalid, Refused, Stale
from bot.domain.people import Dialogue, Person, Role
from bot.domain.permissions import Action, Case
from bot.domain.random_sources import READINGS, read_digits, read_text, read_value
from bot.domain.rounds import Attempt, AttemptState, Round
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.end_attempt import end
from bot.usecases.draws.fix_draw import fix
from bot.usecases.draws.open_commitment import numbered, refuse_unannounced

_TYPISTS = frozenset({"coordinator", "observer"})


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


async def _asks_for_texts(act: Act, attempt: Attempt, message_id: int) -> bool:
    """Return whether this message of the bot is the question, or a repetition of it, of this attempt."""
    asked = await act.work.notices.all(screen=("texts.ask", "stalled.texts"), message_id=message_id)
    return any(f"{each.unique_key}:".startswith(f"texts:{attempt.id}:") for each in asked)


async def ask_for_dice(act: Act, attempt: Attempt, opened: Round) -> None:
    """Ask the coordinator and the observers to type what lies on the table, each in private."""
    chat = await act.work.chats.get(opened.chat_id)
    place: dict[str, Any] = {"number": numbered(attempt)}
    place |= {"count": attempt.plan["entropy"]["count"], "reading": attempt.collecting.get("readings", 0) + 1}
    await act.notify("dice.ask", chat, seal=attempt.commitment, **place)
    for person in await _typists(act, opened):
        await act.notify("dice.card", person, attempt=attempt.id, **place)


async def start_typing(act: Act, attempt_id: int) -> None:
    """Wait for the digits of whoever pressed."""
    attempt, _, part = await _typing(act, attempt_id)
    if part in attempt.collecting:
        raise Refused("dice.already")
    await dialogues.begin(act, "dice", "digits", attempt=attempt.id)
    await act.toast("toast.ok")
    await act.reply("dice.type", count=attempt.plan["entropy"]["count"])


async def type_digits(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Keep one reading unseen by the other; two that agree are the throw."""
    attempt, opened, part = await _typing(act, int(str(dialogue.draft["attempt"])))
    if part in attempt.collecting:
        raise Refused("dice.already")
    digits = read_digits(typed, attempt.plan["entropy"]["count"])
    collecting = attempt.collecting | {part: {"person": act.me.id, "digits": digits}}
    attempt = await act.work.attempts.change(attempt, collecting=collecting)
    await dialogues.end(act, dialogue)
    await act.record("dice_typed", round=opened.number, attempt=attempt.attempt, by=part)
    await act.reply("dice.taken")
    if collecting.keys() >= _TYPISTS:
        await _compare(act, attempt, opened)


async def _compare(act: Act, attempt: Attempt, opened: Round) -> None:
    collecting = attempt.collecting
    digits, again = collecting["coordinator"]["digits"], collecting["observer"]["digits"]
    readings = collecting.get("readings", 0) + 1
    await act.record(
        "dice_compared", round=opened.number, attempt=attempt.attempt, reading=readings, agree=digits == again
    )
    if digits == again:
        entry = {"i": 0, "kind": "d10", "src": "room", "val": digits}
        await fix(act, await act.work.attempts.change(attempt, transcript=[entry]), opened)
    elif readings >= READINGS:
        await end(act, attempt, "lost", "typists_disagree")
    else:
        kept = {name: value for name, value in collecting.items() if name not in _TYPISTS}
        attempt = await act.work.attempts.change(attempt, collecting=kept | {"readings": readings})
        await ask_for_dice(act, attempt, opened)


async def _typists(act: Act, opened: Round) -> list[Person]:
    coordinator = await act.work.people.get(opened.coordinator_id)
    observers, stands_in = await act.holders(Role.OBSERVER)
    others = [] if stands_in else [each for each in observers if each.id != coordinator.id]
    return [coordinator, *others]


async def _typing(act: Act, attempt_id: int) -> tuple[Attempt, Round, str]:
    attempt = await act.work.attempts.get(attempt_id)
    opened = await act.work.rounds.get(attempt.round_id)
    is_coordinator = act.person is not None and act.person.id == opened.coordinator_id
    action = Action.TYPE_DICE if is_coordinator else Action.TYPE_DICE_BLIND
    act.permit(action, Case(coordinator=opened.coordinator_id))
    if attempt.state is not AttemptState.THROWING or attempt.plan["entropy"]["kind"] != "d10":
        raise Stale
    return attempt, opened, "coordinator" if is_coordinator else "observer"


async def ask_for_value(act: Act, attempt_id: int) -> None:
    """Ask, in the group, for the value of the public source, once it may be known."""
    attempt, _ = await _source(act, attempt_id)
    dialogue = await dialogues.begin(act, "source", "value", attempt=attempt.id)
    await act.toast("toast.ok")
    kind = attempt.plan["entropy"]["kind"]
    await act.reply(f"source.ask_{kind}", card=f"source:{dialogue.id}", seal=attempt.commitment)


async def type_value(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take the value by its form, and a beacon's by its signature where that can be checked here."""
    attempt, opened = await _source(act, int(str(dialogue.draft["attempt"])))
    kind = attempt.plan["entropy"]["kind"]
    source = "lottery" if kind == "balls" else "drand"
    entry = {"i": 0, "kind": kind, "src": source, "val": read_value(kind, typed)}
    if transcript_problems(Plan.model_validate(attempt.plan).entropy, read_transcript([entry])):
        raise Invalid("draw.bad_value")
    verdict = _signed(act, attempt, entry["val"])
    if verdict == "fail":
        raise Invalid("source.wrong_signature", round=attempt.plan["entropy"]["round"])
    await dialogues.end(act, dialogue)
    attempt = await act.work.attempts.move(
        attempt, step_for("open", attempt.state).target, transcript=[entry]
    )
    await act.record("source_typed", round=opened.number, attempt=attempt.attempt, val=entry["val"])
    value = " ".join(map(str, entry["val"])) if isinstance(entry["val"], list) else entry["val"]
    await act.reply("source.taken", name=act.me.name, value=value, seal=attempt.commitment)
    await fix(act, attempt, opened)
    screen = "source.checked" if verdict == "pass" else "source.unchecked"
    await act.reply(screen, number=numbered(attempt), seal=attempt.commitment)


def _signed(act: Act, attempt: Attempt, value: Any) -> str:
    """Return the verdict on a beacon's signature; balls, and what cannot be checked here, are undecided."""
    entropy = attempt.plan["entropy"]
    if entropy["kind"] != "drand" or act.office.beacon is None:
        return "undecided"
    return act.office.beacon(entropy["chain"], entropy["round"], value)


async def _source(act: Act, attempt_id: int) -> tuple[Attempt, Round]:
    attempt = await act.work.attempts.get(attempt_id)
    opened = await act.work.rounds.get(attempt.round_id)
    act.permit(Action.OPEN_THROWING, Case(coordinator=opened.coordinator_id))
    step_for("open", attempt.state)
    await refuse_unannounced(act, attempt.id)
    if act.at < instant(attempt.plan["entropy"]["not_before"]):
        raise Refused("source.too_early", time=attempt.plan["entropy"]["not_before"])
    return attempt, opened
