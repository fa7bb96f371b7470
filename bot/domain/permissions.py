"""Who may do what (`product.md`, the table of that name): decide() denies whatever the table does not allow.

No decision looks at a name, an @name or an admin badge: only at the person bound to the numeric account id.
"""

from dataclasses import dataclass

from bot.domain.actions import Action
from bot.domain.people import ChatKind, Role
from bot.domain.permission_rules import RULES, Rule


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
