"""Accepting a duty, and asking to be relieved of it: words for few eyes, backfill by the order drawn."""

import json

from bot.domain.draw.examined import ObserversCopy
from bot.domain.draw.verification import verify
from bot.domain.people import Grant, Role
from bot.domain.texts import Text, text
from tests.stories.acts import ask_recusal
from tests.stories.office import INSPECTORS, TOWN, VILLAGE, Office
from tests.stories.papers import changes, paper_sent
from tests.stories.watch import GROUP, Shown
from tests.stories.wording import (
    BACK,
    CANCEL,
    DEFAULT,
    FILING_OFFICE,
    NUMBER,
    RECUSE,
    Drawn,
    article,
    drawn_round,
    due,
    duty_card,
    plain_duty,
    say,
    says,
    target_line,
    team_changed,
)

WORDS = "配偶在该校任教"
GROUND = "涉及配偶、近亲属等的利害关系"
WHOLE = text("recusal.whole_round")
FOLLOWED = {"follows": text("recusal.who_follows.order"), "ground": article("第十六条")}


def unit_of(name: str) -> str:
    return TOWN if INSPECTORS.index(name) % 2 == 0 else VILLAGE


def approver_of(name: str) -> str:
    return "赵批" if unit_of(name) == TOWN else "孙批"


def request_card(
    name: str,
    state: str,
    target: str | Text = WHOLE,
    words: str | Text = WORDS,
    *,
    stands_in: str | Text = "",
    origin: str = "self",
) -> Shown:
    labels = ("同意回避", "不同意") if state == "asked" else ()
    values = {"number": NUMBER, "name": name, "unit": unit_of(name), "target": target, "words": words}
    more = {"cause": text("recusal.ground.relative"), "state": text(f"request.state.{state}")}
    more |= {"origin": text(f"request.origin.{origin}"), "due": due(9, 29), "term": DEFAULT}
    more["follows"] = text("recusal.if_approved.order")
    return says("recusal.card", *labels, **values, **more, stands_in=stands_in, ground=article("第十六条"))


def filing_card(name: str, state: str, approver: str, target: str | Text = WHOLE) -> Shown:
    return says(
        "filing.card",
        *(("已备案",) if state == "approved" else ()),
        number=NUMBER,
        change=text("filing.change", n=1),
        kind=text("request.kind.recusal"),
        origin=text("request.origin.self"),
        papers="",
        name=name,
        unit=unit_of(name),
        target=target,
        cause=text("recusal.ground.relative"),
        approver=approver,
        office=FILING_OFFICE,
        state=text(f"request.state.{state}"),
        due=due(9, 29),
        ground=article("第十六条"),
    )


COPY = "change.form_copy"


def form_sent(name: str, screen: str = "change.form") -> Shown:
    values = {"number": NUMBER, "name": name, "office": FILING_OFFICE, "ground": article("第十六条")}
    return says(screen, "上传签字盖章的表", **values)


def bundle_of(office: Office) -> dict:
    return json.loads((office.stage.data_dir / "rounds" / NUMBER / "bundle.json").read_bytes())


def vacancy_post(office: Office, drawn: Drawn, team: int, follower: str) -> Shown:
    """Return what the group reads; the hash in it must be the one that the bundle's check computes."""
    found = [m.text for m in office.sees("王芳", in_group=True) if m.text.startswith("【人员变更】")][-1]
    code = found.split("变更校验码：\n")[1].split("\n")[0]
    copy = ObserversCopy(drawn.commitment, drawn.entropy, drawn.result, code)
    raw = (office.stage.data_dir / "rounds" / NUMBER / "bundle.json").read_bytes()
    assert {check.verdict for check in verify(raw, copy)} == {"pass"}
    follows = text("vacancy.line", name=follower)
    what = text("vacancy.what.recusal")
    values = {"number": NUMBER, "n": 1, "team": team, "what": what, "followers": follows, "hash": code}
    return says("vacancy.posted", **values, ground=text("ground.default"), commitment=drawn.commitment)


def follower_of(office: Office) -> str:
    """Return who follows by the bundle's only substitution."""
    ((number, _),) = bundle_of(office)["substitutions"][-1]
    return INSPECTORS[int(number.removeprefix("QH-")) - 1]


def _refused(reason: str) -> Shown:
    return says("recusal.refused", target=WHOLE, reason=reason, ground=article("第十六条"))


async def test_recusal_is_asked_step_by_step_and_goes_to_the_approver(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    name = drawn.teams[1][1]
    target = drawn.of(1)[0]
    assert await office.press(name, "【检查任务】", "接受任务") == "已接受任务"
    assert watch.news() == {name: [plain_duty(drawn, name, "acknowledged")]}
    await office.press(name, "【检查任务】", RECUSE)
    watch.news()
    assert await office.press(name, "请选择需要回避", "取消") == "已收到"
    assert watch.news() == {name: [says("dialogue.cancelled")]}

    assert await office.press(name, "【检查任务】", RECUSE) == "已收到"
    ask = says("recusal.ask_target", *drawn.of(1), "本批次全部任务", "取消", ground=article("第十六条"))
    assert watch.news() == {name: [ask]}
    await office.press(name, "请选择需要回避", target)
    grounds = ("涉及本人利害关系", GROUND, "其他可能影响公正的情形")
    assert watch.news() == {name: [says("recusal.ask_ground", *grounds, *BACK)]}
    await office.press(name, "请选择回避事由", GROUND)
    assert watch.news() == {name: [says("recusal.ask_words", "不另说明，直接提交", *BACK)]}
    await office.say(name, WORDS)

    approver = approver_of(name)
    assert watch.news() == {
        name: [
            plain_duty(drawn, name, "acknowledged", "recusal_asked", target),
            says("recusal.asked", approvers=approver),
        ],
        approver: [request_card(name, "asked", target)],
    }
    assert await office.press(name, "【检查任务】", RECUSE) == say("recusal.already_asked")
    assert watch.news() == {}


async def test_recusal_of_the_leader_seats_the_next_and_keeps_its_words_to_few(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    leader, partner = drawn.teams[1]
    before = len(office.stage.telegram.calls)
    await ask_recusal(office, leader, "", GROUND, WORDS)
    watch.news()

    approver = approver_of(leader)
    assert await office.press(approver, "【回避审批】", "同意回避") == say("recusal.approved_toast.order")

    follower = follower_of(office)
    assert follower not in drawn.people
    mine = [target_line(each, "drawn", follower, leads=True) for each in drawn.of(1)]
    his = [target_line(each, "drawn", partner, leads=False) for each in drawn.of(1)]
    assert watch.news() == {
        leader: [
            duty_card(1, "left", []),
            says("recusal.approved", target=WHOLE, **FOLLOWED),
        ],
        partner: [
            duty_card(1, "notified", mine, "接受任务", RECUSE),
            team_changed(drawn.of(1), follower, leads=True),
        ],
        follower: [duty_card(1, "notified", his, "接受任务", RECUSE)],
        approver: [request_card(leader, "approved"), form_sent(leader)],
        "张敏": [filing_card(leader, "approved", approver), form_sent(leader, COPY)],
        GROUP: [vacancy_post(office, drawn, 1, follower)],
    }
    assert await office.press("张敏", "【备案】", "已备案") == "已备案"
    assert watch.news() == {"张敏": [filing_card(leader, "filed", approver)]}

    # Nobody but approver and lead office reads ground or words, whatever the others ask for.
    for each in ("王芳", "郑观", approver, "张敏", leader):
        for command in ("/status", "/pending", "/duty", f"/verify {NUMBER}"):
            await office.say(each, command)

    calls = office.stage.telegram.calls[before:]
    names = {str(person.id): each for each, person in office.stage.people.items()}

    def who_got(words: str) -> set[str]:
        ids = {str(call.params.get("chat_id")) for call in calls if words in str(call.params)}
        return {names.get(each, each) for each in ids}

    assert who_got(WORDS) == {approver}
    assert who_got(GROUND) == {leader, approver, "张敏"}
    written = [path for path in office.stage.data_dir.rglob("*") if path.suffix in (".json", ".html")]
    papers = [path.read_text("utf-8") for path in written]
    async with office.stage.service.database.reading() as work:
        papers += [entry.body for entry in await work.journal.all()]
    assert len(papers) > 40
    assert [paper for paper in papers if WORDS in paper or GROUND in paper] == []


async def test_recusal_of_one_target_leaves_the_others(office: Office) -> None:
    drawn, watch = await drawn_round(office, "100%")
    leader, partner = drawn.teams[2]
    target, *rest = drawn.of(2)
    await ask_recusal(office, partner, target, GROUND)
    approver = approver_of(partner)
    words = text("recusal.no_words")
    assert watch.news()[approver] == [request_card(partner, "asked", target, words)]

    await office.press(approver, "【回避审批】", "同意回避")

    follower = follower_of(office)
    left = [target_line(each, "drawn", leader, leads=False) for each in rest]
    led = [
        target_line(each, "drawn", follower if each == target else partner, leads=True)
        for each in drawn.of(2)
    ]
    taken = [target_line(target, "drawn", leader, leads=False)]
    both = ("接受任务", RECUSE)
    assert watch.news() == {
        partner: [
            duty_card(2, "notified", left, *both),
            says("recusal.approved", target=target, **FOLLOWED),
        ],
        leader: [duty_card(2, "notified", led, *both), team_changed([target], follower, leads=True)],
        follower: [duty_card(2, "notified", taken, *both)],
        approver: [request_card(partner, "approved", target, words), form_sent(partner)],
        "张敏": [filing_card(partner, "approved", approver, target), form_sent(partner, COPY)],
        GROUP: [vacancy_post(office, drawn, 2, follower)],
    }


async def test_recusal_that_is_refused_goes_back_with_its_reason(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    name = drawn.people[0]
    approver = approver_of(name)
    await ask_recusal(office, name, "", GROUND, WORDS)
    watch.news()

    assert await office.press(approver, "【回避审批】", "不同意") == "已收到"
    reasons = [say(f"recusal.refusal.{code}") for code in ("not_a_ground", "no_evidence", "too_late")]
    title = text("change.refused.recusal")
    handed = says("approval.form", number=NUMBER, title=title)
    assert watch.news() == {approver: [says("recusal.ask_refusal", *reasons, CANCEL)]}
    assert await office.press(approver, "请选择不同意的理由", reasons[1]) == "已答复申请人"

    assert watch.news() == {
        name: [plain_duty(drawn, name), _refused(reasons[1])],
        approver: [request_card(name, "refused"), says("recusal.refusal_done"), handed],
    }
    paper = paper_sent(office, approver)
    wanted = (
        say("change.refused.recusal"),
        name,
        WORDS,
        f"不同意。理由：{reasons[1]}（{approver}，",
        "继续检查；不需要备案",
    )
    assert [each in paper for each in wanted] == [True] * len(wanted)
    assert [each in paper for each in ("递补人员", "备案意见")] == [False, False]

    await ask_recusal(office, name, "", GROUND, WORDS)
    await office.press(approver, "【回避审批】", "不同意")
    watch.news()
    await office.say(approver, "该校并无您的亲属")
    assert watch.news() == {
        name: [plain_duty(drawn, name), _refused("该校并无您的亲属")],
        approver: [request_card(name, "refused"), says("recusal.refusal_done"), handed],
    }
    assert "不同意。理由：该校并无您的亲属（" in paper_sent(office, approver)
    assert await changes(office) == [f"{say('change.refused.recusal')}-{NUMBER}-{n}" for n in (1, 2)]


async def test_recusal_of_the_approver_is_decided_by_the_lead_office(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    name = drawn.people[0]
    async with office.stage.service.database.writing() as work:
        for grant in await work.grants.all(role=Role.APPROVER, unit=unit_of(name)):
            await work.grants.change(grant, is_revoked=True)
        person = await work.people.one(name=name)
        await work.grants.add(Grant(person_id=person.id, role=Role.APPROVER, unit=unit_of(name)))
    await ask_recusal(office, name, "", GROUND, WORDS)

    assert watch.news() == {
        name: [
            plain_duty(drawn, name, "notified", "recusal_asked", WHOLE),
            says("recusal.asked", approvers="张敏"),
        ],
        "张敏": [request_card(name, "asked", stands_in=text("recusal.stands_in"))],
    }
    assert await office.press("张敏", "【回避审批】", "同意回避") == say("recusal.approved_toast.order")
