"""What the platform drew is handed over in private: the file, what it does not say, the screen's picture."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import Invalid, Refused
from bot.domain.people import ChatKind, Dialogue
from bot.domain.permissions import Case
from bot.domain.platform.rows import PlatformReading
from bot.domain.platform.times import read_time
from bot.domain.registers.personal_numbers import holds_personal_number, shown
from bot.domain.registers.reading import Fault
from bot.domain.rounds import ENDED
from bot.domain.typed import one_line
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.platform.platform_draws import standing_platform
from bot.usecases.platform.platform_lists import match_now, permit_import
from bot.usecases.platform.preview_platform_draw import preview
from bot.usecases.registers.tell_faults import fault_text, tell_faults

TOPIC = "platform"
ASKED = ("batch", "operator", "drawn_at", "picture")
"""What is asked for after the file, as far as the file does not say it."""
_MOST_LETTERS = 100


async def start_import(act: Act, dialogue_id: int, version: int) -> None:
    """Leave the dialogue of a draw in the group, and ask for the platform's file in private."""
    drawing = await dialogues.resume(act, dialogue_id, version)
    act.permit(Action.IMPORT_PLATFORM, Case(coordinator=drawing.person_id))
    await dialogues.end(act, drawing)
    await act.toast("platform.asked_toast")
    await act.reply("platform.asked", card=f"draw:{dialogue_id}")
    line = {"plan_line": drawing.draft["plan_line"]} if "plan_line" in drawing.draft else {}
    await _ask_for_file(act, chat=drawing.chat_id, **line)


async def start_reimport(act: Act, round_id: int) -> None:
    """Ask for the platform's file of a round that is under way; only its coordinator brings it."""
    opened = await act.work.rounds.get(round_id)
    act.permit(Action.IMPORT_PLATFORM, Case(coordinator=opened.coordinator_id))
    if await standing_platform(act, opened) is None or opened.state in ENDED:
        raise Refused("refused.stale")
    await act.toast("platform.asked_toast")
    await _ask_for_file(act, chat=opened.chat_id, round=opened.id)


async def _ask_for_file(act: Act, **draft: Any) -> None:
    private = in_private(act)
    dialogue = await dialogues.begin(private, TOPIC, "file", **draft)
    platform = act.office.profile.names.platform.value
    await dialogues.ask(private, dialogue, "platform.ask_file", platform=platform)


def in_private(act: Act) -> Act:
    """Return the same act as it would be in the person's private chat."""
    return replace(act, chat=None, chat_kind=ChatKind.PRIVATE)


async def take_file(act: Act, dialogue: Dialogue, reading: PlatformReading, sha256: str, name: str) -> None:
    """Tell all faults and wait for a better file, or ask for what the file does not say."""
    await permit_import(act, dialogue)
    found = await match_now(act, reading)
    faults = [*reading.faults, *found.faults, *_too_late(act, reading.drawn_at)]
    if faults:
        await tell_faults(act, name, [fault_text(each) for each in faults])
        return
    said = {"batch": reading.batch, "operator": reading.operator}
    if reading.drawn_at is not None:
        said["drawn_at"] = reading.drawn_at.isoformat()
    kept = {key: value for key, value in said.items() if value}
    await ask_next(
        act,
        await dialogues.advance(
            act, dialogue, reading=reading.model_dump(mode="json"), file=sha256, name=name, **kept
        ),
    )


async def type_answer(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take the batch, the operator or the time; raise Invalid for words where a file is waited for."""
    await permit_import(act, dialogue)
    step = dialogue.awaits
    if step in ("file", "picture"):
        raise Invalid(f"platform.send_{step}")
    words = one_line(typed)
    if len(words) > _MOST_LETTERS or (step != "batch" and holds_personal_number(words)):
        raise Invalid("platform.bad_words", limit=_MOST_LETTERS)
    value = _read_time(act, words).isoformat() if step == "drawn_at" else words
    await ask_next(act, await dialogues.advance(act, dialogue, **{step: value}))


async def take_picture(act: Act, dialogue: Dialogue, sha256: str) -> None:
    """Keep the picture's SHA-256; the picture itself lies with the evidence and is never public."""
    await permit_import(act, dialogue)
    await ask_next(act, await dialogues.advance(act, dialogue, picture=sha256))


async def ask_next(act: Act, dialogue: Dialogue) -> None:
    """Ask for the first thing that is still missing, or show the preview.

    Raises:
        Refused: `platform.known_batch`, a round under way carries on this batch of the platform already.
    """
    await _refuse_known_batch(act, dialogue)
    missing = [step for step in ASKED if step not in dialogue.draft]
    if not missing:
        await preview(act, dialogue)
        return
    dialogue = await act.work.dialogues.change(dialogue, awaits=missing[0])
    await dialogues.ask(act, dialogue, f"platform.ask_{missing[0]}")


async def _refuse_known_batch(act: Act, dialogue: Dialogue) -> None:
    """One batch is one round: of lists drawn again under its number, nobody picks those that please him."""
    if "batch" not in dialogue.draft or "round" in dialogue.draft:
        return
    for draw in await act.work.platform_draws.all(version=1):
        if draw.document["batch"] == dialogue.draft["batch"] and draw.ending is None:
            number = (await act.work.rounds.get(draw.round_id)).number
            raise Refused("platform.known_batch", batch=draw.document["batch"], number=number)


def _too_late(act: Act, drawn_at: datetime | None) -> list[Fault]:
    if drawn_at is None or drawn_at <= act.at:
        return []
    return [Fault(code="platform.fault.future", value=shown(f"{drawn_at:%Y-%m-%d %H:%M}", keep_numbers=True))]


def _read_time(act: Act, words: str) -> datetime:
    at = read_time(words)
    if at is None:
        raise Invalid("platform.bad_time")
    if at > act.at:
        raise Invalid("platform.future")
    return at
