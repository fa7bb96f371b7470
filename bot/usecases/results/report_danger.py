"""险情: one button, one sentence, and the lead office knows; what was ordered on the spot follows."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import Stale
from bot.domain.inspections import Inspection
from bot.domain.journal.entries import Words
from bot.domain.people import Dialogue, Person, Role
from bot.domain.results.dangers import Danger, DangerState
from bot.domain.typed import paragraph
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_case, team_people
from bot.usecases.moments import when
from bot.usecases.results.inspected import number_of
from bot.usecases.results.result_cards import show_result
from bot.usecases.results.site_lines import ordered_text
from bot.usecases.results.submit_result import show_or_reopen
from bot.usecases.target_name import target_name

TOPIC = "danger"
_LONGEST = 1000


async def start_report(act: Act, inspection_id: int) -> None:
    """Ask what is dangerous; the first sentence goes out at once."""
    inspection = await _permitted(act, inspection_id)
    dialogue = await dialogues.begin(act, TOPIC, "danger", inspection=inspection.id)
    await dialogues.ask(act, dialogue, "danger.ask", name=await target_name(act, inspection))


async def type_danger(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Report the danger at once, then ask what was ordered; or take what was ordered."""
    typed = paragraph(typed, "result.note_too_long", _LONGEST)
    inspection = await _permitted(act, int(str(dialogue.draft["inspection"])))
    words = await act.keep_words(typed)
    if dialogue.awaits == "ordered":
        values = {"was_ordered": True, "ordered_words_id": words.id}
        await _ordered(act, dialogue, values, words.commitment)
        await act.reply("danger.ordered_taken")
        return
    await _tell(act, await _reported(act, dialogue, inspection, words))
    await show_or_reopen(act, inspection)
    dialogue = await dialogues.advance(act, dialogue, "ordered")
    await dialogues.ask(act, dialogue, "danger.ask_ordered", ground=act.ground("measures"))


async def _reported(act: Act, dialogue: Dialogue, inspection: Inspection, words: Words) -> Danger:
    """Return the report; who went back, or edited his message, has put right the one that he made."""
    said = {"inspection": inspection.id, "words": words.commitment}
    if known := await act.work.dangers.one(dialogue_id=dialogue.id):
        return await _put_right(act, known, words)
    made = {"person_id": act.me.id, "dialogue_id": dialogue.id, "words_id": words.id, "at": act.at}
    reported = await act.work.dangers.add(Danger.model_validate(made | {"inspection_id": inspection.id}))
    await act.record("danger_reported", danger=reported.id, **said)
    return reported


async def _put_right(act: Act, known: Danger, words: Words) -> Danger:
    said = {"inspection": known.inspection_id, "words": words.commitment}
    await act.record("danger_corrected", danger=known.id, **said)
    values = {"words_id": words.id, "corrections": known.corrections + 1}
    return await act.work.dangers.change(known, **values)


async def edit_danger(act: Act, inspection: Inspection, then: Dialogue, typed: str) -> bool:
    """Put right in an edited message what is dangerous, or what was ordered; the lead office reads it anew.

    Return False where no report came of it, or where nothing is said to have been ordered by now.
    """
    words = await act.keep_words(paragraph(typed, "result.note_too_long", _LONGEST))
    reported = await act.work.dangers.one(dialogue_id=then.id)
    if reported is None or (then.awaits == "ordered" and not reported.was_ordered):
        return False
    if then.awaits == "ordered":
        reported = await act.work.dangers.change(reported, ordered_words_id=words.id)
        await act.record("danger_ordered", danger=reported.id, was_ordered=True, words=words.commitment)
        await _tell_edit(act, "danger.ordered_edited", inspection, words.text)
    else:
        reported = await _put_right(act, reported, words)
    await _tell(act, reported)
    await act.reply("danger.edited")
    return True


async def tell_late_edit(act: Act, then: Dialogue, typed: str) -> None:
    """Tell those who have the report that it was edited: what all have signed stays, but a danger is told."""
    reported = await act.work.dangers.one(dialogue_id=then.id)
    if reported is None or not typed:
        return
    inspection = await act.work.inspections.get(reported.inspection_id)
    await _tell_edit(act, "danger.edited_late", inspection, typed)


async def _tell_edit(act: Act, screen: str, inspection: Inspection, typed: str) -> None:
    """Tell in a message of its own: a card that changes in its place is seen by nobody."""
    about = {"name": await target_name(act, inspection), "by": act.me.name, "words": typed}
    for person, _ in await _told(act, inspection):
        await act.notify(screen, person, number=await number_of(act, inspection), **about)


async def nothing_ordered(act: Act, dialogue_id: int, version: int) -> None:
    """Record that nothing was ordered on the spot."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    if dialogue.awaits != "ordered":
        raise Stale
    await _ordered(act, dialogue, {"was_ordered": False}, "")
    await act.reply("danger.ordered_taken", card=str(dialogue.asked["card"]))


async def take(act: Act, danger_id: int) -> None:
    """Take the report: the team hears who has it, and nobody is told again."""
    act.permit(Action.TAKE_DANGER)
    reported = await act.work.dangers.get(danger_id)
    step = step_for("take", reported.state)
    reported = await act.work.dangers.move(reported, step.target, taken_by=act.me.id, taken_at=act.at)
    await act.record("danger_taken", danger=reported.id)
    await _tell(act, reported)
    inspection = await act.work.inspections.get(reported.inspection_id)
    await show_result(act, inspection)
    for person in await team_people(act, inspection):
        name = await target_name(act, inspection)
        await act.notify("danger.taken", person, name=name, by=act.me.name, at=when(act.at))


async def repeat_dangers(act: Act) -> None:
    """Tell the lead office once more of what nobody has taken; a danger does not wait for office hours."""
    for reported in await act.work.dangers.all(state=DangerState.REPORTED):
        if reported.is_due_again(act.at):
            changed = await act.work.dangers.change(reported, told=reported.told + 1)
            await act.record("danger_repeated", danger=reported.id, told=changed.told)
            await _tell(act, changed)


async def _ordered(act: Act, dialogue: Dialogue, values: dict[str, Any], commitment: str) -> None:
    reported = await act.work.dangers.one(dialogue_id=dialogue.id)
    if reported is None:
        raise Stale
    reported = await act.work.dangers.change(reported, **values)
    said = {"was_ordered": reported.was_ordered, "words": commitment}
    await act.record("danger_ordered", danger=reported.id, **said)
    await dialogues.end(act, dialogue)
    await _tell(act, reported)
    await show_or_reopen(act, await act.work.inspections.get(reported.inspection_id))


async def _tell(act: Act, reported: Danger) -> None:
    """Send or edit the report: to the lead office, and to the coordinator of the round; anew each time."""
    inspection = await act.work.inspections.get(reported.inspection_id)
    for person, is_chief in await _told(act, inspection):
        await _show(act, reported, inspection, person, may_take=is_chief)


async def _told(act: Act, inspection: Inspection) -> list[tuple[Person, bool]]:
    """Return who is told of a danger, and whether he is of the lead office: the coordinator is told too."""
    opened = await act.work.rounds.get(inspection.round_id)
    chiefs, _ = await act.holders(Role.LEAD_OFFICE)
    coordinator = await act.work.people.get(opened.coordinator_id)
    told = [(each, True) for each in chiefs]
    return told if coordinator in chiefs else [*told, (coordinator, False)]


async def _show(
    act: Act, reported: Danger, inspection: Inspection, person: Person, *, may_take: bool
) -> None:
    opened = await act.work.rounds.get(inspection.round_id)
    target = await act.work.targets.get(inspection.target_id)
    await act.notify(
        "danger.card",
        person,
        card=f"danger:{reported.id}:{reported.told + reported.corrections}",
        danger=reported.id,
        number=opened.number,
        name=target.name,
        address=target.address or target.district or {"key": "schedule.no_address"},
        by=(await act.work.people.get(reported.person_id)).name,
        at=when(reported.at),
        words=await _words_text(act, reported),
        ordered=await ordered_text(act.work, reported),
        state=await _state_text(act, reported, may_take=may_take),
        ground=act.ground("measures"),
        is_open=may_take and reported.state is DangerState.REPORTED,
    )


async def _words_text(act: Act, reported: Danger) -> Any:
    words = (await act.work.words.get(reported.words_id)).text
    return {"key": "danger.corrected", "words": words} if reported.corrections else words


async def _state_text(act: Act, reported: Danger, *, may_take: bool) -> dict[str, Any]:
    if reported.taken_by is None or reported.taken_at is None:
        return {"key": "danger.state.reported" if may_take else "danger.state.waiting"}
    by = (await act.work.people.get(reported.taken_by)).name
    return {"key": "danger.taken_by", "by": by, "at": when(reported.taken_at)}


async def _permitted(act: Act, inspection_id: int) -> Inspection:
    inspection = await act.work.inspections.get(inspection_id)
    act.permit(Action.REPORT_DANGER, await team_case(act, inspection))
    return inspection
