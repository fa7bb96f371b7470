"""备案: what was approved is reported to the lead office, with the printed form; nothing waits for it."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.duties.duty import Request, RequestState
from bot.domain.people import Role, each_once
from bot.domain.rounds import Round
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.duties.request_words import cause_text, origin_text, request_target
from bot.usecases.office import unit_text


async def file_change(act: Act, request: Request) -> None:
    """Send or edit the filing card of everybody in the lead office."""
    lead_office, _ = await act.holders(Role.LEAD_OFFICE)
    for person in lead_office:
        await show_filing(act, request.id, person.id)


def form_path(opened: Round, request: Request) -> str:
    """Return where the form of approval and filing lies below the data folder."""
    return f"rounds/{opened.number}/changes/{request.kind}-{opened.number}-{request.id}.docx"


async def hand_out_form(act: Act, request: Request) -> None:
    """Have the form written, and send it to whoever approved and to the lead office, to sign and seal."""
    opened = await act.work.rounds.get(request.round_id)
    person = await act.work.people.get(request.person_id)
    await act.paper("change", request.id)
    lead_office, _ = await act.holders(Role.LEAD_OFFICE)
    approver = await act.work.people.get(request.decided_by or 0)
    for each in each_once([approver, *lead_office]):
        await act.notify(
            "change.form" if each.id == approver.id else "change.form_copy",
            each,
            request=request.id,
            number=opened.number,
            name=person.name,
            office=act.office.profile.names.files_with.value,
            ground=act.ground("filing"),
            document=form_path(opened, request),
            document_name={
                "key": "file.of_round_and",
                "title": {"key": "document.name.change"},
                "number": opened.number,
                "name": person.name,
            },
        )


async def hand_out_refusal(act: Act, request: Request) -> None:
    """Have the form of my refusal written, and send it to me: whoever asked may want it on paper."""
    opened = await act.work.rounds.get(request.round_id)
    await act.paper("change", request.id)
    title, number = {"key": f"change.refused.{request.kind}"}, opened.number
    who = (await act.work.people.get(request.person_id)).name
    name = {"key": "file.of_round_and", "title": title, "number": number, "name": who}
    said: dict[str, Any] = {"document": form_path(opened, request), "document_name": name}
    await act.notify("approval.form", act.me, number=number, title=title, **said)


async def show_filing(act: Act, request_id: int, person_id: int) -> None:
    """Send or edit the lead office's card of a filing."""
    request = await act.work.requests.get(request_id)
    person = await act.work.people.get(request.person_id)
    opened = await act.work.rounds.get(request.round_id)
    approver = await act.work.people.get(request.decided_by or 0)
    terms = await act.work.deadlines.all(kind="filing", subject_kind="request", subject_id=request.id)
    await act.notify(
        "filing.card",
        await act.work.people.get(person_id),
        card=f"filing:{request.id}",
        request=request.id,
        number=opened.number,
        change={"key": "filing.change", "n": request.vacancy} if request.vacancy else {"key": "filing.none"},
        name=person.name,
        unit=unit_text(person.unit),
        kind={"key": f"request.kind.{request.kind}"},
        origin=await origin_text(act, request),
        target=await request_target(act, request),
        cause=cause_text(request),
        approver=approver.name,
        office=act.office.profile.names.files_with.value,
        state={"key": f"request.state.{request.state}"},
        papers={"key": "filing.archived", "n": len(request.papers)} if request.papers else "",
        due=act.due(terms[-1]) if terms else {"key": "date.none"},
        ground=act.ground("filing"),
        can_file=request.state is RequestState.APPROVED,
    )


async def accept_filing(act: Act, request_id: int) -> None:
    """Take note of what was filed; nothing waited for it."""
    act.permit(Action.ACCEPT_FILING)
    request = await act.work.requests.get(request_id)
    step = step_for("file", request.state)
    request = await act.work.requests.move(request, step.target)
    await act.settle("filing", ("request", request.id))
    await act.record("request_filed", request=request.id)
    await act.toast("filing.toast")
    await file_change(act, request)
