"""/export: the registers, the results for the places of publication, and the documents of a round.

What holds words and pictures from the field, or phone numbers, is made at the office's computer only.
"""

from typing import Any

from bot.domain.actions import Action
from bot.domain.documents.rounds import DutyList, RoundPlan
from bot.domain.errors import Stale
from bot.domain.permissions import Allow, Case, decide
from bot.domain.publication.places import ENDINGS, Place, places_of
from bot.domain.rounds import Round, RoundState
from bot.usecases.act import Act

ROUND_PAPERS = (RoundPlan.name, DutyList.name)
"""The documents of a round that are made here; its report has a card of its own."""
_DISPATCHED = (RoundState.CONFIRMING, RoundState.INSPECTING, RoundState.PUBLISHING, RoundState.CLOSED)
_MOST_ROUNDS = 8


def results_path(place: Place, ending: str) -> str:
    """Return where the results for a place lie below the data folder."""
    return f"exports/results-{place}{ending}"


def round_paper_path(opened: Round, paper: str) -> str:
    """Return where a document of a round lies below the data folder."""
    return f"exports/{paper}-{opened.number}.docx"


async def show_exports(act: Act) -> None:
    """Offer a coordinator what he can take out; a list administrator gets his part of the registers."""
    act.permit(Action.EXPORT)
    if not isinstance(decide(act.actor, Action.EXPORT_RESULTS, act.chat_kind), Allow):
        await export_registers(act)
        return
    mine = await act.work.rounds.all(coordinator_id=act.me.id, state=_DISPATCHED)
    places = places_of(act.office.profile)
    await act.reply(
        "export.choose",
        places=[[place.value, name] for place, name in places.items()],
        rounds=[[each.id, each.number] for each in reversed(mine[-_MOST_ROUNDS:])],
    )


async def export_registers(act: Act) -> None:
    """Send the registers, or a list administrator's part of them, in the shape in which they are read."""
    act.permit(Action.EXPORT)
    await act.paper("register_export", act.me.id)
    await act.record("registers_exported")
    name = {"key": "file.registers", "day": {"date": act.today.isoformat()}}
    await act.reply("export.sent", document=f"registers/export-{act.me.id}.xlsx", document_name=name)


async def export_results(act: Act, place: str) -> None:
    """Send all that is public, and what was taken down, as a place of publication takes it."""
    act.permit(Action.EXPORT_RESULTS)
    places = places_of(act.office.profile)
    if place not in places:
        raise Stale
    wanted = Place(place)
    await act.paper("results", list(Place).index(wanted))
    await act.record("results_exported", place=place)
    about: dict[str, Any] = {"place": places[wanted], "day": {"date": act.today.isoformat()}}
    name = {"key": "file.results", **about}
    for ending in ENDINGS:
        path = results_path(wanted, ending)
        form = {"key": f"export.form.{ending[1:]}"}
        await act.reply("export.results", document=path, document_name=name, form=form, **about)


async def offer_round_papers(act: Act, round_id: int) -> None:
    """Offer the documents of one round."""
    opened = await _mine(act, round_id)
    await act.reply("export.round", round=opened.id, number=opened.number, papers=list(ROUND_PAPERS))


async def export_round_paper(act: Act, round_id: int, paper: str) -> None:
    """Send one document of a round, made of what is known now."""
    opened = await _mine(act, round_id)
    if paper not in ROUND_PAPERS:
        raise Stale
    await act.paper(f"round:{paper}", opened.id)
    title = {"key": f"document.name.{paper}"}
    name = {"key": "file.of_round", "title": title, "number": opened.number}
    said: dict[str, Any] = {"title": title, "number": opened.number}
    await act.reply("export.paper", document=round_paper_path(opened, paper), document_name=name, **said)


async def _mine(act: Act, round_id: int) -> Round:
    opened = await act.work.rounds.get(round_id)
    act.permit(Action.PUBLISH, Case(coordinator=opened.coordinator_id))
    if opened.state not in _DISPATCHED:
        raise Stale
    return opened
