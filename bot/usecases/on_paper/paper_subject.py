"""What a signed paper is about: a person's acceptance, request or list, or the form of one target."""

from typing import Any

from bot.domain.duties.on_paper import REQUESTS, PaperKind
from bot.domain.people import Person
from bot.usecases.act import Act
from bot.usecases.console_names import console_person, console_target
from bot.usecases.duties.request_words import cause_text, request_target
from bot.usecases.target_name import target_name


async def what_of(act: Act, kind: PaperKind, subject_id: int) -> dict[str, Any]:
    """Return the text of what was entered; of a request it says what is asked, and why."""
    if kind not in REQUESTS:
        return {"key": f"on_paper.what.{kind}", "name": await name_of(act, kind, subject_id)}
    request = await act.work.requests.get(subject_id)
    name: dict[str, Any] = {
        "key": "on_paper.request",
        "name": (await act.work.people.get(request.person_id)).name,
        "target": await request_target(act, request),
        "cause": cause_text(request),
    }
    return {"key": f"on_paper.what.{kind}", "name": name}


async def name_of(act: Act, kind: PaperKind, subject_id: int) -> str:
    """Return whose paper is to be entered: the target of a form, else the person by duty or by himself."""
    if kind is PaperKind.RESULT:
        return await target_name(act, await act.work.inspections.get(subject_id))
    return (await _person_of(act, kind, subject_id)).name


async def console_name_of(act: Act, kind: PaperKind, subject_id: int) -> str:
    """Return by what the computer finds the paper, where two bear the name by more than that."""
    if kind is PaperKind.RESULT:
        return await console_target(act, await act.work.inspections.get(subject_id))
    return await console_person(act, await _person_of(act, kind, subject_id))


async def _person_of(act: Act, kind: PaperKind, subject_id: int) -> Person:
    """Return whose paper it is: the list administrator himself, or who has the duty."""
    is_person = kind is PaperKind.CONFIRMATION
    person_id = subject_id if is_person else (await act.work.duties.get(subject_id)).person_id
    return await act.work.people.get(person_id)
