"""What must hold in every simulated office, whatever was done and whatever went wrong (I1 to I12)."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.domain.draw.verification import verify
from bot.domain.duties.duty import SERVING
from bot.domain.journal.audit import audit
from bot.domain.journal.duty_replay import duty_faults
from bot.domain.journal.entries import Entry
from bot.domain.mail import NoticeState
from bot.domain.ports import UnitOfWork
from bot.domain.registers.personal_numbers import has_typed_personal_number
from bot.domain.rounds import TEAMED, Attempt, AttemptState
from playground import Message
from tests.crash.people import NUMBER, REPEATED
from tests.stories.office import Office

_STANDING = ("drawn", "standing")
_SEATS = 2
_STATEFUL = ("rounds", "attempts", "inspections", "duties", "requests", "signatures", "publications")
_ENDED = {NoticeState.SENT, NoticeState.SUPERSEDED, NoticeState.UNDELIVERABLE, NoticeState.UNKNOWN}
_ONCE = ("draw_frozen", "draw_announced", "draw_fixed", "dispatched", "duty_acknowledged", "result_published")
"""Events of which the journal never holds two about the same thing."""

States = dict[str, list[tuple[int, str]]]


@dataclass
class Memory:
    """What was seen so far: nothing of it may be taken back."""

    journal: list[Entry] = field(default_factory=list)
    states: States = field(default_factory=dict)
    due: dict[int, date] = field(default_factory=dict)


async def after_step(office: Office, memory: Memory, *, was_trespass: bool = False) -> None:
    """Check what one step may have broken: I4, I5, I6, I11, I12."""
    async with office.stage.service.database.reading() as work:
        journal, states = await work.journal.all(), await _states(work)
        deadlines = await work.deadlines.all()
        unfit = await _unfit_teams(work)
    assert unfit == [], "I4: every team has two, somebody with a licence, and nobody in conflict"
    assert journal[: len(memory.journal)] == memory.journal, "I5: the journal is append-only"
    if memory.states and states != memory.states:
        assert len(journal) > len(memory.journal), "I6: a state changed without an entry"
        assert not was_trespass, "I12: a stranger's press had an effect"
    for each in deadlines:
        assert each.due_on >= memory.due.get(each.id, each.due_on), f"I11: {each.kind} moved earlier"
        memory.due[each.id] = each.due_on
    memory.journal, memory.states = journal, states


async def at_the_end(office: Office) -> None:
    """Check what must hold once everything that went wrong is over: I1, I2, I3, I5, I7 to I10."""
    async with office.stage.service.database.reading() as work:
        journal, notices = await work.journal.all(), await work.notices.all()
        updates, attempts = await work.updates.all(), await work.attempts.all()
    standing = Counter(each.draw for each in attempts if each.state in _STANDING)
    assert [draw for draw, times in standing.items() if times > 1] == [], "I1: one result for a plan"
    assert _failed(office) == [], "I2: the result follows from the public bundle"
    assert duty_faults(journal) == [], "I3: who serves follows from order and journal"
    assert audit(journal).fault is None, "I5: the chain holds"
    left = [(each.id, each.screen, each.state) for each in notices if each.state not in _ENDED]
    assert left == [], "I7: every notice has left or is known not to"
    assert {each.state for each in updates} <= {"done", "skipped"}, "I9: each update once"
    assert _twice(journal) == [], "I9: no second effect"
    _check_messages(office, {each.id: each.failures for each in notices})


async def _states(work: UnitOfWork) -> States:
    return {
        name: [(row.id, getattr(row, "state", "")) for row in await getattr(work, name).all()]
        for name in _STATEFUL
    }


async def _unfit_teams(work: UnitOfWork) -> list[tuple[str, object]]:
    """Return what is wrong with the teams of each draw that stands, as the frozen pools know its people."""
    return [
        fault
        for attempt in await work.attempts.all(state=AttemptState.STANDING, step=TEAMED)
        for fault in (*await _unfit(work, attempt), *await _in_conflict(work, attempt))
    ]


async def _unfit(work: UnitOfWork, attempt: Attempt) -> list[tuple[str, object]]:
    """Return the teams that are too small, or in which nobody has a licence."""
    licensed = {each["id"] for each in attempt.inspectors if each["licensed"]}
    teams: dict[int, list[str]] = defaultdict(list)
    for duty in await work.duties.all(round_id=attempt.round_id, state=SERVING):
        teams[duty.team].append(duty.inspector_number)
    small = [("small", team) for team, numbers in teams.items() if len(numbers) < _SEATS]
    return small + [("unlicensed", team) for team, numbers in teams.items() if not licensed & {*numbers}]


async def _in_conflict(work: UnitOfWork, attempt: Attempt) -> list[tuple[str, object]]:
    """Return who sits on a target with which he was in conflict before the draw."""
    keys = {each.id: each.target_key for each in await work.inspections.all(round_id=attempt.round_id)}
    numbers = {each.id: each.inspector_number for each in await work.duties.all(round_id=attempt.round_id)}
    seats = await work.seats.all(inspection_id=tuple(keys), is_open=True)
    pairs = {(keys[each.inspection_id], numbers[each.duty_id]) for each in seats}
    return [("conflict", pair) for pair in pairs & {(target, who) for target, who in attempt.conflicts}]


def _failed(office: Office) -> list[str]:
    """Return the checks of every bundle that fail."""
    bundles = sorted((office.stage.data_dir / "rounds").rglob("bundle*.json"))
    return [each.code for path in bundles for each in verify(path.read_bytes()) if each.verdict == "fail"]


def _twice(journal: list[Entry]) -> list[str]:
    bodies = [json.loads(entry.body) for entry in journal if entry.event in _ONCE]
    facts = Counter(json.dumps([body["event"], body["data"]], sort_keys=True) for body in bodies)
    return [fact for fact, times in facts.items() if times > 1]


def _check_messages(office: Office, failures: dict[int, int]) -> None:
    """Each numbered message is of a notice that was committed (I8); its copies but one are labelled."""
    copies, plain = Counter[int](), Counter[int]()
    for message in _sent(office):
        text = _first_text(message)
        assert not has_typed_personal_number(text), f"I10: a personal number left in {text!r}"
        if found := NUMBER.search(text):
            number = int(found[1])
            copies[number] += 1
            plain[number] += not text.startswith(REPEATED)
    assert [number for number in copies if number not in failures] == [], "I8: of what was never committed"
    assert [number for number, times in plain.items() if times > 1] == [], "an unlabelled repeat"
    assert [n for n, times in copies.items() if times > 1 + failures[n]] == [], "a repeat without a reason"


def _sent(office: Office) -> list[Message]:
    telegram = office.stage.telegram
    chats: list[Any] = [*telegram.privates.values(), *telegram.groups.values()]
    return [m for chat in chats for m in chat.messages.values() if m.sender_id == telegram.bot.id]


def _first_text(message: Message) -> str:
    first = message.earlier[0] if message.earlier else message.json
    return str(first.get("text") or first.get("caption") or "")
