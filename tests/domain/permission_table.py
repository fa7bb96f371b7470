"""Who may do what, written down by hand: what the permissions are held against."""

from bot.domain.actions import Action
from bot.domain.people import ChatKind, Role
from bot.domain.permissions import Actor, Case

TOWN, VILLAGE = "城关学区", "河湾学区"
PRIVATE, OFFICE, UNKNOWN = ChatKind.PRIVATE, ChatKind.OFFICE, ChatKind.UNKNOWN_GROUP


def actor(number: int, *grants: tuple[Role, str]) -> Actor:
    return Actor(number, frozenset(grants))


# Who there is. The case is one of the town's, in a round that `coordinator` leads.
PEOPLE = {
    "stranger": Actor(),
    "coordinator": actor(1, (Role.COORDINATOR, "")),
    "other_coordinator": actor(2, (Role.COORDINATOR, "")),
    "lead_office": actor(3, (Role.LEAD_OFFICE, "")),
    "approver": actor(4, (Role.APPROVER, TOWN)),
    "other_approver": actor(5, (Role.APPROVER, VILLAGE)),
    "bureau_approver": actor(6, (Role.APPROVER, "")),
    "lister": actor(7, (Role.LIST_ADMINISTRATOR, TOWN)),
    "other_lister": actor(8, (Role.LIST_ADMINISTRATOR, VILLAGE)),
    "releaser": actor(9, (Role.RELEASER, "")),
    "other_releaser": actor(10, (Role.RELEASER, VILLAGE)),
    "leader": actor(11, (Role.INSPECTOR, TOWN)),
    "partner": actor(12, (Role.INSPECTOR, VILLAGE)),
    "inspector": actor(13, (Role.INSPECTOR, TOWN)),
    "observer": actor(14, (Role.OBSERVER, "")),
    "auditor": actor(15, (Role.AUDITOR, "")),
    "nobody": actor(16),
}
CASE = Case(unit=TOWN, team=frozenset({11, 12}), leader=11, first_person=21, coordinator=1, on_behalf_of=12)
EVERYBODY = " ".join(PEOPLE)
WITH_A_ROLE = " ".join(PEOPLE.keys() - {"stranger", "nobody"})
COORDINATORS = "coordinator other_coordinator"
APPROVERS = "approver bureau_approver"
INSPECTORS = "leader partner inspector"


# The act, who may do it, and where: p(rivate), o(ffice group), u(nknown group).
TABLE = {
    # A stranger gets one neutral sentence for everything but /start TOKEN, /query, /verify, /help and /lang.
    Action.BIND: (EVERYBODY, "p"),
    Action.HELP: (EVERYBODY, "po"),
    Action.LANGUAGE: (EVERYBODY, "po"),
    Action.QUERY: (EVERYBODY, "po"),
    Action.VERIFY: (EVERYBODY, "po"),
    Action.CANCEL_DIALOGUE: (f"{WITH_A_ROLE} nobody", "po"),
    # Commands: /status all with a role, /duty inspector, /pending, /people, /plan and /coverage, /leave.
    Action.STATUS: (WITH_A_ROLE, "po"),
    Action.SEE_DUTY: (INSPECTORS, "p"),
    Action.SEE_PENDING: (
        f"{COORDINATORS} lead_office {APPROVERS} other_approver lister other_lister releaser other_releaser",
        "p",
    ),
    Action.SEE_PEOPLE: (f"lead_office {APPROVERS} other_approver", "p"),
    Action.SEE_COVERAGE: (f"{COORDINATORS} lead_office", "po"),
    Action.SEE_LEAVE: (f"{INSPECTORS} lead_office {APPROVERS} other_approver", "p"),
    Action.DECLARE_LEAVE: (INSPECTORS, "p"),
    Action.DECLARE_LEAVE_FOR: (f"lead_office {APPROVERS}", "p"),
    # A conflict of interest is for the inspector himself, his approver and the lead office.
    Action.SEE_CONFLICTS: (f"{INSPECTORS} lead_office {APPROVERS} other_approver", "p"),
    Action.DECLARE_CONFLICT: (INSPECTORS, "p"),
    Action.DECLARE_CONFLICT_FOR: (f"lead_office {APPROVERS}", "p"),
    Action.HANDLE_CONFLICTS: ("lead_office", "p"),
    Action.EXPORT: (f"{COORDINATORS} lister", "p"),
    Action.EXPORT_RESULTS: (COORDINATORS, "p"),
    # Roles, binding links, unbinding, groups, calendar: lead office; approver for the own unit.
    Action.INVITE: (f"lead_office {APPROVERS}", "p"),
    Action.CHANGE_ROLES: (f"lead_office {APPROVERS}", "p"),
    Action.CHANGE_BUREAU_ROLES: ("lead_office", "p"),
    Action.UNBIND: (f"lead_office {APPROVERS}", "p"),
    Action.BIND_GROUP: ("lead_office", "pou"),
    Action.LOAD_CALENDAR: ("lead_office", "p"),
    Action.CONFIRM_CALENDAR: (f"lead_office {APPROVERS} other_approver", "p"),
    # Import of registers and items: coordinator; list administrator for the own unit.
    Action.IMPORT: (f"{COORDINATORS} lister", "p"),
    # Plan line, freeze, announce, open throwing: coordinator.
    Action.SEE_PLAN: (f"{COORDINATORS} lead_office", "po"),
    Action.PLAN_LINE: (COORDINATORS, "po"),
    # A joint line is valid once the approver of each partner department has consented (Ordos 第八条).
    Action.CONSENT_PLAN: (APPROVERS, "p"),
    Action.FILE_PLAN: ("lead_office", "p"),
    Action.PLAN_DRAW: ("coordinator", "o"),
    Action.FREEZE: ("coordinator", "o"),
    Action.IMPORT_PLATFORM: ("coordinator", "po"),
    Action.DISPATCH_PLATFORM: ("coordinator", "o"),
    Action.ANNOUNCE: ("coordinator", "o"),
    Action.OPEN_THROWING: ("coordinator", "o"),
    Action.READ_BACK_THROW: (EVERYBODY, "o"),
    # Deviation, extension, abort, void: coordinator asks, lead office approves.
    Action.ASK_DEVIATION: ("coordinator", "po"),
    Action.APPROVE_DEVIATION: ("lead_office", "po"),
    Action.ASK_EXTENSION: ("coordinator", "po"),
    Action.APPROVE_EXTENSION: ("lead_office", "po"),
    Action.ASK_ABORT: ("coordinator", "po"),
    Action.APPROVE_ABORT: ("lead_office", "po"),
    Action.ASK_VOID: ("coordinator", "po"),
    Action.APPROVE_VOID: ("lead_office", "po"),
    Action.DECLARE_LOST: ("lead_office", "po"),
    Action.GIVE_TEXT: ("observer", "o"),
    Action.PRESS_THROW: ("observer", "o"),
    # Dice typed: coordinator; observer, blind.
    Action.TYPE_READING: ("coordinator", "p"),
    Action.TYPE_READING_BLIND: ("observer", "p"),
    Action.REMARK: ("observer", "po"),
    # Fix, match, backfill: nobody, the bot.
    Action.FIX: ("", ""),
    Action.MATCH: ("", ""),
    Action.BACKFILL: ("", ""),
    # Confirmation: list administrator (of the target's unit).
    Action.MERGE_VISITS: ("coordinator", "p"),
    # The leader sets the visit; a target has no account, so the office tells it.
    Action.SCHEDULE_VISIT: ("leader", "p"),
    Action.TELL_TARGET: ("coordinator", "p"),
    Action.CONFIRM_TARGETS: ("lister", "p"),
    # What a unit drops, a second person looks at; the lead office corrects it.
    Action.CHECK_OUTCOME: (f"{COORDINATORS} lead_office", "p"),
    Action.CORRECT_CONFIRMATION: ("lead_office", "p"),
    # Recusal, substitution: inspector asks (or others report); approver decides; filing reports.
    Action.ACKNOWLEDGE: ("leader partner", "p"),
    Action.ASK_RECUSAL: ("leader partner", "p"),
    Action.ASK_SUBSTITUTION: ("leader partner", "p"),
    Action.REPORT_GROUND: (WITH_A_ROLE, "p"),
    # Whoever asked takes it back himself; the use case makes him the case's team.
    Action.WITHDRAW_REQUEST: ("leader partner", "p"),
    Action.DECIDE_RECUSAL: (APPROVERS, "p"),
    Action.DECIDE_SUBSTITUTION: (APPROVERS, "p"),
    Action.ORDER_SUBSTITUTION: (APPROVERS, "p"),
    Action.ACCEPT_FILING: ("lead_office", "p"),
    # Whether targets that nobody is left to inspect go to a new round; the approver lends specialists.
    Action.DECIDE_SHORTAGE: ("lead_office", "p"),
    Action.ASK_SPECIALIST: ("leader partner", "p"),
    Action.LEND_SPECIALIST: (APPROVERS, "p"),
    # The signed and sealed form is attached by whoever decided or received it.
    Action.ATTACH_PAPER: (f"lead_office {APPROVERS}", "p"),
    # Result: team leader submits, partner signs. Correction before publication: both, and the approver.
    # A file is looked at only after its sender is known; which inspection it belongs to is asked then.
    Action.SEND_EVIDENCE: (f"{WITH_A_ROLE} nobody", "p"),
    Action.GET_DOCUMENT: ("leader partner", "p"),
    Action.ANSWER_ITEM: ("leader partner", "p"),
    Action.REPORT_DANGER: ("leader partner", "p"),
    Action.TAKE_DANGER: ("lead_office", "p"),
    Action.SUBMIT_RESULT: ("leader", "p"),
    Action.SIGN_RESULT: ("partner", "p"),
    Action.ASK_CORRECTION: ("leader", "p"),
    Action.JOIN_CORRECTION: ("partner", "p"),
    Action.APPROVE_CORRECTION: (APPROVERS, "p"),
    Action.ENTER_RECEIPT: ("leader partner", "p"),
    # A target objects through the office: the coordinator records it, the lead office answers.
    Action.RECORD_UNDRAWN: ("coordinator", "p"),
    Action.RELEASE_UNDRAWN: ("releaser", "p"),
    Action.DENY_UNDRAWN: ("leader partner", "p"),
    Action.RECORD_OBJECTION: ("coordinator", "p"),
    Action.ANSWER_OBJECTION: ("lead_office", "p"),
    # What follows on a finding: coordinator asks, lead office approves; who visits again records and signs.
    Action.PROPOSE_MEASURE: ("coordinator", "p"),
    Action.DECIDE_MEASURE: ("lead_office", "p"),
    Action.CARRY_OUT_MEASURE: ("coordinator", "p"),
    Action.RECORD_REVISIT: ("leader", "p"),
    Action.SIGN_REVISIT: ("partner", "p"),
    # Release / publish: releaser; coordinator.
    Action.RELEASE: ("releaser", "p"),
    Action.RETURN_RESULT: ("releaser", "p"),
    Action.PUBLISH: ("coordinator", "po"),
    # Entry on behalf: coordinator; the person, or the approver.
    Action.ENTER_ON_BEHALF: ("coordinator", "p"),
    Action.SWITCH_FILES: ("coordinator", "p"),
    Action.COUNTERSIGN_ENTRY: (f"partner {APPROVERS}", "p"),
    # Read all, change nothing: auditor.
    Action.READ_ALL: ("auditor", "p"),
}
PLACES = {"p": PRIVATE, "o": OFFICE, "u": UNKNOWN}
