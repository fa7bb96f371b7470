"""The platform's lists once more: what was approved is taken over, all else waits for the lead office."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import Refused, Stale
from bot.domain.people import Person, Role
from bot.domain.permissions import Case
from bot.domain.platform.changes import Change, ChangeLine
from bot.domain.platform.draw import PlatformDraw, PlatformState, match_in
from bot.domain.rounds import ENDED, Round
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.platform.carry_out_changes import carry_out
from bot.usecases.platform.platform_draws import facts_of, standing_platform, vacant_seats
from bot.usecases.platform.preview_platform_draw import change_text, changes_of, counts_of, impossible_changes
from bot.usecases.platform.vacate_platform_seat import show_wanted
from bot.usecases.rounds.close_round import advance_round
from bot.usecases.second_person import second_person_days


async def offer_changes(act: Act, opened: Round, draw: PlatformDraw) -> None:
    """Post the new hash beside the last; take over what was approved, ask the lead office for the rest."""
    standing = await standing_platform(act, opened)
    if standing is None or opened.state in ENDED:
        raise Stale
    lines = await changes_of(act, standing, match_in(draw.document))
    if await impossible_changes(act, standing, lines):
        raise Refused("platform.impossible")
    others = sum(not line.is_approved for line in lines)
    texts = [await change_text(act, line) for line in lines]
    draw = await act.work.platform_draws.change(draw, changes=texts, other_changes=others)
    await act.notify(
        "platform.posted_again",
        await act.work.chats.get(opened.chat_id),
        number=opened.number,
        **facts_of(draw),
        **counts_of(match_in(draw.document)),
        previous=standing.hash,
        approved=len(lines) - others,
        others={"key": "platform.others", "n": others} if others else {"key": "platform.no_others"},
        warnings=draw.notes or {"key": "platform.all_agrees"},
    )
    if others:
        subject, days = ("platform_draw", draw.id), second_person_days(act)
        await act.owe("adoption", subject, days, role=Role.LEAD_OFFICE, rule="second_person")
        await show_offers(act, opened, draw)
    else:
        await _adopt(act, opened, standing, draw, lines)


async def show_offers(act: Act, opened: Round, draw: PlatformDraw, only: Person | None = None) -> int:
    """Send the lead office (or one of them) the card of a re-import; return how many got it."""
    people = [each for each in (await act.holders(Role.LEAD_OFFICE))[0] if only in (None, each)]
    for person in people:
        await act.notify(
            "platform.offer",
            person,
            card=f"platform-offer:{draw.id}",
            draw=draw.id,
            number=opened.number,
            name=(await act.work.people.get(draw.imported_by)).name,
            lines=draw.changes,
            ground=act.ground("substitution"),
            is_open=draw.state is PlatformState.OFFERED,
            state={"key": f"platform.state.{draw.state}"},
        )
    return len(people)


async def accept_changes(act: Act, draw_id: int) -> None:
    """同意: the lead office agrees to what nobody had approved; the lists take effect."""
    draw, opened = await _decidable(act, draw_id)
    standing = await standing_platform(act, opened)
    if standing is None:
        raise Stale
    lines = await changes_of(act, standing, match_in(draw.document))
    if await impossible_changes(act, standing, lines):
        raise Refused("platform.impossible")
    await act.settle("adoption", ("platform_draw", draw.id))
    await act.record("platform_changes_accepted", round=opened.number, hash=draw.hash)
    await _adopt(act, opened, standing, draw, lines)


async def decline_changes(act: Act, draw_id: int) -> None:
    """不同意: the lists that stood still stand; the group hears it, the coordinator corrects the platform."""
    draw, opened = await _decidable(act, draw_id)
    draw = await act.work.platform_draws.move(draw, step_for("decline", draw.state).target)
    standing = await standing_platform(act, opened)
    await act.settle("adoption", ("platform_draw", draw.id))
    await act.record("platform_changes_declined", round=opened.number, hash=draw.hash)
    data = {"number": opened.number, "hash": draw.hash, "standing": standing.hash if standing else ""}
    for to in (
        await act.work.chats.get(opened.chat_id),
        await act.work.people.get(opened.coordinator_id),
    ):
        await act.notify("platform.declined", to, **data)
    await show_offers(act, opened, draw)


async def _decidable(act: Act, draw_id: int) -> tuple[PlatformDraw, Round]:
    draw = await act.work.platform_draws.get(draw_id)
    act.permit(Action.APPROVE_DEVIATION, Case(first_person=draw.imported_by))
    opened = await act.work.rounds.get(draw.round_id)
    if draw.state is not PlatformState.OFFERED or draw.version == 1 or opened.state in ENDED:
        raise Stale
    return draw, opened


async def _adopt(
    act: Act, opened: Round, standing: PlatformDraw, draw: PlatformDraw, lines: list[ChangeLine]
) -> None:
    vacant = await vacant_seats(act, standing)
    step = step_for("replace", standing.state)
    await act.work.platform_draws.move(standing, step.target, proposal=None)
    step = step_for("adopt", draw.state)
    draw = await act.work.platform_draws.move(draw, step.target, proposal=standing.proposal)
    await act.record("platform_adopted", round=opened.number, version=draw.version, hash=draw.hash)
    await act.notify(
        "platform.adopted",
        await act.work.chats.get(opened.chat_id),
        number=opened.number,
        version=draw.version,
        lines=await _public_lines(act, lines) or {"key": "platform.no_changes"},
        list_hash=draw.hash,
    )
    await carry_out(act, opened, match_in(draw.document), lines, vacant)
    if draw.other_changes:
        await show_offers(act, opened, draw)
    await show_wanted(act, opened)
    await act.paper("bundle", opened.id)
    await act.rewrite_site()
    await advance_round(act, await act.work.rounds.get(opened.id))


async def _public_lines(act: Act, lines: list[ChangeLine]) -> list[dict[str, Any]]:
    """The group hears who comes to which target, not who has left it or why."""
    texts = []
    for line in lines:
        if line.change is not Change.STILL_THERE:
            text = await change_text(act, line)
            public = {"name": text["name"], "come": text["come"]}
            texts.append({"key": f"platform.public.{line.change}", **public})
    return texts
