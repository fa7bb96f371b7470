"""公示网页: everything that is public, as static files, written anew from the database."""

import asyncio
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from bot.app.papers.bundles import bundle_files
from bot.app.papers.plans import PlanPapers
from bot.app.papers.platform import list_files
from bot.app.papers.words import words_of
from bot.app.site.books import items_version, public_items, public_roster
from bot.app.site.chain import draw_chain, public_journal
from bot.app.site.item_files import item_files, with_list
from bot.app.site.rounds import public_rounds
from bot.app.site.rules import public_rules, span
from bot.app.site.speech import tongues
from bot.app.site.statistics import public_uniformity, public_years
from bot.domain.ports import UnitOfWork
from bot.domain.profiles.profile import Profile
from bot.domain.publication.parts import Said
from bot.domain.publication.results import PublicResult
from bot.domain.publication.rounds import PublicRound
from bot.domain.publication.site import PublicSite
from bot.usecases.office import ground_of
from bot.usecases.results.credit_files import credit_files
from bot.usecases.results.kept_list import list_file
from bot.usecases.results.released_results import ResultBook
from storage.site.folder import write_files
from storage.site.pages import site_pages
from storage.site.verifiers import verifiers


async def write_pages(work: UnitOfWork, profile: Profile, office_name: str, directory: Path) -> None:
    """Write the pages and the verifiers; the bundles and plans beside them are papers of their own."""
    site = await public_site(work, profile, office_name)
    lists = item_files(site, await work.item_lists.all())
    write_files(directory, {**verifiers(), **lists, **await _rendered(site, profile)})


async def write_whole_site(work: UnitOfWork, profile: Profile, office_name: str, directory: Path) -> int:
    """Write the whole site, bundles and plans included, and return of how many files it is."""
    site = await public_site(work, profile, office_name)
    files = await _plan_files(work, profile, office_name)
    for opened in await work.rounds.all():
        files |= {**await bundle_files(work, opened.id), **await list_files(work, opened)}
    files |= item_files(site, await work.item_lists.all())
    files |= {**verifiers(), **await _rendered(site, profile)}
    write_files(directory, files)
    return len(files)


async def _rendered(site: PublicSite, profile: Profile) -> dict[str, bytes]:
    """Return the pages; others go on between two of them, the first of which compile their templates."""
    pages = {}
    for name, page in site_pages(site, tongues(profile)):
        pages[name] = page
        await asyncio.sleep(0)
    return pages


async def public_site(work: UnitOfWork, profile: Profile, office_name: str) -> PublicSite:
    """Return what the pages show now."""
    book = await ResultBook.read(work)
    lists = await work.item_lists.all()
    rounds = [with_list(each, book, lists) for each in await public_rounds(work, profile, book)]
    results = [result for each in rounds for result in each.results]
    targets = await credit_files(work, profile, book)
    return PublicSite(
        office=office_name,
        updated_on=_last_change(rounds, results),
        rounds=tuple(rounds),
        chain=await draw_chain(work),
        journal=await public_journal(work),
        plans=await _plan_years(work, profile),
        objecting=_objecting(profile),
        targets=targets,
        items=public_items(book, results, targets, lists),
        items_basis=ground_of(profile.rule("items_public")),
        items_version=await items_version(work),
        items_file=list_file(lists[-1]) if lists else None,
        years=await public_years(work, book),
        uniformity=await public_uniformity(work),
        roster=await public_roster(work, profile),
        roster_basis=ground_of(profile.rule("roster_public")),
        rules=public_rules(profile),
    )


def _objecting(profile: Profile) -> tuple[Said, ...]:
    """Return what a target is told of its results: its term to object, and how long they are public."""
    terms = profile.terms
    return (
        {
            "key": "site.objecting",
            "n": terms.objection_days.value,
            "ground": ground_of(profile.rule("objection_term")),
            "answer": terms.objection_answer_days.value,
            "answer_ground": ground_of(profile.rule("objection")),
        },
        {
            "key": "site.public_for",
            "span": span(terms.result_public_calendar_days.value),
            "ground": ground_of(profile.rule("result_public")),
        },
    )


def _last_change(rounds: Iterable[PublicRound], results: Iterable[PublicResult]) -> date | None:
    """Return the day of the last result, outcome or announcement of a draw."""
    announced = [date.fromisoformat(each.announced_at[:10]) for each in rounds if each.announced_at]
    followed = [each.published_on for result in results for each in result.follow_ups if each.published_on]
    return max([*announced, *followed, *(each.published_on for each in results)], default=None)


async def _plan_years(work: UnitOfWork, profile: Profile) -> tuple[int, ...]:
    """Return the years whose plan is public, the newest first."""
    if not profile.plan.is_public.value:
        return ()
    return tuple(sorted({each.year for each in await work.plan_editions.all()}, reverse=True))


async def _plan_files(work: UnitOfWork, profile: Profile, office_name: str) -> dict[str, bytes]:
    """Return the page and the workbook of each public plan, as its last edition has them."""
    newest = {each.year: each.id for each in await work.plan_editions.all()}
    with tempfile.TemporaryDirectory(prefix="shuangsuiji-plans-") as folder:
        papers = PlanPapers(profile, office_name, Path(folder))
        with words_of(profile):
            for edition_id in newest.values():
                await papers.plan(work, edition_id)
        public = Path(folder) / "public"
        return {path.name: path.read_bytes() for path in public.glob("*")}
