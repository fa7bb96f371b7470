"""Nobody left: a target blocked for all, then a roster called through alternates and tail to its end."""

import json
from itertools import chain

from bot.domain.conflicts import Declaration
from bot.domain.draw.checks import ObserversCopy
from bot.domain.draw.verification import verify
from bot.domain.duties import Ground
from tests.stories.acts import ask_recusal
from tests.stories.office import INSPECTORS, MONDAY, TARGETS, Office
from tests.stories.test_round_recusal import approver_of
from tests.stories.watch import GROUP, Shown, Watch
from tests.stories.wording import NUMBER, say, says

BLOCKED = TARGETS[0]


async def put_all_in_conflict(office: Office) -> None:
    """Have everybody of the roster declare a conflict with the same school."""
    async with office.stage.service.database.writing() as work:
        target = await work.targets.one(name=BLOCKED)
        assert target is not None
        for line in await work.inspectors.all():
            who = {"person_id": line.person_id, "declared_by": line.person_id, "declared_at": MONDAY}
            await work.declarations.add(Declaration(target_id=target.id, ground=Ground.RELATIVE, **who))


def bundle_of(office: Office) -> dict:
    return json.loads((office.stage.data_dir / "rounds" / NUMBER / "bundle.json").read_bytes())


def faults(office: Office) -> list[str]:
    """Return the checks that do not pass, with the codes that the group has kept."""
    bundle = bundle_of(office)
    posted = [m.text for m in office.group.screen() if m.text.startswith("【人员变更】")]
    last = posted[-1].split("变更校验码：\n")[1].split("\n")[0]
    copy = ObserversCopy(bundle["commitment"], bundle["entropy_hash"], bundle["result_hash"], last)
    raw = (office.stage.data_dir / "rounds" / NUMBER / "bundle.json").read_bytes()
    return [check.code for check in verify(raw, copy) if check.verdict != "pass"]


def posts(shown: list[Shown]) -> list[str]:
    """Return who follows by each change of people, as the group reads it."""
    changes = [words for words, _ in shown if words.startswith("【人员变更】")]
    return [words.split("递补：\n")[1].split("\n\n")[0] for words in changes]


def name_of(number: str) -> str:
    return INSPECTORS[int(number.removeprefix("QH-")) - 1]


async def leave_round(office: Office, name: str) -> None:
    """Have an inspector ask to be relieved of the whole round, and his approver agree."""
    await ask_recusal(office, name, "", "其他可能影响公正的情形")
    await office.press(approver_of(name), "【回避审批】", "同意回避")


async def test_target_blocked_for_all_and_a_roster_called_to_its_end(office: Office) -> None:
    await put_all_in_conflict(office)
    await office.freeze("100%", "1 组")
    watch = Watch(office)
    await office.press("王芳", "SSJ-2026-", "开始掷骰", in_group=True)
    news, bundle = watch.news(), bundle_of(office)

    # The bot itself records a vacancy for each member of the team, and nobody can follow.
    result = bundle["result"]
    (team,) = result["teams"]
    assert result["blocked"] == ["N00001"]
    assert [(v["person"], v["reason"], v["targets"]) for v in bundle["vacancies"]] == [
        (number, "blocked", ["N00001"]) for number in team
    ]
    assert bundle["substitutions"] == [[[None, ["N00001"]]]] * 2
    assert posts(news[GROUP]) == [say("vacancy.exhausted", n="1")] * 2
    empty = says("roster.exhausted", number=NUMBER, n=1, names=BLOCKED)
    for name in ("王芳", "张敏"):
        assert [each for each in news[name] if each == empty] == [empty] * 2
    assert [name for name in INSPECTORS if BLOCKED in str(news.get(name, ""))] == []
    assert faults(office) == []

    # Then one after the other leaves: alternates first, then the tail, in the order drawn, and then nobody.
    queue = [name_of(number) for number in chain(*result["alternates"], *result["tail"])]
    assert (len(result["alternates"][0]), len(result["tail"][0]), len(queue)) == (2, 4, 6)
    partner, serving = name_of(team[0]), name_of(team[1])
    called = []
    for _ in range(len(queue) + 1):
        await leave_round(office, serving)
        called.append(posts(watch.news()[GROUP]))
        serving = called[-1][0].removesuffix("。") if len(called) <= len(queue) else serving
    assert called[-1] == [say("vacancy.exhausted", n="5")]
    assert called[:-1] == [[name] for name in queue]
    partner_card = office[partner].screen()[0].text
    assert (partner_card.count("同组 暂缺；您是组长"), BLOCKED in partner_card) == (5, False)
    for name in ("王芳", "张敏"):
        assert sum("5 家检查对象暂缺检查人员" in m.text for m in office.sees(name)) == 1
    assert faults(office) == []

    # Whoever has kept the messages finds all of it in what is published.
    public = office.stage.data_dir / "public" / f"{NUMBER}.json"
    assert json.loads(public.read_bytes()) == bundle_of(office)
    kept = [m.text for m in office.group.screen() if m.text.startswith(("【抽取结果】", "【人员变更】"))]
    await office.say("郑观", f"/verify {NUMBER} {' '.join(kept)}")
    lines = office.sees("郑观")[-1].text.split("\n")
    assert [line for line in lines if line.startswith(("不一致：", "无法判断："))] == []
    assert len([line for line in lines if line.startswith("一致：第 ") and "号递补的校验码" in line]) == 9
    await office.say("郑观", f"/verify {NUMBER} {kept[0]}")
    assert any("没有提供第 9 号递补的校验码" in line for line in office.sees("郑观")[-1].text.split("\n"))
