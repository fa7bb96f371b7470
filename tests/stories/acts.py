"""What people of the small office do again and again, a few lines each."""

import json
import re
from typing import Any

from bot.app.on_demand import write_results
from bot.domain.people import Person
from bot.domain.publication.places import Place
from demo.pictures import photo
from playground import Message, PersonDriver
from tests.stories.office import Office
from tests.stories.wording import Drawn, drawn_round

ALL_NORMAL, YES = "其余事项全部正常", "确认：以上均正常"
SIGNED, TOLD = "已签字盖章", "已向对方反馈结果"
_LINK = re.compile(r"https://t\.me/\w+\?start=[\w-]+")


async def invite(office: Office, role: str, typed: str, by: str = "张敏") -> str:
    """Have somebody invite an officer; return the link to hand over."""
    await office.say(by, "/invite")
    await office.press(by, "请选择要邀请的人员", role)
    await office.say(by, typed)
    return links_of(office[by])[-1]


def links_of(person: PersonDriver) -> list[str]:
    """Return the one-time links of the person's newest message."""
    return _LINK.findall(person.last().text)


async def open_link(office: Office, name: str, link: str) -> PersonDriver:
    """Have somebody, new or known, open a link."""
    person = office.stage.person(name)
    await person.opens_link(link)
    await office.stage.settle()
    return person


async def unbind(office: Office, *names: str) -> None:
    """Take the accounts of these people away, as if they had never opened their link."""
    async with office.stage.service.database.writing() as work:
        for name in names:
            person: Person | None = await work.people.one(name=name)
            assert person is not None
            await work.people.change(person, account_id=None)


async def accept(office: Office, *names: str) -> None:
    """Have these inspectors accept their duties."""
    for name in names:
        await office.press(name, "【检查任务】", "接受任务")


async def ask_recusal(office: Office, name: str, target: str, ground: str, words: str = "") -> None:
    """Have an inspector ask to be relieved; `target` "" is the whole round, no `words` presses the button."""
    await office.press(name, "【检查任务】", "申请回避")
    await office.press(name, "请选择需要回避的检查对象", target or "本批次全部任务")
    await office.press(name, "请选择回避事由", ground)
    if words:
        await office.say(name, words)
    else:
        await office.press(name, "请用一句话说明情况", "不另说明")


def result_card(office: Office, name: str, target: str) -> Message:
    """Return the person's card of the inspection of this target."""
    wanted = f"\n检查对象：{target}\n"
    form = office.stage.service.desk.office.profile.names.form.value
    return next(
        m for m in reversed(office.sees(name)) if m.text.startswith(f"【{form}】") and wanted in m.text
    )


async def answer(office: Office, name: str, target: str, *labels: str) -> list[str]:
    """Press these buttons of the inspection's card one after the other; return the toasts.

    Whoever says that all others are normal says it twice: the bot asks before it counts. Before the target
    signs it is told the result, and the signed form is photographed.
    """
    return [await _press_result(office, name, target, label) for label in labels]


async def _press_result(office: Office, name: str, target: str, label: str) -> str:
    if label == SIGNED and TOLD in [each.label for each in result_card(office, name, target).each_button()]:
        await _press_result(office, name, target, TOLD)
    toast = await office.stage.presses(office[name], result_card(office, name, target), label)
    if label == SIGNED:
        await send_photo(office, name)
    if label.startswith(ALL_NORMAL[:2]):
        return await office.stage.presses(office[name], result_card(office, name, target), YES)
    return toast


async def send_photo(office: Office, name: str, caption: str = "") -> None:
    """Send a photo in private."""
    await office[name].sends_photo("private", photo(), caption)
    await office.stage.settle()


async def submit_normal(office: Office, drawn: Drawn, target: str) -> None:
    """Have the team inspect a target where nothing is wrong, and the leader submit."""
    leader, *others = drawn.teams[drawn.targets[target]]
    await on_site(office, target, leader, *others)
    await answer(office, leader, target, "其余事项全部正常", "已签字盖章", "提交记录")


async def on_site(office: Office, target: str, leader: str, *others: str) -> None:
    """Have everybody arrive, each by his own account; the leader shows the licence and tells the rights."""
    for name in (leader, *others):
        if not any(f"检查对象：{target}\n状态" in m.text for m in office.sees(name)):
            await office.press(name, "【检查任务】", f"填报检查：{target}")
        await answer(office, name, target, "我已到场")
    await answer(office, leader, target, "已出示执法证件")


async def press_about(office: Office, name: str, title: str, target: str, label: str) -> str:
    """Press a button of the person's newest card with this title about this target."""
    cards = [m for m in office.sees(name) if m.text.startswith(title) and target in m.text]
    return await office.stage.presses(office[name], cards[-1], label)


async def publish(office: Office, target: str) -> None:
    """Have a signed result released and published."""
    await press_about(office, "周审", "【审核】", target, "审核通过")
    await press_about(office, "王芳", "【公示】", target, "公示")


async def enter_receipt(office: Office, name: str, target: str, receipt: str) -> None:
    """Have the leader report the platform's number."""
    await press_about(office, name, "【平台录入】", target, "填写平台编号")
    await office.say(name, receipt)


def public_pages(office: Office, pattern: str = "*.html") -> str:
    """Return what the public pages of the office hold, all in Chinese or those of this name."""
    folder = office.stage.data_dir / "public"
    names = sorted(path for path in folder.glob(pattern) if path.name != "verify.html")
    return "\n".join(path.read_text("utf-8") for path in names)


async def exported(office: Office) -> list[dict[str, Any]]:
    """Return what the credit system is sent of all that is public."""
    target = office.stage.data_dir / "credit.json"
    await write_results(
        office.stage.service.database, target, Place.CREDIT, "", office.stage.clock.now().date()
    )
    rows: list[dict[str, Any]] = json.loads(target.read_text("utf-8"))["results"]
    return rows


TAKEN_DOWN = ("kind", "state", "published_on", "removed_on", "reason")
"""What a row says of an entry that was taken down, beside whose it was."""


async def taken_down(office: Office) -> list[tuple[str, ...]]:
    """Return what the credit system is told of what is public no more, and that it says nothing else."""
    rows = [each for each in await exported(office) if each["state"] != "公示中"]
    found = [each[name] for each in rows for name in ("conclusion", "abnormal", "follow_ups", "uses")]
    assert [each for each in found if each] == []
    return [tuple(each[name] for name in TAKEN_DOWN) for each in rows]


async def plan_visit(office: Office, leader: str, target: str, typed: str, label: str) -> None:
    """Have the leader set the hour of a visit."""
    await office.press(leader, "【检查任务】", f"安排时间：{target}")
    await office.say(leader, typed)
    await office.press(leader, "【安排检查】", label)


async def begun(office: Office) -> tuple[Drawn, str, str, str]:
    """Have the leader of team 1 begin; return the draw, leader, partner and target."""
    drawn, _ = await drawn_round(office)
    leader, partner = drawn.teams[1]
    await office.confirm()
    await accept(office, leader, partner)
    target = drawn.of(1)[0]
    await on_site(office, target, leader, partner)
    return drawn, leader, partner, target


async def sign_record(office: Office) -> tuple[str, str, str]:
    """Have both of team 1 sign a record; return leader, partner and target."""
    drawn, _ = await drawn_round(office)
    leader, partner = drawn.teams[1]
    await office.confirm()
    await accept(office, leader, partner)
    target = drawn.of(1)[0]
    await submit_normal(office, drawn, target)
    await office.press(partner, "【共同签字】", "签字确认")
    return leader, partner, target
