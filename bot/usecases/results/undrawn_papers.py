"""责令改正通知书、案件移送函: what follows outside the draws, on paper, for those who inspected."""

from functools import partial

from bot.domain.actions import Action
from bot.domain.documents.cases import CorrectionOrder, TransferLetter
from bot.domain.errors import Stale
from bot.domain.results.findings import abnormal_in
from bot.domain.results.undrawn import PUBLIC, Undrawn
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_case
from bot.usecases.follow_ups.measure_papers import nth_of
from bot.usecases.results.hand_out_documents import send_documents

PAPERS = (CorrectionOrder.name, TransferLetter.name)
"""The documents that there are of it."""


def paper_folder(row: Undrawn) -> str:
    """Return where its documents lie below the data folder."""
    return f"undrawn/{row.id}"


def paper_path(row: Undrawn, name: str, nth: int = 1) -> str:
    """Return where the document lies below the data folder; letters to several bodies are counted."""
    return f"{paper_folder(row)}/{'-'.join((name, row.target_key, *nth_of(nth)))}.docx"


def papers_of(row: Undrawn) -> list[str]:
    """Return which documents can be made of it now."""
    return list(PAPERS) if row.state in PUBLIC and abnormal_in(row.findings) else []


async def hand_out_paper(act: Act, undrawn_id: int, paper: str) -> None:
    """Have the document made of what is known now, and send it to me."""
    row = await act.work.undrawn.get(undrawn_id)
    act.permit(Action.GET_DOCUMENT, await team_case(act, row))
    if paper not in papers_of(row):
        raise Stale
    await make_paper(act, row, paper)


async def make_paper(act: Act, row: Undrawn, paper: str) -> None:
    """Have the document made, and send it to me, who may have it."""
    await act.paper("undrawn:" + paper, row.id)
    await act.record("document_made", undrawn=row.id, kind=paper)
    await send_documents(act, row, paper, partial(paper_path, row, paper))
