"""审批表: what somebody has decided here, sent to him as a form to sign, seal and file.

What another decided for the coordinator is sent to both: the coordinator files it.
"""

from typing import Any

from bot.domain.documents.approval import ApprovalKind
from bot.domain.people import Person
from bot.domain.plans.lines import PlanConsent, PlanEdition, PlanLine
from bot.domain.results.undrawn import Undrawn
from bot.domain.rounds import Round
from bot.usecases.act import Act


def approval_path(file: Round | Undrawn, kind: ApprovalKind, subject_id: int) -> str:
    """Return where the form of a decision about a round, or a record outside the draws, lies."""
    folder = f"undrawn/{file.id}" if isinstance(file, Undrawn) else f"rounds/{file.number}"
    return f"{folder}/approvals/{kind}-{number_of_file(file)}-{subject_id}.docx"


def number_of_file(file: Round | Undrawn) -> str:
    """Return under which number it is filed."""
    return file.volume if isinstance(file, Undrawn) else file.number


def filing_path(edition: PlanEdition) -> str:
    """Return where the form of the filing of a plan lies below the data folder."""
    return f"plans/filing-{edition.year}-{edition.edition}.docx"


def consent_path(line: PlanLine, consent: PlanConsent) -> str:
    """Return where the form of a department's consent lies below the data folder."""
    return f"plans/consent-{line.version_number}-{consent.id}.docx"


async def hand_out_approval(
    act: Act, file: Round | Undrawn, kind: ApprovalKind, subject_id: int, *people: Person
) -> None:
    """Have the form of a decision written, and send it to these people; to me without any."""
    await act.paper(f"approval:{kind}", subject_id)
    title = {"key": f"approval.title.{kind}"}
    name = {"key": "file.of_round", "title": title, "number": number_of_file(file)}
    path = approval_path(file, kind, subject_id)
    said: dict[str, Any] = {"number": number_of_file(file), "title": title}
    for person in people or (act.me,):
        await act.notify("approval.form", person, document=path, document_name=name, **said)


async def hand_out_deviation(act: Act, opened: Round) -> None:
    """Send the form of the cap that was passed to who agreed and to who asked, once it has a round."""
    agreed = opened.deviation or {}
    people = [await act.work.people.get(agreed[each]) for each in ("approved_by", "by")]
    await hand_out_approval(act, opened, ApprovalKind.DEVIATION, opened.id, *people)


async def hand_out_consent(act: Act, line: PlanLine, consent: PlanConsent, *people: Person) -> None:
    """Have the form of a department's consent written, and send it to these people."""
    await act.paper(f"approval:{ApprovalKind.PLAN_CONSENT}", consent.id)
    title, number = {"key": f"approval.title.{ApprovalKind.PLAN_CONSENT}"}, line.version_number
    name = {"key": "file.of_round_and", "title": title, "number": number, "name": consent.department}
    said: dict[str, Any] = {"document": consent_path(line, consent), "document_name": name}
    for person in people:
        await act.notify("approval.form", person, number=number, title=title, **said)


async def hand_out_filing(act: Act, edition: PlanEdition, person: Person) -> None:
    """Have the form written with which a plan is filed, and send it to whoever files it."""
    await act.paper(f"approval:{ApprovalKind.PLAN_FILING}", edition.id)
    title = {"key": f"approval.title.{ApprovalKind.PLAN_FILING}"}
    name = {"key": "file.of_round", "title": title, "number": f"{edition.year}-{edition.edition}"}
    office = act.office.profile.plan.filed_with.value or ""
    said: dict[str, Any] = {"year": edition.year, "edition": edition.edition, "office": office}
    await act.notify(
        "approval.filing", person, document=filing_path(edition), document_name=name, title=title, **said
    )
