"""接受任务的期限: the product's own term, apart from the law's confirmation of targets by their units."""

from bot.domain.deadlines import Deadline
from bot.domain.duties.duty import Duty
from bot.usecases.act import Act


async def owe_acknowledgement(act: Act, duty: Duty) -> Deadline:
    """Have the person of this duty answer it in time; silence is escalated, replaces nobody."""
    days = act.office.conduct.days_to_acknowledge(act.office.profile)
    return await act.owe("acknowledgement", ("duty", duty.id), days, person_id=duty.person_id)
