"""The part of a profile about people: teams, terms, changes, duties, and who answers for what."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from bot.domain.frozen import Frozen
from bot.domain.profiles.sourced import Clause, Sourced

Days = Annotated[int, Field(ge=1)]
People = Annotated[int, Field(ge=1)]


class StartEvent(StrEnum):
    """What a term starts from."""

    DISPATCH = "dispatch"
    VISIT = "visit"
    ENTRY = "entry"
    ROUND_END = "round_end"


class TeamRules(Frozen):
    """Who makes a team; `licensed_min_people` is a number, or `all`."""

    size_people: Sourced[People]
    licensed_min_people: Sourced[People | Literal["all"]]


class TermRules(Frozen):
    """Terms in working days, and what they start from; `report` is that of the round.

    `objection_days`: from the publication, for the target; `objection_answer_days`: for the office.
    `measure_days`: for the proposal of what becomes of an abnormal finding; those of national law that count
    calendar days say so.
    `result_public_calendar_days`: after so many an abnormal result is taken down, if it is settled.
    `reimport_days`: after an approved change of a person the platform's lists are imported again.
    """

    confirmation_days: Sourced[Days]
    acknowledgement_days: Sourced[Days]
    reimport_days: Sourced[Days]
    decision_days: Sourced[Days]
    filing_days: Sourced[Days]
    release_days: Sourced[Days]
    second_person_days: Sourced[Days]
    objection_days: Sourced[Days]
    objection_answer_days: Sourced[Days]
    measure_days: Sourced[Days]
    crime_decision_calendar_days: Sourced[Days]
    crime_transfer_calendar_days: Sourced[Days]
    transfer_days: Sourced[Days]
    penalty_calendar_days: Sourced[Days]
    listing_calendar_days: Sourced[Days]
    result_public_calendar_days: Sourced[Days]
    revisit_days: Sourced[Days]
    entry_days: Sourced[Days]
    entry_starts: Sourced[StartEvent]
    entry_needs_receipt: Sourced[bool]
    publication_days: Sourced[Days]
    publication_starts: Sourced[StartEvent]
    report_days: Sourced[Days | None]
    report_starts: Sourced[StartEvent | None]


class SubstitutionRules(Frozen):
    """How a drawn inspector is replaced."""

    swap_allowed: Sourced[bool]
    needs_approval: Sourced[bool]
    needs_filing: Sourced[bool]
    backfill_in_order: Sourced[bool]


class DutyRules(Frozen):
    """Duties without a number: true where they hold."""

    plan: Sourced[bool]
    public_process: Sourced[bool]
    trace: Sourced[bool]
    item_list: Sourced[bool]
    inspector_roster: Sourced[bool]
    target_register: Sourced[bool]
    matching: Sourced[bool]
    specialist: Sourced[bool]
    recusal: Sourced[bool]
    licence_shown: Sourced[bool]
    feedback: Sourced[bool]
    signature: Sourced[bool]
    refusal_to_sign: Sourced[bool]
    one_visit: Sourced[bool]
    same_target: Sourced[bool]
    entered_by_inspector: Sourced[bool]
    query: Sourced[bool]
    follow_up: Sourced[bool]
    credit: Sourced[bool]
    credit_measures: Sourced[bool]
    privacy: Sourced[bool]
    not_by_draw: Sourced[bool]
    intensity: Sourced[bool]
    accuracy: Sourced[bool]
    responsibility: Sourced[bool]
    joint: Sourced[bool]
    legal_basis: Sourced[bool]
    no_excess: Sourced[bool]
    uniform: Sourced[bool]
    rights_told: Sourced[bool]
    item_by_item: Sourced[bool]
    site_record: Sourced[bool]
    measures: Sourced[bool]
    seal: Sourced[bool]
    witness: Sourced[bool]
    results_of_others: Sourced[bool]
    follow_up_public: Sourced[bool]
    crime_transferred: Sourced[bool]
    return_visit: Sourced[bool]
    credit_file: Sourced[bool]
    archive: Sourced[bool]
    lessons: Sourced[bool]
    training: Sourced[bool]
    service: Sourced[bool]
    integrity: Sourced[bool]
    assessment: Sourced[bool]
    report: Sourced[bool]


class Omission(StrEnum):
    """What an inspector answers for."""

    NOT_INSPECTED = "not_inspected"
    NOT_PUBLISHED = "not_published"
    CRIME_NOT_TRANSFERRED = "crime_not_transferred"
    NOT_CARRIED_OUT = "not_carried_out"
    OTHER = "other"


class Exemption(StrEnum):
    """What an inspector does not answer for."""

    DUTY_DONE = "duty_done"
    BEYOND_MEANS = "beyond_means"
    NO_CAUSE = "no_cause"
    FALSE_REPORT = "false_report"
    OTHER = "other"


class AccountRules(Frozen):
    """What inspectors answer for and what not: the reason why a record proves what was done, and when.

    `acting_by_list_exempts`: who kept to the list and the rules answers for nothing that was not found.
    """

    acting_by_list_exempts: Sourced[bool]
    omissions: tuple[Clause[Omission], ...]
    exemptions: tuple[Clause[Exemption], ...]
