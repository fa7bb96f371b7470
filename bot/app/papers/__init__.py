"""Papers: bundle, forms and public page, written from the database after the commit, once or twice."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot.app.papers.draw_records import draw_record_of
from bot.app.papers.plans import PlanPapers
from bot.app.papers.platform import platform_level, platform_round, write_lists
from bot.domain.draw.attempts import ending_hash
from bot.domain.draw.bundle import assemble_bundle, bundle_bytes
from bot.domain.draw.entropy import level
from bot.domain.draw.pools import freeze
from bot.domain.draw.result import Fixed
from bot.domain.form import FORM_LABELS, Form, FormInspector, FormRow, FormSignature, TargetSignature
from bot.domain.platform_draw import PlatformDraw, PlatformState
from bot.domain.ports import Secrets, Store, UnitOfWork
from bot.domain.profile import Profile
from bot.domain.publication import (
    SITE_LABELS,
    PublicAttempt,
    PublicCounts,
    PublicDraw,
    PublicFinding,
    PublicPage,
    PublicResult,
    PublicRound,
    PublicShortfall,
)
from bot.domain.results import ABNORMAL, NORMAL, conclusion
from bot.domain.rounds import BASES, Attempt, AttemptState, Inspection, InspectionState, Round
from bot.usecases.draws.call_off import shelf_number
from bot.usecases.draws.draw_terms import stratum_text, terms_of
from bot.usecases.draws.keep_record import record_path
from bot.usecases.draws.keep_secret import secret_name
from bot.usecases.results.result_cards import round_items
from bot.views.values import text_of
from locales import render, render_key
from storage.documents.draw_record import write_draw_record
from storage.documents.form import write_form
from storage.files import write_atomically
from storage.site.writer import write_site

_LANGUAGE = "zh_CN"
_NO_RESULT: dict[str, Any] = {"picked": [], "teams": [], "shortfall": []}


class Papers:
    """Writes what is due; legal papers are Chinese in every language of the chat."""

    def __init__(
        self, store: Store, profile: Profile, office_name: str, data_dir: Path, secrets: Secrets
    ) -> None:
        """Write below this folder: rounds/NUMBER/bundle.json, rounds/NUMBER/forms/*.xlsx, public/."""
        self._store, self._profile, self._data_dir = store, profile, data_dir
        self._office_name, self._secrets = office_name, secrets
        self._plans = PlanPapers(profile, office_name, data_dir)

    async def write(self, kind: str, subject_id: int) -> None:
        """Write one paper: `bundle` or `page` of a round, `form` of an inspection, `record` of an attempt."""
        writers = {
            "bundle": self._bundle,
            "form": self._form,
            "page": self._page,
            "record": self._record,
            "plan": self._plans.plan,
            "plan_template": self._plans.plan_template,
            "round_plan": self._plans.round_plan,
        }
        async with self._store.reading() as work:
            await writers[kind](work, subject_id)

    async def _bundle(self, work: UnitOfWork, round_id: int) -> None:
        """Write the bundle of each draw that stands, and beside it that of every result declared void."""
        await write_lists(work, await work.rounds.get(round_id), self._data_dir)
        attempts = await work.attempts.all(round_id=round_id)
        for attempt in attempts:
            if attempt.result is None:
                self._forget(attempt)
                continue
            data = bundle_bytes(_bundle_of(attempt, attempts))
            ending = void_ending(attempt)
            write_atomically(self._data_dir / "rounds" / attempt.draw / f"bundle{ending}.json", data)
            write_atomically(self._data_dir / "public" / f"{attempt.draw}{ending}.json", data)
            self._forget(attempt)

    def _forget(self, attempt: Attempt) -> None:
        """A secret is destroyed once the bundle bears it, or once its attempt has ended without a result."""
        if attempt.result is not None or attempt.ending is not None:
            self._secrets.forget(secret_name(attempt.plan["draw"], attempt.attempt))

    async def _record(self, work: UnitOfWork, attempt_id: int) -> None:
        attempt = await work.attempts.get(attempt_id)
        opened = await work.rounds.get(attempt.round_id)
        record = await draw_record_of(work, self._profile, self._office_name, attempt)
        write_draw_record(self._data_dir / record_path(opened, attempt), record)

    async def _form(self, work: UnitOfWork, inspection_id: int) -> None:
        inspection = await work.inspections.get(inspection_id)
        opened = await work.rounds.get(inspection.round_id)
        form = await _form_of(work, self._profile, self._office_name, inspection, opened)
        path = self._data_dir / "rounds" / opened.number / "forms" / f"{inspection.target_key}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_form(path, form)

    async def _page(self, work: UnitOfWork, _round_id: int) -> None:
        known = [
            each
            for each in await work.attempts.all(step=BASES)
            if each.ending or each.state is AttemptState.STANDING
        ]
        shown = {each.round_id: each for each in known}.values()  # the last of each round
        rounds = [
            await _public_round(work, self._profile, each)
            for each in sorted(shown, key=lambda each: each.round_id)
        ]
        rounds += [
            await _platform_round(work, self._profile, each)
            for each in await work.platform_draws.all(state=PlatformState.STANDING)
        ]
        rounds.sort(key=lambda each: each.number)
        published = [result.published_on for each in rounds for result in each.results]
        page = PublicPage(
            office=self._office_name,
            title=render_key(_LANGUAGE, "site.title"),
            updated_on=max(published, default=None),
            rounds=tuple(reversed(rounds)),
            plans=await self._plans.public_years(work),
            texts={key: render_key(_LANGUAGE, key) for key in SITE_LABELS},
        )
        (self._data_dir / "public").mkdir(parents=True, exist_ok=True)
        write_site(self._data_dir / "public", page)


async def _standing(work: UnitOfWork, inspection: Inspection) -> Attempt:
    """Return the last draw that picked the target: of several it is the one that gave it its team."""
    attempts = await work.attempts.all(round_id=inspection.round_id, state=AttemptState.STANDING)
    picking = [each for each in attempts if inspection.target_key in (each.result or {})["picked"]]
    if not picking:
        raise LookupError(f"inspection {inspection.id} has no draw that stands")
    return picking[-1]


def void_ending(attempt: Attempt) -> str:
    """Return what the name of a bundle ends in: nothing for the result that stands, `-N` for a void one."""
    return f"-{attempt.attempt}" if attempt.state is AttemptState.VOID else ""


def _bundle_of(attempt: Attempt, attempts: Sequence[Attempt]) -> dict[str, Any]:
    same = [each for each in attempts if each.draw == attempt.draw and each.attempt < attempt.attempt]
    before = [each.ending for each in same if each.ending]
    return assemble_bundle(
        plan=attempt.plan,
        pools=freeze(attempt.targets, attempt.inspectors, attempt.conflicts),
        transcript=attempt.transcript,
        secret=attempt.secret,
        attempts=before,
        fixed=Fixed(attempt.result or {}, attempt.entropy_hash, attempt.result_hash),
        vacancies=attempt.vacancies,
        substitutions=attempt.substitutions,
    )


async def _form_of(
    work: UnitOfWork, profile: Profile, office_name: str, inspection: Inspection, opened: Round
) -> Form:
    target = await work.targets.get(inspection.target_id)
    return Form(
        form_name=profile.names.form.value,
        authority=office_name,
        round_number=opened.number,
        **await _form_codes(work, opened, inspection),
        target_name=target.name,
        target_code=target.key,
        target_unit=target.unit,
        target_address=target.address,
        inspectors=await _form_inspectors(work, inspection),
        visited_on=inspection.visited_on,
        method=render_key(_LANGUAGE, "method.on_site"),
        rows=await _form_rows(work, inspection, opened),
        conclusion=await _conclusion(work, inspection),
        target_signature=await _target_signature(work, inspection),
        signatures=await _form_signatures(work, inspection),
        record_hash=inspection.record_hash,
        status=render_key(_LANGUAGE, f"inspection.state.{inspection.state}"),
        labels={key: render_key(_LANGUAGE, key) for key in FORM_LABELS},
    )


async def _form_codes(work: UnitOfWork, opened: Round, inspection: Inspection) -> dict[str, str]:
    """Return the level and the codes of the draw; of one that the platform made, where it was made."""
    if platform := await work.platform_draws.one(round_id=opened.id, state=PlatformState.STANDING):
        return {"level": platform_level(_LANGUAGE, platform)}
    attempt = await _standing(work, inspection)
    return {
        "level": render_key(_LANGUAGE, f"level.{level(attempt.plan['entropy']['kind'])}"),
        "commitment": attempt.commitment,
        "result_hash": attempt.result_hash,
    }


async def _form_inspectors(work: UnitOfWork, inspection: Inspection) -> tuple[FormInspector, ...]:
    found = []
    seats = await work.seats.all(inspection_id=inspection.id, is_open=True)
    for seat in sorted(seats, key=lambda each: (each.seat_group, each.id)):
        duty = await work.duties.get(seat.duty_id)
        line = await work.inspectors.one(number=duty.inspector_number)
        if line is not None:
            person = {"name": line.name, "unit": line.unit, "number": line.number, "licensed": line.licensed}
            found.append(FormInspector(**person))
    return tuple(found)


async def _form_rows(work: UnitOfWork, inspection: Inspection, opened: Round) -> tuple[FormRow, ...]:
    answers = {each.item_code: each for each in await work.answers.all(inspection_id=inspection.id)}
    rows = []
    for n, item in enumerate(await round_items(work, opened), start=1):
        answer = answers.get(item.code)
        note = (await work.words.get(answer.words_id)).text if answer and answer.words_id else ""
        finding = render_key(_LANGUAGE, f"finding.{answer.finding}") if answer else ""
        text = {"item": item.name, "content": item.content, "basis": item.basis}
        text |= {"department": item.department} if opened.departments else {}
        rows.append(FormRow(number=n, finding=finding, note=note, **text))
    return tuple(rows)


async def _conclusion(work: UnitOfWork, inspection: Inspection) -> str:
    answers = await work.answers.all(inspection_id=inspection.id)
    return render_key(_LANGUAGE, f"conclusion.{conclusion(answers)}")


async def _target_signature(work: UnitOfWork, inspection: Inspection) -> TargetSignature:
    words = inspection.signature_words_id
    reason = (await work.words.get(words)).text if words else ""
    return TargetSignature.model_validate(
        {"kind": inspection.signature or "unsigned", "refusal_reason": reason}
    )


async def _form_signatures(work: UnitOfWork, inspection: Inspection) -> tuple[FormSignature, ...]:
    signed = await work.signatures.all(inspection_id=inspection.id, record_hash=inspection.record_hash)
    return tuple(
        [
            FormSignature(name=(await work.people.get(each.person_id)).name, at=each.signed_at)
            for each in signed
        ]
    )


async def _public_round(work: UnitOfWork, profile: Profile, attempt: Attempt) -> PublicRound:
    opened = await work.rounds.get(attempt.round_id)
    is_standing = attempt.state is AttemptState.STANDING
    attempts = await work.attempts.all(round_id=opened.id)
    result = (attempt.result if is_standing else None) or _NO_RESULT
    published = await _published(work, opened, attempts)
    ground = profile.rule("draw")
    return PublicRound(
        number=opened.number,
        profile=profile.title,
        authority=profile.instrument,
        basis=f"{ground.instrument} {ground.article}",
        why_here=await _why_here(work, opened),
        terms=tuple([_said(each) for each in await terms_of(work, profile, opened, attempt)]),
        level=render_key(_LANGUAGE, f"level.{level(attempt.plan['entropy']['kind'])}"),
        commitment=attempt.commitment if is_standing else None,
        entropy_hash=attempt.entropy_hash if is_standing else None,
        result_hash=attempt.result_hash if is_standing else None,
        counts=_counts(
            attempt, result, await work.remarks.count(attempt_id=tuple(each.id for each in attempts))
        ),
        bundle=f"{opened.number}.json" if is_standing else None,
        attempts=tuple([await _public_attempt(work, opened, each) for each in attempts if each.ending]),
        further=tuple(_public_draw(each) for each in attempts if _is_further(each)),
        shortfall=tuple(_public_shortfall(each) for each in result["shortfall"]),
        results=tuple([await _public_result(work, opened, each) for each in published]),
    )


async def _platform_round(work: UnitOfWork, profile: Profile, draw: PlatformDraw) -> PublicRound:
    opened = await work.rounds.get(draw.round_id)
    draws = await work.platform_draws.all(round_id=opened.id)
    published = await _published(work, opened, [])
    results = [await _public_result(work, opened, each) for each in published]
    return platform_round(_LANGUAGE, profile, opened, draws, results)


def _said(data: Any) -> str:
    """Return a text as the notices hold it, in the language of the page."""
    return render(_LANGUAGE, text_of(data["key"], data, "")) if isinstance(data, dict) else str(data)


def _public_shortfall(missing: dict[str, Any]) -> PublicShortfall:
    return PublicShortfall.model_validate(missing | {"stratum": _said(stratum_text(missing["stratum"]))})


def _is_further(attempt: Attempt) -> bool:
    return attempt.step not in BASES and attempt.state is AttemptState.STANDING


def _public_draw(attempt: Attempt) -> PublicDraw:
    result = attempt.result or _NO_RESULT
    return PublicDraw(
        number=attempt.draw,
        what=render_key(_LANGUAGE, f"draw.step.{attempt.step}"),
        level=render_key(_LANGUAGE, f"level.{level(attempt.plan['entropy']['kind'])}"),
        commitment=attempt.commitment,
        entropy_hash=attempt.entropy_hash,
        result_hash=attempt.result_hash,
        counts=_counts(attempt, result),
        bundle=f"{attempt.draw}.json",
        shortfall=tuple(_public_shortfall(each) for each in result["shortfall"]),
    )


def _counts(attempt: Attempt, result: dict[str, Any], remarks: int = 0) -> PublicCounts:
    return PublicCounts(
        targets_in_pool=len(attempt.targets),
        targets_drawn=len(result["picked"]),
        inspectors_in_pool=len(attempt.inspectors),
        teams=len(result["teams"]),
        remarks=remarks,
    )


async def _published(work: UnitOfWork, opened: Round, attempts: Sequence[Attempt]) -> list[Inspection]:
    """Return what was published of the round, and of results declared void later: it stays public."""
    numbers = [shelf_number(each) for each in attempts if each.state is AttemptState.VOID]
    rounds = [*await work.rounds.all(number=tuple(numbers)), opened]
    ids = tuple(each.id for each in rounds)
    return await work.inspections.all(round_id=ids, state=InspectionState.PUBLISHED)


async def _public_attempt(work: UnitOfWork, opened: Round, attempt: Attempt) -> PublicAttempt:
    ending = attempt.ending or {}
    reason = render_key(_LANGUAGE, f"attempt.reason.{ending['reason']}")
    document = ""
    if attempt.ending_words_id is not None:
        document = f"（{(await work.words.get(attempt.ending_words_id)).text}）"
    return PublicAttempt(
        number=attempt.attempt,
        draw="" if attempt.draw == opened.number else attempt.draw,
        ending=render_key(_LANGUAGE, f"attempt.kind.{ending['kind']}"),
        reason=f"{reason}{document}",
        commitment=attempt.commitment,
        result_hash=attempt.result_hash or None,
        ending_hash=ending_hash(ending),
        bundle=f"{attempt.draw}{void_ending(attempt)}.json" if attempt.result else None,
    )


async def _why_here(work: UnitOfWork, opened: Round) -> str:
    if opened.reason_words_id is not None:
        return (await work.words.get(opened.reason_words_id)).text
    return render_key(_LANGUAGE, f"reason.{opened.reason}") if opened.reason else ""


async def _public_result(work: UnitOfWork, opened: Round, inspection: Inspection) -> PublicResult:
    """Only fixed fields: findings per item; no note, no photo, no name of a person."""
    target = await work.targets.get(inspection.target_id)
    answers = {each.item_code: each.finding for each in await work.answers.all(inspection_id=inspection.id)}
    items = await round_items(work, opened)
    findings = [(item.name, answers.get(item.code, NORMAL)) for item in items]
    return PublicResult(
        target_name=target.name,
        target_code=target.code or target.key,
        conclusion=await _conclusion(work, inspection),
        findings=tuple(
            PublicFinding(
                item=name, finding=render_key(_LANGUAGE, f"finding.{found}"), is_abnormal=found == ABNORMAL
            )
            for name, found in findings
        ),
        published_on=_day(inspection),
        version=inspection.version,
    )


def _day(inspection: Inspection) -> date:
    if inspection.published_on is None:
        raise ValueError(f"inspection {inspection.id} is published without a date")
    return inspection.published_on
