"""重新抽取: attempt n+1 of a draw that did not stand, by the dialogue of its step."""

from bot.domain.people import Dialogue
from bot.domain.rounds import DrawStep
from bot.usecases.act import Act
from bot.usecases.draws.draw_inspectors import start_inspectors, type_teams
from bot.usecases.draws.draw_supplement import start_supplement, type_decision
from bot.usecases.draws.redraw import start_redraw


async def draw_again(act: Act, attempt_id: int) -> None:
    """Open the dialogue of the next attempt."""
    attempt = await act.work.attempts.get(attempt_id)
    if attempt.step is DrawStep.INSPECTORS:
        await start_inspectors(act, attempt.round_id)
    elif attempt.step is DrawStep.SUPPLEMENT:
        await start_supplement(act, attempt.round_id)
    else:
        await start_redraw(act, attempt_id)


async def type_step(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Hand what was typed to the step that the dialogue plans."""
    is_supplement = dialogue.draft["step"] == DrawStep.SUPPLEMENT
    await (type_decision if is_supplement else type_teams)(act, dialogue, typed)
