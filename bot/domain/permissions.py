"""Who may do what (`product.md`, the table of that name): decide() denies whatever the table does not allow.

No decision looks at a name, an @name or an admin badge: only at the person bound to the numeric account id.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.people import ChatKind, Role


class Action(StrEnum):
    """Every act that somebody may ask for."""

    BIND = "bind"
    HELP = "help"
    LANGUAGE = "language"
    QUERY = "query"
    VERIFY = "verify"
    STATUS = "status"
    CANCEL_DIALOGUE = "cancel_dialogue"
    SEE_DUTY = "see_duty"
    SEE_PENDING = "see_pending"
    INVITE = "invite"
    BIND_GROUP = "bind_group"
    IMPORT = "import"
    PLAN_DRAW = "plan_draw"
    FREEZE = "freeze"
    OPEN_THROWING = "open_throwing"
    READ_BACK_THROW = "read_back_throw"
    CONFIRM_TARGETS = "confirm_targets"
    ACKNOWLEDGE = "acknowledge"
    ASK_RECUSAL = "ask_recusal"
    DECIDE_RECUSAL = "decide_recusal"
    ACCEPT_FILING = "accept_filing"
    ANSWER_ITEM = "answer_item"
    SUBMIT_RESULT = "submit_result"
    SIGN_RESULT = "sign_result"
    RELEASE = "release"
    PUBLISH = "publish"
    ENTER_RECEIPT = "enter_receipt"


@dataclass(frozen=True)
class Actor:
    """Whoever acts: `person_id` None is a stranger; `grants` holds (role, unit) pairs, unit "" the whole bureau."""

    person_id: int | None = None
    grants: frozenset[tuple[Role, str]] = frozenset()

    def holds(self, role: Role, unit: str | None = None) -> bool:
        """Return whether the role is held at all, or for this unit."""
        return any(held is role and (unit is None or scope in ("", unit)) for held, scope in self.grants)


@dataclass(frozen=True)
class Case:
    """What the act is about: `unit` answers for it, `team` sits on it, `leader` leads, `parties` are judged by it."""

    unit: str | None = None
    team: frozenset[int] = frozenset()
    leader: int | None = None
    first_person: int | None = None
    parties: frozenset[int] = frozenset()
    stand_in: bool = False
    coordinator: int | None = None


@dataclass(frozen=True)
class Allow:
    """The act is allowed, by this rule."""

    rule: str


@dataclass(frozen=True)
class Deny:
    """The act is denied; `code` is the message key that says why."""

    code: str


@dataclass(frozen=True)
class Rule:
    """Who may: a role (for the case's unit), or a place in the team; and where."""

    roles: tuple[Role, ...] = ()
    scoped: bool = False
    place: str = ""
    chats: frozenset[ChatKind] = frozenset({ChatKind.PRIVATE})
    code: str = "denied.role"


_PRIVATE = frozenset({ChatKind.PRIVATE})
_OFFICE = frozenset({ChatKind.OFFICE})
_BOTH = _PRIVATE | _OFFICE
_EVERYWHERE = frozenset(ChatKind)
_ALL_ROLES = tuple(Role)

RULES: Mapping[Action, Rule] = {
    Action.BIND: Rule(place="anyone"),
    Action.HELP: Rule(place="anyone", chats=_BOTH),
    Action.LANGUAGE: Rule(place="anyone", chats=_BOTH),
    Action.QUERY: Rule(place="anyone", chats=_BOTH),
    Action.VERIFY: Rule(place="anyone", chats=_BOTH),
    Action.STATUS: Rule(_ALL_ROLES, chats=_BOTH),
    Action.CANCEL_DIALOGUE: Rule(place="anyone", chats=_BOTH),
    Action.SEE_DUTY: Rule((Role.INSPECTOR,)),
    Action.SEE_PENDING: Rule(
        (Role.APPROVER, Role.LIST_ADMINISTRATOR, Role.RELEASER, Role.LEAD_OFFICE, Role.COORDINATOR)
    ),
    Action.INVITE: Rule((Role.LEAD_OFFICE, Role.APPROVER), scoped=True),
    Action.BIND_GROUP: Rule((Role.LEAD_OFFICE,), chats=_EVERYWHERE),
    Action.IMPORT: Rule((Role.COORDINATOR, Role.LIST_ADMINISTRATOR)),
    Action.PLAN_DRAW: Rule((Role.COORDINATOR,), chats=_OFFICE, code="denied.draw"),
    Action.FREEZE: Rule((Role.COORDINATOR,), chats=_OFFICE, place="coordinator", code="denied.draw"),
    Action.OPEN_THROWING: Rule((Role.COORDINATOR,), chats=_OFFICE, place="coordinator", code="denied.draw"),
    Action.READ_BACK_THROW: Rule(place="anyone", chats=_OFFICE),
    Action.CONFIRM_TARGETS: Rule((Role.LIST_ADMINISTRATOR,), scoped=True),
    Action.ACKNOWLEDGE: Rule(place="team", code="denied.team"),
    Action.ASK_RECUSAL: Rule(place="team", code="denied.team"),
    Action.DECIDE_RECUSAL: Rule((Role.APPROVER,), scoped=True, place="no_party"),
    Action.ACCEPT_FILING: Rule((Role.LEAD_OFFICE,)),
    Action.ANSWER_ITEM: Rule(place="team", code="denied.team"),
    Action.SUBMIT_RESULT: Rule(place="leader", code="denied.leader"),
    Action.SIGN_RESULT: Rule(place="partner", code="denied.partner"),
    Action.RELEASE: Rule((Role.RELEASER,), scoped=True, place="no_party"),
    Action.PUBLISH: Rule((Role.COORDINATOR,), place="coordinator", chats=_BOTH),
    Action.ENTER_RECEIPT: Rule(place="team", code="denied.team"),
}


def decide(actor: Actor, action: Action, chat: ChatKind, case: Case | None = None) -> Allow | Deny:
    """Return Allow with the rule, or Deny with the reason's message key; what no rule allows is denied."""
    about = case or Case()
    rule = RULES.get(action)
    if rule is None:
        return Deny("denied.role")
    if rule.place != "anyone" and actor.person_id is None:
        return Deny("denied.stranger")
    if chat not in rule.chats:
        return Deny("denied.chat_office" if ChatKind.OFFICE in rule.chats else "denied.chat_private")
    if rule.roles and not _role_fits(actor, rule, about):
        return Deny(rule.code)
    return _place_fits(actor, rule, about)


def _role_fits(actor: Actor, rule: Rule, case: Case) -> bool:
    """The lead office stands in where a unit has nobody, or whoever holds the role is party to the case."""
    unit = case.unit if rule.scoped else None
    if any(actor.holds(role, unit) for role in rule.roles):
        return True
    return case.stand_in and actor.holds(Role.LEAD_OFFICE)


def _place_fits(actor: Actor, rule: Rule, case: Case) -> Allow | Deny:
    person = actor.person_id
    verdicts = {
        "": True,
        "anyone": True,
        "team": person in case.team,
        "leader": person == case.leader,
        "partner": person in case.team and person not in (case.leader, case.first_person),
        "coordinator": case.coordinator in (None, person),
        "no_party": person not in case.parties,
    }
    if verdicts[rule.place]:
        return Allow(rule.place or "role")
    return Deny("denied.party" if rule.place == "no_party" else rule.code)
