"""A new line of the plan, or a change of one: a dialogue that stores every answer, then a preview."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import Refused, Stale
from bot.domain.people import Dialogue
from bot.domain.plans.lines import PlanLine, PlanState, next_number
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.plans.issue_plan_line import reopen
from bot.usecases.plans.plan_answers import read_pressed, read_typed
from bot.usecases.plans.plan_options import options_of
from bot.usecases.plans.plan_questions import REASON, SEVERAL, draft_of, questions, terms_of, toggled
from bot.usecases.plans.plan_terms import faults_in, items_in_force, terms_text
from bot.usecases.plans.show_plan import show_line


async def start_line(act: Act, year: int) -> None:
    """Open the dialogue for a new line of this year."""
    act.permit(Action.PLAN_LINE)
    await items_in_force(act)
    await _ask_next(act, await dialogues.begin(act, "plan", year=year))


async def change_line(act: Act, line_id: int) -> None:
    """Open the dialogue with the answers of a line; a change of an issued one begins with its reason."""
    act.permit(Action.PLAN_LINE)
    line = await newest_version(act, line_id)
    draft = {"year": line.year, "line": line.id, **draft_of(line.says)}
    if line.state is PlanState.ISSUED:
        draft["is_change"] = True
    await _ask_next(act, await dialogues.begin(act, "plan", **draft))


async def answer(act: Act, dialogue_id: int, version: int, question: str, value: str | int) -> None:
    """Take the answer of a button."""
    dialogue = await _mine(act, dialogue_id, version)
    await _take(act, dialogue, question, await read_pressed(act, dialogue, question, value))


async def pick(act: Act, dialogue_id: int, version: int, question: str, value: str) -> None:
    """Pick one of several, or let go of it."""
    dialogue = await _mine(act, dialogue_id, version)
    picked = {f"{question}_picked": toggled(dialogue, question, value)}
    await _ask_next(act, await dialogues.advance(act, dialogue, "", **picked))


async def type_answer(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take a typed answer to the question that stands open."""
    act.permit(Action.PLAN_LINE)
    await _take(act, dialogue, dialogue.awaits, await read_typed(act, dialogue, dialogue.awaits, typed))


async def ask_again(act: Act, dialogue_id: int, version: int, question: str) -> None:
    """Take back one answer and ask for it again."""
    dialogue = await _mine(act, dialogue_id, version)
    draft = {name: value for name, value in dialogue.draft.items() if name != question}
    if question in SEVERAL:
        draft[f"{question}_picked"] = dialogue.draft.get(question, [])
    dialogue = await dialogues.advance(act, dialogue)  # the way back leads to the preview
    await _ask_next(act, await act.work.dialogues.change(dialogue, draft=draft))


async def save_line(act: Act, dialogue_id: int, version: int) -> None:
    """保存: keep what the preview showed as a draft; an issued line gets a new version beside it."""
    dialogue = await _mine(act, dialogue_id, version)
    draft: dict[str, Any] = dict(dialogue.draft)
    terms = terms_of(draft)
    if await faults_in(act, terms, draft["year"]):
        raise Stale
    line = await _kept(act, draft, terms.model_dump(mode="json"))
    await dialogues.end(act, dialogue)
    await act.record("plan_line", line=line.id, year=line.year, number=line.number, version=line.version)
    await act.toast("plan.saved_toast")
    await show_line(act, line, _card(dialogue))


async def cancel_line(act: Act, dialogue_id: int) -> None:
    """Leave the dialogue; the plan stays as it was."""
    dialogue = await dialogues.resume(act, dialogue_id)
    await dialogues.end(act, dialogue)
    await act.reply("plan.left", card=_card(dialogue))


async def _kept(act: Act, draft: dict[str, Any], terms: dict[str, Any]) -> PlanLine:
    made = {"terms": terms, "made_by": act.me.id, "made_at": act.at}
    if "line" not in draft:
        number = next_number(await act.work.plan_lines.all(year=draft["year"]))
        return await act.work.plan_lines.add(PlanLine(year=draft["year"], number=number, **made))
    line = await newest_version(act, draft["line"])
    if line.state is PlanState.ISSUED:
        versions = await act.work.plan_lines.all(year=line.year, number=line.number)
        place = {"year": line.year, "number": line.number, "version": versions[-1].version + 1}
        return await act.work.plan_lines.add(PlanLine(**place, reason=draft[REASON], **made))
    return await act.work.plan_lines.change(await reopen(act, line), **made)


async def newest_version(act: Act, line_id: int) -> PlanLine:
    """Return the line if it is the newest version of its number and still open."""
    line = await act.work.plan_lines.get(line_id)
    versions = await act.work.plan_lines.all(year=line.year, number=line.number)
    kept = [each for each in versions if each.state is not PlanState.DROPPED]
    if line.state in (PlanState.REPLACED, PlanState.DROPPED, PlanState.WITHDRAWN) or kept[-1].id != line.id:
        raise Refused("plan.not_newest", number=line.number)
    return line


async def _mine(act: Act, dialogue_id: int, version: int) -> Dialogue:
    dialogue = await dialogues.resume(act, dialogue_id, version)
    act.permit(Action.PLAN_LINE)
    return dialogue


async def _take(act: Act, dialogue: Dialogue, question: str, value: Any) -> None:
    await _ask_next(act, await dialogues.advance(act, dialogue, "", **{question: value}))


def _card(dialogue: Dialogue) -> str:
    return f"plan_draft:{dialogue.id}"


async def _ask_next(act: Act, dialogue: Dialogue) -> None:
    """Ask the first question that has no answer, or show the preview."""
    draft: dict[str, Any] = dict(dialogue.draft)
    waiting = [name for name in questions(act, draft) if name not in draft]
    place: dict[str, Any] = {"card": _card(dialogue), "has_foot": False, "year": draft["year"]}
    if not waiting:
        await _preview(act, dialogue, place)
        return
    question = waiting[0]
    dialogue = await act.work.dialogues.change(dialogue, awaits=question)
    data = await options_of(act, dialogue, question)
    asked = questions(act, draft)
    step = asked.index(question) + 1
    where: dict[str, Any] = {"step": step, "steps": len(asked), "at_step": step}
    await dialogues.ask(act, dialogue, f"plan.ask_{question}", **place, **where, **data)


async def _preview(act: Act, dialogue: Dialogue, place: dict[str, Any]) -> None:
    draft: dict[str, Any] = dict(dialogue.draft)
    dialogue = await act.work.dialogues.change(dialogue, awaits="")
    terms = terms_of(draft)
    faults = await faults_in(act, terms, draft["year"])
    await dialogues.ask(
        act,
        dialogue,
        "plan.preview",
        **place,
        terms=terms_text(terms, await items_in_force(act)),
        faults=faults or {"key": "plan.no_faults"},
        can_save=not faults,
        questions=questions(act, draft),
    )
