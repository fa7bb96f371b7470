"""From the rows of a decided change of inspectors to its form: approved and filed, or refused with why."""

from bot.app.papers.words import named, said
from bot.domain.deadlines import SHANGHAI
from bot.domain.documents.days import time_in_words
from bot.domain.documents.document import Line
from bot.domain.draw.roster import vacancy_hash
from bot.domain.duties.change_form import ChangeForm, SigningBox
from bot.domain.duties.duty import Reason, Request, RequestState, relieved_by
from bot.domain.journal.entries import body_of
from bot.domain.ports import UnitOfWork
from bot.domain.profiles.profile import Profile
from bot.domain.rounds import TEAMED, AttemptState
from bot.usecases.office import ground_of
from storage.documents.filling import grouped


async def change_form_of(
    work: UnitOfWork, profile: Profile, office: str, request: Request, site: str = ""
) -> ChangeForm:
    """Return the form of a request that was decided; raise LookupError for one that is not.

    The page of its round, below `site`, names the places that changed. Nothing is filed of a refusal.
    """
    if request.decided_at is None:
        raise LookupError(request.id)
    opened = await work.rounds.get(request.round_id)
    is_refused = request.state is RequestState.REFUSED
    filing = {"ground": ground_of(profile.rule("filing")), "follows": await _rule_of(work, request)}
    return ChangeForm(
        dated=request.decided_at.astimezone(SHANGHAI).date(),
        link=f"{site}/round-{opened.number}.html" if site else "",
        title=said(f"change.refused.{request.kind}" if is_refused else f"change.title.{request.kind}"),
        facts=tuple(await _facts(work, profile, office, request)),
        boxes=tuple(await _boxes(work, profile, request)),
        note=said("change.note_refused") if is_refused else said("change.note", **filing),
    )


async def _boxes(work: UnitOfWork, profile: Profile, request: Request) -> list[SigningBox]:
    """Return who signs what: the approver his decision, and of a change the office that it is filed with."""
    heading, signature = said("change.approval"), said("change.signature")
    opinion = await _opinion(work, request)
    if request.state is RequestState.REFUSED:
        return [SigningBox(heading=heading, opinion=opinion, signature=signature)]
    office = said("change.filing", office=named(profile.names.files_with))
    return [
        SigningBox(heading=heading, opinion=opinion, signature=signature),
        SigningBox(heading=office, opinion="", signature=signature),
    ]


async def _opinion(work: UnitOfWork, request: Request) -> str:
    """Return what was decided, by whom and when; a refusal with its reason."""
    decided = {"name": (await work.people.get(request.decided_by or 0)).name}
    decided["at"] = time_in_words(request.decided_at) if request.decided_at else ""
    if request.state is not RequestState.REFUSED:
        return said("change.approved", **decided)
    return said("change.refusal", **decided, reason=await _why_refused(work, request))


async def _why_refused(work: UnitOfWork, request: Request) -> str:
    """Return the reason in the approver's words, or the usual one whose code the journal has."""
    if request.decision_words_id is not None:
        return (await work.words.get(request.decision_words_id)).text
    return said(f"recusal.refusal.{await _refusal_code(work, request)}")


async def _refusal_code(work: UnitOfWork, request: Request) -> str:
    bodies = [body_of(each) for each in await work.journal.all(event=f"{request.kind}_refused")]
    (code,) = (each["data"]["reason"] for each in bodies if each["data"]["request"] == request.id)
    return str(code)


async def has_form(work: UnitOfWork, request: Request) -> bool:
    """Return whether an approver has decided it so: what he granted may have nobody to follow."""
    if request.state is RequestState.REFUSED:
        return await _refusal_code(work, request) != "exhausted"
    return request.state in (RequestState.APPROVED, RequestState.FILED)


async def _rule_of(work: UnitOfWork, request: Request) -> dict[str, str]:
    """Return how a follower is found: by the order of our draw, or on the platform that drew the round."""
    by_platform = await work.platform_draws.count(round_id=request.round_id)
    return {"key": f"recusal.if_approved.{'platform' if by_platform else 'order'}"}


async def _facts(work: UnitOfWork, profile: Profile, office: str, request: Request) -> list[Line]:
    person = await work.people.get(request.person_id)
    duty = await work.duties.get(request.duty_id)
    opened = await work.rounds.get(request.round_id)
    raiser = await work.people.get(request.raised_by) if request.raised_by else None
    origin = said(f"request.origin.{request.origin}", by=raiser.name if raiser else "")
    return [
        _line("change.office", office),
        _line("change.round", opened.number),
        _line("change.person", f"{person.name} {duty.inspector_number}", person.unit),
        _line("change.origin", origin),
        _line("change.targets", *await _targets(work, request)),
        _line("change.cause", _cause(request), await _words(work, request)),
        _line("change.ground", said("change.by_rule", ground=_ground(profile, request))),
        *(await _followed(work, request)),
    ]


async def _followed(work: UnitOfWork, request: Request) -> list[Line]:
    """Return who follows; nobody does where nobody leaves."""
    if request.state is RequestState.REFUSED:
        return []
    return [_line("change.follows", *await _followers(work, request))]


def _ground(profile: Profile, request: Request) -> dict[str, str]:
    """Return the text of what lets the person leave."""
    rule = "licence" if request.reason is Reason.LICENCE else relieved_by(request.kind, profile)
    return ground_of(profile.rule(rule))


def _line(label: str, *texts: str) -> Line:
    return Line(label=said(label), text="\n".join(text for text in texts if text))


def _cause(request: Request) -> str:
    if request.ground is not None:
        return said(f"recusal.ground.{request.ground}")
    return said(f"substitution.reason.{request.reason}")


async def _words(work: UnitOfWork, request: Request) -> str:
    return (await work.words.get(request.words_id)).text if request.words_id else ""


async def _targets(work: UnitOfWork, request: Request) -> list[str]:
    keys = request.left or request.targets
    if keys is None:
        return [said("recusal.whole_round")]
    where = {"round_id": request.round_id, "target_key": tuple(keys)}
    found = await work.inspections.all(**where)
    return [(await work.targets.get(each.target_id)).name for each in found]


async def _followers(work: UnitOfWork, request: Request) -> list[str]:
    """Return who follows by the order drawn, with the hash that the group read; or who else says it."""
    where = {"round_id": request.round_id, "state": AttemptState.STANDING, "step": TEAMED}
    attempt = await work.attempts.one(**where)
    if attempt is None:
        return [said("change.by_platform")]
    if not request.vacancy:
        return [said("change.nobody")]
    record, pairs = attempt.vacancies[request.vacancy - 1], attempt.substitutions[request.vacancy - 1]
    lines = []
    for number, _ in pairs:
        line = await work.inspectors.one(number=number) if number else None
        if line is not None:
            lines.append(said("change.follower", name=line.name, number=line.number, unit=line.unit))
    codes = [said("change.vacancy", n=request.vacancy, hash=grouped(vacancy_hash(record)))]
    return (lines or [said("vacancy.nobody_needed")]) + codes
