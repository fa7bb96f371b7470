"""What the buttons of the plan do."""

from collections.abc import Awaitable, Callable, Mapping

from bot.usecases.draws.choose_line import choose_line
from bot.usecases.plans import (
    add_plan_line,
    consent_to_line,
    import_plan,
    issue_plan_line,
    publish_plan,
    show_plan,
    withdraw_plan_line,
)

ACTIONS: Mapping[str, Callable[..., Awaitable[None]]] = {
    "draw.line": choose_line,
    "plan.page": show_plan.turn_page,
    "plan.open": show_plan.open_line,
    "plan.new": add_plan_line.start_line,
    "plan.change": add_plan_line.change_line,
    "plan.answer": add_plan_line.answer,
    "plan.pick": add_plan_line.pick,
    "plan.again": add_plan_line.ask_again,
    "plan.save": add_plan_line.save_line,
    "plan.cancel": add_plan_line.cancel_line,
    "plan.issue": issue_plan_line.issue_line,
    "plan.issue_all": issue_plan_line.issue_all,
    "plan.drop": issue_plan_line.drop_line,
    "plan.withdraw": withdraw_plan_line.ask_why,
    "plan.consent": consent_to_line.consent,
    "plan.decline": consent_to_line.ask_refusal,
    "plan.publish": publish_plan.publish_plan,
    "plan.file": publish_plan.file_plan,
    "plan.template": import_plan.send_template,
    "plan.import_apply": import_plan.apply_plan,
    "plan.import_drop": import_plan.drop_plan,
}
