"""The demo's platform: it draws from the sample bureau, and the office carries its result on."""

import random
from datetime import timedelta
from io import BytesIO

from bot.domain.deadlines import SHANGHAI
from demo.bureau import SampleInspector, SampleTarget
from demo.office import Cast
from demo.pictures import photo
from demo.stage import Stage, card
from demo.transcript import Transcript
from playground import PersonDriver
from storage.workbooks.writer import write_table

BATCH, OPERATOR, FILE = "HBSSJ-2026-0917", "平台操作员", "平台匹配结果.xlsx"
_HEADINGS = (
    *("检查对象", "统一社会信用代码"),
    *("检查人员1工号", "检查人员1", "检查人员2工号", "检查人员2", "组别"),
)
_SEED, _TARGETS, _TEAMS, _TEAM_SIZE = 20260917, 4, 2, 2
_EARLIER = timedelta(minutes=20)
_PREVIEW, _POSTED = "【导入平台抽取结果】", "【平台抽取】"
_WANTED, _DUTY = "【请在平台更换】", "【检查任务】"


async def carry_on(stage: Stage, cast: Cast, transcript: Transcript) -> None:
    """Play the import of the platform's result, its confirmation and the dispatch, instead of a draw."""
    transcript.heading("平台已抽取，在此承接")
    coordinator, group = cast.one("coordinator"), cast.group
    await stage.says(coordinator, "/draw", group)
    await stage.presses(coordinator, card(coordinator, "发起抽查", group), "平台已抽取")
    transcript.note(f"{OPERATOR}在平台上完成抽取，经办人导出匹配结果")
    await _hand_over(stage, coordinator, match_of(cast))
    await stage.presses(coordinator, card(coordinator, _POSTED, group), "派发任务")


async def change(stage: Stage, cast: Cast, transcript: Transcript) -> None:
    """Play the second import: whoever was relieved is replaced on the platform, the newcomer accepts."""
    transcript.heading("平台更换人员后重新导入")
    coordinator = cast.one("coordinator")
    wanted = card(coordinator, _WANTED)
    left = next(each.name for each in cast.bureau.inspectors if each.name in wanted.text)
    await stage.presses(coordinator, wanted, "重新导入名单")
    await _hand_over(stage, coordinator, match_of(cast, left))
    for person in cast.inspectors:
        if person.name == follower_of(cast):
            await stage.presses(person, card(person, _DUTY), "接受任务")


async def _hand_over(stage: Stage, coordinator: PersonDriver, match: bytes) -> None:
    await coordinator.sends_file("private", FILE, match)
    await stage.settle()
    drawn_at = (stage.clock.now() - _EARLIER).astimezone(SHANGHAI)
    for words in (BATCH, OPERATOR, f"{drawn_at:%Y-%m-%d %H:%M}"):
        await stage.says(coordinator, words)
    await coordinator.sends_photo("private", photo())
    await stage.settle()
    await stage.presses(coordinator, card(coordinator, _PREVIEW), "确认")


def match_of(cast: Cast, left: str = "") -> bytes:
    """Return the platform's .xlsx, the same for the same bureau; whoever has `left` is replaced."""
    chance = random.Random(_SEED)  # noqa: S311 - the stand-in's own draw, shown as not verifiable
    kind = cast.bureau.targets[0].category
    targets = [each for each in cast.bureau.targets if each.category == kind]
    drawn = chance.sample(targets, min(_TARGETS, len(targets)))
    *seated, follower = _seated(cast)
    seated = [follower if each.name == left else each for each in seated]
    teams = [seated[start : start + _TEAM_SIZE] for start in range(0, len(seated), _TEAM_SIZE)]
    rows = [_row(target, teams[n % _TEAMS], n % _TEAMS + 1) for n, target in enumerate(drawn)]
    book = BytesIO()
    write_table(book, "", _HEADINGS, rows)
    return book.getvalue()


def follower_of(cast: Cast) -> str:
    """Return the name of whom the platform puts in the place of somebody who was relieved."""
    return _seated(cast)[-1].name


def _seated(cast: Cast) -> list[SampleInspector]:
    """Return the inspectors whom the platform draws for its teams, and the one who follows."""
    people = [each for each in cast.bureau.inspectors if each.licensed]
    return random.Random(_SEED + 1).sample(people, _TEAMS * _TEAM_SIZE + 1)  # noqa: S311 - as above


def _row(target: SampleTarget, team: list[SampleInspector], number: int) -> list[str]:
    people = [word for person in team for word in (person.number, person.name)]
    return [target.name, target.code, *people, f"第{number}组"]
