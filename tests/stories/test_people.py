"""/people: with whom something is the matter, one person's page, roles granted and revoked, a new link."""

from bot.domain.people import Role
from bot.domain.texts import Text, text
from tests.stories.acts import invite, links_of, open_link, unbind
from tests.stories.office import INSPECTORS, OFFICERS, TOWN, Office
from tests.stories.test_leave import enter
from tests.stories.watch import Shown, Watch
from tests.stories.wording import APPROVER, LEAD_OFFICE, LIST_ADMINISTRATOR, say, says

BUREAU = text("unit.bureau")
EVERYBODY = ("张敏", *(name for name, _, _ in OFFICERS), *INSPECTORS)
OF_VILLAGE = ("孙批", "李核", "乙二", "丁四", "己六", "辛八")
OF_TOWN = ("赵批", "钱核", "甲一", "丙三", "戊五", "庚七")


def marked(name: str, *marks: str, unit: str | Text = TOWN) -> Text:
    shown = [text(f"people.mark.{mark}") for mark in marks or ("none",)]
    return text("people.line", name=name, unit=unit, marks=shown)


def page(name: str, *labels: str, role: str, unit: str | Text = TOWN, account: str = "bound") -> Shown:
    told = text("people.bound") if account == "bound" else text("people.mark.unbound")
    roles = (
        [text("people.role_line", role=text(f"role.{role}"), unit=unit)] if role else text("people.no_role")
    )
    values = {"name": name, "unit": unit, "account": told, "marks": "", "roles": roles}
    return says("people.person", *labels, **values)


async def trouble(office: Office) -> None:
    """Have one person unbound, one unreachable, one on leave and one without a licence."""
    await unbind(office, "甲一")
    await enter(office, "丙三")
    async with office.stage.service.database.writing() as work:
        person = await work.people.one(name="戊五")
        await work.people.change(person, is_unreachable=True)
        line = await work.inspectors.one(name="庚七")
        await work.inspectors.change(line, licensed=False)


async def roles_of(office: Office, name: str) -> set[tuple[Role, str]]:
    async with office.stage.service.database.reading() as work:
        person = await work.people.one(name=name)
        grants = await work.grants.all(person_id=person.id, is_revoked=False)
        return {(each.role, each.unit) for each in grants}


async def events(office: Office, *kinds: str) -> list[str]:
    async with office.stage.service.database.reading() as work:
        return [each.event for each in await work.journal.all() if each.event in kinds]


async def test_approver_sees_his_own_unit_with_what_is_the_matter(office: Office) -> None:
    await trouble(office)
    watch = Watch(office)
    await office.say("赵批", "/people")
    lines = [
        marked("甲一", "unbound"),
        marked("丙三", "away"),
        marked("戊五", "unreachable"),
        marked("庚七", "unlicensed"),
        marked("赵批"),
        marked("钱核"),
    ]
    names = ["甲一", "丙三", "戊五", "庚七", "赵批", "钱核"]
    filters = ["未绑定（1）", "收不到消息（1）", "请假或公务（1）", "未持证（1）"]
    counts = {"total": 6, "unbound": 1, "unreachable": 1, "away": 1, "unlicensed": 1}
    assert watch.news() == {
        "赵批": [
            says(
                "people.list", *names, *filters, **counts, lines=lines, vacant="", page_number=1, page_count=1
            )
        ]
    }
    await office.press("赵批", "【人员】", "未绑定")
    one = says(
        "people.list",
        "甲一",
        *filters[1:],
        "全部（6）",
        **counts,
        lines=lines[:1],
        vacant="",
        page_number=1,
        page_count=1,
    )
    assert watch.news() == {"赵批": [one]}


async def test_lead_office_turns_the_pages_of_everybody_and_searches_by_typing(office: Office) -> None:
    await office.say("张敏", "/people")

    def labels() -> list[str]:
        return [button.label for button in office["张敏"].last().each_button()]

    *seen, after, find = labels()
    assert (after, find) == ("下一页（2/2）", "查找")
    await office.press("张敏", "【人员】", "下一页")
    *more, before, _ = labels()
    assert (before, sorted([*seen, *more])) == ("上一页", sorted(EVERYBODY))
    assert "第 2/2 页" in office["张敏"].last().text
    lines = [words for words in office["张敏"].last().text.split("\n") if words.startswith("· ")]
    assert [words[2:].split("（")[0] for words in lines] == more

    # By name, or by unit; what is found bears its lines, and leads to the person's page.
    await office.press("张敏", "【人员】", "查找")
    await office.say("张敏", "没有这个人")
    await office.say("张敏", "河湾")
    assert labels() == [*(each for each in (*seen, *more) if each in OF_VILLAGE), "全部列出"]
    assert TOWN not in office["张敏"].last().text
    await office.press("张敏", "【人员】", "辛八")
    assert office["张敏"].last().text.startswith("【人员】辛八")


async def test_unit_without_a_holder_falls_to_the_lead_office_and_the_message_says_so(office: Office) -> None:
    await unbind(office, "赵批")
    watch = Watch(office)
    await office.say("张敏", "/people")
    line = text("people.vacant_line", unit=TOWN, role=text("role.approver"))
    assert say("people.vacant", lines=[line]) in office["张敏"].last().text
    watch.news()
    await enter(office, "甲一")
    ((told, _),) = watch.news()["张敏"]
    assert told.endswith(say("people.stood_in", text="", role=text("role.approver"), unit=TOWN))


async def test_person_without_account_gets_a_new_link_that_ends_the_older(office: Office) -> None:
    await unbind(office, "甲一")
    await office.say("赵批", "/people")
    watch = Watch(office)
    await office.press("赵批", "【人员】", "甲一")
    labels = ("重新生成绑定链接", "授予角色", "返回上一步")
    assert watch.news() == {"赵批": [page("甲一", *labels, role="inspector", account="")]}
    await office.press("赵批", "【人员】", "重新生成绑定链接")
    old = links_of(office["赵批"])[-1]
    await office.press("赵批", "【人员】", "重新生成绑定链接")
    new = links_of(office["赵批"])[-1]
    assert office["赵批"].last().text.startswith(f"甲一（{TOWN}）绑定链接：")
    await open_link(office, "甲一", old)
    assert office["甲一"].last().text.startswith(say("bind.invalid"))
    await open_link(office, "甲一", new)
    assert await office.press("甲一", "此链接用于绑定", "确认是本人") == "已绑定"


async def test_role_is_granted_and_revoked_and_the_person_told(office: Office) -> None:
    await office.say("赵批", "/people")
    await office.press("赵批", "【人员】", "甲一")
    watch = Watch(office)
    await office.press("赵批", "【人员】", "授予角色")
    offered = (APPROVER, LIST_ADMINISTRATOR, "审核人", "返回上一步")
    assert watch.news() == {"赵批": [says("people.ask_role", *offered, name="甲一", unit=TOWN)]}
    assert await office.press("赵批", "请选择授予", "审核人") == "已授予"
    told = says("people.granted", role=text("role.releaser"), by="赵批")
    assert watch.news()["甲一"] == [told]
    assert await roles_of(office, "甲一") == {(Role.INSPECTOR, TOWN), (Role.RELEASER, TOWN)}
    assert await office.press("赵批", "【人员】", "撤销：审核人") == "已撤销"
    assert watch.news()["甲一"] == [says("people.revoked", role=text("role.releaser"), by="赵批")]
    assert await roles_of(office, "甲一") == {(Role.INSPECTOR, TOWN)}
    assert await events(office, "role_granted", "role_revoked") == ["role_granted", "role_revoked"]


async def test_auditor_stands_apart_and_the_last_lead_office_stays(office: Office) -> None:
    await office.say("张敏", "/people")
    await office.press("张敏", "【人员】", "张敏")
    toast = await office.press("张敏", "【人员】", f"撤销：{LEAD_OFFICE}")
    assert toast == say("people.last_lead_office")
    await office.press("张敏", "【人员】", "返回上一步")
    await office.press("张敏", "【人员】", "王芳")
    await office.press("张敏", "【人员】", "授予角色")
    assert await office.press("张敏", "请选择授予", "纪检监察") == say("people.auditor_apart")
    await office.press("张敏", "请选择授予", LEAD_OFFICE)
    assert await roles_of(office, "王芳") == {(Role.COORDINATOR, ""), (Role.LEAD_OFFICE, "")}
    await office.press("张敏", "【人员】", "返回上一步")
    await office.press("张敏", "【人员】", "张敏")
    assert await office.press("张敏", "【人员】", f"撤销：{LEAD_OFFICE}") == "已撤销"
    assert office["张敏"].last().text.startswith("张敏 已没有任何角色")
    await office.say("张敏", "/people")
    assert office["张敏"].last().text.startswith(say("denied.role"))


async def test_approver_makes_no_lead_office_and_others_see_nobody(office: Office) -> None:
    await office.say("赵批", "/invite")
    labels = [button.label for button in office["赵批"].last().each_button()]
    assert labels == [APPROVER, LIST_ADMINISTRATOR, "审核人", "取消"]
    watch = Watch(office)
    for name in ("王芳", "郑观", "甲一"):
        await office.say(name, "/people")
        assert watch.news() == {name: [says("denied.role")]}
    link = await invite(office, "纪检监察", "陈新")
    assert link
    await office.say("张敏", "/invite")
    await office.press("张敏", "请选择要邀请的人员", "审核人")
    await office.say("张敏", "陈新")
    assert office["张敏"].last().text.startswith(say("people.auditor_apart"))


async def test_preview_in_the_group_has_the_button_to_the_private_chat(office: Office) -> None:
    await unbind(office, "甲一")
    await office.preview()
    preview = office.sees("王芳", in_group=True)[-1]
    assert say("draw.unbound.some", n=1, names="甲一") in preview.text
    assert "打开机器人私聊" in [button.label for button in preview.each_button()]


async def test_namesakes_of_a_unit_are_told_apart_wherever_one_is_chosen(office: Office) -> None:
    await office.draw("100%", "4 组")
    async with office.stage.service.database.writing() as work:
        for name in ("丙三", "丁四"):  # 丙三 is of the same unit as 甲一, 丁四 is not
            await work.people.change(await work.people.one(name=name), name="甲一")
            await work.inspectors.change(await work.inspectors.one(name=name), name="甲一")
    both = ["甲一 QH-001", "甲一 QH-003"]

    await office.say("张敏", "/people")
    assert [f"· {each}（{TOWN}）" in office["张敏"].last().text for each in both] == [True, True]
    await office.press("张敏", "【人员】", "王芳")
    await office.press("张敏", "【人员】", "移交岗位")
    labels = [button.label for button in office["张敏"].last().each_button()]
    assert [label for label in labels if label.startswith("甲一")] == [f"{each}（{TOWN}）" for each in both]
    await office.say("张敏", "甲一")  # of several with this name nobody is taken
    assert office["张敏"].last().text.startswith(say("people.nobody_found"))
    await office.say("张敏", "/leave")
    await office.press("张敏", "【请假和公务登记】", "代检查人员登记")
    await office.say("张敏", "甲一")
    labels = [button.label for button in office["张敏"].last().each_button()]
    assert labels[:3] == [f"{both[0]}（{TOWN}）", f"{both[1]}（{TOWN}）", "甲一（河湾学区）"]
    await office.say("王芳", "/status")
    await office.press("王芳", "【进度】", "代录")
    await office.press("王芳", "【代录】", "接受任务")
    labels = [button.label for button in office["王芳"].last().each_button()]
    assert {f"接受任务：{each}" for each in (*both, "甲一")} <= set(labels)
    await office.say("王芳", "/cancel")
    await office.say("王芳", "/status")
    await office.press("王芳", "【进度】", "反映回避、更换情形")
    labels = [button.label for button in office["王芳"].last().each_button()]
    assert [any(label.startswith(each) for label in labels) for each in both] == [True, True]
