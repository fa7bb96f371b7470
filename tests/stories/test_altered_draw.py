"""Whoever edits the database after the commitment is found out, when throwing opens and at the result."""

from typing import Any

from bot.app.cap_check import wrong_reasons
from bot.domain.draw.attempts import Ending, ending_problems
from bot.domain.draw.plan import commitment
from bot.domain.rounds import Attempt, AttemptState
from bot.usecases.draws.open_commitment import is_altered
from tests.stories.attempts import NUMBER, attempts, chain, faults_of, freeze_again, unsealed
from tests.stories.office import Office
from tests.stories.wording import say

OPEN, PRESS = "请现场监督人员按下掷骰", "按下掷骰"


async def edit(office: Office, nth: int, **columns: Any) -> None:
    """Change an attempt's row behind the bot's back."""
    async with office.stage.service.database.writing() as work:
        row = (await work.attempts.all(round_id=1))[nth]
        await work.attempts.change(row, **columns)


def without_first(frozen: Attempt) -> list[dict[str, Any]]:
    """Return the frozen targets, the first of which now cannot be drawn."""
    first, *rest = frozen.targets
    return [first | {"eligible": False, "why": "closed"}, *rest]


async def test_pool_edited_during_the_throws_ends_the_attempt_and_the_redraw_waits_for_a_press(
    office: Office,
) -> None:
    await office.freeze()
    (frozen,) = await attempts(office)
    await edit(office, 0, targets=without_first(frozen))
    refused = await office.press("王芳", f"{NUMBER} 的封存码", OPEN, in_group=True)
    assert refused == say("draw.altered", number=NUMBER)[:200]
    await edit(office, 0, targets=frozen.targets)
    await office.press("王芳", f"{NUMBER} 的封存码", OPEN, in_group=True)
    await edit(office, 0, targets=without_first(frozen))
    await office.press("郑观", f"{NUMBER} 由 王芳 开放掷骰", PRESS, in_group=True)

    (lost,) = await attempts(office)
    ending = Ending.model_validate(lost.ending)
    assert (lost.state, ending.kind, ending.reason) == (AttemptState.LOST, "lost", "source_missing")
    assert (ending.commitment, ending_problems(ending), lost.result) == (frozen.commitment, [], None)
    said = say("draw.altered_lost", number=NUMBER)
    assert [said in m.text for m in office.group.screen() if m.text.startswith("【抽取失效】")] == [True]
    assert [said in m.text for m in office.sees("张敏") if m.text.startswith("【抽取失效】")] == [True]
    assert await unsealed(office) == []

    await freeze_again(office)
    await office.press("王芳", f"{NUMBER}（第 2 次抽取） 的封存码", OPEN, in_group=True)
    assert [len(each.transcript) for each in await attempts(office)] == [25, 0]
    await office.press("郑观", f"{NUMBER}（第 2 次抽取） 由 王芳 开放掷骰", PRESS, in_group=True)
    rows = await attempts(office)
    assert [each.state for each in rows] == [AttemptState.LOST, AttemptState.STANDING]
    assert [a == b for a, b in chain(rows)] == [True]
    assert faults_of(office) == []
    assert [each.name for each in await wrong_reasons(office.stage.service.database)] == [""]
    await edit(office, 0, targets=frozen.targets)  # every story ends with a pool that the journal bears out


async def test_throw_edited_after_it_was_seen_is_held_against_the_journal(office: Office) -> None:
    await office.draw()
    (drawn,) = await attempts(office)
    first, *rest = drawn.transcript
    other = [first | {"val": first["val"] % 6 + 1}, *rest]
    async with office.stage.service.database.writing() as work:
        act = office.stage.service.desk.bot_act(work)
        assert not await is_altered(act, drawn)
        assert await is_altered(act, drawn.model_copy(update={"transcript": other}))


async def test_plan_and_commitment_edited_together_are_held_against_what_was_posted(office: Office) -> None:
    await office.freeze()
    (frozen,) = await attempts(office)
    await office.press("王芳", f"{NUMBER} 的封存码", OPEN, in_group=True)
    plan = frozen.plan | {"rules": frozen.plan["rules"] | {"floor_bp": 10_000}}
    await edit(office, 0, plan=plan, commitment=commitment(plan))
    await office.press("郑观", f"{NUMBER} 由 王芳 开放掷骰", PRESS, in_group=True)

    (lost,) = await attempts(office)
    assert (lost.state, lost.result) == (AttemptState.LOST, None)
