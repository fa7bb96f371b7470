"""What must hold after any number of deaths: the stand-in's truth held against the database and the files."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app import office_of
from bot.app.papers.writing import Papers
from bot.domain.draw.verification import verify
from bot.domain.journal.audit import audit
from bot.domain.journal.entries import Entry
from bot.domain.mail import Card, Notice, NoticeKind, NoticeState, Update
from bot.domain.ports import UnitOfWork
from bot.domain.rounds import Attempt
from bot.sealing import unseal
from playground import Message
from storage.database.store import Database
from storage.files import SecretFolder
from tests.crash.people import NUMBER, REPEATED, plain
from tests.stories.office import Office

FIRST_UPDATE = 900_000_001
_ENDED = {NoticeState.SENT, NoticeState.SUPERSEDED}
_WHOLE_ROUND = {
    "round_opened": 1,
    "draw_frozen": 1,
    "draw_announced": 1,
    "throwing_opened": 1,
    "thrown": 25,
    "draw_fixed": 1,
    "dispatched": 1,
    "duties_given": 1,
    "duty_left": 1,
    "target_confirmed": 3,
    "recusal_asked": 1,
    "recusal_approved": 1,
    "request_filed": 1,
    "vacancy": 1,
    "visited": 3,
    "site_step": 11,
    "item_answered": 6,
    "material_taken": 4,
    "target_signed": 2,
    "target_refused": 1,
    "refusal_reason": 1,
    "refusal_witness": 1,
    "result_submitted": 3,
    "result_signed": 3,
    "result_released": 3,
    "result_published": 3,
    "follow_up_opened": 1,
    "receipt_entered": 3,
    "round_moved": 3,
}
_BY_CHANCE = ("duty_backfilled", "duty_acknowledged", "escalated")
"""How often these occur depends on who was drawn, and on how many days pass before the silent one is reminded
between two kills; that none occurs twice is checked apart."""
_BY_DEATH = ("throw_unknown", "throw_absent", "messages_may_be_lost")
"""The last where the clock of the story went on by a day while the bot was dead."""


@dataclass(frozen=True)
class Truth:
    """Everything that the bot left behind, and what people saw of it."""

    office: Office
    updates: list[Update]
    notices: dict[int, Notice]
    cards: list[Card]
    chats: dict[int, int]
    people: dict[int, int | None]
    buttons: dict[int, int]
    button_key: bytes
    entries: list[Entry]
    attempt: Attempt
    inspections: list[str]
    round_state: str

    @property
    def sent(self) -> list[Message]:
        """Return every message that the bot ever put into a chat, in the order of each chat."""
        telegram = self.office.stage.telegram
        chats = [*telegram.privates.values(), *telegram.groups.values()]
        return [m for chat in chats for m in chat.messages.values() if m.sender_id == telegram.bot.id]

    def first_text(self, message: Message) -> str:
        """Return the text as it was sent, before any edit."""
        json_ = message.earlier[0] if message.earlier else message.json
        return str(json_.get("text") or json_.get("caption") or "")

    def number_of(self, message: Message) -> int | None:
        """Return the number of the notice that sent the message: by its last line, else by its buttons."""
        found = NUMBER.search(self.first_text(message))
        if found:
            return int(found[1])
        json_ = message.earlier[0] if message.earlier else message.json
        for row in json_.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                number = unseal(self.button_key, button.get("callback_data", ""))
                if number is not None:
                    return self.buttons[number]
        return None

    def marked(self) -> dict[tuple[int, int], int]:
        """Return the notice that each (chat, message) was marked for; an edit leaves it with the first."""
        marked: dict[tuple[int, int], int] = {}
        for notice in self.notices.values():
            if notice.message_id is not None:
                where = (
                    self.chats[notice.chat_id] if notice.chat_id else self.people.get(notice.person_id or 0)
                )
                marked.setdefault((where or notice.account_id or 0, notice.message_id), notice.id)
        return marked


async def gather(office: Office) -> Truth:
    """Return the truth after the bot has stopped."""
    database = Database(office.stage.settings.database)
    async with database.reading() as work:
        truth = await _read(office, work)
    await database.close()
    return truth


async def _read(office: Office, work: UnitOfWork) -> Truth:
    key: Any = await work.settings.one(name="button_key")
    attempts = await work.attempts.all()
    return Truth(
        office=office,
        updates=await work.updates.all(),
        notices={each.id: each for each in await work.notices.all()},
        cards=await work.cards.all(),
        chats={each.id: each.telegram_id for each in await work.chats.all()},
        people={each.id: each.account_id for each in await work.people.all()},
        buttons={each.id: each.notice_id for each in await work.buttons.all()},
        button_key=bytes.fromhex(key.value),
        entries=await work.journal.all(),
        attempt=attempts[-1],
        inspections=[each.state for each in await work.inspections.all()],
        round_state=(await work.rounds.all())[-1].state,
    )


def check_updates(truth: Truth) -> None:
    """No update is lost: each that Telegram issued is committed, and each is done or was of no concern."""
    issued = range(FIRST_UPDATE, truth.office.stage.telegram.bot.updates.next_id)
    assert [each.id for each in truth.updates] == list(issued)
    assert {each.state for each in truth.updates} <= {"done", "skipped"}


def check_effects(truth: Truth) -> None:
    """One effect each: the journal follows, nothing is in it twice, and the round is complete."""
    assert audit(truth.entries).fault is None
    bodies = [json.loads(entry.body) for entry in truth.entries if entry.event not in _BY_DEATH]
    facts = Counter(json.dumps([body["event"], body["data"]], sort_keys=True) for body in bodies)
    doubled = [fact for fact, times in facts.items() if times > 1]
    assert not doubled, doubled
    events = Counter(entry.event for entry in truth.entries)
    happened = {
        event: n
        for event, n in events.items()
        if event not in (*_BY_CHANCE, *_BY_DEATH, "office_made", "journal_key", "link_made")
    }
    assert happened == _WHOLE_ROUND, happened
    assert (truth.round_state, truth.inspections) == ("closed", ["published"] * 3)


def check_notices(truth: Truth, cut: Counter[int]) -> None:
    """No notice is lost: each has ended, and each that was sent has a message with its number, if any."""
    lost = [(n.id, n.state, n.screen, n.error) for n in truth.notices.values() if not _has_ended(n, cut)]
    assert not lost, lost
    seen = {(message.chat.id, message.id): message for message in truth.sent}
    for place, number in truth.marked().items():
        assert truth.number_of(seen[place]) in (number, None)


def _has_ended(notice: Notice, cut: Counter[int]) -> bool:
    """An answer to a press may have arrived before the kill; Telegram then refuses the second one."""
    if notice.kind is NoticeKind.ANSWER and notice.state is NoticeState.UNDELIVERABLE:
        return bool(cut[notice.id]) and "query is too old" in notice.error.lower()
    return notice.state in _ENDED


def check_repeats(truth: Truth, cut: Counter[int]) -> int:
    """Every copy but the first is labelled; a notice has at most one copy for each kill in its window.

    Returns how many copies were sent.
    """
    marked, copies, extra = truth.marked(), Counter[int](), 0
    for message in truth.sent:
        if message.dice is not None:
            continue
        number = truth.number_of(message) or marked.get((message.chat.id, message.id))
        number = number or _number_of_copy(truth, marked, message, cut)
        assert number is not None, f"whose is this? {truth.first_text(message)!r}"
        is_labelled = truth.first_text(message).startswith(REPEATED)
        assert is_labelled or not copies[number], f"unlabelled repeat: {truth.first_text(message)!r}"
        assert not is_labelled or cut[number], f"labelled without a kill: {truth.first_text(message)!r}"
        extra += bool(copies[number])
        copies[number] += 1
    assert {number: n for number, n in copies.items() if n > 1 + cut[number]} == {}
    return extra


def _number_of_copy(
    truth: Truth, marked: dict[tuple[int, int], int], message: Message, cut: Counter[int]
) -> int | None:
    """Return the notice of a dialogue's message, which bears no number, that a kill left without its mark.

    Its labelled copy in the same chat tells; where none was wanted any more, the notice that was cut off.
    """
    for other in truth.sent:
        if other.chat is message.chat and truth.first_text(other).startswith(REPEATED):
            copied = plain(truth.first_text(other)) == truth.first_text(message)
            number = marked.get((other.chat.id, other.id))
            if copied and number and cut[number]:
                return number
    given_up = (each for each in truth.notices.values() if each.state == NoticeState.SUPERSEDED)
    places = {message.chat.id}
    return next((n.id for n in given_up if cut[n.id] and truth.people.get(n.person_id or 0) in places), None)


def check_dice(truth: Truth) -> None:
    """The transcript is the bot's dice in the group, in their order: none twice, none left out."""
    thrown = [
        (f"msg:{m.id}", m.dice)
        for m in truth.sent
        if m.dice is not None and m.chat is truth.office.group.chat
    ]
    assert [(each["src"], each["val"]) for each in truth.attempt.transcript] == thrown


async def check_papers(office: Office) -> None:
    """The papers are those of the database as it stands, and the bundle verifies."""
    data_dir = office.stage.data_dir
    public = [path for path in (data_dir / "public").rglob("*") if path.is_file()]
    paths = [*sorted((data_dir / "rounds").rglob("*.json")), *sorted(public)]
    before = {path: path.read_bytes() for path in paths}
    forms = sorted(path.name for path in (data_dir / "rounds").rglob("*.xlsx"))
    assert len(forms) == 3
    await _write_anew(office, data_dir)
    assert {path: path.read_bytes() for path in paths} == before
    bundle = data_dir / "rounds" / "SSJ-2026-0001" / "bundle.json"
    assert {each.verdict for each in verify(bundle.read_bytes())} <= {"pass", "undecided"}


async def _write_anew(office: Office, data_dir: Path) -> None:
    database = Database(office.stage.settings.database)
    async with database.reading() as work:
        found = await office_of(work)
        number = (await work.rounds.all())[-1].id
        name: Any = await work.settings.one(name="office_name")
    secrets, clock = SecretFolder(data_dir / "secrets"), office.stage.clock
    papers = Papers(database, found.profile, name.value, data_dir, secrets, clock=clock)
    for kind in ("bundle", "page"):
        await papers.write(kind, number)
    await database.close()
