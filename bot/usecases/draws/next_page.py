"""After an answer that any draw can be asked for: the next page of the dialogue that plans this one."""

from bot.domain.people import Dialogue
from bot.domain.rounds import DrawStep
from bot.usecases.act import Act
from bot.usecases.draws.draw_inspectors import show_inspectors
from bot.usecases.draws.draw_supplement import show_supplement
from bot.usecases.draws.plan_draw import ask_next


async def go_on(act: Act, dialogue: Dialogue) -> None:
    """Ask what is still open, or show the whole plan of the draw."""
    pages = {DrawStep.INSPECTORS: show_inspectors, DrawStep.SUPPLEMENT: show_supplement}
    step = dialogue.draft.get("step")
    await (pages[DrawStep(str(step))] if step else ask_next)(act, dialogue)
