"""Who may do what: a rule for each action, as the tables of `product.md` say it.

Acts that have no screen yet stand here too, so that a new screen finds its rule. What only the bot does
(fixing, matching, backfilling) has no rule and is denied to everybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.actions import Action
from bot.domain.people import ChatKind, Role

_PRIVATE = frozenset({ChatKind.PRIVATE})
_OFFICE = frozenset({ChatKind.OFFICE})
_BOTH = _PRIVATE | _OFFICE
_EVERYWHERE = frozenset(ChatKind)


@dataclass(frozen=True)
class Rule:
    """Who may: a role, a role for the case's own unit, and a place in the case; and where."""

    roles: tuple[Role, ...] = ()
    unit_roles: tuple[Role, ...] = ()
    place: str = ""
    chats: frozenset[ChatKind] = _PRIVATE
    code: str = "denied.role"


def _anyone(chats: frozenset[ChatKind] = _BOTH) -> Rule:
    return Rule(place="anyone", chats=chats)


def _of_round(chats: frozenset[ChatKind] = _BOTH, code: str = "denied.role") -> Rule:
    """The coordinator of this round, or of one that is about to begin."""
    return Rule((Role.COORDINATOR,), place="coordinator", chats=chats, code=code)


_TEAM = Rule(place="team", code="denied.team")
_LEADER = Rule(place="leader", code="denied.leader")
_PARTNER = Rule(place="partner", code="denied.partner")
_DRAW = _of_round(_OFFICE, "denied.draw")
_APPROVAL = Rule((Role.LEAD_OFFICE,), place="second", chats=_BOTH)
_DECISION = Rule(unit_roles=(Role.APPROVER,), place="no_party")
_RELEASE = Rule(unit_roles=(Role.RELEASER,), place="releaser")
_PEOPLE = Rule((Role.LEAD_OFFICE,), unit_roles=(Role.APPROVER,))
_ROLES = Rule((Role.LEAD_OFFICE,), unit_roles=(Role.APPROVER,), place="own_right")


RULES: Mapping[Action, Rule] = {
    Action.BIND: _anyone(_PRIVATE),
    Action.HELP: _anyone(),
    Action.LANGUAGE: _anyone(),
    Action.QUERY: _anyone(),
    Action.VERIFY: _anyone(),
    Action.STATUS: Rule(tuple(Role), chats=_BOTH),
    Action.CANCEL_DIALOGUE: Rule(chats=_BOTH),
    Action.SEE_DUTY: Rule((Role.INSPECTOR,)),
    Action.SEE_PENDING: Rule(
        (Role.APPROVER, Role.LIST_ADMINISTRATOR, Role.RELEASER, Role.LEAD_OFFICE, Role.COORDINATOR)
    ),
    Action.SEE_PEOPLE: Rule((Role.LEAD_OFFICE, Role.APPROVER)),
    Action.SEE_COVERAGE: Rule((Role.COORDINATOR, Role.LEAD_OFFICE), chats=_BOTH),
    Action.READ_ALL: Rule((Role.AUDITOR,), place="auditor"),
    Action.INVITE: _PEOPLE,
    Action.CHANGE_ROLES: _ROLES,
    Action.CHANGE_BUREAU_ROLES: Rule((Role.LEAD_OFFICE,), place="own_right"),
    Action.UNBIND: _PEOPLE,
    Action.BIND_GROUP: Rule((Role.LEAD_OFFICE,), chats=_EVERYWHERE),
    Action.LOAD_CALENDAR: Rule((Role.LEAD_OFFICE,)),
    Action.CONFIRM_CALENDAR: Rule((Role.LEAD_OFFICE, Role.APPROVER), place="second"),
    Action.IMPORT: Rule((Role.COORDINATOR,), unit_roles=(Role.LIST_ADMINISTRATOR,)),
    Action.EXPORT: Rule((Role.COORDINATOR,), unit_roles=(Role.LIST_ADMINISTRATOR,)),
    Action.EXPORT_RESULTS: Rule((Role.COORDINATOR,)),
    Action.SEE_PLAN: Rule((Role.COORDINATOR, Role.LEAD_OFFICE), chats=_BOTH),
    Action.PLAN_LINE: Rule((Role.COORDINATOR,), chats=_BOTH),
    Action.CONSENT_PLAN: Rule(unit_roles=(Role.APPROVER,), place="second"),
    Action.FILE_PLAN: Rule((Role.LEAD_OFFICE,)),
    Action.PLAN_DRAW: _DRAW,
    Action.FREEZE: _DRAW,
    Action.ANNOUNCE: _DRAW,
    Action.OPEN_THROWING: _DRAW,
    Action.IMPORT_PLATFORM: _of_round(),
    Action.DISPATCH_PLATFORM: _DRAW,
    Action.READ_BACK_THROW: _anyone(_OFFICE),
    Action.PRESS_THROW: Rule((Role.OBSERVER,), place="observer", chats=_OFFICE),
    Action.TYPE_READING: _of_round(_PRIVATE),
    Action.TYPE_READING_BLIND: Rule(unit_roles=(Role.OBSERVER,), place="observer"),
    Action.GIVE_TEXT: Rule((Role.OBSERVER,), place="observer", chats=_OFFICE),
    Action.REMARK: Rule((Role.OBSERVER,), place="observer", chats=_BOTH),
    Action.ASK_DEVIATION: _of_round(),
    Action.APPROVE_DEVIATION: _APPROVAL,
    Action.ASK_EXTENSION: _of_round(),
    Action.APPROVE_EXTENSION: _APPROVAL,
    Action.ASK_ABORT: _of_round(),
    Action.APPROVE_ABORT: _APPROVAL,
    Action.ASK_VOID: _of_round(),
    Action.APPROVE_VOID: _APPROVAL,
    Action.DECLARE_LOST: _APPROVAL,
    Action.MERGE_VISITS: _of_round(_PRIVATE),
    Action.SCHEDULE_VISIT: _LEADER,
    Action.TELL_TARGET: _of_round(_PRIVATE),
    Action.CONFIRM_TARGETS: Rule(unit_roles=(Role.LIST_ADMINISTRATOR,)),
    Action.CHECK_OUTCOME: Rule((Role.LEAD_OFFICE, Role.COORDINATOR), place="second"),
    Action.CORRECT_CONFIRMATION: Rule((Role.LEAD_OFFICE,)),
    Action.SEE_LEAVE: Rule((Role.INSPECTOR, Role.APPROVER, Role.LEAD_OFFICE)),
    Action.DECLARE_LEAVE: Rule((Role.INSPECTOR,)),
    Action.DECLARE_LEAVE_FOR: _PEOPLE,
    Action.SEE_CONFLICTS: Rule((Role.INSPECTOR, Role.APPROVER, Role.LEAD_OFFICE)),
    Action.DECLARE_CONFLICT: Rule((Role.INSPECTOR,)),
    Action.DECLARE_CONFLICT_FOR: _PEOPLE,
    Action.HANDLE_CONFLICTS: Rule((Role.LEAD_OFFICE,)),
    Action.ACKNOWLEDGE: _TEAM,
    Action.ASK_RECUSAL: _TEAM,
    Action.ASK_SUBSTITUTION: _TEAM,
    Action.REPORT_GROUND: Rule(tuple(Role)),
    Action.WITHDRAW_REQUEST: _TEAM,
    Action.DECIDE_RECUSAL: _DECISION,
    Action.DECIDE_SUBSTITUTION: _DECISION,
    Action.ORDER_SUBSTITUTION: _DECISION,
    Action.DECIDE_SHORTAGE: Rule((Role.LEAD_OFFICE,), place="no_party"),
    Action.ASK_SPECIALIST: _TEAM,
    Action.LEND_SPECIALIST: Rule(unit_roles=(Role.APPROVER,)),
    Action.ACCEPT_FILING: Rule((Role.LEAD_OFFICE,)),
    Action.ATTACH_PAPER: Rule((Role.LEAD_OFFICE,), unit_roles=(Role.APPROVER,)),
    Action.SEND_EVIDENCE: Rule(),
    Action.GET_DOCUMENT: _TEAM,
    Action.ANSWER_ITEM: _TEAM,
    Action.REPORT_DANGER: _TEAM,
    Action.TAKE_DANGER: Rule((Role.LEAD_OFFICE,)),
    Action.SUBMIT_RESULT: _LEADER,
    Action.SIGN_RESULT: _PARTNER,
    Action.ASK_CORRECTION: _LEADER,
    Action.JOIN_CORRECTION: _PARTNER,
    Action.APPROVE_CORRECTION: _DECISION,
    Action.RELEASE: _RELEASE,
    Action.RETURN_RESULT: _RELEASE,
    Action.PUBLISH: _of_round(),
    Action.RECORD_UNDRAWN: _of_round(_PRIVATE),
    Action.RELEASE_UNDRAWN: _RELEASE,
    Action.DENY_UNDRAWN: _TEAM,
    Action.RECORD_OBJECTION: _of_round(_PRIVATE),
    Action.ANSWER_OBJECTION: Rule((Role.LEAD_OFFICE,), place="no_party"),
    Action.PROPOSE_MEASURE: _of_round(_PRIVATE),
    Action.DECIDE_MEASURE: Rule((Role.LEAD_OFFICE,), place="releaser"),
    Action.CARRY_OUT_MEASURE: _of_round(_PRIVATE),
    Action.RECORD_REVISIT: _LEADER,
    Action.SIGN_REVISIT: _PARTNER,
    Action.ENTER_RECEIPT: _TEAM,
    Action.ENTER_ON_BEHALF: _of_round(_PRIVATE),
    Action.SWITCH_FILES: _of_round(_PRIVATE),
    Action.COUNTERSIGN_ENTRY: Rule(place="countersign"),
}
