"""责令改正通知书、案件移送函、延期整改决定书、送达回证: handed to the coordinator, who serves them.

Who inspects gets them with the other documents of the target.
"""

from bot.domain.actions import Action
from bot.domain.errors import Stale
from bot.domain.results.undrawn import Undrawn
from bot.usecases.act import Act
from bot.usecases.follow_ups.follow_up_people import round_case
from bot.usecases.follow_ups.measure_papers import papers_to_serve
from bot.usecases.results.hand_out_documents import make_document
from bot.usecases.results.inspected import inspection_of
from bot.usecases.results.undrawn_papers import make_paper


async def hand_out_measure(act: Act, follow_up_id: int, paper: str) -> None:
    """Have the document made of what is decided now, and send it to me."""
    row = await act.work.follow_ups.get(follow_up_id)
    act.permit(Action.CARRY_OUT_MEASURE, await round_case(act, row))
    if paper not in await papers_to_serve(act.work, row):
        raise Stale
    inspected = await inspection_of(act.work, row)
    if isinstance(inspected, Undrawn):
        await make_paper(act, inspected, paper)
    else:
        await make_document(act, inspected, paper)
