"""代录: the coordinator enters from the signed paper what somebody without a telephone has signed."""

from datetime import date, timedelta
from typing import Any

from bot.domain.duties import DutyState
from bot.domain.errors import Invalid, Stale
from bot.domain.on_paper import PaperKind, PaperLine, read_findings, reason_of
from bot.domain.people import Dialogue
from bot.domain.permissions import Action, Case
from bot.domain.rounds import ENDED, WORKABLE, Round
from bot.domain.written import read_day
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.on_paper.countersign import is_correctable
from bot.usecases.on_paper.keep_paper import keep_acknowledgement, keep_result
from bot.usecases.on_paper.paper_subject import what_of
from bot.usecases.results.result_cards import items_of

TOPIC = "on_paper"
_DAYS_BACK = {"today": 0, "yesterday": 1}


async def enterable(act: Act, opened: Round) -> list[list[Any]]:
    """Return the round for its coordinator in private, where something can be entered from paper."""
    is_mine = act.person is not None and opened.coordinator_id == act.person.id and act.chat is None
    return [[opened.id, opened.number]] if is_mine and await _subjects(act, opened) else []


async def start_entry(act: Act, round_id: int) -> None:
    """Ask what was signed on paper."""
    opened = await _permitted(act, round_id)
    options = await _subjects(act, opened)
    if not options:
        raise Stale
    dialogue = await dialogues.begin(act, TOPIC, "", round=opened.id)
    await act.toast("toast.ok")
    await dialogues.ask(act, dialogue, "on_paper.ask_what", number=opened.number, options=options)


async def start_correction(act: Act, entry_id: int) -> None:
    """Enter a disputed paper again, from the day on it: the next version is countersigned in its stead."""
    entry = await act.work.paper_entries.get(entry_id)
    opened = await _permitted(act, entry.round_id)
    if not await is_correctable(act, entry):
        raise Stale
    draft = {"round": opened.id, "kind": entry.kind.value, "subject": entry.subject_id, "corrects": entry.id}
    dialogue = await dialogues.begin(act, TOPIC, "day", **draft)
    await act.toast("toast.ok")
    await _ask(act, dialogue, f"on_paper.ask_day_{entry.kind}", days=list(_DAYS_BACK))


async def choose_subject(act: Act, dialogue_id: int, version: int, kind: str, subject_id: int) -> None:
    """Take what it is, and ask for the day on the paper."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    dialogue = await dialogues.advance(act, dialogue, "day", kind=kind, subject=subject_id)
    await act.toast("toast.ok")
    await _ask(act, dialogue, f"on_paper.ask_day_{kind}", days=list(_DAYS_BACK))


async def choose_day(act: Act, dialogue_id: int, version: int, day: str) -> None:
    """Take the day of a button."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    await act.toast("toast.ok")
    await _take_day(act, dialogue, act.today - timedelta(days=_DAYS_BACK[day]))


async def all_normal(act: Act, dialogue_id: int, version: int) -> None:
    """Nothing on the form is abnormal."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    await act.toast("toast.ok")
    await _ask_target(act, dialogue, {})


async def target_signed(act: Act, dialogue_id: int, version: int) -> None:
    """The target has signed the form."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    await act.toast("toast.ok")
    await _ask_picture(act, dialogue, refusal="")


async def type_answer(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take a typed day, the abnormal items, or why the target did not sign."""
    if dialogue.awaits == "day":
        day = read_day(typed)
        if day is None:
            raise Invalid("on_paper.bad_day")
        await _take_day(act, dialogue, day)
    elif dialogue.awaits == "findings":
        inspection = await act.work.inspections.get(_subject(dialogue))
        found = read_findings(typed, await items_of(act, inspection))
        await _ask_target(act, dialogue, {str(number): list(line) for number, line in found.items()})
    elif dialogue.awaits == "target":
        await _ask_picture(act, dialogue, refusal=reason_of(typed))
    else:
        raise Invalid("on_paper.send_picture")


async def take_picture(act: Act, dialogue: Dialogue, sha256: str) -> None:
    """Take the picture of the paper, without which nothing is entered, and keep everything at once."""
    if dialogue.awaits != "picture":
        raise Invalid("on_paper.no_picture_yet")
    opened = await _permitted(act, int(str(dialogue.draft["round"])))
    day = date.fromisoformat(str(dialogue.draft["day"]))
    corrects = dialogue.draft.get("corrects")
    if corrects and not await is_correctable(act, await act.work.paper_entries.get(int(str(corrects)))):
        raise Stale
    if dialogue.draft["kind"] == PaperKind.ACKNOWLEDGEMENT:
        names = await keep_acknowledgement(act, opened, _subject(dialogue), day, sha256)
    else:
        found: dict[str, list[str]] = dict(dialogue.draft["found"])  # type: ignore[call-overload]
        notes = {int(number): PaperLine(*line) for number, line in found.items()}
        refusal = str(dialogue.draft["refusal"])
        names = await keep_result(act, opened, _subject(dialogue), (day, notes, refusal), sha256)
    await dialogues.end(act, dialogue)
    await act.reply("on_paper.kept", number=opened.number, what=await _what(act, dialogue), names=names)


async def _subjects(act: Act, opened: Round) -> list[list[Any]]:
    """Return what can be entered, as `[[kind, id, name], …]`."""
    if opened.state in ENDED:
        return []
    found: list[list[Any]] = []
    for duty in await act.work.duties.all(round_id=opened.id, state=DutyState.NOTIFIED):
        person = await act.work.people.get(duty.person_id)
        found.append([PaperKind.ACKNOWLEDGEMENT.value, duty.id, person.name])
    for inspection in await act.work.inspections.all(round_id=opened.id):
        if inspection.state in WORKABLE and inspection.team > 0:
            target = await act.work.targets.get(inspection.target_id)
            found.append([PaperKind.RESULT.value, inspection.id, target.name])
    return found


async def _permitted(act: Act, round_id: int) -> Round:
    opened = await act.work.rounds.get(round_id)
    act.permit(Action.ENTER_ON_BEHALF, Case(coordinator=opened.coordinator_id))
    return opened


async def _take_day(act: Act, dialogue: Dialogue, day: date) -> None:
    if day > act.today:
        raise Invalid("on_paper.bad_day")
    if dialogue.draft["kind"] == PaperKind.ACKNOWLEDGEMENT:
        dialogue = await dialogues.advance(act, dialogue, "picture", day=day.isoformat())
        await _ask(act, dialogue, "on_paper.ask_picture")
        return
    inspection = await act.work.inspections.get(_subject(dialogue))
    items = await items_of(act, inspection)
    lines = [{"key": "on_paper.item", "n": n, "name": item.name} for n, item in enumerate(items, start=1)]
    asked = [str(n) for n, item in enumerate(items, start=1) if item.asks_value]
    values = {"key": "on_paper.values", "n": "、".join(asked)} if asked else ""
    dialogue = await dialogues.advance(act, dialogue, "findings", day=day.isoformat())
    await _ask(act, dialogue, "on_paper.ask_findings", items=lines, values=values, is_plain=not asked)


async def _ask_target(act: Act, dialogue: Dialogue, found: dict[str, list[str]]) -> None:
    await _ask(act, await dialogues.advance(act, dialogue, "target", found=found), "on_paper.ask_target")


async def _ask_picture(act: Act, dialogue: Dialogue, refusal: str) -> None:
    dialogue = await dialogues.advance(act, dialogue, "picture", refusal=refusal)
    await _ask(act, dialogue, "on_paper.ask_picture")


async def _ask(act: Act, dialogue: Dialogue, screen: str, **values: Any) -> None:
    await dialogues.ask(act, dialogue, screen, what=await _what(act, dialogue), **values)


async def _what(act: Act, dialogue: Dialogue) -> dict[str, Any]:
    return await what_of(act, PaperKind(str(dialogue.draft["kind"])), _subject(dialogue))


def _subject(dialogue: Dialogue) -> int:
    return int(str(dialogue.draft["subject"]))
