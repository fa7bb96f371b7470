"""The plan as papers: the year's workbook and public page, the empty template, a round's detailed plan."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot.app.papers.documents import filled_anyway
from bot.app.papers.words import said, said_of
from bot.domain.deadlines import SHANGHAI
from bot.domain.documents.days import day_in_words
from bot.domain.documents.document import Line
from bot.domain.documents.rounds import PlannedItem, RoundPlan
from bot.domain.draw.records import instant
from bot.domain.plans.lines import PlanEdition, PlanLine, PlanTerms
from bot.domain.plans.pages import PublicPlan
from bot.domain.plans.rows import PLAN_COLUMNS
from bot.domain.ports import UnitOfWork
from bot.domain.profiles.profile import Profile
from bot.domain.registers.rows import Item
from bot.domain.rounds import AttemptState, Round
from bot.usecases.draws.shelves import shelved_draws
from bot.usecases.office import ground_of
from bot.usecases.plans import plan_terms
from bot.usecases.plans.plan_terms import OPTIONS
from bot.usecases.results.round_items import round_items
from bot.views.values import percent
from storage.documents.filling import TEMPLATE_FOLDER
from storage.files import write_atomically
from storage.site.plan import write_plan_page
from storage.workbooks.writer import write_plan


class PlanPapers:
    """Writes below the data folder: plans/*.xlsx, public/plan-YEAR.*, rounds/NUMBER/plan-NUMBER.docx."""

    def __init__(self, profile: Profile, office_name: str, data_dir: Path, site: str = "") -> None:
        """Take the regulation in force, the office's name, the folder, and the address of the pages."""
        self._site = site
        self._profile, self._office_name, self._data_dir = profile, office_name, data_dir

    async def plan(self, work: UnitOfWork, edition_id: int) -> None:
        """Write an edition as a workbook; on the public page too where the text wants it public."""
        edition = await work.plan_editions.get(edition_id)
        lines = await work.plan_lines.all(id=tuple(edition.lines))
        items = (await work.item_lists.all())[-1].items
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

    async def round_plan(self, work: UnitOfWork, round_id: int) -> None:
        """Write the detailed plan of a round that was drawn."""
        opened = await work.rounds.get(round_id)
        path = self._data_dir / "rounds" / opened.number / f"plan-{opened.number}.docx"
        document = await self.round_document(work, opened)
        write_atomically(path, filled_anyway(document, self._data_dir / TEMPLATE_FOLDER))

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

    async def round_document(self, work: UnitOfWork, opened: Round) -> RoundPlan:
        """Return the detailed plan of a round."""
        line = await line_of(work, opened)
        items = await round_items(work, opened)
        ground = self._profile.rule("plan_per_round")
        coordinator = await work.people.get(opened.coordinator_id)
        return RoundPlan(
            dated=await _drawn_on(work, opened),
            link=f"{self._site}/round-{opened.number}.html" if self._site else "",
            office=self._office_name,
            round_number=opened.number,
            basis="" if ground.is_default else f"{ground.named}{ground.place}",
            lines=tuple(await self._round_lines(work, opened, line)),
            items=tuple(
                PlannedItem(name=item.name, content=item.own_content, basis=item.basis) for item in items
            ),
            coordinator=coordinator.name,
        )

    async def _round_lines(self, work: UnitOfWork, opened: Round, line: PlanLine | None) -> list[Line]:
        """Return what the round is; what only a line of the plan says is left to be filled in without one."""
        terms = line.says if line else None
        drawn = await work.inspections.count(round_id=opened.id)
        blank = said("paper.to_fill_in")
        window = _window(terms) if terms else blank
        written = {name: _words(getattr(terms, name)) if terms else blank for name in OPTIONS}
        values: dict[str, Any] = {
            "plan": f"{line.year}-{line.number}" if line else said("paper.ad_hoc"),
            "scope": opened.scope or said("draw.scope_all"),
            "share": self._share(opened, terms, drawn),
            "window": window,
            "purpose": written.pop("purpose"),  # in the order of Changli's 六-1
            "departments": await self._departments(work, opened, terms),
            "people": said(
                "paper.people",
                teams=opened.team_count,
                people=await _team_people(work, opened),
                ground=ground_of(self._profile.rule("team")),
            ),
            **written,
        }
        return [Line(label=said(f"paper.row.{name}"), text=value or blank) for name, value in values.items()]

    async def _departments(self, work: UnitOfWork, opened: Round, terms: PlanTerms | None) -> str:
        """Return who takes part: named by round or plan, else by its people and items, else the office."""
        named = opened.departments or (list(terms.departments) if terms else [])
        if not named:
            duties = await work.duties.all(round_id=opened.id)
            numbers = tuple({each.inspector_number for each in duties})
            people = {each.department for each in await work.inspectors.all(number=numbers)}
            items = [item.department for item in await round_items(work, opened)]
            # in the order of the items; who has none of his own comes after them
            named = [each for each in dict.fromkeys((*items, *sorted(people))) if each]
        return "、".join(named) or said("paper.alone", office=self._office_name)

    def _share(self, opened: Round, terms: PlanTerms | None, drawn: int) -> str:
        """Return the share with the text that asks for it: a higher authority goes before the regulation.

        Of the regulation it also says what it demands: the office may draw more.
        """
        source = _higher_text(terms, opened.share_bp) if terms else ""
        values = {"share": percent(opened.share_bp), "n": drawn}
        if source:
            return said("paper.share", **values, ground=source)
        least, ground = self._profile.draw.share_bp.value, ground_of(self._profile.rule("share"))
        if least and opened.share_bp > least:
            return said("paper.share_least", **values, least=percent(least), ground=ground)
        return said("paper.share", **values, ground=ground)


async def _team_people(work: UnitOfWork, opened: Round) -> int:
    """Return how many a team has: as it was drawn here, or as the platform's lists have it."""
    standing = await work.attempts.all(round_id=opened.id, state=AttemptState.STANDING)
    teams = [each.plan["rules"]["teams"]["seats"] for each in standing]
    drawn: list[int] = [sum(seat["size"] for seat in seats) for seats in teams]
    if any(drawn):
        return max(drawn)
    inspections = await work.inspections.all(round_id=opened.id)
    seated = [await work.seats.count(inspection_id=each.id, is_open=True) for each in inspections]
    return max(seated, default=0)


async def line_of(work: UnitOfWork, opened: Round) -> PlanLine | None:
    """Return the line of the plan that the round carries out, or None for a round begun on the spot."""
    return None if opened.plan_line_id is None else await work.plan_lines.get(opened.plan_line_id)


async def _drawn_on(work: UnitOfWork, opened: Round) -> date:
    """Return the day on which the last draw of the round was announced."""
    attempts = await work.attempts.all(round_id=opened.id) or await shelved_draws(work, opened)
    announced = [instant(each.plan["announced_at"]) for each in attempts]
    if announced:
        return max(announced).astimezone(SHANGHAI).date()
    draws = await work.platform_draws.all(round_id=opened.id)
    return max(each.imported_at for each in draws).astimezone(SHANGHAI).date()


def _cells(terms: PlanTerms, items: Sequence[Item]) -> dict[str, str]:
    """Return a line in the words of the sheet that is read back."""
    names = {item.code: item.name for item in items}
    written = {name: _words(getattr(terms, name)) if getattr(terms, name) else "" for name in OPTIONS}
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
        "window": _window(terms),
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


def _higher_text(terms: PlanTerms, share_bp: int) -> str:
    """Return the text that asks for the share of the line, or for that of the item that it is drawn for."""
    of_item = (each.source for each in terms.item_shares if each.share_bp == share_bp)
    return terms.share_source or next(of_item, "")


def _days(terms: PlanTerms) -> dict[str, Any]:
    return {"first": day_in_words(terms.from_on), "last": day_in_words(terms.until_on)}


def _window(terms: PlanTerms) -> str:
    return said("paper.window", **_days(terms))


def _words(written: str) -> str:
    """Return a usual wording or the office's own words, in Chinese."""
    return said_of(plan_terms.said(written))
