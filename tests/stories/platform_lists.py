"""How an office brings a draw of the platform in, and what it reads of it."""

from datetime import date
from pathlib import Path

from bot.domain.texts import text
from demo.pictures import photo
from demo.stage import card
from tests.storage.workbooks.workbook_files import xlsx
from tests.stories.kept import kept
from tests.stories.office import Office
from tests.stories.wording import (
    NUMBER,
)

HEADING = ["检查对象", "统一社会信用代码", "检查人员1", "检查人员2", "组别"]
FIRST = [["第一中学", "", "甲一", "乙二", "一"], ["河湾中学", "", "丙三", "丁四", "二"]]
BATCH, OPERATOR, DRAWN_AT = "HB-2026-031", "马操作", "2026-09-21 08:40"
SHOWN_AT = text("date.when", day=date(2026, 9, 21), hour="08:40")
"""The same time as people read it."""
FILE = {"ended": "", "file": text("verify.platform_file")}
POSTED, AGAIN = "【平台抽取】", "【平台名单重新导入】"


async def send(office: Office, rows: list[list[str]], name: str = "匹配结果.xlsx") -> None:
    await office["王芳"].sends_file("private", name, xlsx({"匹配结果": rows}))
    await office.stage.settle()


async def hand_over(office: Office, rows: list[list[str]], batch: str = BATCH) -> None:
    """Send the file and all that it does not say, up to the preview."""
    await send(office, [HEADING, *rows])
    for words in (batch, OPERATOR, DRAWN_AT):
        await office.say("王芳", words)
    await office["王芳"].sends_photo("private", photo())
    await office.stage.settle()


async def begin(office: Office) -> None:
    await office.say("王芳", "/draw", in_group=True)
    await office.press("王芳", "发起抽查", "平台已抽取", in_group=True)


@kept
async def carried_on(office: Office, rows: list[list[str]]) -> None:
    """Have the coordinator import the lists and send out the duties."""
    await begin(office)
    await hand_over(office, rows)
    await office.press("王芳", "【导入平台抽取结果】", "确认")
    await office.press("王芳", POSTED, "派发任务", in_group=True)


async def imported_again(office: Office, rows: list[list[str]]) -> None:
    await office.press("王芳", "【请在平台更换】", "重新导入")
    await hand_over(office, rows)
    await office.press("王芳", "【导入平台抽取结果】", "确认")


def hash_in(message: str, label: str) -> str:
    return message.split(f"{label}：\n")[1].split("\n", maxsplit=1)[0]


def posted_hash(office: Office) -> str:
    return hash_in(card(office["王芳"], POSTED, office.group).text, "名单校验码（第 1 次导入）")


def lists(office: Office, ending: str = "") -> bytes:
    folder: Path = office.stage.data_dir / "rounds" / NUMBER
    return (folder / f"platform{ending}.json").read_bytes()
