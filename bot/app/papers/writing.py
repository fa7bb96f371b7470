"""Papers: bundle, forms and public pages, written from the database after the commit, once or twice."""

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from bot.app import office_of
from bot.app.papers.bundles import write_bundles
from bot.app.papers.cases import CaseBook
from bot.app.papers.change_forms import change_form_of
from bot.app.papers.documents import filled_anyway
from bot.app.papers.draw_records import draw_record_of
from bot.app.papers.exports import ExportPapers
from bot.app.papers.figures import figures_of
from bot.app.papers.forms import form_of
from bot.app.papers.handed_approvals import handed_out
from bot.app.papers.letter import Letter
from bot.app.papers.plans import PlanPapers
from bot.app.papers.registers import RegisterPapers
from bot.app.papers.round_plans import round_plan_of
from bot.app.papers.round_reports import round_report_of
from bot.app.papers.undrawn_cases import undrawn_cases
from bot.app.papers.words import words_of
from bot.app.site import write_pages
from bot.domain.deadlines import SHANGHAI
from bot.domain.documents.approval import ApprovalKind
from bot.domain.documents.cases import CASES
from bot.domain.documents.document import Document
from bot.domain.mail import SITE
from bot.domain.ports import Clock, Secrets, Store, UnitOfWork
from bot.domain.profiles.profile import Profile
from bot.usecases.act import Act
from bot.usecases.draws.keep_record import record_path
from bot.usecases.duties.file_change import form_path
from bot.usecases.exports import ROUND_PAPERS
from bot.usecases.plans.send_round_plan import round_plan_path
from bot.usecases.results.hand_out_documents import document_path
from bot.usecases.results.undrawn_papers import PAPERS, paper_path
from bot.usecases.rounds.write_report import report_path
from storage.documents.filling import TEMPLATE_FOLDER
from storage.documents.form import write_form
from storage.files import write_atomically


class Papers:
    """Writes what is due: each kind of paper from the rows as they stand now."""

    def __init__(
        self,
        store: Store,
        profile: Profile,
        office_name: str,
        data_dir: Path,
        secrets: Secrets,
        *,
        clock: Clock,
        site: str = "",
    ) -> None:
        """Write below this folder: rounds/NUMBER/bundle.json, rounds/NUMBER/forms/*.xlsx, public/."""
        self._store, self._profile, self._data_dir = store, profile, data_dir
        self._office_name, self._secrets, self._site = office_name, secrets, site
        self._clock = clock
        self._letter = Letter(profile, office_name, site)
        self._plans = PlanPapers(profile, office_name, data_dir)
        self._registers = RegisterPapers(data_dir, clock)
        self._exports = ExportPapers(self._letter, data_dir, clock)

    async def write(self, kind: str, subject_id: int) -> None:
        """Write one paper: `bundle` of a round, `form` of an inspection, `record` of a draw, the pages."""
        writers: dict[str, Callable[[UnitOfWork, int], Awaitable[None]]] = {
            "bundle": self._bundle,
            "form": self._form,
            **{f"case:{name}": partial(self._case, name) for name in CASES},
            **{f"undrawn:{name}": partial(self._undrawn, name) for name in PAPERS},
            SITE: self._pages,
            "record": self._record,
            "change": self._change,
            "figures": self._figures,
            "plan": self._plans.plan,
            "plan_template": self._plans.plan_template,
            "round_plan": self._round_plan,
            "report": self._report,
            "coverage": self._exports.coverage,
            "diligence": self._exports.diligence,
            "results": self._exports.results,
            **{f"round:{name}": partial(self._exports.round_paper, name) for name in ROUND_PAPERS},
            **{f"approval:{kind}": partial(self._approval, kind) for kind in ApprovalKind},
            "register_template": self._registers.template,
            "register_export": self._registers.export,
            "import_told": self._registers.told,
        }
        async with self._store.reading() as work:
            with words_of(self._profile):
                await writers[kind](work, subject_id)

    async def _bundle(self, work: UnitOfWork, round_id: int) -> None:
        await write_bundles(work, round_id, self._data_dir, self._secrets)

    async def _record(self, work: UnitOfWork, attempt_id: int) -> None:
        attempt = await work.attempts.get(attempt_id)
        opened = await work.rounds.get(attempt.round_id)
        record = await draw_record_of(work, self._profile, self._office_name, attempt, self._site)
        self._keep(record_path(opened, attempt), record)

    async def _change(self, work: UnitOfWork, request_id: int) -> None:
        request = await work.requests.get(request_id)
        opened = await work.rounds.get(request.round_id)
        form = await change_form_of(work, self._profile, self._office_name, request, self._site)
        self._keep(form_path(opened, request), form)

    async def _round_plan(self, work: UnitOfWork, round_id: int) -> None:
        opened = await work.rounds.get(round_id)
        self._keep(round_plan_path(opened), await round_plan_of(work, self._letter, opened))

    async def _report(self, work: UnitOfWork, round_id: int) -> None:
        opened = await work.rounds.get(round_id)
        act = Act(work, await office_of(work), self._clock.now())
        report = await round_report_of(act, self._letter, opened)
        self._keep(report_path(opened), report)

    async def _approval(self, kind: ApprovalKind, work: UnitOfWork, subject_id: int) -> None:
        path, form = await handed_out(work, self._letter, kind, subject_id)
        self._keep(path, form)

    async def _figures(self, work: UnitOfWork, year: int) -> None:
        path = self._data_dir / "statistics" / f"statistics-{year}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, await figures_of(work, year))

    async def _case(self, name: str, work: UnitOfWork, inspection_id: int) -> None:
        inspection = await work.inspections.get(inspection_id)
        opened = await work.rounds.get(inspection.round_id)
        today = self._clock.now().astimezone(SHANGHAI).date()
        book = CaseBook(work, self._profile, self._office_name, today, self._site)
        for nth, document in enumerate(await book.cases(name, inspection), start=1):
            self._keep(document_path(opened, inspection, name, nth), document)

    async def _undrawn(self, name: str, work: UnitOfWork, undrawn_id: int) -> None:
        row = await work.undrawn.get(undrawn_id)
        about = (self._profile, self._office_name, name, row)
        documents = await undrawn_cases(work, *about, site=self._site)
        for nth, document in enumerate(documents, start=1):
            self._keep(paper_path(row, name, nth), document)

    def _keep(self, path: str, document: Document) -> None:
        """Write the document as .docx, from the office's own template where it keeps one that can be used."""
        write_atomically(self._data_dir / path, filled_anyway(document, self._data_dir / TEMPLATE_FOLDER))

    async def _form(self, work: UnitOfWork, inspection_id: int) -> None:
        inspection = await work.inspections.get(inspection_id)
        opened = await work.rounds.get(inspection.round_id)
        form = await form_of(work, self._profile, self._office_name, inspection, self._site)
        path = self._data_dir / "rounds" / opened.number / "forms" / f"{inspection.target_key}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_form(path, form)

    async def _pages(self, work: UnitOfWork, _whole: int) -> None:
        await write_pages(work, self._profile, self._office_name, self._data_dir / "public")
