"""Once throwing is open an attempt ends in a result or, visibly, as lost."""

from datetime import timedelta

from bot.domain.rounds import AttemptState
from playground import faults
from tests.stories.attempts import NUMBER, attempts, chain, draw_again, faults_of
from tests.stories.office import Office


async def test_lead_office_declares_an_unreadable_throw_lost(office: Office) -> None:
    await office.freeze()
    office.stage.telegram.fail_next("sendDice", faults.cut_after_accepting(), chat=office.group)
    await office.press("王芳", NUMBER, "开始掷骰", in_group=True)
    (stuck,) = await attempts(office)
    assert stuck.state is AttemptState.THROWING
    office.stage.clock.pass_time(timedelta(hours=5))
    await office.press("张敏", "【掷骰中断】", "无法读回，宣布失效")

    (lost,) = await attempts(office)
    assert lost.state is AttemptState.LOST
    assert (lost.ending or {})["reason"] == "throw_unknown"
    assert any("失效，原因：有一次掷骰的点数无法读回" in m.text for m in office.sees("郑观", in_group=True))


async def test_lost_attempt_is_followed_by_a_redraw_that_verifies(office: Office) -> None:
    await test_lead_office_declares_an_unreadable_throw_lost(office)
    dice = sum(message.dice is not None for message in office.group.screen())
    await draw_again(office)

    rows = await attempts(office)
    assert [row.state for row in rows] == [AttemptState.LOST, AttemptState.STANDING]
    assert [found == wanted for found, wanted in chain(rows)] == [True]
    assert faults_of(office) == []
    assert sum(message.dice is not None for message in office.group.screen()) == dice + 25


async def test_throw_that_was_read_back_cannot_be_declared_lost(office: Office) -> None:
    await office.freeze()
    office.stage.telegram.fail_next("sendDice", faults.cut_after_accepting(), chat=office.group)
    await office.press("王芳", NUMBER, "开始掷骰", in_group=True)
    dice = [message for message in office.group.screen() if message.dice is not None][-1]
    await office["甲一"].says(office.group, "这里", reply_to=dice)
    await office.stage.settle()
    await office.press("张敏", "【掷骰中断】", "无法读回，宣布失效")

    (attempt,) = await attempts(office)
    assert attempt.state is AttemptState.STANDING


async def test_group_that_moves_in_the_middle_of_throwing_loses_the_attempt(office: Office) -> None:
    await office.freeze()
    other = office.stage.telegram.group("双随机工作群", "supergroup")
    other.add(*office.stage.people.values())
    other.add_bot()
    office.stage.telegram.fail_next("sendDice", faults.migrated(other.id), chat=office.group)
    await office.press("王芳", NUMBER, "开始掷骰", in_group=True)

    (lost,) = await attempts(office)
    assert lost.state is AttemptState.LOST
    assert (lost.ending or {})["reason"] == "group_lost"
    assert [message for message in other.screen() if message.dice is not None] == []
    assert office.sees("张敏")[-1].text.startswith(f"【抽取未成立】{NUMBER}")
    assert office.sees("王芳")[-1].text.startswith(f"【抽取未成立】{NUMBER}")


async def test_group_that_expels_the_bot_in_the_middle_of_throwing_loses_the_attempt(office: Office) -> None:
    await office.freeze()
    refusal = faults.forbidden("bot was kicked from the supergroup chat")
    office.stage.telegram.fail_next("sendDice", refusal, chat=office.group)
    await office.press("王芳", NUMBER, "开始掷骰", in_group=True)

    (lost,) = await attempts(office)
    assert (lost.ending or {})["reason"] == "group_lost"


async def test_restart_does_not_ask_for_throws_of_an_attempt_that_has_ended(office: Office) -> None:
    await test_lead_office_declares_an_unreadable_throw_lost(office)
    said = len(office.group.screen())
    await office.stage.restart_bot()
    await office.stage.settle()

    assert len(office.group.screen()) == said
