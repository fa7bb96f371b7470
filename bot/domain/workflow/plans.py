"""A line of the plan: its versions, and what each partner department says to it."""

from bot.domain.actions import Action
from bot.domain.plans.lines import ConsentState, PlanState
from bot.domain.workflow.step import BOT, State, Step

STEPS: tuple[Step, ...] = (
    Step("ask", PlanState.DRAFT, PlanState.CONSENTING, Action.PLAN_LINE, ("plan.consent",), "plan_consent"),
    Step("issue", PlanState.DRAFT, PlanState.ISSUED, Action.PLAN_LINE, ("plan.line",), "plan"),
    Step("issue", PlanState.CONSENTING, PlanState.ISSUED, BOT, ("plan.line",), "plan_consent"),
    Step("return", PlanState.CONSENTING, PlanState.DRAFT, BOT, ("plan.declined",), "plan_consent"),
    Step("drop", PlanState.DRAFT, PlanState.DROPPED, Action.PLAN_LINE, ("plan.line",), "plan"),
    Step("replace", PlanState.ISSUED, PlanState.REPLACED, BOT, (), "plan"),
    Step("withdraw", PlanState.ISSUED, PlanState.WITHDRAWN, Action.PLAN_LINE, ("plan.withdrawn",), "plan"),
    Step(
        "consent",
        ConsentState.ASKED,
        ConsentState.GIVEN,
        Action.CONSENT_PLAN,
        ("plan.consented",),
        "plan_consent",
    ),
    Step(
        "decline",
        ConsentState.ASKED,
        ConsentState.DECLINED,
        Action.CONSENT_PLAN,
        ("plan.declined",),
        "plan_consent",
    ),
    Step("moot", ConsentState.ASKED, ConsentState.MOOT, BOT, ("plan.consent",), "plan_consent"),
)

FINAL: tuple[State, ...] = (
    PlanState.REPLACED,
    PlanState.DROPPED,
    PlanState.WITHDRAWN,
    ConsentState.GIVEN,
    ConsentState.DECLINED,
    ConsentState.MOOT,
)
