"""降低比例: by one press in the preview those with a good record are drawn at half the share, or not.

Only where the text allows it (Quyang 第二十八条): it is the office's to choose, and never done by itself.
"""

from bot.domain.actions import Action
from bot.domain.errors import Stale
from bot.domain.permissions import Case
from bot.domain.plans.scope import lowers_good_record
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.plan_draw import ask_next


async def lower_share(act: Act, dialogue_id: int, version: int, *, is_lowered: bool) -> None:
    """Draw those with a good record at the lower share, or at the general one again."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    act.permit(Action.PLAN_DRAW, Case(coordinator=dialogue.person_id))
    if not lowers_good_record(act.office.profile):
        raise Stale
    await ask_next(act, await dialogues.advance(act, dialogue, "", lowers=is_lowered))
