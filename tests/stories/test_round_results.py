"""Results from the field, message by message: what is missing is always shown, and two people sign."""

from bot.domain.results.returns import ReturnKind
from bot.domain.texts import Text, text
from demo.stage import card
from tests.stories.acts import ALL_NORMAL, TOLD, accept, answer, on_site, result_card, send_photo
from tests.stories.forging import data_of, forge
from tests.stories.office import Office
from tests.stories.result_screens import (
    AFTER_TOLD,
    ASKED,
    DAY,
    FILLED,
    HASH,
    ITEM_BUTTONS,
    NOTE,
    OPEN,
    REST,
    SITE_BUTTONS,
    SUBMIT,
    came,
    form_receipt,
    item_buttons,
    labels_of,
    lacks,
    line,
    quoted,
    receipt,
    result,
    seen,
    signed_form,
)
from tests.stories.watch import Shown, Watch
from tests.stories.wording import (
    BACK,
    CANCEL,
    DEFAULT,
    ITEMS,
    NUMBER,
    Drawn,
    article,
    drawn_round,
    due,
    plain_duty,
    say,
    says,
)

ONE, TWO = ITEMS
UNSIGNED, SIGNED = text("signature.open"), text("signature.signed")


async def visit(office: Office, *, are_there: bool = True) -> tuple[Drawn, str, str, str, Watch]:
    """Have team 1 begin and arrive; return the draw, leader, partner, target and a watch."""
    drawn, _ = await drawn_round(office)
    leader, partner = drawn.teams[1]
    await office.confirm()
    await accept(office, leader, partner)
    watch = Watch(office)
    target = drawn.of(1)[0]
    await office.press(leader, "【检查任务】", f"填报检查：{target}")
    if are_there:
        await on_site(office, target, leader, partner)
    return drawn, leader, partner, target, watch


async def test_result_where_all_is_normal_is_submitted_and_signed(office: Office) -> None:
    drawn, leader, partner, target, watch = await visit(office, are_there=False)
    others = dict.fromkeys(drawn.targets, "confirmed")
    blank = [line(1, "open"), line(2, "open")]
    both = [lacks("finding", "1、2"), lacks("signature")]
    alone = [text("result.missing.presence", n=0), lacks("shown"), *both]
    arriving = (*ITEM_BUTTONS, REST, "我已到场", "已出示执法证件、告知权利", *SITE_BUTTONS)
    assert seen(watch) == {
        leader: [
            plain_duty(drawn, leader, "acknowledged", **{**others, target: "visited"}),
            result(target, blank, UNSIGNED, alone, *arriving),
        ],
        partner: [plain_duty(drawn, partner, "acknowledged", **{**others, target: "visited"})],
    }
    await on_site(office, target, leader, partner)
    assert seen(watch)[leader] == [result(target, blank, UNSIGNED, both, *OPEN)]

    # 全部正常 is asked before it counts, and only the presser's own card asks.
    card_of = result_card(office, leader, target)
    assert await office.stage.presses(office[leader], card_of, ALL_NORMAL) == "已收到"
    assert seen(watch)[leader] == [result(target, blank, UNSIGNED, both, *ASKED, asking=(1, 2))]
    await office.stage.presses(office[leader], result_card(office, leader, target), ASKED[1])
    assert seen(watch)[leader] == [result(target, blank, UNSIGNED, both, *OPEN)]

    normal = [line(1, "normal"), line(2, "normal")]
    assert await answer(office, leader, target, ALL_NORMAL) == ["已记录：正常"]
    assert seen(watch)[leader] == [result(target, normal, UNSIGNED, [lacks("signature")], *FILLED)]
    await answer(office, leader, target, TOLD)
    watch.news()

    # The target signs: the form is photographed before anything can be submitted.
    signing = await office.stage.presses(office[leader], result_card(office, leader, target), "已签字盖章")
    assert signing == say("signature.toast")
    lacking = result(target, normal, SIGNED, [lacks("form")], *AFTER_TOLD)
    ask = says("signature.ask_form", CANCEL, name=target, ground=article("第十八条"))
    assert seen(watch)[leader] == [lacking, ask]
    await send_photo(office, leader)
    normal, there = [*normal, signed_form()], came(office, photos=1)
    shown = result(target, normal, SIGNED, [], *AFTER_TOLD, SUBMIT, arrived=there)
    assert seen(watch)[leader] == [shown, form_receipt(target, there)]
    assert await answer(office, leader, target, SUBMIT) == [say("result.submitted_toast")]

    entered = {**others, target: "entered"}
    digest = HASH.findall(card(office[partner], "【共同签字】").text)[0]
    values = {"number": NUMBER, "name": target, "lines": normal, "signature": SIGNED, "version": 1}

    def sign(state: str, ask: Text, *labels: str) -> Shown:
        its = text(f"inspection.state.{state}")
        return says("result.sign", *labels, day=DAY, **values, hash=digest, state=its, site="", ask=ask)

    assert seen(watch) == {
        leader: [
            plain_duty(drawn, leader, "acknowledged", **entered),
            result(target, normal, SIGNED, [], state="entered", arrived=there),
        ],
        partner: [
            plain_duty(drawn, partner, "acknowledged", **entered),
            result(target, normal, SIGNED, [], state="entered", arrived=there),
            sign("entered", text("result.sign_ask", due=due(9, 29), ground=DEFAULT), "签字确认", "退回"),
        ],
    }
    assert await office.press(partner, "【共同签字】", "签字确认") == "已签字"
    signed = {**others, target: "signed"}
    news = seen(watch)
    shown = result(target, normal, SIGNED, [], state="signed", arrived=there)
    done = sign("signed", text("result.sign_done"))
    assert news[partner] == [plain_duty(drawn, partner, "acknowledged", **signed), shown, done]
    assert news[leader][:2] == [
        plain_duty(drawn, leader, "acknowledged", **signed),
        result(target, normal, SIGNED, [], "副本和反馈回执", "申请更正", state="signed", arrived=there),
    ]
    assert set(news) == {leader, partner, "周审"}


async def test_answer_pressed_on_both_copies_of_a_card_counts_once(office: Office) -> None:
    _, leader, _, target, _ = await visit(office)

    toasts = await answer(office, leader, target, "1 不正常", "1 不正常")

    async with office.stage.service.database.reading() as work:
        events = [entry.event for entry in await work.journal.all()]
    assert (toasts, events.count("item_answered")) == (["已记录：不正常"] * 2, 1)


async def test_result_that_is_abnormal_asks_for_note_and_photo_in_any_order(office: Office) -> None:
    _, leader, _, target, watch = await visit(office)
    watch.news()

    assert await answer(office, leader, target, "1 不正常") == ["已记录：不正常"]
    lines = [line(1, "abnormal"), line(2, "open")]
    missing = [lacks("finding", "2"), lacks("note", "1"), lacks("photo", "1"), lacks("signature")]
    ask = says("result.ask_note_and_photo", CANCEL, n=1, name=ONE)
    assert seen(watch)[leader] == [result(target, lines, UNSIGNED, missing, *OPEN), ask]

    await office.say(leader, NOTE)
    lines[0], missing = line(1, "abnormal", NOTE), [missing[0], lacks("photo", "1"), missing[3]]
    shown = result(target, lines, UNSIGNED, missing, *OPEN, arrived=came(office, texts=1))
    assert seen(watch)[leader] == [shown, receipt(target, 1, came(office, texts=1), NOTE)]

    await send_photo(office, leader)
    lines[0], missing = line(1, "abnormal", NOTE, photos=1), [missing[0], missing[2]]
    shown = result(target, lines, UNSIGNED, missing, *OPEN, arrived=came(office, 1, 1))
    assert seen(watch)[leader] == [shown, receipt(target, 1, came(office, photos=1))]

    # The second item needs no photo; a photo whose caption is the note comes first and is welcome.
    await answer(office, leader, target, "2 不正常")
    answered = says("dialogue.answered")
    assert seen(watch)[leader][1:] == [answered, says("result.ask_note", CANCEL, n=2, name=TWO)]
    await send_photo(office, leader, "公示牌缺失")
    lines[1] = line(2, "abnormal", "公示牌缺失", photos=1)
    shown = result(target, lines, UNSIGNED, [lacks("signature")], *FILLED, arrived=came(office, 1, 2))
    assert seen(watch)[leader] == [shown, receipt(target, 2, came(office, photos=1), "公示牌缺失")]
    # That question was answered too, by a photo and not by words: nothing was left unfinished.
    await answer(office, leader, target, "1 不正常")
    assert seen(watch)[leader] == [answered, ask]


async def test_result_bears_why_a_target_will_not_sign_and_takes_corrections(office: Office) -> None:
    _, leader, _, target, watch = await visit(office)
    await answer(office, leader, target, "其余事项全部正常")
    watch.news()

    assert await answer(office, leader, target, "拒绝签字") == ["已收到"]
    normal, refused = [line(1, "normal"), line(2, "normal")], text("signature.refused")
    lacking = result(target, normal, refused, [lacks("refusal_reason")], *FILLED)
    ask = says("signature.ask_reason", CANCEL, ground=article("第十八条"))
    assert seen(watch)[leader] == [lacking, ask]
    await office.say(leader, "负责人外出")
    because = text("signature.refused_because", reason="负责人外出", witness="")
    lacking = result(target, normal, because, [lacks("witness")], *FILLED)
    assert seen(watch)[leader] == [lacking, says("signature.ask_witness", "没有见证人", *BACK)]
    await office.say(leader, "村委会李文书")

    named = text("signature.and_witness", witness=text("witness.named", name="村委会李文书"))
    because = text("signature.refused_because", reason="负责人外出", witness=named)
    done = result(target, normal, because, [], *FILLED, SUBMIT)
    assert seen(watch)[leader] == [done, says("signature.reason_taken")]

    await answer(office, leader, target, "2 不正常")
    wrong = await office[leader].says("private", "写错了")
    await office.stage.settle()
    await office[leader].edits(wrong, "收费公示已过期")
    await office.stage.settle()
    await answer(office, leader, target, "1 不正常", "1 正常", "已签字盖章")
    corrected = [line(1, "normal"), line(2, "abnormal", "收费公示已过期"), signed_form()]
    last = result(target, corrected, SIGNED, [], *AFTER_TOLD, SUBMIT, arrived=came(office, 1, 1))
    assert seen(watch)[leader][0] == last


async def test_result_sent_back_is_signed_in_its_second_version(office: Office) -> None:
    drawn, leader, partner, target, watch = await visit(office)
    await answer(office, leader, target, "其余事项全部正常", "已签字盖章", SUBMIT)
    first = HASH.findall(card(office[partner], "【共同签字】").text)[0]
    outdated = data_of(card(office[partner], "【共同签字】"), "签字确认")
    watch.news()

    assert await office.press(partner, "【共同签字】", "退回") == "已收到"
    assert watch.news() == {partner: [says("result.ask_send_back", "取消", name=target)]}
    reason = "第 2 项公示栏的收费标准已经过期"
    await office.say(partner, reason)
    back = {"by": partner, "name": target, "version": 1, "reason": reason}
    assert (
        f"\n同组人员退回（第 1 版）：{reason}（{partner}，2026年9月"
        in result_card(office, leader, target).text
    )
    news = seen(watch)
    normal = [line(1, "normal"), line(2, "normal"), signed_form()]
    visited = {**dict.fromkeys(drawn.targets, "confirmed"), target: "visited"}
    assert news[leader] == [
        plain_duty(drawn, leader, "acknowledged", **visited),
        result(target, normal, SIGNED, [], *AFTER_TOLD, SUBMIT, arrived=came(office, photos=1)),
        says("result.sent_back", **back, due=due(9, 29), ground=article("第二十条")),
    ]
    assert says("result.send_back_done", name=target, leader=leader) in news[partner]
    assert card(office[partner], "【共同签字】").buttons == []
    mine = result_card(office, leader, target)
    submit = next(button.data or "" for button in mine.each_button() if button.label == SUBMIT)
    await answer(office, leader, target, "2 不正常")
    # A button that was there a moment ago submits nothing that lacks its note.
    refused = (await office[leader].presses_raw(mine, submit)).text
    anew = [lacks("told_again"), lacks("note", "2"), lacks("signature_again")]
    assert say("result.incomplete", missing=anew).startswith(refused.rstrip("…"))
    await office.say(leader, "收费公示已过期")
    await answer(office, leader, target, "已签字盖章")
    seen_by_leader = data_of(result_card(office, leader, target), SUBMIT)
    # What the leader submits is what he has read: his partner was at it meanwhile.
    await answer(office, partner, target, "记录对方陈述")
    await office.say(partner, "校长称将更换公示牌")
    await answer(office, leader, target, "已签字盖章")
    pressed = await forge(office, office[leader], result_card(office, leader, target), seen_by_leader)
    assert pressed == say("result.changed")
    await answer(office, leader, target, SUBMIT)

    # On a phone that has not caught up the first version still has its button: it signs nothing.
    sign_card = card(office[partner], "【共同签字】")
    assert await forge(office, office[partner], sign_card, outdated) == say("refused.stale")
    assert reason not in result_card(office, leader, target).text
    words = card(office[partner], "【共同签字】").text
    assert "\n记录第 2 版，校验码：\n" in words
    assert HASH.findall(words) != [first]
    assert await office.press(partner, "【共同签字】", "签字确认") == "已签字"
    # The releaser reads the record; what the team settled among themselves stays with them and the journal.
    assert reason not in card(office["周审"], "【审核】").text
    async with office.stage.service.database.reading() as work:
        (kept,) = await work.returns.all()
        bodies = [each.body for each in await work.journal.all() if each.event == "result_sent_back"]
        words_of = await work.words.get(kept.words_id)
    assert (kept.kind, kept.version, words_of.text) == (ReturnKind.PARTNER, 1, reason)
    assert [(words_of.commitment in body, reason in body) for body in bodies] == [(True, False)]


async def test_result_cannot_be_submitted_or_signed_by_the_wrong_person(office: Office) -> None:
    _, leader, partner, target, watch = await visit(office)
    await answer(office, partner, target, "其余事项全部正常", "已签字盖章")
    mine, his = result_card(office, leader, target), result_card(office, partner, target)
    assert [SUBMIT in labels for labels in (labels_of(mine), labels_of(his))] == [True, False]
    data = next(button.data or "" for button in mine.each_button() if button.label == SUBMIT)
    # Words of the team that answer nothing are kept and asked about; a stranger to the team is told so.
    watch.news()
    await office.say(partner, "在吗")
    asked = says(
        "material.ask_item",
        *item_buttons(),
        came=came(office, texts=1),
        quote=quoted("在吗"),
        place="",
        name=target,
    )
    assert seen(watch)[partner][-1] == asked
    await office.press(partner, "【材料待归类】", "不写入记录")
    await office.say("周审", "在吗")
    await send_photo(office, "周审")
    assert watch.news()["周审"] == [says("words.unexpected"), says("files.unexpected")]

    forged = office[partner].presses_raw(his, data)
    await office.stage.settle()
    assert (await forged).text == say("denied.button")
    await answer(office, leader, target, SUBMIT)
    sign = card(office[partner], "【共同签字】").buttons[0][0].data or ""
    own = office[leader].presses_raw(office[leader].last(), sign)
    await office.stage.settle()
    assert (await own).text == say("denied.button")

    late = office[leader].presses_raw(mine, data)
    await office.stage.settle()
    assert (await late).text == say("refused.stale")
