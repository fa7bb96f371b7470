"""What lies open before all is typed by two people, each unseen by the other: dice, a lottery, a beacon.

Readings that differ are read again: dice up to three times, the value of a public source as often as it
takes, since it does not go away.
"""

from typing import Any

from bot.domain.actions import Action
from bot.domain.ceremony.random_sources import READINGS, read_digits, read_previous, read_value
from bot.domain.draw.beacons import CHAINS
from bot.domain.draw.entropy import level, transcript_problems
from bot.domain.draw.plan import Plan
from bot.domain.draw.records import instant
from bot.domain.draw.result import read_transcript
from bot.domain.errors import Invalid, Refused, Stale
from bot.domain.people import Dialogue, Person, Role
from bot.domain.permissions import Case
from bot.domain.ports import UnitOfWork
from bot.domain.rounds import Attempt, AttemptState, Round
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.end_attempt import end
from bot.usecases.draws.fix_draw import fix
from bot.usecases.draws.open_commitment import is_announced, numbered, refuse_altered, refuse_unannounced
from bot.usecases.moments import when

TOPIC = "reading"
TYPED = ("d10", "balls", "drand")
"""The kinds of entropy that people type, each a message of its own (`reading.ask_{}`)."""
_PARTS = frozenset({"coordinator", "observer"})
_FROM = {"d10": "room", "balls": "lottery", "drand": "drand"}


async def start_source(act: Act, attempt_id: int) -> None:
    """The coordinator has the value of the public source typed, once it may be known."""
    attempt = await act.work.attempts.get(attempt_id)
    opened = await act.work.rounds.get(attempt.round_id)
    act.permit(Action.OPEN_THROWING, Case(coordinator=opened.coordinator_id))
    step_for("open", attempt.state)
    await refuse_unannounced(act, attempt.id)
    await refuse_altered(act, attempt)
    if act.at < instant(attempt.plan["entropy"]["not_before"]):
        raise Refused("source.too_early", time=when(instant(attempt.plan["entropy"]["not_before"])))
    await refuse_one_reader(act, attempt, opened)
    await _open_source(act, attempt, opened)


async def start_source_unasked(act: Act, attempt: Attempt) -> bool:
    """Have the value typed where nobody has asked for it; return False where that cannot be done."""
    opened = await act.work.rounds.get(attempt.round_id)
    others, _ = await _second_readers(act, attempt, opened)
    if attempt.state is not AttemptState.ANNOUNCED or not others or not await is_announced(act, attempt.id):
        return False
    await _open_source(act, attempt, opened)
    return True


async def refuse_one_reader(act: Act, attempt: Attempt, opened: Round) -> None:
    """Return if somebody but the coordinator can read; raise Refused otherwise."""
    others, _ = await _second_readers(act, attempt, opened)
    if not others:
        raise Refused("reading.nobody")


async def ask_for_reading(act: Act, attempt: Attempt, opened: Round) -> None:
    """Ask the coordinator and a second person to type what lies open, each in private."""
    chat = await act.work.chats.get(opened.chat_id)
    others, stands_in = await _second_readers(act, attempt, opened)
    entropy = {name: value for name, value in attempt.plan["entropy"].items() if name != "kind"}
    kind = attempt.plan["entropy"]["kind"]
    place: dict[str, Any] = {"number": numbered(attempt), **entropy}
    place |= {"reading": attempt.collecting.get("readings", 0) + 1}
    if "not_before" in entropy:
        place |= {"not_before": when(instant(entropy["not_before"]))}
    if kind == "drand":
        known = "known" if entropy["chain"] in CHAINS else "other"
        place |= {
            "where": {"key": f"reading.where.{known}", "chain": entropy["chain"], "round": entropy["round"]}
        }
    second = {"key": "reading.second.lead_office" if stands_in else "reading.second.observer"}
    await act.notify(f"reading.ask_{kind}", chat, seal=attempt.commitment, second=second, **place)
    for person in [await act.work.people.get(opened.coordinator_id), *others]:
        await act.notify(f"reading.card_{kind}", person, attempt=attempt.id, **place)


async def start_typing(act: Act, attempt_id: int) -> None:
    """Wait for the reading of whoever pressed."""
    attempt, _, part = await _reading(act, attempt_id)
    if part in attempt.collecting:
        raise Refused("reading.already")
    entropy = attempt.plan["entropy"]
    dialogue = await dialogues.begin(act, TOPIC, "value", attempt=attempt.id)
    await dialogues.ask(act, dialogue, f"reading.type_{entropy['kind']}", count=entropy.get("count", 0))


async def type_reading(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Keep one reading unseen by the other; two that agree are the entropy."""
    attempt, opened, part = await _reading(act, int(str(dialogue.draft["attempt"])))
    if part in attempt.collecting:
        raise Refused("reading.already")
    value, previous = _value(act, attempt, typed)
    collecting = attempt.collecting | {part: {"person": act.me.id, "value": value, "previous": previous}}
    attempt = await act.work.attempts.change(attempt, collecting=collecting)
    await dialogues.end(act, dialogue)
    await act.record("reading_typed", round=opened.number, attempt=attempt.attempt, by=part)
    await act.reply("reading.taken")
    if collecting.keys() >= _PARTS:
        await _compare(act, attempt, opened)


async def _open_source(act: Act, attempt: Attempt, opened: Round) -> None:
    attempt = await act.work.attempts.move(attempt, step_for("open", attempt.state).target)
    await act.record("throwing_opened", round=opened.number, attempt=attempt.attempt)
    chat = await act.work.chats.get(opened.chat_id)
    place = {"number": numbered(attempt), "seal": attempt.commitment}
    await act.notify("source.opened", chat, card=f"throwing:{attempt.id}", attempt=attempt.id, **place)
    await ask_for_reading(act, attempt, opened)


async def _compare(act: Act, attempt: Attempt, opened: Round) -> None:
    readings = attempt.collecting.get("readings", 0) + 1
    first, second = (attempt.collecting[part] for part in ("coordinator", "observer"))
    is_same = first["value"] == second["value"]
    said = {"round": opened.number, "attempt": attempt.attempt, "reading": readings, "agree": is_same}
    await act.record("reading_compared", **said, people=[first["person"], second["person"]])
    collecting = attempt.collecting | {"readings": readings}
    if is_same:
        await _agree(act, await act.work.attempts.change(attempt, collecting=collecting), opened)
        return
    chat = await act.work.chats.get(opened.chat_id)
    place = {"number": numbered(attempt), "seal": attempt.commitment}
    await act.notify("reading.differ", chat, reading=readings, **place)
    if attempt.plan["entropy"]["kind"] == "d10" and readings >= READINGS:
        await end(act, attempt, "lost", "typists_disagree")
        return
    kept = {name: value for name, value in collecting.items() if name not in _PARTS}
    await ask_for_reading(act, await act.work.attempts.change(attempt, collecting=kept), opened)


async def _agree(act: Act, attempt: Attempt, opened: Round) -> None:
    """Say who has typed what, fix the result, and say what could be checked of a public source."""
    kind = attempt.plan["entropy"]["kind"]
    value = attempt.collecting["coordinator"]["value"]
    entry = {"i": 0, "kind": kind, "src": _FROM[kind], "val": value}
    attempt = await act.work.attempts.change(attempt, transcript=[entry])
    chat = await act.work.chats.get(opened.chat_id)
    place = {"number": numbered(attempt), "seal": attempt.commitment}
    first, second = await readers(act.work, attempt)
    shown = " ".join(map(str, value)) if isinstance(value, list) else value
    await act.notify("reading.agreed", chat, first=first.name, second=second.name, value=shown, **place)
    await fix(act, attempt, opened)
    if level(kind) == "L3":
        before = [attempt.collecting[part]["previous"] for part in _PARTS]
        previous = next(filter(None, before), "")
        checked = "source.checked_after" if previous else "source.checked"
        is_checked = _signed(act, attempt, value, previous) == "pass"
        await act.notify(checked if is_checked else "source.unchecked", chat, previous=previous, **place)


async def readers(work: UnitOfWork, attempt: Attempt) -> tuple[Person, Person]:
    """Return the two whose readings are kept: the coordinator, and the second person."""
    first, second = (attempt.collecting[part]["person"] for part in ("coordinator", "observer"))
    return await work.people.get(first), await work.people.get(second)


def _value(act: Act, attempt: Attempt, typed: str) -> tuple[Any, str]:
    """Return what was read, by its form, a beacon's by its signature too where that can be checked here.

    With it comes the signature of the beacon's round before, where it was pasted as well, else "".
    """
    entropy = attempt.plan["entropy"]
    kind = entropy["kind"]
    if kind == "d10":
        return read_digits(typed, entropy["count"]), ""
    value = read_value(kind, typed)
    entry = {"i": 0, "kind": kind, "src": _FROM[kind], "val": value}
    if transcript_problems(Plan.model_validate(attempt.plan).entropy, read_transcript([entry])):
        raise Invalid("draw.bad_value")
    previous = read_previous(typed) if kind == "drand" else ""
    if _signed(act, attempt, value, previous) == "fail":
        raise Invalid("source.wrong_signature", round=entropy["round"])
    return value, previous


def _signed(act: Act, attempt: Attempt, value: Any, previous: str) -> str:
    """Return the verdict on a beacon's signature; balls, and what cannot be checked here, are undecided."""
    entropy = attempt.plan["entropy"]
    if entropy["kind"] != "drand" or act.office.beacon is None:
        return "undecided"
    return act.office.beacon(entropy["chain"], entropy["round"], value, previous)


async def _second_readers(act: Act, attempt: Attempt, opened: Round) -> tuple[list[Person], bool]:
    """Return who may read beside the coordinator, and whether that is the lead office.

    Where no observer is bound the lead office stands in, for a public source only: anybody can look that up
    later, while only those in the room have seen the dice.
    """
    people, stands_in = await act.holders(Role.OBSERVER)
    others = [each for each in people if each.id != opened.coordinator_id]
    may = not stands_in or level(attempt.plan["entropy"]["kind"]) == "L3"
    return (others if may else []), stands_in


async def _reading(act: Act, attempt_id: int) -> tuple[Attempt, Round, str]:
    attempt = await act.work.attempts.get(attempt_id)
    opened = await act.work.rounds.get(attempt.round_id)
    is_coordinator = act.person is not None and act.person.id == opened.coordinator_id
    others, stands_in = await _second_readers(act, attempt, opened)
    action = Action.TYPE_READING if is_coordinator else Action.TYPE_READING_BLIND
    act.permit(action, Case(coordinator=opened.coordinator_id, stand_in=stands_in and bool(others)))
    if attempt.state is not AttemptState.THROWING or attempt.plan["entropy"]["kind"] not in TYPED:
        raise Stale
    return attempt, opened, "coordinator" if is_coordinator else "observer"
