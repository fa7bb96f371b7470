"""The lines of the year's plan (抽查计划), the partners' consents, and the editions that were published.

A line is a row per version: what was issued is never rewritten, a change of it is a new row with its reason.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import Field

from bot.domain.frozen import Frozen
from bot.domain.people import Record
from bot.domain.plans.item_shares import ItemShare, least_of
from bot.domain.plans.planned_round import WHOLE_BP
from bot.domain.profiles.books import PlanField
from bot.domain.profiles.profile import Profile
from bot.domain.registers.rows import Item


class PlanState(StrEnum):
    """The life of one version of a line."""

    DRAFT = "draft"
    CONSENTING = "consenting"
    ISSUED = "issued"
    REPLACED = "replaced"
    DROPPED = "dropped"
    WITHDRAWN = "withdrawn"


class ConsentState(StrEnum):
    """What a partner department has said to a joint line; moot when the version has gone back."""

    ASKED = "asked"
    GIVEN = "given"
    DECLINED = "declined"
    MOOT = "moot"


class PlanTerms(Frozen):
    """What a line says: `scope` as in a draw ("" is the whole register), `share_bp` that of each round.

    `condition` states, in words, what a directed (定向) draw asks of its targets; else it is undirected.
    `share_source` names the text of a higher authority that fixes share and frequency, or is empty.
    `item_shares` are those of single items that such a text fixes, each with that text.
    """

    item_codes: tuple[str, ...] = ()
    scope: str = ""
    condition: str = ""
    share_bp: int = Field(ge=1, le=WHOLE_BP)
    share_source: str = ""
    item_shares: tuple[ItemShare, ...] = ()
    frequency: int = Field(1, ge=1)
    from_on: date
    until_on: date
    departments: tuple[str, ...] = ()
    team_people: int = Field(ge=1)
    method: str = ""
    secrecy: str = ""
    use: str = ""
    purpose: str = ""

    @property
    def is_directed(self) -> bool:
        """Return whether a condition is set (定向)."""
        return bool(self.condition)


class PlanLine(Record):
    """One version of a line; `terms` is PlanTerms as JSON.

    `reason` says why an issued line was changed, `withdrawn_for` why it was withdrawn.
    """

    year: int
    number: int
    version: int = 1
    state: PlanState = PlanState.DRAFT
    terms: dict[str, Any]
    reason: str = ""
    made_by: int
    made_at: datetime
    issued_on: date | None = None
    withdrawn_for: str = ""
    withdrawn_on: date | None = None

    @property
    def says(self) -> PlanTerms:
        """Return what the line says."""
        return PlanTerms.model_validate(self.terms)

    @property
    def version_number(self) -> str:
        """Return under which number this version is filed, such as 2026-1-2."""
        return f"{self.year}-{self.number}-{self.version}"


class PlanConsent(Record):
    """What one department was asked about one version of a line, and its answer."""

    line_id: int
    department: str
    state: ConsentState = ConsentState.ASKED
    decided_by: int | None = None
    decided_at: datetime | None = None
    words_id: int | None = None


class PlanEdition(Record):
    """The plan of a year as it was published: `lines` are the ids of the versions in it.

    `withdrawn` are those that were published before and are withdrawn, with their reasons.
    """

    year: int
    edition: int
    lines: list[int]
    withdrawn: list[int] = Field(default_factory=list)
    digest: str
    published_by: int
    published_on: date
    filed_by: int | None = None
    filed_on: date | None = None


@dataclass(frozen=True)
class PlanFault:
    """Why a line cannot stand: a message key, its values, and the rule of the profile behind it."""

    code: str
    rule: str
    params: dict[str, Any] = field(default_factory=dict)


_TEXTS = {
    PlanField.PURPOSE: "purpose",
    PlanField.METHOD: "method",
    PlanField.SECRECY: "secrecy",
    PlanField.USE: "use",
}


def plan_faults(terms: PlanTerms, year: int, items: Sequence[Item], profile: Profile) -> list[PlanFault]:
    """Return everything that keeps the line from standing, in the order of its columns."""
    return [
        *_item_faults(terms, items),
        *_scope_faults(terms, profile),
        *_share_faults(terms, items, profile),
        *_number_faults(terms, year, profile),
        *_text_faults(terms, profile),
    ]


def least_share(terms_source: str, profile: Profile) -> int:
    """Return the least share in basis points: the profile's, unless a higher text is named and goes first."""
    goes_first = bool(terms_source) and profile.draw.higher_rule_first.value
    return 1 if goes_first else profile.draw.share_bp.value


def most_rounds(terms_source: str, profile: Profile) -> int | None:
    """Return the most rounds a year, or None: a higher text that is named goes first for them too."""
    goes_first = bool(terms_source) and profile.draw.higher_rule_first.value
    return None if goes_first else profile.draw.rounds_per_year_max.value


def _item_faults(terms: PlanTerms, items: Sequence[Item]) -> Iterable[PlanFault]:
    """An item without legal basis is not inspected at all (Changli 二), whatever else the line says."""
    known = {item.code: item for item in items}
    if not terms.item_codes:
        yield PlanFault("plan.fault.no_items", "plan")
    for code in terms.item_codes:
        if code not in known:
            yield PlanFault("plan.fault.unknown_item", "item_list", {"item": code})
        elif not known[code].basis.strip():
            yield PlanFault("plan.fault.no_basis", "legal_basis", {"item": known[code].name})


def _scope_faults(terms: PlanTerms, profile: Profile) -> Iterable[PlanFault]:
    if terms.is_directed and not profile.draw.directed_allowed.value:
        yield PlanFault("plan.fault.directed", "directed")


def _share_faults(terms: PlanTerms, items: Sequence[Item], profile: Profile) -> Iterable[PlanFault]:
    """The line draws as much as its own rule and as each of its items asks for (Ordos 第九条)."""
    names = {item.code: item.name for item in items}
    least = least_of(terms.item_codes, terms.item_shares, terms.share_source, profile)
    if terms.share_bp < min((bp for bp, source in least.values() if not source), default=1):
        general = {"bp": profile.draw.share_bp.value}
        yield PlanFault("plan.fault.share_low", "share", {"least": general})
    for each in terms.item_shares:
        place = {"item": names.get(each.code, each.code), "source": each.source}
        if each.code not in terms.item_codes:
            yield PlanFault("plan.fault.item_share_alone", "share_first", place)
        elif terms.share_bp < least[each.code][0]:
            yield PlanFault(
                "plan.fault.item_share_low", "share_first", place | {"least": {"bp": each.share_bp}}
            )


def _number_faults(terms: PlanTerms, year: int, profile: Profile) -> Iterable[PlanFault]:
    most = most_rounds(terms.share_source, profile)
    if most is not None and terms.frequency > most:
        yield PlanFault("plan.fault.frequency", "frequency_max", {"most": most})
    if not date(year, 1, 1) <= terms.from_on <= terms.until_on <= date(year, 12, 31):
        yield PlanFault("plan.fault.window", "plan", {"year": year})
    least = profile.team.size_people.value
    if terms.team_people < least:
        yield PlanFault("plan.fault.people", "team", {"least": least})


def _text_faults(terms: PlanTerms, profile: Profile) -> Iterable[PlanFault]:
    """What the text says that a plan holds (Changli 六-1, Ordos 第八条) is not left empty."""
    wanted = {each.value for each in profile.plan.contents}
    for part, name in _TEXTS.items():
        if part in wanted and not getattr(terms, name):
            yield PlanFault("plan.fault.missing", "plan", {"field": {"key": f"plan.field.{name}"}})


def current_lines(lines: Iterable[PlanLine]) -> list[PlanLine]:
    """Return what people see of a year: of each number what is issued, and the version in work after it."""
    open_states = (PlanState.DRAFT, PlanState.CONSENTING, PlanState.ISSUED)
    shown = [line for line in lines if line.state in open_states]
    return sorted(shown, key=lambda line: (line.number, line.version))


def next_number(lines: Iterable[PlanLine]) -> int:
    """Return the number of a new line: one that was never given in the year, not even to a dropped line."""
    return max((line.number for line in lines), default=0) + 1
