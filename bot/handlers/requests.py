"""The buttons by which people are relieved of a duty, and of what follows from that."""

from collections.abc import Awaitable, Callable, Mapping

from bot.usecases.duties import (
    archive_change,
    ask_recusal,
    decide_request,
    lend_specialist,
    report_ground,
    resolve_shortage,
    withdraw_request,
)
from bot.usecases.duties.file_change import accept_filing

ACTIONS: Mapping[str, Callable[..., Awaitable[None]]] = {
    "recusal.start": ask_recusal.start_recusal,
    "substitution.start": ask_recusal.start_substitution,
    "substitution.order": ask_recusal.start_order,
    "recusal.target": ask_recusal.choose_target,
    "recusal.ground": ask_recusal.choose_ground,
    "substitution.reason": ask_recusal.choose_reason,
    "recusal.send": ask_recusal.without_words,
    "report.start": report_ground.start_report,
    "report.person": report_ground.choose_person,
    "report.way": report_ground.choose_way,
    "absent.start": report_ground.start_absent,
    "absent.person": report_ground.report_absent,
    "request.withdraw": withdraw_request.withdraw,
    "recusal.approve": decide_request.approve,
    "recusal.refuse": decide_request.ask_refusal,
    "recusal.refuse_code": decide_request.refuse_by_code,
    "shortage.show": resolve_shortage.show,
    "shortage.show_target": resolve_shortage.show_target,
    "shortage.keep": resolve_shortage.keep,
    "shortage.withdraw": resolve_shortage.withdraw,
    "shortage.withdraw_target": resolve_shortage.withdraw_target_of_draw,
    "specialist.ask": lend_specialist.ask_specialist,
    "specialist.lend": lend_specialist.start_lending,
    "specialist.withdraw": lend_specialist.withdraw_specialist,
    "specialist.replace": lend_specialist.start_replacing,
    "filing.accept": accept_filing,
    "change.attach": archive_change.start_attaching,
}
