"""From the rows of one inspection to the documents about it, all on the ground of its form."""

from datetime import date
from typing import Any

from bot.app.papers.diligence import Diligence
from bot.app.papers.forms import form_of, inspector_of
from bot.app.papers.licences import licence_text
from bot.app.papers.measures import article, extension_fields, measure_fields, of_these
from bot.app.papers.receipts import reported_by
from bot.app.papers.words import named, said
from bot.domain.deadlines import SHANGHAI
from bot.domain.documents.cases import (
    CASES,
    Case,
    CopyReceipt,
    ExtensionDecision,
    InspectionNotice,
    ItemLine,
    Member,
    ReentrySheet,
    Signed,
    SiteRecord,
)
from bot.domain.documents.days import time_in_words
from bot.domain.documents.diligence import DiligenceRecord
from bot.domain.inspections import Inspection, Seat
from bot.domain.ports import UnitOfWork
from bot.domain.profiles.books import RegisterKind
from bot.domain.profiles.profile import Profile
from bot.domain.registers.rows import Target
from bot.domain.results.findings import ABNORMAL, NOTHING_INSPECTED
from bot.domain.results.form import FormInspector, TargetSignature, TargetSignatureKind
from bot.domain.visits.visit import VisitState
from bot.usecases.follow_ups.measure_papers import MEASURES
from bot.usecases.office import ground_of
from bot.usecases.results.round_items import round_items

_SAME = (
    *("round_number", "level", "commitment", "result_hash", "target_name", "target_code", "target_unit"),
    *("target_address", "specialists", "visited_on", "method", "status", "record_hash", "link"),
)


class CaseBook:
    """Makes the documents of inspections, for one office on one day."""

    def __init__(self, work: UnitOfWork, profile: Profile, office: str, today: date, site: str) -> None:
        """Take the office's name, the day, and the address of its public pages ("" is not known)."""
        self._work, self._profile, self._office = work, profile, office
        self._today, self._site = today, site

    async def cases(self, name: str, inspection: Inspection) -> list[Case]:
        """Return the document of this name, each letter that there is; raise KeyError where there is none."""
        fields = await self._fields(inspection) | await self._particulars(name, inspection)
        papers = await self._measures(name, inspection) if name in MEASURES else [{}]
        return [CASES[name].model_validate(of_these(fields | each)) for each in papers]

    async def _fields(self, inspection: Inspection) -> dict[str, Any]:
        form = await form_of(self._work, self._profile, self._office, inspection, self._site)
        target = await self._work.targets.get(inspection.target_id)
        items = [_item(each) for each in form.rows]
        abnormal = said(f"finding.{ABNORMAL}")
        return {
            **{name: getattr(form, name) for name in _SAME},
            "dated": inspection.visited_on or self._today,
            "office": self._office,
            "form_name": form.form_name,
            "instrument": instrument_of(self._profile),
            "team": [_member(each, inspection.visited_on or self._today) for each in form.inspectors],
            "items": items,
            "abnormal": [each for each in items if each.finding == abnormal],
            "conclusion": form.conclusion,
            "site": form.site if inspection.visited_on else (),
            "witness": form.target_signature.witness,
            "legal_representative": target.legal_representative or "",
            "target_signature": _target_signature(form.target_signature),
            "signatures": [Signed(name=each.name, at=time_in_words(each.at)) for each in form.signatures],
        }

    async def _particulars(self, name: str, inspection: Inspection) -> dict[str, Any]:
        """Return the fields that this document has beside those of every case."""
        terms = self._profile.terms
        objection = {
            "objection_days": terms.objection_days.value,
            "objection_ground": said(**ground_of(self._profile.rule("objection_term"))),
        }
        if name == CopyReceipt.name:
            return objection | {"publication_place": named(self._profile.names.publication_place)}
        if name == InspectionNotice.name:
            return objection | await self._notice(inspection)
        if name == ReentrySheet.name:
            return await self._reentry(inspection)
        if name == SiteRecord.name:
            return self._site_record(inspection)
        if name == ExtensionDecision.name:
            return await self._extensions(inspection)
        return {}

    def _site_record(self, inspection: Inspection) -> dict[str, Any]:
        return {
            "ground": article(self._profile, "measures"),
            "was_inspected": inspection.conclusion not in NOTHING_INSPECTED,
            "is_refused": inspection.signature == TargetSignatureKind.REFUSED,
        }

    async def _measures(self, name: str, inspection: Inspection) -> list[dict[str, Any]]:
        follow_ups = await self._work.follow_ups.all(inspection_id=inspection.id)
        items = await round_items(self._work, await self._work.rounds.get(inspection.round_id))
        return await measure_fields(self._work, self._profile, name, follow_ups, items)

    async def _extensions(self, inspection: Inspection) -> dict[str, Any]:
        follow_ups = await self._work.follow_ups.all(inspection_id=inspection.id)
        items = await round_items(self._work, await self._work.rounds.get(inspection.round_id))
        return await extension_fields(self._work, follow_ups, items)

    async def _notice(self, inspection: Inspection) -> dict[str, Any]:
        planned = {"inspection_id": inspection.id, "state": VisitState.PLANNED}
        visit = await self._work.visits.one(**planned)
        told = visit is not None and not visit.is_unannounced
        hour = visit.starts_at.astimezone(SHANGHAI) if visit and told else None
        return {
            "visit_at": said("date.when", day=_day(hour.date()), hour=f"{hour:%H:%M}") if hour else "",
            "cap": self._cap(),
            "recusal_ground": article(self._profile, "recusal"),
            "signature_ground": article(self._profile, "refusal_to_sign"),
            "is_public_body": _is_public_body(await self._work.targets.get(inspection.target_id)),
        }

    def _cap(self) -> str:
        cap = self._profile.cap
        if not cap.times_per_year.value:
            return ""
        key = "document.cap" if cap.is_absolute.value else "document.cap_in_principle"
        return said(key, n=cap.times_per_year.value, ground=ground_of(self._profile.rule("cap")))

    async def _reentry(self, inspection: Inspection) -> dict[str, Any]:
        about = {"kind": "entry", "subject_kind": "inspection", "subject_id": inspection.id}
        due = await self._work.deadlines.last(**about)
        return {
            "platform": named(self._profile.names.platform),
            "entry_ground": said(**ground_of(self._profile.rule("entry"))),
            "due_on": due.due_on if due else None,
            "receipt": (inspection.receipt or said("receipt.picture")) if inspection.has_receipt else "",
            "reported": await reported_by(self._work, inspection) if inspection.has_receipt else "",
        }

    async def diligence(self, inspection: Inspection, seat: Seat) -> DiligenceRecord:
        """Return the due-diligence record of whoever sits here, or sat here until he was replaced."""
        fields = await self._fields(inspection)
        person = await inspector_of(self._work, inspection, seat)
        licence = _member(person, inspection.visited_on or self._today).licence if person else ""
        book = Diligence(self._work, self._profile, inspection, seat)
        return DiligenceRecord.model_validate(fields | await book.fields(licence))


def instrument_of(profile: Profile) -> str:
    """Return title and number of the regulation; one that has no number of its own is named once."""
    if profile.title in profile.instrument:
        return said("document.instrument", title=profile.instrument)
    return said("document.instrument_numbered", title=profile.title, number=profile.instrument)


def _is_public_body(target: Target) -> bool:
    """Return whether it is an organ or an institution of the state: their credit codes begin with 1."""
    return target.kind is RegisterKind.PUBLIC_BODY or (target.code or "").startswith("1")


def _day(day: date) -> dict[str, str]:
    return {"date": day.isoformat()}


def _item(row: Any) -> ItemLine:
    return ItemLine.model_validate(row.model_dump(include=set(ItemLine.model_fields)))


def _member(person: FormInspector, day: date) -> Member:
    licence = licence_text(person.licence_until, day, is_licensed=person.licensed)
    return Member(name=person.name, unit=person.unit, number=person.number, licence=licence)


def _target_signature(signature: TargetSignature) -> str:
    """Return how the target has confirmed the result, "" where it has not yet."""
    if signature.kind is TargetSignatureKind.UNSIGNED:
        return ""
    stated: dict[str, Any] = {"key": f"document.target.{signature.kind}", "reason": signature.refusal_reason}
    if signature.note and signature.kind is TargetSignatureKind.SIGNED:
        stated = {"key": "document.target.noted", "signature": stated, "note": signature.note}
    return said("document.target.outdated", signature=stated) if signature.is_outdated else said(**stated)
