"""Who may do what (`product.md`, the table of that name): decide() denies whatever the table does not allow.

No decision looks at a name, an @name or an admin badge: only at the person bound to the numeric account id.
Acts that have no screen yet stand here too, so that a new screen finds its rule. What only the bot does
(fixing, matching, backfilling) has no rule and is denied to everybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.actions import Action
from bot.domain.people import ChatKind, Role

__all__ = ["RULES", "Action", "Actor", "Allow", "Case", "Deny", "Rule", "decide"]


@dataclass(frozen=True)
class Actor:
    """Whoever acts: `person_id` None is a stranger; `grants` are (role, unit), unit "" is all the bureau.

    `lent` are those of them that he holds by delegation only.
    """

    person_id: int | None = None
    grants: frozenset[tuple[Role, str]] = frozenset()
    lent: frozenset[tuple[Role, str]] = frozenset()

    def in_own_right(self) -> "Actor":
        """Return the same person without what was delegated to him."""
        return Actor(self.person_id, self.grants - self.lent)

    def holds(self, role: Role, unit: str | None = None) -> bool:
        """Return whether the role is held at all, or for this unit."""
        return any(held is role and (unit is None or scope in ("", unit)) for held, scope in self.grants)


@dataclass(frozen=True)
class Case:
    """What the act is about: `unit` answers for it, `team` sits on it, `leader` leads, it judges `parties`.

    `coordinator` leads the round; `observers` and `auditors` are those who served it as such; `first_person`
    has done the first half of an act of two persons; `on_behalf_of` is the person whose entry another makes.
    """

    unit: str | None = None
    team: frozenset[int] = frozenset()
    leader: int | None = None
    first_person: int | None = None
    parties: frozenset[int] = frozenset()
    stand_in: bool = False
    coordinator: int | None = None
    observers: frozenset[int] = frozenset()
    auditors: frozenset[int] = frozenset()
    on_behalf_of: int | None = None


@dataclass(frozen=True)
class Allow:
    """The act is allowed, by this rule."""

    rule: str


@dataclass(frozen=True)
class Deny:
    """The act is denied; `code` is the message key that says why."""

    code: str


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


def decide(actor: Actor, action: Action, chat: ChatKind, case: Case | None = None) -> Allow | Deny:
    """Return Allow with the rule, or Deny with the reason's message key; what no rule allows is denied."""
    about = case or Case()
    rule = RULES.get(action)
    if actor.person_id is None and (rule is None or rule.place != "anyone"):
        return Deny("denied.stranger")
    if rule is None:
        return Deny("denied.role")
    if chat not in rule.chats:
        return Deny("denied.chat_office" if ChatKind.OFFICE in rule.chats else "denied.chat_private")
    if (rule.roles or rule.unit_roles) and not _role_fits(actor, rule, about):
        return Deny(rule.code)
    if rule.place == "own_right" and not _role_fits(actor.in_own_right(), rule, about):
        return Deny("denied.own_right")
    return _place_fits(actor, rule, about)


def _role_fits(actor: Actor, rule: Rule, case: Case) -> bool:
    """The lead office stands in where a unit has nobody, or whoever holds the role is party to the case."""
    if any(actor.holds(role) for role in rule.roles):
        return True
    if any(actor.holds(role, case.unit) for role in rule.unit_roles):
        return True
    return bool(rule.unit_roles) and case.stand_in and actor.holds(Role.LEAD_OFFICE)


def _place_fits(actor: Actor, rule: Rule, case: Case) -> Allow | Deny:
    """Hold the person against the case; the exclusions within one round have a code of their own."""
    person = actor.person_id
    if code := _EXCLUDED.get(rule.place, _nothing)(person, case):
        return Deny(code)
    fits = {
        "team": person in case.team,
        "leader": person == case.leader,
        "partner": person in case.team and person not in (case.leader, case.first_person),
        "coordinator": case.coordinator in (None, person),
        "second": case.first_person is not None,
        "countersign": person == case.on_behalf_of or actor.holds(Role.APPROVER, case.unit),
    }
    return Allow(rule.place or "role") if fits.get(rule.place, True) else Deny(rule.code)


def _nothing(_person: int | None, _case: Case) -> str:
    return ""


def _serves_otherwise(person: int | None, case: Case) -> str:
    """Coordinator–observer, coordinator–auditor: whoever watched this round does not lead it."""
    return "denied.exclusion" if person in case.observers | case.auditors else _is_first(person, case)


def _leads_the_round(person: int | None, case: Case) -> str:
    """The same exclusion from the other side: whoever leads this round does not watch it."""
    return "denied.exclusion" if person == case.coordinator else ""


def _blind_second(person: int | None, case: Case) -> str:
    return _leads_the_round(person, case) or _is_first(person, case)


def _is_first(person: int | None, case: Case) -> str:
    """First–second person: what two persons do is not done by one."""
    return "denied.second" if person == case.first_person else ""


def _is_party(person: int | None, case: Case) -> str:
    """Inspector–approver, inspector–releaser: nobody judges a case in which he sits himself."""
    return "denied.party" if person in case.parties | case.team else ""


def _not_the_publisher(person: int | None, case: Case) -> str:
    """Release and publication take two: the coordinator of the round publishes, so he does not release."""
    return _is_party(person, case) or ("denied.second" if person == case.coordinator else "")


_EXCLUDED = {
    "coordinator": _serves_otherwise,
    "observer": _blind_second,
    "auditor": _leads_the_round,
    "second": _is_first,
    "countersign": _is_first,
    "no_party": _is_party,
    "releaser": _not_the_publisher,
}
