"""What is changed on the platform after the draw comes back by a new import of its lists."""

import hashlib
import json

from bot.domain.texts import text
from demo.stage import card, has_card
from tests.stories.acts import public_pages
from tests.stories.office import Office
from tests.stories.platform_lists import (
    AGAIN,
    FIRST,
    carried_on,
    hand_over,
    hash_in,
    imported_again,
    lists,
    posted_hash,
)
from tests.stories.watch import GROUP, Watch
from tests.stories.wording import (
    DEFAULT,
    NUMBER,
    PLATFORM,
    article,
    due,
    duty_card,
    say,
    says,
    target_line,
    team_changed,
)


async def test_recusal_is_changed_on_the_platform_and_imported_again(office: Office) -> None:
    await carried_on(office, FIRST)
    await office.press("甲一", "【检查任务】", "申请回避")
    await office.press("甲一", "请选择需要回避的检查对象", "本批次全部任务")
    await office.press("甲一", "请选择回避事由", "涉及配偶")
    await office.say("甲一", "配偶在该校任教")
    assert say("recusal.if_approved.platform") in card(office["赵批"], "【回避审批】").text
    watch, before = Watch(office), posted_hash(office)

    pressed = await office.press("赵批", "【回避审批】", "同意回避")

    assert pressed == say("recusal.approved_toast.platform")
    read = [
        m.text.replace("此处不作递补", "") for each in office.stage.people.values() for m in each.screen()
    ]
    assert [words for words in read if "递补" in words] == []

    news = watch.news()
    wanted = says(
        "platform.wanted",
        "重新导入名单",
        number=NUMBER,
        platform=PLATFORM,
        lines=[text("platform.wanted_line", name="第一中学", people="甲一")],
        ground=article("第十六条"),
        due=text("platform.wanted_due", due=due(9, 22), ground=DEFAULT),
    )
    assert news["王芳"] == [wanted]
    follows = text("recusal.who_follows.platform")
    whole = text("recusal.whole_round")
    told = says("recusal.approved", target=whole, follows=follows, ground=article("第十六条"))
    assert told in news["甲一"]
    vacated = says(
        "platform.vacated",
        number=NUMBER,
        n=1,
        team=1,
        targets=1,
        platform=PLATFORM,
        ground=article("第十六条"),
    )
    assert news[GROUP] == [vacated]
    alone = target_line("第一中学", "drawn", "", leads=True)
    assert news["乙二"] == [
        duty_card(1, "notified", [alone], "接受任务", "申请回避"),
        team_changed(["第一中学"], say("duty.no_partner"), leads=True),
    ]
    assert sorted(news) == sorted([GROUP, "王芳", "甲一", "乙二", "赵批", "张敏"])

    await imported_again(office, [["第一中学", "", "戊五", "乙二", "一"], FIRST[1]])

    news = watch.news()
    posted = card(office["王芳"], AGAIN, office.group).text
    code = hash_in(posted, "新的名单校验码")
    assert hash_in(posted, "此前的名单校验码") == before
    line = text("platform.public.replaced", name="第一中学", come="戊五")
    assert says("platform.adopted", number=NUMBER, version=2, lines=[line]) in news[GROUP]
    assert news["戊五"] == [
        duty_card(
            1, "notified", [target_line("第一中学", "drawn", "乙二", leads=False)], "接受任务", "申请回避"
        )
    ]
    assert news["乙二"][-1] == team_changed(["第一中学"], "戊五", leads=True)
    assert "甲一" not in news
    assert hashlib.sha256(lists(office)).hexdigest() == code
    assert hashlib.sha256(lists(office, "-1")).hexdigest() == before
    assert json.loads(lists(office))["prev"] == before

    # Whoever asks sees both imports, and which of them is in force.
    await office.say("郑观", f"/verify {NUMBER}")
    replaced = {"version": 1, "state": text("platform.state.superseded"), "hash": before}
    assert any(say("verify.platform_line", **replaced) in m.text for m in office.sees("郑观"))


async def test_other_changes_wait_for_the_lead_office(office: Office) -> None:
    await carried_on(office, FIRST)
    await office.say("王芳", "/status")
    watch = Watch(office)
    changed = [["第一中学", "", "甲一", "乙二", "一"], ["柳坪中学", "", "戊五", "丁四", "二"]]
    await office.press("王芳", "【", "重新导入平台名单")
    await hand_over(office, changed)
    preview = card(office["王芳"], "【导入平台抽取结果】").text
    assert "［未经批准］新增检查对象 柳坪中学，检查人员 戊五、丁四" in preview
    assert "［未经批准］不再检查 河湾中学，原检查人员 丙三、丁四" in preview
    await office.press("王芳", "【导入平台抽取结果】", "确认")

    news = watch.news()
    assert "戊五" not in news
    assert [labels for _, labels in news["张敏"]] == [["同意变化", "不同意"]]
    await office.press("张敏", "【平台名单变化】", "不同意")
    assert [shown.split("\n")[0] for shown, _ in watch.news()[GROUP]] == [f"【平台名单未采用】{NUMBER}"]
    assert not has_card(office["戊五"], "【检查任务】")

    await office.say("王芳", "/status")
    await office.press("王芳", "【", "重新导入平台名单")
    await hand_over(office, changed)
    await office.press("王芳", "【导入平台抽取结果】", "确认")
    await office.press("张敏", "【平台名单变化】", "同意变化")

    news = watch.news()
    assert (
        duty_card(
            2, "notified", [target_line("柳坪中学", "drawn", "丁四", leads=True)], "接受任务", "申请回避"
        )
        in news["戊五"]
    )
    assert news["丙三"] == [duty_card(2, "left", [])]
    assert "柳坪中学" in card(office["李核"], "【比对和确认】").text
    page = public_pages(office)
    assert "未采用" in page
