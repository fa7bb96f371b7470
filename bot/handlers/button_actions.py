"""Which act each button's action starts."""

from collections.abc import Awaitable, Callable, Mapping

from bot.handlers import plans
from bot.handlers.amendments import ACTIONS as AMENDMENT_ACTIONS
from bot.handlers.calendars import ACTIONS as CALENDAR_ACTIONS
from bot.handlers.confirming import ACTIONS as CONFIRM_ACTIONS
from bot.handlers.exports import ACTIONS as EXPORT_ACTIONS
from bot.handlers.follow_ups import ACTIONS as FOLLOW_UP_ACTIONS
from bot.handlers.leaves import ACTIONS as LEAVE_ACTIONS
from bot.handlers.objections import ACTIONS as OBJECTION_ACTIONS
from bot.handlers.on_paper import ACTIONS as ON_PAPER_ACTIONS
from bot.handlers.requests import ACTIONS as REQUEST_ACTIONS
from bot.handlers.schedule import ACTIONS as SCHEDULE_ACTIONS
from bot.handlers.staff import ACTIONS as STAFF_ACTIONS
from bot.handlers.undrawn import ACTIONS as UNDRAWN_ACTIONS
from bot.usecases import answer_public, dialogues, lists
from bot.usecases.deadlines.show_week import switch_week
from bot.usecases.draws import (
    ask_deviation,
    choose_departments,
    choose_entropy,
    choose_reveal,
    direct_draw,
    draw_inspectors,
    draw_supplement,
    freeze_draw,
    lower_share,
    plan_draw,
    press_throw,
    propose_ending,
    remark_on_draw,
    type_reading,
)
from bot.usecases.draws.draw_again import draw_again
from bot.usecases.draws.throw_dice import open_throwing
from bot.usecases.draws.watch_ceremony import allow
from bot.usecases.duties import declare_conflict, tell_on_paper
from bot.usecases.duties.acknowledge_duty import acknowledge
from bot.usecases.duties.hand_out_diligence import hand_out_diligence
from bot.usecases.duties.show_conflicts import handle_conflicts
from bot.usecases.duties.withdraw_conflict import withdraw_conflict
from bot.usecases.people import bind_account, invite
from bot.usecases.people.unbind_account import unbind_account
from bot.usecases.plans.send_figures import send_coverage, send_figures
from bot.usecases.platform import (
    cancel_round,
    confirm_platform_draw,
    import_platform_draw,
    preview_platform_draw,
    reimport_platform_draw,
)
from bot.usecases.registers import import_registers, show_import, type_items, undo_import
from bot.usecases.registers.changes import Prepared
from bot.usecases.results import (
    answer_item,
    answer_value,
    correct_day,
    enter_receipt,
    hand_out_documents,
    name_source,
    release_result,
    report_danger,
    return_result,
    send_back,
    site_steps,
    sort_material,
    submit_result,
    switch_files,
    target_signature,
)
from bot.usecases.results.show_guide import show_guide
from bot.usecases.rounds import report_round, show_status, write_report
from bot.usecases.rounds.show_scrutiny import show_scrutiny
from bot.usecases.visits import decide_merge

ACTIONS: Mapping[str, Callable[..., Awaitable[None]]] = {
    **plans.ACTIONS,
    "bind.confirm": bind_account.confirm_binding,
    "bind.decline": bind_account.decline_binding,
    "bind.undo": unbind_account,
    "invite.role": invite.choose_role,
    "invite.inspectors": invite.invite_inspectors,
    "lang.set": answer_public.set_language,
    "import.apply": import_registers.apply_import,
    "import.drop": import_registers.drop_import,
    "import.undo": undo_import.ask_undo,
    "import.undo_confirm": undo_import.undo_import,
    "import.template": show_import.send_template,
    "draw.choose": plan_draw.choose,
    "draw.back": plan_draw.go_back,
    "draw.direct": direct_draw.ask_columns,
    "draw.direct_by": direct_draw.ask_values,
    "draw.direct_to": direct_draw.toggle,
    "draw.direct_clear": direct_draw.clear,
    "draw.direct_done": direct_draw.finish,
    "draw.lower": lower_share.lower_share,
    "deviation.ask": ask_deviation.ask_for_reason,
    "deviation.approve": ask_deviation.approve,
    "deviation.decline": ask_deviation.decline,
    "draw.cancel": plan_draw.cancel,
    "joint.toggle": choose_departments.toggle_department,
    "joint.settle": choose_departments.settle_departments,
    "draw.freeze": freeze_draw.freeze_draw,
    "draw.open": open_throwing,
    "draw.open_for": press_throw.open_for_observers,
    "draw.press": press_throw.press_throw,
    "draw.ways": choose_entropy.ask_way,
    "draw.way": choose_entropy.choose_way,
    "draw.ask_reveal": choose_reveal.ask_reveal,
    "draw.reveal": choose_reveal.choose_reveal,
    "reading.start": type_reading.start_typing,
    "source.start": type_reading.start_source,
    "draw.redraw": draw_again,
    "step.start": draw_inspectors.start_inspectors,
    "step.teams": draw_inspectors.choose_teams,
    "step.freeze": draw_inspectors.freeze_inspectors,
    "supplement.start": draw_supplement.start_supplement,
    "supplement.freeze": draw_supplement.freeze_supplement,
    "ending.ask": propose_ending.ask_reason,
    "ending.propose": propose_ending.propose,
    "ending.approve": propose_ending.approve,
    "ending.decline": propose_ending.decline,
    "ceremony.allow": allow,
    "ending.lost": propose_ending.declare_lost,
    "platform.start": import_platform_draw.start_import,
    "platform.reimport": import_platform_draw.start_reimport,
    "platform.confirm": confirm_platform_draw.confirm_import,
    "platform.drop": preview_platform_draw.drop_import,
    "platform.dispatch": confirm_platform_draw.dispatch_platform,
    "platform.accept": reimport_platform_draw.accept_changes,
    "platform.decline": reimport_platform_draw.decline_changes,
    "platform.cancel": cancel_round.ask_reason,
    "platform.cancel_for": cancel_round.propose,
    "platform.cancel_yes": cancel_round.approve,
    "platform.cancel_no": cancel_round.decline,
    "remark.start": remark_on_draw.start_remark,
    **CONFIRM_ACTIONS,
    "dialogue.cancel": dialogues.cancel_dialogue,
    "question.leave": dialogues.leave_question,
    "dialogue.back": dialogues.go_back,
    "dialogue.go_on": dialogues.go_on,
    "status.draw": plan_draw.start_draw,
    "status.duty": show_status.show_duties,
    "status.pending": show_status.show_pending,
    "scrutiny.show": show_scrutiny,
    "coverage.figures": send_figures,
    "coverage.report": send_coverage,
    "list.turn": lists.turn_page,
    "list.find": lists.ask_words,
    "list.all": lists.show_all,
    **SCHEDULE_ACTIONS,
    **ON_PAPER_ACTIONS,
    **CALENDAR_ACTIONS,
    **LEAVE_ACTIONS,
    **STAFF_ACTIONS,
    **EXPORT_ACTIONS,
    "duty.accept": acknowledge,
    "duty.diligence": hand_out_diligence,
    "paper.start": tell_on_paper.start_paper,
    "paper.day": tell_on_paper.choose_day,
    "paper.by_me": tell_on_paper.told_by_me,
    **REQUEST_ACTIONS,
    "week.switch": switch_week,
    "visit.agree": decide_merge.agree,
    "visit.refuse": decide_merge.ask_apart,
    "visit.apart": decide_merge.apart_by_code,
    "conflict.declare": declare_conflict.start_own,
    "conflict.declare_for": declare_conflict.start_for_other,
    "conflict.person": declare_conflict.pick_person,
    "conflict.target": declare_conflict.pick_target,
    "conflict.ground": declare_conflict.choose_ground,
    "conflict.withdraw": withdraw_conflict,
    "conflict.handle": handle_conflicts,
    "document.choose": hand_out_documents.choose_document,
    "document.hand_out": hand_out_documents.hand_out_document,
    "result.start": answer_item.start_visit,
    "result.answer": answer_item.answer,
    "files.switch": switch_files.switch_files,
    "import.items": type_items.start_items,
    "result.ask_value": answer_value.ask_value,
    "result.choose_value": answer_value.choose_value,
    "result.guide": show_guide,
    "result.ask_all_normal": answer_item.ask_all_normal,
    "result.all_normal": answer_item.all_normal,
    "result.leave_question": answer_item.leave_question,
    "material.to_target": sort_material.to_target,
    "material.other": sort_material.to_other_target,
    "material.to_item": sort_material.to_item,
    "material.drop": sort_material.drop,
    "material.ask_again": sort_material.ask_again,
    "material.ask_source": name_source.ask_source,
    "material.choose_source": name_source.choose_source,
    "result.turn_page": answer_item.turn_page,
    "result.signed": target_signature.target_signed,
    "result.refused": target_signature.target_refused,
    "result.no_witness": target_signature.no_witness,
    "result.take_step": site_steps.take_step,
    "result.ask_statement": site_steps.ask_statement,
    "result.ask_method": site_steps.ask_method,
    "result.set_method": site_steps.set_method,
    "result.ask_conclusion": site_steps.ask_conclusion,
    "result.conclude": site_steps.conclude,
    "visit_day.ask": correct_day.ask_visit_day,
    "visit_day.day": correct_day.choose_day,
    "result.submit": submit_result.submit,
    "round_report.start": report_round.start_report,
    "round_report.hand_out": write_report.hand_out_report,
    "round_report.write": write_report.start_part,
    "result.read": submit_result.read_again,
    "result.sign": submit_result.sign,
    "result.send_back": send_back.start_send_back,
    "danger.report": report_danger.start_report,
    "danger.nothing_ordered": report_danger.nothing_ordered,
    "danger.take": report_danger.take,
    "release.form": release_result.hand_out_release,
    "release.do": release_result.release,
    "release.return": return_result.start_return,
    "publish.do": release_result.publish,
    "receipt.start": enter_receipt.start_receipt,
    **OBJECTION_ACTIONS,
    **UNDRAWN_ACTIONS,
    **AMENDMENT_ACTIONS,
    **FOLLOW_UP_ACTIONS,
}


PREPARED: Mapping[str, Callable[..., Awaitable[Prepared]]] = {
    "import.apply": import_registers.prepare_import,
    "import.undo": undo_import.prepare_undo,
    "import.undo_confirm": undo_import.prepare_undo,
}
"""What may take long is prepared before the transaction of its act, while other chats are answered."""
