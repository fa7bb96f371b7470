"""登记非随机检查: the coordinator records what no draw led to; the releaser looks before it is public."""

from bot.domain.actions import Action
from bot.domain.duties.whole_team import TEAM_MIN
from bot.domain.errors import Refused
from bot.domain.journal.entries import Words
from bot.domain.people import Dialogue, Role
from bot.domain.permissions import Case
from bot.domain.registers.rows import ItemList, Target
from bot.domain.results.undrawn import Undrawn, Written, judged, read_undrawn
from bot.domain.typed import paragraph
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.results.undrawn_cards import KIND, SUBJECT, show_undrawn
from bot.usecases.results.undrawn_team import team_called

TOPIC = "undrawn"
_MOST = 2000


async def start_undrawn(act: Act) -> None:
    """Ask for one message with all that is recorded."""
    act.permit(Action.RECORD_UNDRAWN)
    dialogue = await dialogues.begin(act, TOPIC, "words")
    items = "、".join(item.name for item in (await _list_in_force(act)).items[:2])
    await dialogues.ask(
        act,
        dialogue,
        "undrawn.ask",
        items=items,
        day=act.today.isoformat(),
        n=max(TEAM_MIN, act.office.profile.team.size_people.value),
        team=act.ground("team"),
        ground=act.ground("not_by_draw"),
    )


async def type_undrawn(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Keep it, and have the releaser look at it in his term."""
    act.permit(Action.RECORD_UNDRAWN)
    written = read_undrawn(paragraph(typed, "objection.too_long", _MOST), act.today)
    row = await _keep(act, written)
    days = act.office.profile.terms.release_days.value
    await act.owe(KIND, (SUBJECT, row.id), days, role=Role.RELEASER, unit=act.me.unit)
    await dialogues.end(act, dialogue)
    await show_undrawn(act, row)


async def _keep(act: Act, written: Written) -> Undrawn:
    target = await _named(act, written.target)
    listed = await _list_in_force(act)
    about = {"target_id": target.id, "target_key": target.key, "item_list_id": listed.id}
    found = {"findings": judged(listed.items, written), "cause": written.cause}
    team = await team_called(act, written.inspectors, target, written.visited_on)
    words, others = await _kept(act, written.words), await _kept(act, written.others)
    row = Undrawn.model_validate(
        {**about, **found, "team": team, "visited_on": written.visited_on, "recorded_by": act.me.id}
        | {"words_id": words and words.id, "others_words_id": others and others.id}
    )
    row = await act.work.undrawn.add(row)
    said = {"words": words and words.commitment, "others": others and others.commitment}
    said |= {"cause": row.cause.value, "on": row.visited_on.isoformat()}
    await act.record(
        "undrawn_recorded", undrawn=row.id, target=target.id, findings=row.findings, people=team, **said
    )
    return row


async def _kept(act: Act, words: str) -> Words | None:
    return await act.keep_words(words) if words else None


async def withdraw_undrawn(act: Act, undrawn_id: int) -> None:
    """撤回登记: whoever has recorded it takes it back before it is public."""
    row = await act.work.undrawn.get(undrawn_id)
    act.permit(Action.RECORD_UNDRAWN, Case(coordinator=row.recorded_by))
    row = await act.work.undrawn.move(row, step_for("withdraw_undrawn", row.state).target)
    await act.record("undrawn_withdrawn", undrawn=row.id)
    await act.cancel(KIND, (SUBJECT, row.id))
    await show_undrawn(act, row)


async def _list_in_force(act: Act) -> ItemList:
    """Return the newest list of items; raise Refused where there is none yet."""
    versions = await act.work.item_lists.all()
    if not versions:
        raise Refused("undrawn.no_items")
    return versions[-1]


async def _named(act: Act, wanted: str) -> Target:
    """Return the target of the register with this name, code or number."""
    found = [
        each
        for each in await act.work.targets.all(is_active=True)
        if wanted in (each.name, each.code, each.number, each.key)
    ]
    if len(found) != 1:
        raise Refused("undrawn.no_target", name=wanted)
    return found[0]
