"""现场文书: the documents of an inspection, made for whoever sits on it and sent to him alone."""

from collections.abc import Callable
from functools import partial
from typing import Any

from bot.domain.actions import Action
from bot.domain.documents.cases import cases_under
from bot.domain.duties.duty import SERVING, Duty
from bot.domain.errors import Stale
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.results.undrawn import Inspected, rows_of
from bot.domain.rounds import Round
from bot.usecases.act import Act
from bot.usecases.duties.duty_cards import served
from bot.usecases.duties.teams import team_case
from bot.usecases.follow_ups.measure_papers import measure_papers, nth_of
from bot.usecases.results.inspected import number_of
from bot.usecases.target_name import target_name

OFFER = "documents"
_NOTHING_TO_PRINT = (InspectionState.DRAWN, InspectionState.NOT_INSPECTABLE)


def document_path(opened: Round, inspection: Inspection, name: str, nth: int = 1) -> str:
    """Return where the document lies below the data folder; letters to several bodies are counted."""
    stem = "-".join((name, inspection.target_key, *nth_of(nth)))
    return f"rounds/{opened.number}/documents/{stem}.docx"


async def offer_documents(act: Act, duties: list[Duty]) -> None:
    """Offer the documents of what I serve, once the unit has confirmed it."""
    serving = [each for each in duties if each.state in SERVING]
    inspections = [each for duty in serving for each in await served(act, duty)]
    inspections = [each for each in inspections if each.state not in _NOTHING_TO_PRINT]
    if inspections:
        options = [[each.id, await target_name(act, each)] for each in inspections]
        await act.reply("document.offer", card=OFFER, options=options)


async def choose_document(act: Act, inspection_id: int) -> None:
    """Offer the documents of one inspection."""
    inspection = await _mine(act, inspection_id)
    profile = act.office.profile
    await act.reply(
        "document.choose",
        inspection=inspection.id,
        name=await target_name(act, inspection),
        form=profile.names.form.value,
        documents=list(cases_under(profile)),
    )


async def hand_out_document(act: Act, inspection_id: int, paper: str) -> None:
    """Have the document made of what is known now, and send it to me."""
    inspection = await _mine(act, inspection_id)
    if paper not in cases_under(act.office.profile):
        raise Stale
    await make_document(act, inspection, paper)


async def make_document(act: Act, inspection: Inspection, paper: str) -> None:
    """Have the document made, and send it to me, who may have it: a letter for each body."""
    opened = await act.work.rounds.get(inspection.round_id)
    await act.paper("case:" + paper, inspection.id)
    await act.record("document_made", inspection=inspection.id, kind=paper)
    await send_documents(act, inspection, paper, partial(document_path, opened, inspection, paper))


async def send_documents(act: Act, inspected: Inspected, paper: str, path: Callable[[int], str]) -> None:
    """Send me what has been made for this target: a letter for each body lies at its own path."""
    about = {"name": await target_name(act, inspected), "number": await number_of(act, inspected)}
    follow_ups = await act.work.follow_ups.all(**rows_of(inspected))
    for nth in range(1, max(1, len(await measure_papers(act.work, paper, follow_ups))) + 1):
        await _send(act, paper, path(nth), about, nth)


async def _send(act: Act, paper: str, path: str, about: dict[str, Any], nth: int) -> None:
    title = {"key": f"document.name.{paper}"}
    called = {"key": "file.of_round_and", "title": title, **about}
    called["name"] = "-".join((about["name"], *nth_of(nth)))
    await act.notify("document.sent", act.me, title=title, document=path, document_name=called, **about)


async def _mine(act: Act, inspection_id: int) -> Inspection:
    inspection = await act.work.inspections.get(inspection_id)
    act.permit(Action.GET_DOCUMENT, await team_case(act, inspection))
    return inspection
