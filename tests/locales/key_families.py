"""Keys that the code puts together: each f-string, and all the keys that it may come to."""

from collections.abc import Iterable
from datetime import date
from typing import get_args

from code_keys import first_arguments

from bot.app.archives.listing import AFTER, BEFORE, FOLDERS
from bot.app.papers.catalogue import DOCUMENTS, About
from bot.app.papers.diligence_events import EVENTS
from bot.app.papers.entry_table import COLUMNS as ENTRY_COLUMNS
from bot.app.papers.figures import GROUPS as FIGURES
from bot.app.site.joint_visits import SPLIT
from bot.domain.calendars.tables import Source
from bot.domain.commands import COMMANDS
from bot.domain.documents.approval import ApprovalKind
from bot.domain.draw.attempts import REASONS as ENDINGS
from bot.domain.draw.beacons import CHAINS
from bot.domain.draw.checks import CHECKS
from bot.domain.draw.entropy import LEVELS
from bot.domain.draw.examined import Verdict as CheckVerdict
from bot.domain.draw.roster import REASONS as VACANCIES
from bot.domain.duties.duty import DutyState, Ground, Origin, Reason, RequestKind, RequestState
from bot.domain.duties.leave import LeaveReason, usual_periods
from bot.domain.duties.on_paper import PaperKind, PaperState
from bot.domain.duties.standing import Standing
from bot.domain.errors import UNWRITABLE
from bot.domain.inspections import InspectionState
from bot.domain.journal.duty_replay import FAULTS as CHANGE_FAULTS
from bot.domain.people import ChatKind, Role
from bot.domain.plans.conformity import Check, Verdict
from bot.domain.plans.lines import ConsentState, PlanState
from bot.domain.plans.planning import BLACKLIST, GOOD_RECORD, WHOLE_REGISTER
from bot.domain.plans.scope import COLUMNS as SCOPE_COLUMNS
from bot.domain.plans.scope import NO, YES
from bot.domain.platform.changes import Change
from bot.domain.platform.draw import CANCEL_REASONS, PlatformState
from bot.domain.profiles.books import RegisterKind
from bot.domain.profiles.draw import ConditionKind, Period
from bot.domain.profiles.rule_grounds import Why
from bot.domain.profiles.rule_table import rule_lines
from bot.domain.publication.places import ENDINGS as EXPORT_ENDINGS
from bot.domain.registers.columns import COLUMNS, Kind
from bot.domain.registers.item_kinds import ItemKind
from bot.domain.reminders import ReminderKind
from bot.domain.reports import PARTS as REPORT_PARTS
from bot.domain.results.amendments import AmendmentState
from bot.domain.results.exports import COLUMNS as EXPORT_COLUMNS
from bot.domain.results.exports import PublicState, RowKind
from bot.domain.results.extensions import ExtensionState
from bot.domain.results.findings import ABNORMAL, CORRECTED, FOUND, NORMAL, NOTHING_FOUND, NOTHING_INSPECTED
from bot.domain.results.follow_ups import FollowUpState, Measure, Result
from bot.domain.results.form import FORM_LABELS
from bot.domain.results.listings import ListingState
from bot.domain.results.materials import MaterialKind, SourceKind
from bot.domain.results.objections import CORRECTIONS, OF_REVIEW, Outcome
from bot.domain.results.record import REFUSED, SIGNED
from bot.domain.results.returns import ReturnKind
from bot.domain.results.site_steps import Method, SiteStepKind
from bot.domain.results.undrawn import Cause, UndrawnState
from bot.domain.round_rows import PLATFORM_FILES
from bot.domain.rounds import AttemptState, DrawStep, RoundState
from bot.domain.visits.merges import MergeState
from bot.domain.visits.schedule import PeriodKind
from bot.domain.visits.visit import Telling
from bot.handlers.topics import TOPICS
from bot.regulations import load_profile, profile_keys
from bot.usecases.by_computer import Shows
from bot.usecases.draws.draw_questions import REASONS, STEPS
from bot.usecases.draws.type_reading import TYPED
from bot.usecases.duties.decide_request import REFUSALS
from bot.usecases.duties.on_behalf import CONFLICT, LEAVE
from bot.usecases.duties.report_ground import WAYS
from bot.usecases.duties.resolve_shortage import NO_TEAM
from bot.usecases.people.show_people import MARKS
from bot.usecases.plans.plan_options import WINDOWS
from bot.usecases.plans.plan_questions import QUESTIONS, REASON
from bot.usecases.plans.plan_terms import OPTIONS
from bot.usecases.platform.carry_out_changes import WITHDRAWN
from bot.usecases.platform.import_platform_draw import ASKED
from bot.usecases.rounds.show_confirmation import OUTCOMES
from bot.usecases.visits.decide_merge import APART
from bot.usecases.visits.move_visit import REASONS as MOVES
from bot.views.names import terms_of
from storage.documents.filling import FAULTS

RECORD_LINES = (
    *("office", "round", "draw", "announced_at", "fixed_at", "place", "level", "exception", "readers"),
    *("pressed", "reveal_at", "targets", "inspectors", "conflicts", "left_out"),
)
FOLLOWERS = ("order", "platform")
CONFLICT_WAYS = ("pair", "recusal")
MATTERS = (CONFLICT.topic, LEAVE.topic)
# The card of confirmation shows an inspection's outcome or, where it has none, its state.
_CONFIRMED = [state for state in InspectionState if state is not InspectionState.NOT_INSPECTABLE]

# What `doctor` can find; tests/cli/test_doctor.py has each.
DOCTORS = (
    "folder",
    "folder_unwritable",
    "disk",
    "disk_full",
    "database",
    "database_damaged",
    "not_sqlite",
    "no_office",
    "profile",
    "targets",
    "no_targets",
    "inspectors",
    "no_inspectors",
    "item_lists",
    "no_item_lists",
    "chats",
    "no_chats",
    "calendar",
    "calendar_unknown",
    "secret_key",
    "no_key",
    "wrong_key",
    "journal",
    "journal_broken",
    "journal_put_back",
    "stamp_lost",
    "backup",
    "backup_old",
    "no_backups",
    "telegram",
    "webhook",
    "telegram_unreachable",
    "no_token",
)

DEFAULTS = {line.default for key in profile_keys() for line in rule_lines(load_profile(key)) if line.default}

VALUES: dict[str, Iterable[str]] = {
    "rule.default.{}": DEFAULTS,
    "term.{}": [name.removeprefix("the_") for name in terms_of(load_profile("quyang-education-2023"))],
    "template.{}": [f"{kind}.{column.field}" for kind in Kind for column in COLUMNS[kind]],
    "calendar.source.{}": Source,
    "attempt.kind.{}": ENDINGS,
    "export.form.{}": {ending[1:] for ending in EXPORT_ENDINGS},
    "attempt.state.{}": AttemptState,
    "attempt.reason.{}": {reason for reasons in ENDINGS.values() for reason in reasons},
    "confirm.outcome.{}": ["correct", NO_TEAM, WITHDRAWN, *OUTCOMES, *_CONFIRMED],
    "conclusion.{}": ["open", NOTHING_FOUND, FOUND, CORRECTED, *NOTHING_INSPECTED],
    "method.{}": Method,
    "result.step.{}": ["arrived", "shown", "told"],
    "on_site.{}": ["arrived", "shown", "told"],
    "witness.{}": ["none", "stated"],
    "correction.reason.{}": CORRECTIONS,
    "objection.answer.{}": Outcome,
    "listing.state.{}": ListingState,
    "undrawn.cause.{}": Cause,
    "undrawn.state.{}": UndrawnState,
    "undrawn.why.{}": ["line", "target", "cause", "visited_on", "inspectors", "items"],
    "objection.state.{}": [*Outcome, "open"],
    "review.answer.{}": OF_REVIEW,
    "review.state.{}": [*OF_REVIEW, "open"],
    "review.how.{}": ["inspection", "undrawn"],
    "conformity.{}": Check,
    "conformity.is_{}": ["directed", "undirected"],
    "console.backup_fault.{}": ["not_a_backup", "damaged", "missing", "foreign", "database", "journal"],
    "console.doctor.{}": DOCTORS,
    "console.archive_no.{}": ["no_round", "not_ended", "no_key", "no_undrawn"],
    "console.archive_fault.{}": [
        *("not_an_archive", "unsafe", "too_large", "missing", "foreign", "damaged"),
        *("signature", "journal", "stamp", "result", "draw"),
    ],
    "console.change_fault.{}": CHANGE_FAULTS,
    "rule.by_people.{}": list(Why),
    "console.check.{}": ["canonical", "keys", "platform", "copy_list", *(rule.code for rule in CHECKS)],
    "console.verdict.{}": get_args(CheckVerdict),
    "conflict.choose.{}": CONFLICT_WAYS,
    "conflict.effect.{}": CONFLICT_WAYS,
    "conflict.way.{}": CONFLICT_WAYS,
    "condition.{}": ConditionKind,
    "deviation.{}": ["approved", "declined"],
    "deviation.state.{}": ["approved", "pending"],
    "dialogue.topic.{}": TOPICS,
    "directed.column.{}": SCOPE_COLUMNS,
    "directed.value.{}": [*RegisterKind, YES, NO],
    "stratum.{}": [BLACKLIST, GOOD_RECORD, WHOLE_REGISTER, "*"],
    "deadline.{}": first_arguments("owe")
    | first_arguments("owe_by")
    | {"decision", "plan", "shortage", "open_target"},
    "draw.ask_{}": STEPS,
    "draw.conflicts.{}": CONFLICT_WAYS,
    "draw.ask_source_{}": ["balls", "drand"],
    "draw.announced{}": [
        f"{step}{way}" for step in ("", "_targets", "_inspectors", "_supplement") for way in ("", "_by")
    ],
    "draw.step.{}": DrawStep,
    "draw.option_way.{}": LEVELS,
    "draw.way.{}": LEVELS,
    "draw.chain.{}": [*(each.name for each in CHAINS.values()), "other"],
    "draw.secrets.{}": ["no_key", "wrong_key"],
    "draw.left_out.{}": ["cap", "closed", "drawn", "filtered", "leave", "unlicensed"],
    "duty.added_when.{}": ["confirmed", "unconfirmed"],
    "duty.entry_from.{}": ["none", "round_end", "visit"],
    "duty.guide.{}": DutyState,
    "duty.state.{}": Standing,
    "duty.visit.{}": ["unit", "leader"],
    "entry.days_after.{}": ["round_end", "visit"],
    "files.command.{}": Shows,
    "follow_up.guide.{}": FollowUpState,
    "follow_up.measure.{}": Measure,
    "follow_up.paper.{}": [Measure.PENALTY, Measure.TRANSFER, Measure.CRIME],
    "follow_up.result.{}": Result,
    "follow_up.state.{}": FollowUpState,
    "export.column.{}": EXPORT_COLUMNS,
    "export.kind.{}": RowKind,
    "export.state.{}": PublicState,
    "finding.{}": [NORMAL, ABNORMAL, "open"],
    "material.kind.{}": MaterialKind,
    "archive.chapter.{}": [*BEFORE, *AFTER],
    "archive.folder.{}": FOLDERS,
    "archive.title.{}": ["conformity", "draws", "journal", "rows"],
    "archive.platform.{}": PLATFORM_FILES,
    "archive.{}": ["round", "undrawn", "inspected", "state", "as_of"],
    "document.about.{}": About,
    "document.fault.{}": FAULTS,
    "document.event.{}": EVENTS,
    "document.source.{}": SourceKind,
    "entry_table.{}": ENTRY_COLUMNS,
    "document.kept.{}": ["open", "dropped", "in_time", "late"],
    "document.name.{}": DOCUMENTS,
    "document.step.{}": SiteStepKind,
    "document.target.{}": ["signed", "refused"],
    "form.{}": [label.removeprefix("form.") for label in FORM_LABELS],
    "help.{}": Role,
    "help.example.{}": COMMANDS,
    "help.in_{}": [ChatKind.OFFICE, ChatKind.PRIVATE],
    "inspection.state.{}": InspectionState,
    "leave.period.{}": usual_periods(date.min),
    "leave.reason.{}": LeaveReason,
    "licence.effect.{}": ["stays", "replaced", "short", "platform"],
    "form.way.{}": LEVELS,
    "level.{}": {*LEVELS.values()},
    "plan.ask_{}": [*QUESTIONS, REASON],
    "plan.consent_state.{}": ConsentState,
    "plan.field.{}": [*QUESTIONS, REASON],
    "plan.option.{}": [code for codes in OPTIONS.values() for code in codes],
    "plan.state.{}": PlanState,
    "scrutiny.about.{}": [
        *("normal", "short", "reused", "taken", "pairs"),
        *("refusals", "redraws", "platform", "load"),
    ],
    "plan.window.{}": WINDOWS,
    "coverage.owing.{}": ["rounds", "share"],
    "paper.row.{}": [
        *("plan", "scope", "share", "window", "departments", "people"),
        *OPTIONS,
    ],
    "paper.day.{}": ["today", "yesterday"],
    "menu.{}": COMMANDS,
    "people.mark.{}": MARKS,
    "people.purpose.{}": ["lend", "handover"],
    "people.only.{}": MARKS,
    "place.{}": ["platform", "free", "here", "here_freely", "here_without_reason"],
    "platform.ask_{}": ASKED,
    "platform.change.{}": Change,
    "platform.fault.same_name_{}": ["target", "person"],
    "platform.fault.unknown_{}": ["target", "person"],
    "platform.public.{}": [each for each in Change if each is not Change.STILL_THERE],
    "platform.send_{}": ["file", "picture"],
    "platform.state.{}": PlatformState,
    "platform.cancel_reason.{}": CANCEL_REASONS,
    "recusal.approved_toast.{}": FOLLOWERS,
    "recusal.if_approved.{}": FOLLOWERS,
    "recusal.who_follows.{}": (*FOLLOWERS, "new_round", "in_part"),
    "reason.{}": REASONS,
    "recusal.ground.{}": Ground,
    "recusal.refusal.{}": {reason for reasons in REFUSALS.values() for reason in reasons},
    "round_report.part.{}": REPORT_PARTS,
    "round_report.state.{}": ["open", "done"],
    "round_report.write.{}": REPORT_PARTS,
    "specialist.state.{}": ["open", "withdrawn"],
    "substitution.{}": ["exception", "goes_on"],
    "substitution.reason.{}": Reason,
    "supplement.below.{}": Period,
    "request.kind.{}": RequestKind,
    "request.origin.{}": Origin,
    "report.way.{}": WAYS,
    "shortage.yours.{}": RequestKind,
    "change.title.{}": RequestKind,
    "change.refused.{}": RequestKind,
    "approval.title.{}": ApprovalKind,
    "approval.ends.{}": [ApprovalKind.ABORT, ApprovalKind.VOID],
    "approval.opinion.{}": [
        each for each in ApprovalKind if each not in (ApprovalKind.PLAN_CONSENT, ApprovalKind.PLAN_FILING)
    ],
    "approval.{}": [
        *("round", "about", "what", "asked_by", "asked_at", "reason", "basis", "ground", "plan"),
        *("handed", "by", "published_on", "items", "consulted", "consulted_at"),
    ],
    "vacancy.what.{}": VACANCIES,
    "{}.approved": RequestKind,
    "{}.ask_refusal": RequestKind,
    "{}.ask_target": RequestKind,
    "{}.asked": RequestKind,
    "{}.ordered": RequestKind,
    "{}.raised_about_you": RequestKind,
    "{}.refused": RequestKind,
    "{}.withdrawn": RequestKind,
    "request.withdraw.{}": RequestKind,
    "register.{}": Kind,
    "reminder.kind.{}": ReminderKind,
    "request.state.{}": RequestState,
    "result.missing.{}": ["value", "finding", "note", "photo"],
    "returned.by_{}": ReturnKind,
    "value.ask_{}": [ItemKind.NUMBER, ItemKind.TEXT],
    "value.bad_{}": [ItemKind.NUMBER, ItemKind.TEXT],
    "amendment.state.{}": AmendmentState,
    "extension.state.{}": ExtensionState,
    "material.source.{}": SourceKind,
    "source.{}": SourceKind,
    "source.ask_{}": SourceKind,
    "items.why.{}": [
        *("line", "code", "personal", "needs_photo", "result_kind", "new", "options", "gone"),
    ],
    "guide.{}": ["parent", "content", "basis", "method", "options"],
    "role.{}": Role,
    "round.state.{}": [*RoundState, "void"],
    "reading.ask_{}": TYPED,
    "reading.card_{}": TYPED,
    "reading.type_{}": TYPED,
    "on_paper.ask_day_{}": PaperKind,
    "on_paper.disputed_late_{}": ["request", PaperKind.CONFIRMATION, PaperKind.RESULT],
    "on_paper.kind.{}": PaperKind,
    "on_paper.state.{}": PaperState,
    "on_paper.what.{}": PaperKind,
    "route.{}": ["team", "hour", "target", "address", "people", "contact"],
    "schedule.how.{}": Telling,
    "schedule.reason.{}": MOVES,
    "schedule.told_by.{}": Telling,
    "schedule.warn.{}": PeriodKind,
    "signature.{}": [SIGNED, REFUSED, "open"],
    "stalled.{}": ["throw", "texts", "dice", "source"],
    "stalled.what.{}": ["throw", "texts", "dice", "source"],
    "record.{}": RECORD_LINES,
    "record.from.{}": ["room", "lottery", "drand"],
    "trouble.{}": UNWRITABLE,
    "verdict.{}": Verdict,
    "reading.where.{}": ["known", "other"],
    "site.statistics_{}": FIGURES,
    "site.joint.{}": [*MergeState, SPLIT],
    "visit.apart.{}": APART,
    "visit.state.{}": [MergeState.MERGED, MergeState.OVERTAKEN],
    "{}.ask_person": MATTERS,
    "{}.nobody": MATTERS,
    "{}.pick_person": MATTERS,
    "{}.card": ["release", "publish"],
    "{}.stands_in": ["release", "publish"],
}

FAMILIES = {
    template: {template.format(value) for value in map(str, values)} for template, values in VALUES.items()
} | {
    "{}.{}.{}": {
        f"{matter}.{whose}.{event}"
        for matter in MATTERS
        for whose in ("of_yours", "of_unit")
        for event in ("declared", "withdrawn")
    }
}


def spelt_out(keys: Iterable[str]) -> set[str]:
    """Return the keys with every f-string replaced by all that it may come to."""
    return {whole for key in keys for whole in FAMILIES.get(key, {key})}
