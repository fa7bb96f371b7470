"""Who takes what is typed, by the topic of the dialogue that waits for it."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.people import Dialogue
from bot.handlers import schedule
from bot.handlers.amendments import TOPICS as AMENDMENT_TOPICS
from bot.handlers.follow_ups import TOPICS as FOLLOW_UP_TOPICS
from bot.handlers.undrawn import TOPICS as UNDRAWN_TOPICS
from bot.usecases import lists
from bot.usecases.act import Act
from bot.usecases.calendars import load_calendar
from bot.usecases.draws import (
    ask_deviation,
    choose_entropy,
    choose_reveal,
    direct_draw,
    plan_draw,
    propose_ending,
    remark_on_draw,
    type_reading,
)
from bot.usecases.draws.draw_again import type_step
from bot.usecases.duties import (
    archive_change,
    ask_recusal,
    decide_request,
    declare_conflict,
    declare_leave,
    lend_specialist,
    report_ground,
    tell_on_paper,
)
from bot.usecases.on_paper import countersign, enter_on_behalf
from bot.usecases.people import hand_over, invite, lend_role
from bot.usecases.plans import add_plan_line, consent_to_line, withdraw_plan_line
from bot.usecases.platform import cancel_round, import_platform_draw
from bot.usecases.registers import type_items
from bot.usecases.results import (
    answer_objection,
    answer_value,
    correct_day,
    enter_receipt,
    name_source,
    record_objection,
    records_in_hand,
    report_danger,
    return_result,
    send_back,
    site_steps,
    take_material,
    target_signature,
)
from bot.usecases.rounds import confirm_targets, report_round, write_report
from bot.usecases.visits import decide_merge, schedule_visit

Typed = Callable[[Act, Dialogue, str], Awaitable[None]]


async def _invite(act: Act, _dialogue: Dialogue, typed: str) -> None:
    await invite.invite_officer(act, typed)


async def _refuse(act: Act, dialogue: Dialogue, typed: str) -> None:
    await decide_request.refuse_in_words(act, int(str(dialogue.draft["request"])), typed)


_HOW: Mapping[str, Typed] = {"entropy": choose_entropy.type_source, "reveal": choose_reveal.type_reveal}


async def _step(act: Act, dialogue: Dialogue, typed: str) -> None:
    await _HOW.get(dialogue.awaits, type_step)(act, dialogue, typed)


async def _draw(act: Act, dialogue: Dialogue, typed: str) -> None:
    takes = {
        **_HOW,
        "directed": direct_draw.type_values,
        "over_cap": ask_deviation.type_reason,
    }
    await takes.get(dialogue.awaits, plan_draw.type_answer)(act, dialogue, typed)


TOPICS: Mapping[str, Typed] = {
    "invite": _invite,
    "draw": _draw,
    "plan": add_plan_line.type_answer,
    "plan_refusal": consent_to_line.type_refusal,
    withdraw_plan_line.TOPIC: withdraw_plan_line.type_reason,
    "step": _step,
    "reading": type_reading.type_reading,
    "remark": remark_on_draw.type_remark,
    propose_ending.TOPIC: propose_ending.type_document,
    "recusal": ask_recusal.type_words,
    "report": report_ground.type_name,
    archive_change.TOPIC: archive_change.type_instead,
    "specialist": lend_specialist.type_specialist,
    "conflict": declare_conflict.type_wanted,
    "calendar": load_calendar.type_notice,
    "leave": declare_leave.type_answer,
    "paper": tell_on_paper.type_answer,
    schedule_visit.TOPIC: schedule.type_answer,
    enter_on_behalf.TOPIC: enter_on_behalf.type_answer,
    "paper_dispute": countersign.type_dispute,
    "outcome": confirm_targets.type_note,
    "lend": lend_role.type_answer,
    "handover": hand_over.type_answer,
    "visit": decide_merge.apart_in_words,
    "refusal": _refuse,
    records_in_hand.TOPIC: take_material.type_words,
    records_in_hand.FORM_TOPIC: take_material.type_reason,
    type_items.TOPIC: type_items.type_items,
    name_source.TOPIC: name_source.type_source,
    answer_value.TOPIC: answer_value.type_value,
    target_signature.TOPIC: target_signature.type_refusal,
    site_steps.TOPIC: site_steps.type_statement,
    correct_day.TOPIC: correct_day.type_day,
    report_danger.TOPIC: report_danger.type_danger,
    "receipt": enter_receipt.type_receipt,
    report_round.TOPIC: report_round.type_place,
    write_report.TOPIC: write_report.type_part,
    record_objection.TOPIC: record_objection.type_words,
    record_objection.REVIEW_TOPIC: record_objection.type_review,
    answer_objection.TOPIC: answer_objection.type_reason,
    return_result.TOPIC: return_result.type_reason,
    send_back.TOPIC: send_back.type_reason,
    **AMENDMENT_TOPICS,
    **FOLLOW_UP_TOPICS,
    **UNDRAWN_TOPICS,
    cancel_round.TOPIC: cancel_round.type_document,
    "list": lists.type_words,
    import_platform_draw.TOPIC: import_platform_draw.type_answer,
}
