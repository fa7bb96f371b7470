"""登记非随机检查: the coordinator records what no draw led to; the releaser looks before it is public."""

from collections.abc import Sequence
from typing import Any

from bot.domain.actions import Action
from bot.domain.duties.whole_team import TEAM_MIN
from bot.domain.errors import Refused
from bot.domain.people import Dialogue
from bot.domain.permissions import Case
from bot.domain.registers.rows import Item, Target
from bot.domain.results.typed_undrawn import Written, judged, read_undrawn
from bot.domain.results.undrawn import Undrawn
from bot.domain.typed import paragraph
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.registers.list_in_force import list_in_force
from bot.usecases.results.undrawn_cards import KIND, SUBJECT, owe_release_of_undrawn, show_undrawn
from bot.usecases.results.undrawn_team import team_called

TOPIC = "undrawn"
MOST_WORDS = 2000


async def start_undrawn(act: Act) -> None:
    """Ask for one message with all that is recorded."""
    act.permit(Action.RECORD_UNDRAWN)
    dialogue = await dialogues.begin(act, TOPIC, "words")
    items = "、".join(item.name for item in (await list_in_force(act, "undrawn.no_items")).items[:2])
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
    written = read_undrawn(paragraph(typed, "objection.too_long", MOST_WORDS), act.today)
    row = await _keep(act, written)
    await owe_release_of_undrawn(act, row)
    await dialogues.end(act, dialogue)
    await show_undrawn(act, row)


async def _keep(act: Act, written: Written) -> Undrawn:
    target = await named_target(act, written.target)
    listed = await list_in_force(act, "undrawn.no_items")
    about = {"target_id": target.id, "target_key": target.key, "item_list_id": listed.id}
    about |= {"cause": written.cause, "visited_on": written.visited_on, "recorded_by": act.me.id}
    seen = await contents(act, written, target, listed.items)
    row = await act.work.undrawn.add(Undrawn.model_validate(about | seen))
    await note(act, "undrawn_recorded", row, target=target.id)
    return row


async def contents(act: Act, written: Written, target: Target, items: Sequence[Item]) -> dict[str, Any]:
    """Return what a message says of who inspected what, and what was found, as its row has it."""
    findings = judged(items, written)
    team = await team_called(act, written.inspectors, target, written.visited_on)
    words = await act.keep_words(written.words) if written.words else None
    others = await act.keep_words(written.others) if written.others else None
    kept = {"words_id": words and words.id, "others_words_id": others and others.id}
    return {"findings": findings, "team": team, **kept}


async def note(act: Act, event: str, row: Undrawn, **said: Any) -> None:
    """Record what a message has told, whole: of its words their commitments."""
    said |= {"cause": row.cause.value, "on": row.visited_on.isoformat()}
    ids = {"words": row.words_id, "others": row.others_words_id}
    for name, number in ids.items():
        said[name] = (await act.work.words.get(number)).commitment if number else None
    await act.record(event, undrawn=row.id, findings=row.findings, people=row.team, **said)


async def withdraw_undrawn(act: Act, undrawn_id: int) -> None:
    """撤回登记: whoever has recorded it takes it back before it is public."""
    row = await act.work.undrawn.get(undrawn_id)
    act.permit(Action.RECORD_UNDRAWN, Case(coordinator=row.recorded_by))
    row = await act.work.undrawn.move(row, step_for("withdraw_undrawn", row.state).target)
    await act.record("undrawn_withdrawn", undrawn=row.id)
    await act.cancel(KIND, (SUBJECT, row.id))
    await show_undrawn(act, row)


async def named_target(act: Act, wanted: str) -> Target:
    """Return the target of the register with this name, code or number."""
    found = [
        each
        for each in await act.work.targets.all(is_active=True)
        if wanted in (each.name, each.code, each.number, each.key)
    ]
    if len(found) != 1:
        raise Refused("undrawn.no_target", name=wanted)
    return found[0]
