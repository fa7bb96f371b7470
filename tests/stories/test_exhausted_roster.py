"""Nobody left: a target blocked for all, then a roster called through alternates and tail to its end."""

import json
from datetime import date
from itertools import chain

from bot.domain.draw.examined import ObserversCopy
from bot.domain.draw.verification import verify
from bot.domain.duties.conflicts import Declaration
from bot.domain.duties.duty import Ground
from bot.domain.journal.duty_replay import duty_faults
from bot.domain.texts import text
from tests.stories.acts import accept, ask_recusal
from tests.stories.office import INSPECTORS, MONDAY, TARGETS, Office
from tests.stories.papers import changes
from tests.stories.test_round_recusal import approver_of
from tests.stories.test_substitution import ask_substitution
from tests.stories.watch import GROUP, Shown, Watch
from tests.stories.wording import (
    BY_LAW,
    DEFAULT,
    NUMBER,
    Drawn,
    article,
    code_of,
    drawn_round,
    due,
    say,
    says,
)

BLOCKED = TARGETS[0]
NEW_ROUND = "转入新的抽查批次"


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
    return [words.split("递补：\n")[1].split("\n依据：")[0] for words in changes]


def name_of(number: str) -> str:
    return INSPECTORS[int(number.removeprefix("QH-")) - 1]


async def leave_round(office: Office, name: str) -> None:
    """Have an inspector ask to be relieved of the whole round, and his approver agree."""
    await ask_recusal(office, name, "", "其他可能影响公正的情形")
    await office.press(approver_of(name), "【回避审批】", "同意回避")


async def owed(office: Office) -> list[tuple[str, str]]:
    """Return the decisions that the lead office owes where inspectors are missing, with their states."""
    async with office.stage.service.database.reading() as work:
        found = await work.deadlines.all(kind=("open_target", "shortage"))
    return sorted((each.kind, each.state.value) for each in found)


async def hold_the_last(office: Office, serving: str, partner: str) -> None:
    """The one whom nobody can follow asks to leave all his schools; the lead office takes them out."""
    # The last one stays: no team becomes smaller, but whoever must be recused inspects no more.
    await office.confirm()
    await accept(office, serving)
    vacancies, watch = len(bundle_of(office)["vacancies"]), Watch(office)
    await leave_round(office, serving)
    news = watch.news()
    assert len(bundle_of(office)["vacancies"]) == vacancies
    assert news[GROUP] == [says("shortage.posted", number=NUMBER, n=5, ground=DEFAULT)]
    (card,) = [words for words, labels in news["张敏"] if labels == [NEW_ROUND]]
    assert f"{serving}（" in card
    assert "没有尚未递补的人员" in card
    mine = office[partner].screen()[0].text
    assert mine.count(f"同组 {serving}；您是组长") == 5
    target = next(name for name in TARGETS if name != BLOCKED)
    held = say("shortage.held", ground=article("第十六条"))
    assert await office.press(partner, "【检查任务】", f"填报检查：{target}") == held

    # The lead office decides: these schools are inspected in another round; then he leaves for good.
    await office.press("张敏", "【人员不足】", "转入新的抽查批次")
    news = watch.news()
    assert says("shortage.withdrawn", number=NUMBER, n=5) in news[GROUP]
    assert news[serving][-1] == says(
        "recusal.approved",
        target=text("recusal.whole_round"),
        follows=text("recusal.who_follows.new_round"),
        ground=article("第十六条"),
    )
    (gone,) = [words for words, _ in news[partner] if words.startswith("【不再检查】")]
    assert [name in gone for name in TARGETS] == [name != BLOCKED for name in TARGETS]
    async with office.stage.service.database.reading() as work:
        outcomes = [each.outcome for each in await work.inspections.all() if each.target_key != "N00001"]
        states = {each.state.value for each in await work.requests.all()}
    assert (set(outcomes), states) == ({"no_team"}, {"approved"})


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
    assert says("roster.exhausted", number=NUMBER, n=1, names=BLOCKED) in news["王芳"]
    short = text("inspection.state.drawn")
    card = {
        "number": NUMBER,
        "name": BLOCKED,
        "left": text("shortage.left", n=6),
        "state": short,
        "order": DEFAULT,
    }
    card |= {"due": due(9, 29), "term": DEFAULT}
    assert says("shortage.target_card", NEW_ROUND, **card) in news["张敏"]
    assert news[GROUP].count(says("shortage.posted", number=NUMBER, n=1, ground=DEFAULT)) == 1
    assert [name for name in INSPECTORS if BLOCKED in str(news.get(name, ""))] == []
    assert faults(office) == []

    # Then one after the other leaves: alternates first, then the tail, in the order drawn, and then nobody.
    queue = [name_of(number) for number in chain(*result["alternates"], *result["tail"])]
    assert (len(result["alternates"][0]), len(result["tail"][0]), len(queue)) == (2, 4, 6)
    partner, serving = name_of(team[0]), name_of(team[1])
    called = []
    for _ in queue:
        await leave_round(office, serving)
        called += posts(watch.news()[GROUP])
        serving = called[-1].removesuffix("。")
    assert called == queue
    assert faults(office) == []

    await hold_the_last(office, serving, partner)
    assert faults(office) == []

    # Somebody owes the decision about the one that the draw had blocked, until it is taken.
    assert await owed(office) == [("open_target", "open"), ("shortage", "settled")]
    await office.press("张敏", f"【人员不足】{NUMBER}\n{BLOCKED}", NEW_ROUND)
    assert await owed(office) == [("open_target", "settled"), ("shortage", "settled")]

    # Whoever has kept the messages finds all of it in what is published.
    public = office.stage.data_dir / "public" / f"{NUMBER}.json"
    assert json.loads(public.read_bytes()) == bundle_of(office)
    kept = [m.text for m in office.group.screen() if m.text.startswith(("【抽取结果】", "【人员变更】"))]
    await office.say("郑观", f"/verify {NUMBER} {' '.join(kept)}")
    lines = office.sees("郑观")[-1].text.split("\n")
    assert [line for line in lines if line.startswith(("不一致：", "无法判断："))] == []
    assert len([line for line in lines if line.startswith("一致：第 ") and "号递补的校验码" in line]) == 8
    await office.say("郑观", f"/verify {NUMBER} {kept[0]}")
    assert any("没有提供第 8 号递补的校验码" in line for line in office.sees("郑观")[-1].text.split("\n"))


async def test_whole_round_is_left_as_far_as_somebody_follows(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    await office.confirm()
    name = next(names[0] for team, names in drawn.teams.items() if len(drawn.of(team)) > 1)
    stuck, *rest = drawn.of(drawn.team_of(name))
    await accept(office, *drawn.people)
    await put_waiting_in_conflict(office, drawn, stuck)
    approver = approver_of(name)
    await ask_recusal(office, name, "", "其他可能影响公正的情形")
    watch.news()
    toast = await office.press(approver, "【回避审批】", "同意回避")
    assert toast == say("shortage.toast_in_part", n=len(rest), left=1)

    # He leaves the others at once; who follows never makes a team smaller, and is told.
    news, ground = watch.news(), article("第十六条")
    follower = posts(news[GROUP])[0].removesuffix("。")
    follows = {"follows": text("recusal.who_follows.order"), "ground": ground}
    assert says("recusal.approved", target="、".join(rest), **follows) in news[name]
    assert says("shortage.yours.recusal", number=NUMBER, target=stuck, ground=DEFAULT) in news[name]
    partner = next(each for each in drawn.teams[drawn.team_of(name)] if each != name)
    held = says("team.suspended", number=NUMBER, names=stuck, ground=BY_LAW)
    assert [who for who, shown in news.items() if held in shown] == [partner]
    assert [each in str(news[follower]) for each in (*rest, stuck)] == [*[True] * len(rest), False]
    card_of_lead = next(words for words, labels in news["张敏"] if labels == [NEW_ROUND])
    assert (f"的回避已获单位同意：{stuck}。" in card_of_lead, "本批次全部任务" in card_of_lead) == (
        True,
        False,
    )
    assert [f"：{'、'.join(rest)}" in words for words, labels in news["张敏"] if labels == ["已备案"]] == [
        True
    ]
    async with office.stage.service.database.reading() as work:
        states = [(each.state.value, each.targets, each.part_of) for each in await work.requests.all()]
        seats = await work.seats.count(is_open=True)
        assert duty_faults(await work.journal.all()) == []
    keys = [code_of(each) for each in drawn.targets if each in rest]
    assert (states, seats) == ([("exhausted", None, None), ("approved", keys, 1)], 2 * len(drawn.targets))

    # The lead office decides on the one that is left; then he has left the round.
    await office.press("张敏", "【人员不足】", NEW_ROUND)
    news = watch.news()
    moved = text("recusal.who_follows.new_round")
    assert says("recusal.approved", target=stuck, follows=moved, ground=ground) in news[name]
    gone = says("team.new_round", number=NUMBER, names=stuck, ground=DEFAULT)
    assert [who for who, shown in news.items() if gone in shown] == [partner]
    async with office.stage.service.database.reading() as work:
        outcomes = [each.target_key for each in await work.inspections.all() if each.outcome == "no_team"]
        duty = await work.duties.one(person_id=(await work.people.one(name=name)).id)
        assert (outcomes, duty.state.value) == ([code_of(stuck)], "left")
        assert duty_faults(await work.journal.all()) == []


async def test_person_whom_nobody_can_follow_is_kept_with_a_specialist(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    await office.confirm()
    name, targets = drawn.teams[1][0], drawn.of(1)
    await put_waiting_in_conflict(office, drawn, *targets)
    approver = approver_of(name)
    await ask_substitution(office, name)
    assert await office.press(approver, "【更换审批】", "同意更换") == say("shortage.toast")
    # The decision has a term; its reminder leads to what can be done, and decides nothing by itself.
    for _ in range(3):
        await office.stage.pass_working_day()
    await office.press("张敏", "【催办】", say("shortage.show_for", name=name))
    shown = office.sees("张敏")[-1].text
    assert f"决定期限：{say('date.due', day=date(2026, 9, 29))}" in shown
    watch.news()
    assert await office.press("张敏", "【人员不足】", "不更换") == say("shortage.kept_toast")

    # He hears it with its reason and owes the answer to his duty; his unit is asked for somebody to help.
    news, whole = watch.news(), text("recusal.whole_round")
    assert await changes(office) == []  # it was granted, and nobody has left
    kept = {"reason": text("shortage.kept"), "ground": article("第十六条")}
    assert says("substitution.refused", target=whole, **kept) in news[name]
    assert [labels for words, labels in news[approver] if words.startswith("【选派专业人员】")] == [
        ["选派专业人员"]
    ]
    assert [labels for words, labels in news["张敏"] if words.startswith("【人员不足】")] == [[]]
    await accept(office, name)
    async with office.stage.service.database.reading() as work:
        (request,) = await work.requests.all()
        open_ones = await work.deadlines.all(kind=("decision", "shortage"), state="open")
        seats = await work.seats.count(is_open=True)
        assert duty_faults(await work.journal.all()) == []
    assert (request.state.value, open_ones, seats) == ("refused", [], 2 * len(drawn.targets))


async def put_waiting_in_conflict(office: Office, drawn: Drawn, *targets: str) -> None:
    """Let the draw have known that nobody who waits may inspect these targets."""
    async with office.stage.service.database.writing() as work:
        (attempt,) = await work.attempts.all()
        waiting = [f"QH-{INSPECTORS.index(each) + 1:03d}" for each in INSPECTORS if each not in drawn.people]
        pairs = [[code_of(target), number] for target in targets for number in waiting]
        await work.attempts.change(attempt, conflicts=pairs)
