"""Conflicts of interest declared beforehand: for few eyes, avoided by the draw, or handled as recusals."""

import json
from itertools import pairwise

from bot.domain.texts import Text, text
from tests.stories.office import INSPECTORS, TARGETS, VILLAGE, Office
from tests.stories.test_round_recusal import approver_of, request_card, unit_of
from tests.stories.watch import GROUP, Shown, Watch
from tests.stories.wording import BACK, NUMBER, article, read_result, say, says

RELATIVE = "涉及配偶、近亲属等的利害关系"
GROUND = article("第十六条")


def about(name: str, target: str, by: str) -> dict[str, str | Text]:
    return {
        "person": name,
        "unit": unit_of(name),
        "name": target,
        "conflict_ground": text("recusal.ground.relative"),
        "by": by,
        "ground": GROUND,
    }


def declared(name: str, target: str, effect: str = "pair", *late: str) -> Shown:
    lines = [text("conflict.late", number=number) for number in late]
    effects = text(f"conflict.effect.{effect}")
    return says("conflict.declared", **about(name, target, name), effect=effects, late=lines or "")


def listed(lines: list[str], *labels: str, way: str = "pair") -> Shown:
    rows = [
        text("conflict.line", label=each, conflict_ground=text("recusal.ground.relative")) for each in lines
    ]
    values = {"lines": rows or text("conflict.none"), "way": text(f"conflict.way.{way}"), "ground": GROUND}
    return says("conflict.list", *labels, **values)


async def declare(office: Office, name: str, target: str) -> None:
    """Have an inspector declare his conflict with a target."""
    await office.say(name, "/conflict")
    await office.press(name, "【利害关系申报】", "申报利害关系")
    await office.say(name, target)
    await office.press(name, "请选择检查对象", target)
    await office.press(name, f"请选择与 {target} 的利害关系", RELATIVE)


async def choose_recusals(office: Office) -> None:
    """Have the lead office handle conflicts as recusals."""
    await office.say("张敏", "/conflict")
    await office.press("张敏", "【利害关系申报】", "改为按回避处理")


def bundle_of(office: Office) -> dict:
    return json.loads((office.stage.data_dir / "rounds" / NUMBER / "bundle.json").read_bytes())


async def test_conflict_is_declared_step_by_step_and_told_to_the_approver_alone(office: Office) -> None:
    name, approver, target = "甲一", approver_of("甲一"), "第一中学"
    watch = Watch(office)
    await office.say(name, "/conflict")
    assert watch.news() == {name: [listed([], "申报利害关系")]}
    await office.press(name, "【利害关系申报】", "申报利害关系")
    assert watch.news() == {name: [says("conflict.ask_target", "取消", person=name, ground=GROUND)]}
    await office.say(name, "没有这所学校")
    assert watch.news() == {name: [says("conflict.nothing")]}
    await office.say(name, "中学")
    assert watch.news() == {name: [says("conflict.pick_target", *TARGETS, *BACK)]}
    await office.say(name, " n00001 ")
    assert watch.news() == {name: [says("conflict.pick_target", target, *BACK)]}
    await office.press(name, "请选择检查对象", target)
    grounds = ("涉及本人利害关系", RELATIVE, "其他可能影响公正的情形")
    assert watch.news() == {name: [says("conflict.ask_ground", *grounds, *BACK, name=target)]}
    assert await office.press(name, f"请选择与 {target} 的利害关系", RELATIVE) == "已登记"
    assert watch.news() == {
        name: [declared(name, target)],
        approver: [says("conflict.of_unit.declared", **about(name, target, name))],
    }

    await office.press(name, "【利害关系申报】", "申报利害关系")
    await office.say(name, target)
    watch.news()
    assert await office.press(name, "请选择检查对象", target) == say("conflict.already")
    await office.say(name, "/conflict")
    assert watch.news() == {name: [listed([target], "申报利害关系", f"撤回：{target}")]}
    assert await office.press(name, "【利害关系申报】", "撤回") == "已撤回"
    assert watch.news() == {
        name: [listed([], "申报利害关系"), says("conflict.withdrawn", **about(name, target, name))],
        approver: [says("conflict.of_unit.withdrawn", **about(name, target, name))],
    }


async def test_office_declares_on_behalf_and_only_the_office_withdraws(office: Office) -> None:
    name, target = "乙二", "河湾中学"
    approver = approver_of(name)
    assert unit_of(name) == VILLAGE
    watch = Watch(office)
    await office.say(approver, "/conflict")
    assert watch.news() == {approver: [listed([], "代检查人员申报")]}
    await office.press(approver, "【利害关系申报】", "代检查人员申报")
    await office.say(approver, "甲一")
    assert watch.news()[approver][-1] == says("conflict.nobody")
    await office.say(approver, "qh-002")
    await office.press(approver, "请选择检查人员", f"{name}（{VILLAGE}）")
    await office.say(approver, target)
    await office.press(approver, "请选择检查对象", target)
    watch.news()
    await office.press(approver, f"请选择与 {target} 的利害关系", RELATIVE)
    values = about(name, target, approver)
    effect = text("conflict.effect.pair")
    assert watch.news() == {
        approver: [says("conflict.declared", **values, effect=effect, late="")],
        name: [says("conflict.of_yours.declared", **values)],
    }

    for person, line, labels in (
        (name, target, ("申报利害关系",)),
        ("赵批", "", ("代检查人员申报",)),
        ("张敏", f"{name} · {target}", ("代检查人员申报", f"撤回：{name} · {target}", "改为按回避处理")),
    ):
        await office.say(person, "/conflict")
        assert watch.news() == {person: [listed([line] if line else [], *labels)]}
    for stranger in ("王芳", "郑观"):
        await office.say(stranger, "/conflict")
        assert watch.news() == {stranger: [says("denied.role")]}


async def test_draw_avoids_declared_pairs_and_shows_numbers_only(office: Office) -> None:
    for name, target in zip(INSPECTORS[:4], TARGETS, strict=False):
        await declare(office, name, target)
    await office.preview(teams="2 组")
    preview = office.sees("王芳", in_group=True)[-1].text
    assert say("draw.conflicts.pair", n=4) in preview
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)
    watch = Watch(office)
    await declare(office, "戊五", "河湾中学")
    assert declared("戊五", "河湾中学", "pair", NUMBER) in watch.news()["戊五"]
    await office.press("王芳", "SSJ-2026-", "开始掷骰", in_group=True)

    bundle, drawn = bundle_of(office), read_result(office)
    assert bundle["conflicts"] == [[f"N{n:05d}", f"QH-{n:03d}"] for n in range(1, 5)]
    assert all(before < after for before, after in pairwise(bundle["conflicts"]))
    clashes = [
        (name, target)
        for name, target in zip(INSPECTORS[:4], TARGETS, strict=False)
        if target in drawn.targets and name in drawn.teams[drawn.targets[target]]
    ]
    assert clashes == [] or bundle["result"]["blocked"]
    said = "\n".join(m.text for m in office.sees("王芳", in_group=True))
    assert [words for words in ("近亲属", "利害关系申报") if words in said] == []
    assert "ground" not in json.dumps(bundle)


async def test_conflicts_as_recusals_are_put_to_the_approver_after_the_draw(office: Office) -> None:
    await choose_recusals(office)
    for name in INSPECTORS:
        for target in TARGETS[:2]:
            await declare(office, name, target)
    await office.preview()
    assert say("draw.conflicts.recusal", n=16) in office.sees("王芳", in_group=True)[-1].text
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)
    watch = Watch(office)
    await office.press("王芳", "SSJ-2026-", "开始掷骰", in_group=True)
    news, drawn = watch.news(), read_result(office)

    assert bundle_of(office)["conflicts"] == []
    hit = [(name, t) for t in drawn.targets if t in TARGETS[:2] for name in drawn.teams[drawn.targets[t]]]
    assert hit
    before = text("recusal.declared_before")
    for name, target in hit:
        approver = approver_of(name)
        told = {"number": NUMBER, "name": target, "approvers": approver, "ground": GROUND}
        assert says("conflict.recusal_opened", **told) in news[name]
        assert request_card(name, "asked", target, before, origin="declared") in news[approver]
    others = set(INSPECTORS) - {name for name, _ in hit}
    opened = say("conflict.recusal_opened", number="", name="", approvers="", ground="").split("，")[1]
    assert [n for n in (*others, GROUP) if any(opened in words for words, _ in news.get(n, []))] == []

    name, target = hit[0]
    assert await office.press(approver_of(name), "【回避审批】", "同意回避") == say(
        "recusal.approved_toast.order"
    )
    assert len(bundle_of(office)["vacancies"]) == 1
    assert bundle_of(office)["vacancies"][0]["reason"] == "recusal"
