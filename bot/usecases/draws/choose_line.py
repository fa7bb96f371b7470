"""按计划哪一项: the draw takes scope, share and items from a line of the plan, or begins on the spot."""

from bot.domain.actions import Action
from bot.domain.errors import Stale
from bot.domain.permissions import Case
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.joint_options import joint_draft_of
from bot.usecases.draws.plan_choice import open_lines, said_by_line
from bot.usecases.draws.plan_draw import ask_next
from bot.usecases.plans.plan_terms import items_in_force, terms_text


async def choose_line(act: Act, dialogue_id: int, version: int, line_id: int) -> None:
    """Take the line of the button (0: none), say what it asks for, and go on with what is still open."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    act.permit(Action.PLAN_DRAW, Case(coordinator=dialogue.person_id))
    if not line_id:
        await ask_next(act, await dialogues.advance(act, dialogue))
        return
    line = next((each for each in await open_lines(act) if each.id == line_id), None)
    if line is None:
        raise Stale
    terms = line.says
    taken = {
        **said_by_line(line),
        "scope": terms.scope,
        "share_bp": terms.share_bp,
        **await joint_draft_of(act, terms.item_codes, terms.departments),
    }
    dialogue = await dialogues.advance(act, dialogue, "", **taken)
    said = terms_text(terms, await items_in_force(act))
    await act.reply("draw.line_taken", number=line.number, year=line.year, terms=said)
    await ask_next(act, dialogue)
