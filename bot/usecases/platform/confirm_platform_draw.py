"""确认: the lists are fixed by their hash, and the group has it before anybody is told of a duty."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.draw.platform_list import list_hash
from bot.domain.draw.records import instant
from bot.domain.errors import Refused, Stale
from bot.domain.inspections import Seat
from bot.domain.mail import NoticeState
from bot.domain.people import Dialogue
from bot.domain.permissions import Case
from bot.domain.platform.conformity import share_bp
from bot.domain.platform.draw import (
    Match,
    PlatformDraw,
    PlatformState,
    document_of,
    last_hash,
    match_in,
)
from bot.domain.rounds import Round, RoundState
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.open_commitment import next_number, seal_of
from bot.usecases.draws.plan_choice import plan_to_keep
from bot.usecases.duties.duty_cards import show_duty
from bot.usecases.duties.name_unreached import name_unreached
from bot.usecases.duties.owe_acknowledgement import owe_acknowledgement
from bot.usecases.duties.recuse_declared import recuse_drawn
from bot.usecases.duties.teams import people_by_number
from bot.usecases.heads import signed_head
from bot.usecases.platform.platform_draws import facts_of, platform_draws
from bot.usecases.platform.platform_lists import match_now, permit_import, reading_of
from bot.usecases.platform.platform_seats import duty_of
from bot.usecases.platform.preview_platform_draw import (
    counts_of,
    line_of,
    preview,
    scope_of,
    warning_lines,
)
from bot.usecases.platform.reimport_platform_draw import offer_changes
from bot.usecases.registers.list_in_force import list_in_force
from bot.usecases.registers.targets_in_scope import targets_in
from bot.usecases.rounds.dispatch_round import ask_units, called, open_inspections, target_lines


async def confirm_import(act: Act, dialogue_id: int, version: int) -> None:
    """Take over what the preview showed: a new round, or new lists of a round that is under way."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    opened = await permit_import(act, dialogue)
    match = (await match_now(act, reading_of(dialogue))).match
    if match is None:
        await act.toast("draw.changed_toast")
        await preview(act, await dialogues.advance(act, dialogue, "file"))
        return
    line = await line_of(act, dialogue, opened)
    notes = await warning_lines(act, match, opened, line)
    await dialogues.end(act, dialogue)
    await act.toast("platform.confirmed_toast")
    if opened is None:
        opened = await _open_round(act, dialogue, match)
        draw = await _keep(act, opened, dialogue, match, notes)
        await _post(act, opened, draw)
    else:
        draw = await _keep(act, opened, dialogue, match, notes)
        await offer_changes(act, opened, draw)
    await act.reply("platform.confirmed", card=f"draw:{dialogue.id}", number=opened.number, hash=draw.hash)


async def _open_round(act: Act, dialogue: Dialogue, match: Match) -> Round:
    scope = await scope_of(act, match)
    total = len(await targets_in(act, scope))
    listed = await list_in_force(act, "draw.no_items")
    opened = Round(
        number=await next_number(act),
        state=RoundState(step_for("take_over", RoundState.PLANNED).target),
        profile=act.office.profile.key,
        scope=scope,
        share_bp=share_bp(len(match.targets), total),
        team_count=len(match.teams),
        reason="",
        item_list_id=listed.id,
        **await plan_to_keep(act, dialogue),
        coordinator_id=act.me.id,
        chat_id=int(str(dialogue.draft["chat"])),
    )
    opened = await act.work.rounds.add(opened)
    await act.record("round_opened", round=opened.number, items=listed.digest, reason=TAKEN_OVER)
    return opened


TAKEN_OVER = "platform"
"""What the journal gives as the reason of a round that the platform drew."""


async def _keep(
    act: Act, opened: Round, dialogue: Dialogue, match: Match, notes: list[dict[str, Any]]
) -> PlatformDraw:
    """Fix the import: everything that was handed over is in its document or bound by a hash in it."""
    before = await platform_draws(act, opened)
    if any(each.state is PlatformState.OFFERED for each in before):
        raise Refused("platform.still_open", number=opened.number)
    items = await act.work.item_lists.get(opened.item_list_id)
    draft = dialogue.draft
    document = document_of(
        match,
        round=opened.number,
        version=len(before) + 1,
        prev=last_hash(before),
        profile=opened.profile,
        items=items.digest,
        platform=act.office.profile.names.platform.value,
        drawn_at=instant(str(draft["drawn_at"])).isoformat(timespec="seconds"),
        **{name: str(draft[name]) for name in ("batch", "operator", "file", "picture")},
    )
    draw = PlatformDraw(
        round_id=opened.id,
        version=len(before) + 1,
        state=PlatformState.OFFERED,
        document=document,
        hash=list_hash(document),
        notes=notes,
        changes=[],
        imported_by=act.me.id,
        imported_at=act.at,
    )
    draw = await act.work.platform_draws.add(draw)
    files = {name: str(draft[name]) for name in ("file", "picture")}
    await act.record("platform_imported", round=opened.number, version=draw.version, hash=draw.hash, **files)
    return draw


def posted_key(draw: PlatformDraw) -> str:
    """Return the unique key of the notice that bears an import's hash."""
    return f"platform:{draw.id}"


async def _post(act: Act, opened: Round, draw: PlatformDraw) -> None:
    """The group reads the hash and the counts; who was drawn it reads when the duties go out."""
    head = await act.record("platform_posted", round=opened.number, hash=draw.hash)
    await act.notify(
        "platform.posted",
        await act.work.chats.get(opened.chat_id),
        key=posted_key(draw),
        draw=draw.id,
        number=opened.number,
        ground=act.ground("draw"),
        **facts_of(draw),
        **counts_of(match_in(draw.document)),
        warnings=draw.notes or {"key": "platform.all_agrees"},
        head=await signed_head(act, head),
    )
    await act.rewrite_site()


async def dispatch_platform(act: Act, draw_id: int) -> None:
    """派发: the same duties, cards and deadlines as after a draw made here; the group has the hash before."""
    draw = await act.work.platform_draws.get(draw_id)
    opened = await act.work.rounds.get(draw.round_id)
    act.permit(Action.DISPATCH_PLATFORM, Case(coordinator=opened.coordinator_id))
    notice = await act.work.notices.one(unique_key=posted_key(draw))
    if opened.state is not RoundState.DRAWING:
        raise Stale
    if notice is None or notice.state is not NoticeState.SENT:
        raise Refused("platform.not_posted")
    draw = await act.work.platform_draws.move(draw, step_for("adopt", draw.state).target)
    moved = await act.work.rounds.move(opened, step_for("dispatch", opened.state).target)
    await act.toast("platform.dispatched_toast")
    await _post_result(act, moved, draw)
    await _send_out(act, moved, match_in(draw.document))
    await act.paper("bundle", moved.id)
    await act.rewrite_site()
    chat = await act.work.chats.get(moved.chat_id)
    document = f"rounds/{moved.number}/platform.json"
    await act.notify(
        "platform.bundle", chat, number=moved.number, document=document, **await seal_of(act, moved)
    )


async def _send_out(act: Act, opened: Round, match: Match) -> None:
    """Open inspections, duties and seats; who sits on several teams has one duty with all their targets."""
    people = await people_by_number(act)
    assignment = [(each.id, each.team) for each in match.targets]
    duties = {}
    for inspection in await open_inspections(act, opened, assignment):
        for number in match.people_of(inspection.target_key):
            duty = await duty_of(act, opened, people[number].id, number, inspection.team)
            duties[duty.id] = duty
            seat = Seat(inspection_id=inspection.id, duty_id=duty.id, person_id=duty.person_id)
            await act.work.seats.add(seat)
    await act.record("dispatched", round=opened.number)
    for duty in duties.values():
        await owe_acknowledgement(act, duty)
        await show_duty(act, duty)
    await ask_units(act, opened, is_again=False)
    chat = await act.work.chats.get(opened.chat_id)
    await name_unreached(act, opened, chat)
    await recuse_drawn(act, opened)


async def _post_result(act: Act, opened: Round, draw: PlatformDraw) -> None:
    match, people = match_in(draw.document), await people_by_number(act)
    names = {each.id: each.name for each in match.targets}
    teams = [
        {
            "key": "draw.team_line",
            "team": n,
            "members": "、".join(called(people[number]) for number in members),
        }
        for n, members in enumerate(match.teams, start=1)
    ]
    await act.notify(
        "platform.result",
        await act.work.chats.get(opened.chat_id),
        number=opened.number,
        **facts_of(draw),
        targets=target_lines([(each.id, each.team) for each in match.targets], names),
        lines=teams,
        list_hash=draw.hash,
    )
