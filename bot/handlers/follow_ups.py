"""The buttons of follow-ups, and the words that they ask for."""

from collections.abc import Awaitable, Callable, Mapping

from bot.usecases.follow_ups import (
    ask_extension,
    decide_extension,
    decide_measure,
    hand_out_measure,
    list_target,
    pending_follow_ups,
    propose_measure,
    publish_outcome,
    return_visit,
    send_visitors,
)

ACTIONS: Mapping[str, Callable[..., Awaitable[None]]] = {
    "follow_up.open": pending_follow_ups.open_follow_up,
    "follow_up.propose": propose_measure.start_measure,
    "follow_up.day": propose_measure.choose_day,
    "follow_up.agree": decide_measure.agree_measure,
    "follow_up.return": decide_measure.start_return,
    "follow_up.reported": send_visitors.report_correction,
    "follow_up.unreported": send_visitors.end_term,
    "follow_up.paper": hand_out_measure.hand_out_measure,
    "follow_up.others": send_visitors.ask_visitors,
    "follow_up.seen": return_visit.start_record,
    "follow_up.sign": return_visit.sign_visit,
    "follow_up.dispute": return_visit.dispute_visit,
    "follow_up.conclude": publish_outcome.start_conclusion,
    "follow_up.release": publish_outcome.release_outcome,
    "follow_up.publish": publish_outcome.publish_outcome,
    "extension.start": ask_extension.start_extension,
    "extension.day": ask_extension.choose_day,
    "extension.grant": decide_extension.grant_extension,
    "extension.other": decide_extension.grant_other_day,
    "extension.refuse": decide_extension.refuse_extension,
    "listing.list": list_target.list_target,
    "listing.no": list_target.decline_listing,
    "listing.repair": list_target.start_repair,
}

TOPICS = {
    propose_measure.TOPIC: propose_measure.type_measure,
    decide_measure.TOPIC: decide_measure.type_return,
    send_visitors.VISITORS: send_visitors.type_visitors,
    return_visit.VISIT: return_visit.type_record,
    list_target.TOPIC: list_target.type_repair,
    ask_extension.TOPIC: ask_extension.type_extension,
    decide_extension.TOPIC: decide_extension.type_decision,
    publish_outcome.TOPIC: publish_outcome.type_paper,
}
"""What takes the words of each dialogue."""
