"""审核与公示: the releaser releases a signed record, the coordinator publishes it on the page."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.documents.approval import ApprovalKind
from bot.domain.errors import Refused, Stale
from bot.domain.inspections import Inspection, InspectionState, Publication
from bot.domain.people import Person
from bot.domain.permissions import Case
from bot.domain.results.findings import conclusion, counted_answers, followed_in
from bot.domain.results.returns import ReturnKind
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.draws.open_commitment import seal_of
from bot.usecases.duties.duty_cards import refresh_duties
from bot.usecases.follow_ups.end_listings import lift_listings
from bot.usecases.follow_ups.open_follow_ups import follow_up_published, follow_up_released
from bot.usecases.follow_ups.publish_outcome import owe_outcomes
from bot.usecases.hand_out_approval import hand_out_approval
from bot.usecases.on_paper.countersign import has_dispute
from bot.usecases.results.amendment_cards import open_amendment
from bot.usecases.results.finding_lines import bare_lines, plain_value
from bot.usecases.results.inspected import is_called_off, refuse_called_off
from bot.usecases.results.long_notes import lines_to_decide, tell_notes
from bot.usecases.results.objectionable import can_object, can_review
from bot.usecases.results.owe_release import (
    PUBLICATION,
    RELEASE,
    coordinator_of,
    due_text,
    release_case,
    releasers,
)
from bot.usecases.results.round_items import items_of
from bot.usecases.results.signature_lines import signature_text
from bot.usecases.results.site_lines import day_line, return_lines
from bot.usecases.rounds.close_round import advance_round

RELEASED = (InspectionState.RELEASED, InspectionState.PUBLISHED)


async def release(act: Act, inspection_id: int, version: int) -> None:
    """审核通过: the version that was read may be published."""
    inspection = await act.work.inspections.get(inspection_id)
    act.permit(Action.RELEASE, await release_case(act, inspection))
    step = step_for("release", inspection.state)
    require_version(inspection, version)
    await refuse_called_off(act, inspection)
    if await has_dispute(act, inspection):
        raise Refused("on_paper.disputed_release")
    inspection = await act.work.inspections.move(inspection, step.target)
    await act.settle(RELEASE, ("inspection", inspection.id))
    await act.record("result_released", inspection=inspection.id, hash=inspection.record_hash)
    await act.toast("release.toast")
    await show_release(act, inspection)
    await show_publish(act, inspection)
    await refresh_duties(act, inspection)
    await follow_up_released(act, inspection)


async def hand_out_release(act: Act, inspection_id: int) -> None:
    """公示审批表: the form of the release, for whoever releases, to sign and file."""
    inspection = await act.work.inspections.get(inspection_id)
    act.permit(Action.RELEASE, await release_case(act, inspection))
    if inspection.state not in RELEASED:
        raise Stale
    opened = await act.work.rounds.get(inspection.round_id)
    await hand_out_approval(act, opened, ApprovalKind.PUBLICATION, inspection.id)


async def publish(act: Act, inspection_id: int, version: int) -> None:
    """公示: the version that was read appears on the page and can be queried."""
    inspection = await act.work.inspections.get(inspection_id)
    opened = await act.work.rounds.get(inspection.round_id)
    act.permit(Action.PUBLISH, Case(coordinator=opened.coordinator_id))
    step = step_for("publish", inspection.state)
    require_version(inspection, version)
    await refuse_called_off(act, inspection)
    if await open_amendment(act, inspection):
        raise Refused("amendment.pending", ground=act.ground("second_person"))
    inspection = await act.work.inspections.move(inspection, step.target, published_on=act.today)
    published = await _keep_publication(act, inspection)
    await follow_up_published(act, inspection)
    await owe_outcomes(act, inspection)
    await lift_listings(act, inspection, followed_in([published]))
    await act.settle(PUBLICATION, ("inspection", inspection.id))
    await act.record("result_published", inspection=inspection.id, hash=inspection.record_hash)
    await act.toast("publish.toast")
    await show_publish(act, inspection)
    await refresh_duties(act, inspection)
    await act.paper("form", inspection.id)
    await act.rewrite_site()
    target = await act.work.targets.get(inspection.target_id)
    named = act.office.profile.names.publication_place
    place = {"key": "publish.place", "place": named.value} if named.is_binding else ""
    chat = await act.work.chats.get(opened.chat_id)
    told = {"number": opened.number, "name": target.name, "place": place, **await seal_of(act, opened)}
    await act.notify("publish.done", chat, **told)
    await advance_round(act, opened)


def require_version(inspection: Inspection, version: int) -> None:
    """Raise Stale where the record was amended since the card was shown."""
    if version != inspection.version:
        raise Stale


async def _keep_publication(act: Act, inspection: Inspection) -> Publication:
    """Keep what is published as it is now: nothing that happens later to the record changes it."""
    answers = await act.work.answers.all(inspection_id=inspection.id)
    found = {each.item_code: each for each in counted_answers(inspection, answers) if each.finding}
    items = [item for item in await items_of(act, inspection) if item.code in found]
    published = await act.work.publications.add(
        Publication(
            inspection_id=inspection.id,
            version=inspection.version,
            record_hash=inspection.record_hash,
            conclusion=conclusion(inspection, answers),
            findings=[[item.code, found[item.code].finding] for item in items],
            values={item.code: value for item in items if (value := plain_value(item, found[item.code]))},
            published_on=act.today,
            reason=inspection.correction,
        )
    )
    await act.work.inspections.change(inspection, correction="")
    return published


async def show_release(act: Act, inspection: Inspection) -> None:
    """Send or edit the releasers' cards."""
    people, stands_in = await releasers(act, inspection)
    for person in people:
        await _show(act, inspection, person, "release", stands_in=stands_in)
        if inspection.state is InspectionState.SIGNED:
            await tell_notes(act, inspection, person)


async def show_publish(act: Act, inspection: Inspection) -> None:
    """Send or edit the coordinator's card."""
    coordinator = await coordinator_of(act, inspection)
    await _show(act, inspection, coordinator, "publish", stands_in=False)


async def _show(act: Act, inspection: Inspection, person: Person, screen: str, *, stands_in: bool) -> None:
    opened = await act.work.rounds.get(inspection.round_id)
    target = await act.work.targets.get(inspection.target_id)
    answers = await act.work.answers.all(inspection_id=inspection.id)
    owed = {"release": RELEASE, "publish": PUBLICATION}[screen]
    due = await due_text(act, inspection, owed)
    is_off = await is_called_off(act.work, inspection)
    ready = {"release": InspectionState.SIGNED, "publish": InspectionState.RELEASED}[screen]
    await act.notify(
        f"{screen}.card",
        person,
        card=f"{screen}:{inspection.id}",
        inspection=inspection.id,
        version=inspection.version,
        number=opened.number,
        name=target.name,
        lines=await (_released_lines if screen == "release" else bare_lines)(act, inspection),
        conclusion={"key": f"conclusion.{conclusion(inspection, answers)}"},
        stands_in={"key": f"{screen}.stands_in"} if stands_in else "",
        state={"key": "release.ended" if is_off else f"inspection.state.{inspection.state}"},
        due=due,
        ground=act.ground(owed),
        is_open=inspection.state is ready and not is_off,
        can_print=inspection.state in RELEASED,
        ask={
            "key": "release.called_off" if is_off else _asked(screen, inspection),
            "due": due,
            "ground": act.ground(owed),
        },
        can_object=screen == "publish" and await can_object(act, inspection),
        can_review=screen == "publish" and await can_review(act, inspection),
    )


def _asked(screen: str, inspection: Inspection) -> str:
    """Return the key of what the releaser or the coordinator is asked for, or of what he has done."""
    if screen == "publish" and inspection.state is InspectionState.PUBLISHED:
        return "publish.published"
    if screen == "publish":
        is_ready = inspection.state is InspectionState.RELEASED or not inspection.correction
        return "publish.ask" if is_ready else "publish.corrected"
    if inspection.state is InspectionState.SIGNED:
        return "release.ask"
    return "release.asked_before" if inspection.state in RELEASED else "release.asked_again"


async def _released_lines(act: Act, inspection: Inspection) -> list[dict[str, Any]]:
    """Return what the releaser reads: the whole record, how the target signed, and what was given back."""
    findings, site = await lines_to_decide(act, inspection)
    happened = [each for each in site if each["key"] != "on_site.conclusion"]  # it stands above
    signed = {"key": "release.signature", "signature": await signature_text(act, inspection)}
    returned = await return_lines(act.work, inspection, kind=ReturnKind.REVIEW)
    return [day_line(inspection), *findings, *happened, signed, *returned]
