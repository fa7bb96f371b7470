"""Through a round nothing holds up the loop: no step computes for longer than anybody may wait (F28).

Measured is the processor's time of each callback, so that other work on the machine changes nothing.
"""

import asyncio
import time

import pytest

from tests.stories.acts import accept, press_about, publish, submit_normal
from tests.stories.office import Office
from tests.stories.wording import read_result

MOST_SECONDS = 0.2


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long each step of the loop has computed, of the bot and of the stand-in alike."""
    spent: list[float] = []
    run = asyncio.Handle._run

    def timed(handle: asyncio.Handle) -> None:
        before = time.thread_time()
        run(handle)
        spent.append(time.thread_time() - before)

    monkeypatch.setattr(asyncio.Handle, "_run", timed)
    return spent


async def test_no_step_of_a_round_computes_for_long(office: Office, steps: list[float]) -> None:
    await office.preview()
    steps.clear()
    await office.stage.presses(office["王芳"], office.sees("王芳", in_group=True)[-1], "冻结")
    await office.press("王芳", "SSJ-2026-", "开始掷骰", in_group=True)
    drawn = read_result(office)
    for name in ("钱核", "李核"):
        if any(each.text.startswith("【比对和确认】") for each in office.sees(name)):
            await office.press(name, "【比对和确认】", "全部属实")
    leader, partner = drawn.teams[1]
    await accept(office, leader, partner)
    target = drawn.of(1)[0]
    await submit_normal(office, drawn, target)
    await press_about(office, partner, "【共同签字】", target, "签字确认")
    await publish(office, target)
    await office.stage.tick()

    assert len(steps) > 1000
    assert max(steps) < MOST_SECONDS
