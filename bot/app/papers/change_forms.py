"""From the rows of an approved change of inspectors to the form that is signed, sealed and filed."""

from bot.app.papers.words import named, said
from bot.domain.deadlines import SHANGHAI
from bot.domain.documents.days import time_in_words
from bot.domain.documents.document import Line
from bot.domain.draw.roster import vacancy_hash
from bot.domain.duties.change_form import ChangeForm, SigningBox
from bot.domain.duties.duty import Reason, Request, relieved_by
from bot.domain.ports import UnitOfWork
from bot.domain.profiles.profile import Profile
from bot.domain.rounds import TEAMED, AttemptState
from bot.usecases.office import ground_of
from storage.documents.filling import grouped


async def change_form_of(
    work: UnitOfWork, profile: Profile, office: str, request: Request, site: str = ""
) -> ChangeForm:
    """Return the form of a request that was approved; raise LookupError for one that is not decided.

    The page of its round, below `site`, names the places that changed.
    """
    if request.decided_at is None:
        raise LookupError(request.id)
    approver = await work.people.get(request.decided_by or 0)
    opened = await work.rounds.get(request.round_id)
    decided = time_in_words(request.decided_at)
    approved = SigningBox(
        heading=said("change.approval"),
        opinion=said("change.approved", name=approver.name, at=decided),
        signature=said("change.signature"),
    )
    filing = SigningBox(
        heading=said("change.filing", office=named(profile.names.files_with)),
        opinion="",
        signature=said("change.signature"),
    )
    return ChangeForm(
        dated=request.decided_at.astimezone(SHANGHAI).date(),
        link=f"{site}/round-{opened.number}.html" if site else "",
        title=said(f"change.title.{request.kind}"),
        facts=tuple(await _facts(work, profile, office, request)),
        boxes=(approved, filing),
        note=said(
            "change.note", ground=ground_of(profile.rule("filing")), follows=await _rule_of(work, request)
        ),
    )


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
        _line("change.follows", *await _followers(work, request)),
    ]


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
