"""公布年度计划: the issued lines become an edition, public where the text wants it, and filed by a card."""

import hashlib
from typing import Any

from bot.domain.actions import Action
from bot.domain.draw.bytes import dumps
from bot.domain.errors import Refused, Stale
from bot.domain.people import Chat, Person, Role
from bot.domain.plans.lines import PlanEdition, PlanState
from bot.usecases.act import Act
from bot.usecases.hand_out_approval import hand_out_filing
from bot.usecases.plans.show_plan import (
    collected,
    last_edition,
    show_page,
    unpublished,
    withdrawn_lines,
)


async def publish_plan(act: Act, year: int, card: str) -> None:
    """Publish what is issued, settle the deadline, and give the lead office the card of the filing."""
    act.permit(Action.PLAN_LINE)
    lines = await act.work.plan_lines.all(year=year, state=PlanState.ISSUED)
    gone = await withdrawn_lines(act, year)
    if not lines and not gone:
        raise Refused("plan.nothing_issued")
    if not await unpublished(act, year):
        raise Stale
    before = await last_edition(act, year)
    said: list[list[Any]] = [[line.number, line.version, line.terms] for line in lines]
    said += [[line.number, line.version, "withdrawn", line.withdrawn_for] for line in gone]
    edition = await act.work.plan_editions.add(
        PlanEdition(
            year=year,
            edition=before.edition + 1 if before else 1,
            lines=[line.id for line in lines],
            withdrawn=[line.id for line in gone],
            digest=hashlib.sha256(dumps(said)).hexdigest(),
            published_by=act.me.id,
            published_on=act.today,
        )
    )
    await act.record("plan_published", year=year, edition=edition.edition, digest=edition.digest)
    await act.settle("plan", ("plan", year))
    await act.paper("plan", edition.id)
    await act.rewrite_site()
    await act.toast("plan.published_toast")
    await show_page(act, year, 1, card)
    await _tell(act, edition)
    await _ask_filing(act, edition)


async def _tell(act: Act, edition: PlanEdition) -> None:
    """Send the plan to the office's groups, or to its publisher where there is none."""
    profile = act.office.profile
    public = {"key": "plan.on_the_page", "ground": act.ground("plan_public")}
    values: dict[str, Any] = {
        "year": edition.year,
        "edition": edition.edition,
        "n": len(edition.lines),
        "withdrawn": {"key": "plan.n_withdrawn", "n": len(edition.withdrawn)} if edition.withdrawn else "",
        "collected": collected(act),
        "digest": edition.digest,
        "public": public if profile.plan.is_public.value else {"key": "plan.not_public"},
        "document": f"plans/plan-{edition.year}.xlsx",
    }
    places: list[Chat | Person] = [*await act.work.chats.all(is_bound=True)] or [act.me]
    for place in places:
        await act.notify("plan.published", place, **values)


async def _ask_filing(act: Act, edition: PlanEdition) -> None:
    if act.office.profile.plan.filed_with.value:
        for person in (await act.holders(Role.LEAD_OFFICE))[0]:
            await show_filing(act, edition, person)
            await hand_out_filing(act, edition, person)


async def show_filing(act: Act, edition: PlanEdition, person: Person) -> None:
    """Send or edit the card of the filing."""
    await act.notify(
        "plan.filing",
        person,
        card=f"plan_filing:{edition.id}",
        edition_id=edition.id,
        year=edition.year,
        edition=edition.edition,
        n=len(edition.lines),
        withdrawn={"key": "plan.n_withdrawn", "n": len(edition.withdrawn)} if edition.withdrawn else "",
        office=act.office.profile.plan.filed_with.value or "",
        state={"key": "plan.filed" if edition.filed_on else "plan.not_filed"},
        ground=act.ground("plan_filing"),
        can_file=edition.filed_on is None,
    )


async def file_plan(act: Act, edition_id: int) -> None:
    """已报备: the lead office has handed the plan to the office that receives it."""
    act.permit(Action.FILE_PLAN)
    edition = await act.work.plan_editions.get(edition_id)
    if edition.filed_on is not None:
        raise Stale
    edition = await act.work.plan_editions.change(edition, filed_by=act.me.id, filed_on=act.today)
    await act.record("plan_filed", year=edition.year, edition=edition.edition)
    await act.toast("plan.filed_toast")
    for person in (await act.holders(Role.LEAD_OFFICE))[0]:
        await show_filing(act, edition, person)
