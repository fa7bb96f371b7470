"""An account is bound by a one-time link and the person's own confirmation."""

from datetime import date, timedelta

from bot.domain.texts import Text, text
from locales import render
from tests.stories.acts import invite, links_of, open_link, unbind
from tests.stories.office import TOWN, VILLAGE, Office
from tests.stories.spoken import TERMS
from tests.stories.watch import Shown, Watch, shown
from tests.stories.wording import (
    APPROVER,
    BACK,
    CANCEL,
    COORDINATOR,
    LEAD_OFFICE,
    LIST_ADMINISTRATOR,
    say,
    says,
)

UNTIL = text("date.when", day=date(2026, 9, 22), hour="09:00")
ROLES = (
    COORDINATOR,
    APPROVER,
    LIST_ADMINISTRATOR,
    "审核人",
    "现场监督人员",
    "纪检监察",
    LEAD_OFFICE,
)


def question(name: str, unit: str, role: str) -> Shown:
    labels = ("确认是本人", "不是本人")
    return says("bind.question", *labels, name=name, unit=unit, roles=[text(f"role.{role}")], moves="")


def told(name: str, unit: str | Text, *, stands_in: bool = False) -> Shown:
    said = text("bind.told", name=name, unit=unit)
    if stands_in:
        said = text("people.stood_in", text=said, role=text("role.approver"), unit=unit)
    return shown(render("zh_CN", said, TERMS), "不是本人，撤销绑定")


async def test_link_binds_whom_it_names_and_tells_the_approver(office: Office) -> None:
    link = await invite(office, LIST_ADMINISTRATOR, f"陈新 {TOWN}")
    watch = Watch(office)

    await open_link(office, "陈新", link)
    assert watch.news() == {"陈新": [question("陈新", TOWN, "list_administrator")]}

    assert await office.press("陈新", "此链接用于绑定", "确认是本人") == "已绑定"
    assert watch.news() == {
        "陈新": [says("bind.done", name="陈新", unit=TOWN)],
        "赵批": [told("陈新", TOWN)],
    }


async def test_link_of_a_bureau_officer_is_told_to_the_lead_office(office: Office) -> None:
    link = await invite(office, "纪检监察", "陈新")
    await open_link(office, "陈新", link)
    watch = Watch(office)

    await office.press("陈新", "此链接用于绑定", "确认是本人")

    bureau = text("unit.bureau")
    assert watch.news() == {
        "陈新": [says("bind.done", name="陈新", unit=bureau)],
        "张敏": [told("陈新", bureau, stands_in=True)],
    }


async def test_link_that_is_declined_stays_good_for_the_right_person(office: Office) -> None:
    link = await invite(office, "审核人", f"陈新 {TOWN}")
    await open_link(office, "路人", link)
    watch = Watch(office)

    await office.press("路人", "此链接用于绑定", "不是本人")
    assert watch.news() == {"路人": [says("bind.declined")]}

    await open_link(office, "陈新", link)
    assert await office.press("陈新", "此链接用于绑定", "确认是本人") == "已绑定"


async def test_link_works_once_however_many_have_opened_it(office: Office) -> None:
    link = await invite(office, "审核人", f"陈新 {TOWN}")
    await open_link(office, "陈新", link)
    await open_link(office, "路人", link)
    await office.press("陈新", "此链接用于绑定", "确认是本人")
    watch = Watch(office)

    assert await office.press("路人", "此链接用于绑定", "确认是本人") == say("bind.invalid")
    assert watch.news() == {}

    await open_link(office, "来迟", link)
    assert watch.news() == {"来迟": [says("bind.invalid")]}


async def test_link_dies_after_a_day_even_when_it_was_opened_before(office: Office) -> None:
    link = await invite(office, "审核人", f"陈新 {TOWN}")
    office.stage.clock.pass_time(timedelta(hours=23, minutes=59))
    await open_link(office, "陈新", link)
    watch = Watch(office)
    office.stage.clock.pass_time(timedelta(minutes=1))

    assert await office.press("陈新", "此链接用于绑定", "确认是本人") == say("bind.invalid")
    await open_link(office, "陈新", link)

    assert watch.news() == {"陈新": [says("bind.invalid")]}


async def test_link_that_is_outdated_foreign_or_of_another_person_binds_nobody(office: Office) -> None:
    old = await invite(office, "审核人", f"陈新 {TOWN}")
    new = await invite(office, "审核人", f"陈新 {TOWN}")
    watch = Watch(office)

    await open_link(office, "陈新", old)
    await open_link(office, "路人", "https://t.me/ssj_demo_bot?start=0123456789abcdef")
    await open_link(office, "甲一", new)

    assert watch.news() == {
        "陈新": [says("bind.invalid")],
        "路人": [says("bind.invalid")],
        "甲一": [says("bind.already", name="甲一")],
    }


async def test_lead_office_binds_its_group_by_the_link_that_it_got(office: Office) -> None:
    link = await invite(office, LEAD_OFFICE, "陈新")
    chief = await open_link(office, "陈新", link)
    group = office.stage.telegram.group("新的工作群", "supergroup")
    group.add(chief, office["王芳"])
    watch = Watch(office)

    await office.press("陈新", "此链接用于绑定", "确认是本人")
    told = watch.news()
    assert told["陈新"][1:] == [says("group.invite", "加入办公群", until=UNTIL)]

    await chief.follows(chief.last(), "加入办公群", group)
    await office.stage.settle()
    assert [m.text.split("\n\n〔")[0] for m in group.screen() if m.sender_id == 1_000_000 and m.text] == [
        say("group.bound", hears=text("group.hears_replies"))
    ]
    assert watch.news() == {}

    await office["王芳"].says(group, "/draw")
    await office.stage.settle()
    assert group.screen()[-1].text.startswith("发起抽查：请选择抽取地点")


async def test_group_link_of_somebody_else_binds_nothing(office: Office) -> None:
    chief = await open_link(office, "陈新", await invite(office, LEAD_OFFICE, "陈新"))
    await office.press("陈新", "此链接用于绑定", "确认是本人")
    invitation = chief.last()
    group = office.stage.telegram.group("别的群", "supergroup")
    group.add(office["张敏"])
    watch = Watch(office)

    await office["张敏"].opens_link(invitation.buttons[0][0].url or "", group)
    await office.stage.settle()

    assert watch.news() == {"张敏": [says("bind.invalid")]}
    assert [m.text for m in group.screen() if m.sender_id == 1_000_000 and m.text] == []


async def test_invitation_shows_every_step_to_whoever_invites(office: Office) -> None:
    watch = Watch(office)

    await office.say("张敏", "/invite")
    assert watch.news() == {"张敏": [says("invite.ask", *ROLES, CANCEL)]}
    assert await office.press("张敏", "请选择要邀请的人员", "审核人") == "已收到"
    assert watch.news() == {"张敏": [says("invite.ask_name", *BACK, role=text("role.releaser"))]}
    await office.say("张敏", "姓 名 单位 多余")
    assert watch.news() == {"张敏": [says("invite.bad_name")]}
    await office.say("张敏", f"陈新，{TOWN}")

    link = links_of(office["张敏"])[0]
    values = {"name": "陈新", "unit": TOWN, "role": text("role.releaser"), "link": link, "until": UNTIL}
    assert watch.news() == {"张敏": [says("invite.link", **values)]}

    await office.say("张敏", "/invite")
    await office.press("张敏", "请选择要邀请的人员", "现场监督人员")
    await office.press("张敏", "请发送受邀人（现场监督人员）", "返回上一步")
    await office.press("张敏", "请选择要邀请的人员", "审核人")
    watch.news()
    for words in ("/cancel", "/cancel", "陈新"):
        await office.say("张敏", words)
    left = says("dialogue.left", topic=text("dialogue.topic.invite"))
    after = [says("dialogue.none"), says("words.unexpected")]
    assert watch.news() == {"张敏": [says("dialogue.cancelled"), left, *after]}


async def test_invitation_of_inspectors_gives_each_unbound_one_a_link(office: Office) -> None:
    await unbind(office, "甲一", "乙二")
    watch = Watch(office)

    await office.say("张敏", "/invite")
    assert watch.news() == {
        "张敏": [says("invite.ask", *ROLES, "名录库中未绑定的执法检查人员（2 人）", CANCEL)]
    }
    await office.press("张敏", "请选择要邀请的人员", "名录库中未绑定")

    links = links_of(office["张敏"])
    people = (("甲一", TOWN, links[0]), ("乙二", VILLAGE, links[1]))
    lines = [text("invite.line", name=name, unit=unit, link=link) for name, unit, link in people]
    assert watch.news() == {"张敏": [says("invite.links", lines=lines, until=UNTIL)]}

    await open_link(office, "乙二", links[1])
    assert watch.news() == {"乙二": [question("乙二", VILLAGE, "inspector")]}
    await office.press("乙二", "此链接用于绑定", "确认是本人")
    assert watch.news() == {
        "乙二": [says("bind.done", name="乙二", unit=VILLAGE)],
        "孙批": [told("乙二", VILLAGE)],
    }


async def test_approver_invites_for_the_own_unit_only(office: Office) -> None:
    link = await invite(office, LIST_ADMINISTRATOR, f"陈新 {TOWN}", by="赵批")
    await open_link(office, "陈新", link)
    await office.say("赵批", "/invite")
    await office.press("赵批", "请选择要邀请的人员", "审核人")
    watch = Watch(office)

    await office.say("赵批", f"林外 {VILLAGE}")

    assert watch.news() == {"赵批": [says("denied.role")]}


async def test_invitation_is_denied_to_others(office: Office) -> None:
    watch = Watch(office)

    for name in ("王芳", "甲一", "钱核"):
        await office.say(name, "/invite")

    assert watch.news() == {name: [says("denied.role")] for name in ("王芳", "甲一", "钱核")}


async def test_binding_is_undone_by_the_approver_and_the_account_has_no_more_access(office: Office) -> None:
    link = await invite(office, "审核人", f"陈新 {TOWN}")
    await open_link(office, "陈新", link)
    await office.press("陈新", "此链接用于绑定", "确认是本人")
    watch = Watch(office)

    toast = await office.press("赵批", "陈新", "不是本人，撤销绑定")

    assert toast == say("bind.undone_toast")
    assert watch.news() == {
        "赵批": [says("bind.undone", name="陈新", unit=TOWN)],
        "陈新": [says("bind.taken")],
    }
    await office.say("陈新", "/status")
    assert watch.news() == {"陈新": [says("denied.stranger")]}
    await open_link(office, "陈新", link)
    assert watch.news() == {"陈新": [says("bind.invalid")]}
