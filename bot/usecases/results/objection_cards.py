"""What is shown of an objection to those who answer it; its words are for them alone."""

from typing import Any

from bot.domain.inspections import Inspection
from bot.domain.journal.entries import body_of
from bot.domain.people import Person, Role
from bot.domain.permissions import Case
from bot.domain.results.objections import Objection, ObjectionState
from bot.domain.results.undrawn import Inspected, rows_of
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_case
from bot.usecases.results.inspected import inspection_of, number_of
from bot.usecases.results.owe_release import coordinator_of
from bot.usecases.target_name import target_name

KIND, SUBJECT = "objection", "objection"
"""The kind of the deadline by which an objection is answered, and what it is about."""
REVIEW_RULE = "second_person"
"""The rule of the term in which what the office itself has found is decided."""


_HANDLED = ("result_released", "result_published", "undrawn_published")


async def open_objections(act: Act, inspection: Inspected, **where: Any) -> int:
    """Return how many objections against this result wait for their answer."""
    its = rows_of(inspection)
    return await act.work.objections.count(**its, state=ObjectionState.OPEN, **where)


async def answerers(act: Act, inspection: Inspected) -> list[Person]:
    """Return who answers: the lead office without those who have inspected, and without their deputies.

    Who has released or published the result answers only where nobody else can.
    """
    team = (await team_case(act, inspection)).team
    people, _ = await act.holders(Role.LEAD_OFFICE, apart_from=team)
    able = [person for person in people if person.id not in team]
    handled = await _handled_by(act, inspection)
    return [person for person in able if person.id not in handled] or able


async def answer_case(act: Act, inspection: Inspected) -> Case:
    """Return who may not answer: whoever has inspected, or has handled the result where another can."""
    people, _ = await act.holders(Role.LEAD_OFFICE)
    answering = {person.id for person in await answerers(act, inspection)}
    return Case(parties=frozenset(person.id for person in people) - answering)


async def _handled_by(act: Act, inspection: Inspected) -> set[int | None]:
    """Return who leads it and who has released or published any version of the result."""
    entries = await act.work.journal.all(event=_HANDLED)
    bodies = [body_of(each) for each in entries]
    kind, number = inspection.subject
    its = {body["actor"] for body in bodies if body["data"].get(kind) == number}
    if isinstance(inspection, Inspection):
        its |= {inspection.outcome_by, inspection.outcome_checked_by} - {None}
    return its | {(await coordinator_of(act, inspection)).id}


async def show_objection(act: Act, objection: Objection) -> None:
    """Send or edit the cards of all who answer it."""
    inspection = await inspection_of(act.work, objection)
    people = await answerers(act, inspection)
    for person in people:
        await show_to(act, objection, person)
    if not people:
        await _tell_nobody_answers(act, objection, inspection)


async def name_or_answer(act: Act, objection: Objection) -> list[Person]:
    """Return who answers; where all have inspected, the lead office, which names somebody else."""
    inspection = await inspection_of(act.work, objection)
    return await answerers(act, inspection) or (await act.holders(Role.LEAD_OFFICE))[0]


async def _tell_nobody_answers(act: Act, objection: Objection, inspection: Inspected) -> None:
    """Tell the lead office, and the coordinator who speaks with the target, that somebody must be named."""
    people = {each.id: each for each in await name_or_answer(act, objection)}
    coordinator = await coordinator_of(act, inspection)
    people[coordinator.id] = coordinator
    for person in people.values():
        await _tell_one(act, objection, person)


async def _tell_one(act: Act, objection: Objection, person: Person) -> None:
    inspection = await inspection_of(act.work, objection)
    await act.notify(
        "objection.nobody_answers",
        person,
        card=f"objection:{objection.id}",
        number=await number_of(act, inspection),
        name=await target_name(act, inspection),
        due=await _due(act, objection),
    )


async def _due(act: Act, objection: Objection) -> dict[str, Any]:
    owed = await act.work.deadlines.all(subject_kind=SUBJECT, subject_id=objection.id)
    return act.due(owed[-1]) if owed else {"key": "date.none"}


async def show_to(act: Act, objection: Objection, person: Person) -> None:
    """Send or edit the card of one person."""
    inspection = await inspection_of(act.work, objection)
    await act.notify(
        "review.card" if objection.is_own else "objection.card",
        person,
        card=f"objection:{objection.id}",
        objection=objection.id,
        number=await number_of(act, inspection),
        name=await target_name(act, inspection),
        conclusion=await _published_text(act, objection, inspection),
        words=(await act.work.words.get(objection.words_id)).text,
        on={"date": objection.received_on.isoformat()},
        late={"key": "objection.late"} if objection.is_late else "",
        by=(await act.work.people.get(objection.recorded_by)).name,
        state=state_text(objection),
        due=await _due(act, objection),
        ground=act.ground(REVIEW_RULE if objection.is_own else KIND),
        is_open=objection.state is ObjectionState.OPEN,
    )


async def _published_text(act: Act, objection: Objection, inspection: Inspected) -> dict[str, Any]:
    """Return what is objected to, as it was published."""
    if not objection.version and isinstance(inspection, Inspection):
        why = {"key": f"confirm.outcome.{inspection.outcome}"} if inspection.outcome else ""
        return {"key": "objection.against_outcome", "outcome": why}
    (said,) = await act.work.publications.all(**rows_of(inspection), version=objection.version)
    conclusion = {"key": f"conclusion.{said.conclusion}"}
    return {"key": "objection.against", "conclusion": conclusion, "version": objection.version}


def state_text(objection: Objection) -> dict[str, Any]:
    """Return what has become of it: the same in the chat and on the public pages."""
    return outcome_text(objection, objection.outcome or ObjectionState.OPEN.value)


def outcome_text(objection: Objection, outcome: str) -> dict[str, Any]:
    """Return what this answer to it says."""
    return {"key": f"review.state.{outcome}" if objection.is_own else f"objection.state.{outcome}"}


def kind_of(objection: Objection) -> str:
    """Return the kind of the deadline by which it is answered."""
    return "review" if objection.is_own else KIND


async def pending_objections(act: Act) -> int:
    """Send anew the objections that wait for my answer, and return how many there are."""
    shown = 0
    for objection in await act.work.objections.all(state=ObjectionState.OPEN):
        inspection = await inspection_of(act.work, objection)
        if act.me in await name_or_answer(act, objection):
            await act.forget_card(f"objection:{objection.id}")
            can_answer = act.me in await answerers(act, inspection)
            await (show_to if can_answer else _tell_one)(act, objection, act.me)
            shown += 1
    return shown
