"""`shuangsuiji play` by its page's own requests: one person is everybody, the clock button moves a day."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from demo.open_page import open_page
from tests.cli.console import PROFILE

MOST_SECONDS = 30
ANSWERS = {
    "请选择抽取地点": "在本群抽取",
    "请选择抽查范围": "公办初级中学",
    "请选择抽查比例": "20%",
    "请选择联合检查的部门": "不按部门分组",
    "请选择检查组数": "2 组",
    "请说明在此抽取的理由": "平台未收录",
}


@dataclass
class Page:
    """The page of one person, with one chat open."""

    client: httpx.AsyncClient
    address: dict[str, str]

    async def state(self, **other: Any) -> Any:
        """Return what the page shows."""
        return (await self.client.get("/ui/state", params=self.address | other)).json()

    async def acts(self, **what: Any) -> None:
        """Do something, and see that it was possible."""
        answer = await self.client.post("/ui/act", data=self.address | what, headers={"X-Playground": "1"})
        assert answer.json() == {"ok": True}

    async def sees(self, is_there: Callable[[str], bool]) -> Any:
        """Return the newest message whose text fits, when it is there."""
        async with asyncio.timeout(MOST_SECONDS):
            while True:
                messages = (await self.state())["chat"]["messages"]
                for message in reversed(messages):
                    if is_there(message["text"]):
                        return message

    async def presses(self, beginning: str, label: str) -> None:
        """Press a button of the newest message that begins so."""
        message = await self.sees(lambda text: text.startswith(beginning))
        buttons = [button for row in message["buttons"] for button in row]
        data = next(button["data"] for button in buttons if button["label"].startswith(label))
        await self.acts(do="press", message=message["id"], data=data)


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    opened: asyncio.Queue[str] = asyncio.Queue()
    playing = asyncio.create_task(open_page(PROFILE, 0, opened.put_nowait))
    async with asyncio.timeout(MOST_SECONDS):
        address = urlsplit(await opened.get())
    async with httpx.AsyncClient(base_url=f"http://{address.netloc}") as client:
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        yield Page(client, query)
    playing.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await playing


async def test_page_opens_and_the_clock_button_brings_reminders(page: Page):
    index = await page.client.get("/", params=page.address)
    assert (index.status_code, index.headers["content-type"]) == (200, "text/html; charset=utf-8")
    state = await page.state()
    assert state["clock"] == {"text": "9月21日 周一 09:00", "button": "过一个工作日"}
    notes = [each["note"] for each in state["people"]]
    assert (notes[1:3], notes[-1]) == (["纪检监察室经办人", "审核人"], "执法检查人员")
    assert notes.count("") == 0

    await page.acts(do="say", text="/draw")
    for step, answer in ANSWERS.items():
        await page.presses(f"发起抽查：{step}", answer)
    await page.presses("发起抽查：请核对", "冻结并公布封存码")
    await page.presses("SSJ-2026-0001 的封存码已经公布", "开始掷骰")
    await page.sees(lambda text: text.startswith("【抽取结果】SSJ-2026-0001"))

    await page.acts(do="clock")
    assert (await page.state())["clock"]["text"] == "9月22日 周二 09:00"
    reminder = await page.sees(lambda text: text.startswith("【本日提醒】SSJ-2026-0001"))
    assert "接受任务：4 件未办，其中逾期 0 件" in reminder["text"]
