"""The year's plan as papers: the workbook, the public page, and the empty template."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from bot.app.papers.plan_words import items_at, window_of, wording
from bot.app.papers.words import said
from bot.domain.journal.entries import body_of
from bot.domain.plans.lines import PlanEdition, PlanLine, PlanTerms
from bot.domain.plans.pages import PublicPlan
from bot.domain.plans.rows import PLAN_COLUMNS
from bot.domain.ports import UnitOfWork
from bot.domain.profiles.profile import Profile
from bot.domain.registers.rows import Item
from bot.usecases.plans.plan_terms import OPTIONS
from bot.views.values import percent
from storage.site.plan import write_plan_page
from storage.workbooks.writer import write_plan


class PlanPapers:
    """Writes below the data folder: plans/*.xlsx and public/plan-YEAR.*."""

    def __init__(self, profile: Profile, office_name: str, data_dir: Path) -> None:
        """Take the regulation in force, the office's name and the folder."""
        self._profile, self._office_name, self._data_dir = profile, office_name, data_dir

    async def plan(self, work: UnitOfWork, edition_id: int) -> None:
        """Write an edition as a workbook; on the public page too where the text wants it public."""
        edition = await work.plan_editions.get(edition_id)
        lines = await work.plan_lines.all(id=tuple(edition.lines))
        items = await items_at(work, await _published_at(work, edition))
        rows = [_cells(line.says, items) for line in sorted(lines, key=lambda line: line.number)]
        gone = [_withdrawn(line, items) for line in await work.plan_lines.all(id=tuple(edition.withdrawn))]
        title = said("paper.plan_title", year=edition.year)
        self._write_book("plans", f"plan-{edition.year}.xlsx", title, rows)
        if self._profile.plan.is_public.value:
            self._write_book("public", f"plan-{edition.year}.xlsx", title, rows)
            page = self._page(edition, title, rows, gone)
            write_plan_page(self._data_dir / "public", edition.year, page)

    async def plan_template(self, _work: UnitOfWork, year: int) -> None:
        """Write an empty plan."""
        title = said("paper.plan_title", year=year)
        self._write_book("plans", f"template-{year}.xlsx", title, [])

    def _write_book(self, folder: str, name: str, title: str, rows: Sequence[dict[str, str]]) -> None:
        (self._data_dir / folder).mkdir(parents=True, exist_ok=True)
        write_plan(self._data_dir / folder / name, title, rows)

    def _page(
        self, edition: PlanEdition, title: str, rows: Sequence[Mapping[str, str]], gone: Sequence[str]
    ) -> PublicPlan:
        ground = self._profile.rule("plan_public")
        return PublicPlan(
            office=self._office_name,
            title=title,
            edition=said("paper.plan_edition", n=edition.edition),
            published_on=edition.published_on,
            basis=said("paper.plan_basis", ground=f"{ground.named}{ground.place}"),
            headings=tuple(words[0] for words in PLAN_COLUMNS.values()),
            rows=tuple(tuple(row[name] for name in PLAN_COLUMNS) for row in rows),
            withdrawn_label=said("paper.plan_withdrawn"),
            withdrawn=tuple(gone),
            digest=edition.digest,
            digest_label=said("paper.plan_digest"),
            workbook=f"plan-{edition.year}.xlsx",
            workbook_label=said("paper.plan_workbook"),
            back_label=said("paper.plan_back"),
        )


async def _published_at(work: UnitOfWork, edition: PlanEdition) -> datetime:
    """Return when the edition was published, as the journal says."""
    published = [body_of(each) for each in await work.journal.all(event="plan_published")]
    its = {"year": edition.year, "edition": edition.edition}
    (at,) = (each["at"] for each in published if its.items() <= each["data"].items())
    return datetime.fromisoformat(at)


def _cells(terms: PlanTerms, items: Sequence[Item]) -> dict[str, str]:
    """Return a line in the words of the sheet that is read back."""
    names = {item.code: item.name for item in items}
    written = {name: wording(getattr(terms, name)) if getattr(terms, name) else "" for name in OPTIONS}
    return {
        "items": "、".join(names.get(code, code) for code in terms.item_codes),
        "scope": terms.scope or said("draw.scope_all"),
        "condition": terms.condition,
        "share": percent(terms.share_bp),
        "share_source": terms.share_source,
        "item_shares": "；".join(
            f"{names.get(each.code, each.code)} {percent(each.share_bp)}（{each.source}）"
            for each in terms.item_shares
        ),
        "frequency": str(terms.frequency),
        "window": window_of(terms),
        "departments": "、".join(terms.departments),
        "team_people": str(terms.team_people),
        **written,
    }


def _withdrawn(line: PlanLine, items: Sequence[Item]) -> str:
    """Return a line that is no longer in the plan, with the reason."""
    cells = _cells(line.says, items)
    values = {
        "number": line.number,
        "items": cells["items"],
        "scope": cells["scope"],
        "reason": line.withdrawn_for,
    }
    return said("paper.plan_withdrawn_line", **values)
