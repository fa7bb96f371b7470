"""Pictures of a round that takes no files in the chat: a receipt, a signed form, the paper of 代录."""

from bot.app.evidence_in import Evidence, carried_in
from bot.app.handed_evidence import HANDED, HandedEvidence
from bot.domain.results.materials import FORM as SIGNED_FORM
from demo.pictures import photo
from demo.stage import card
from storage.files import EvidenceFolder
from tests.stories.acts import answer, publish, send_photo, sign_record
from tests.stories.ledger import states
from tests.stories.office import Office, under
from tests.stories.test_platform_entry import signed_round
from tests.stories.test_round_recusal import approver_of
from tests.stories.test_substitution import ATTACH, ask_substitution
from tests.stories.watch import Watch
from tests.stories.wording import FORM, NUMBER, drawn_round, say, says

ON_OR_OUT = ("继续办理", "取消")


def by_computer(office: Office, target: str, shows: str = "", item: str = "", n: int = 0) -> str:
    """Hand a picture to the bot as the console does; return its hash."""
    file = office.stage.data_dir.parent / f"{n}.jpg"
    file.write_bytes(photo() + bytes(n))
    kept = carried_in(file, EvidenceFolder(office.stage.data_dir / "evidence").keep)
    given = {"number": NUMBER, "target": target, "item_code": item, "shows": shows or None, "files": (kept,)}
    HandedEvidence(office.stage.data_dir / HANDED).hand_over(Evidence.model_validate(given))
    return kept.sha256


async def files_off(office: Office) -> None:
    await office.say("王芳", "/status")
    await office.press("王芳", "【进度】", f"不在聊天中收照片：{NUMBER}")


def command(option: str, name: str) -> str:
    return say(f"files.command.{option}", number=NUMBER, name=name)


async def journal_of(office: Office, event: str) -> list[str]:
    async with office.stage.service.database.reading() as work:
        return [each.body for each in await work.journal.all() if each.event == event]


async def test_screenshot_of_an_entry_and_a_form_that_is_brought_later_come_by_the_computer(
    office: Office,
) -> None:
    leader, _, target = await sign_record(office)
    await files_off(office)
    shot = say("receipt.shot_by_computer", command=command("receipt", target))
    assert shot in card(office[leader], "【平台录入】").text
    await office.press(leader, "【平台录入】", "填写平台编号")
    assert shot in office.sees(leader)[-1].text
    await send_photo(office, leader)
    off = say("files.off_asked", number=NUMBER, command=command("receipt", target))
    assert office.sees(leader)[-1].text.startswith(off)

    watch = Watch(office)
    by_computer(office, target, shows="receipt")
    await office.stage.tick()
    taken = say("receipt.taken_picture", name=target)
    assert (taken, []) in watch.news()[leader]
    assert say("receipt.picture") in card(office[leader], "【平台录入】").text
    async with office.stage.service.database.reading() as work:
        record = await work.inspections.one(signature="signed")
        assert record is not None
        assert [each.state for each in await work.deadlines.all(kind="entry", subject_id=record.id)] == [
            "settled"
        ]
    (entered,) = await journal_of(office, "receipt_entered")
    assert '"by":"console"' in entered

    by_computer(office, target, shows="receipt")  # as after a crash
    await office.stage.tick()
    assert len(await journal_of(office, "receipt_entered")) == 1
    watch = Watch(office)
    by_computer(office, target, shows="receipt", n=1)
    by_computer(office, NUMBER, shows="receipt", n=1)
    await office.stage.tick()
    told = {"number": NUMBER, "n": 1}
    refused = [
        say("files.handed_refused", **told, name=name, why=why)
        for name, why in (
            (target, say("console.receipt_there", name=target)),
            (NUMBER, say("console.receipt_not_awaited", number=NUMBER)),
        )
    ]
    assert sorted(words for words, _ in watch.news()["王芳"]) == sorted(refused)

    by_computer(office, target, item=SIGNED_FORM, n=2)
    await office.stage.tick()
    async with office.stage.service.database.reading() as work:
        again = await work.inspections.get(record.id)
        forms = await work.materials.all(inspection_id=record.id, item_code=SIGNED_FORM)
    assert (again.version, again.record_hash, again.state) == (1, record.record_hash, "signed")
    assert len({each.sha256 for each in forms}) == 2


async def test_signed_paper_that_is_entered_comes_by_the_computer(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    await office.confirm()
    target = next(iter(drawn.targets))
    await files_off(office)
    by_computer(office, target, shows="paper")
    watch = Watch(office)
    await office.stage.tick()
    early = say("console.paper_not_awaited", number=NUMBER, name=target)
    refused = say("files.handed_refused", number=NUMBER, name=target, n=1, why=early)
    assert (refused, []) in watch.news()["王芳"]

    await office.say("王芳", "/status")
    await office.press("王芳", "【进度】", "代录：")
    await office.press("王芳", "【代录】", FORM)
    await office.press("王芳", "【代录】", f"{FORM}：{target}")
    await office.press("王芳", "【代录】", "今天")
    await office.press("王芳", "【代录】", "全部正常")
    await office.press("王芳", "【代录】", "表上没有陈述、申辩")
    await office.press("王芳", "【代录】", "已签字盖章")
    what = say("on_paper.what.result", name=target)
    asked = say("on_paper.await_picture", what=what, command=command("paper", target))
    assert office.sees("王芳")[-1].text.startswith(asked)
    await office.say("王芳", "照片在路上")
    assert office.sees("王芳")[-1].text.startswith(asked)
    await send_photo(office, "王芳")
    off = say("files.off_asked", number=NUMBER, command=command("paper", target))
    assert office.sees("王芳")[-1].text.startswith(off)
    assert await states(office, "paper_entries") == []

    watch, sha256 = Watch(office), by_computer(office, target, shows="paper")
    await office.stage.tick()
    team = drawn.teams[drawn.targets[target]]
    kept = say("on_paper.kept", number=NUMBER, what=what, names="、".join(team))
    news = watch.news()
    assert (kept, []) in news["王芳"]
    assert set(team) <= set(news)
    async with office.stage.service.database.reading() as work:
        entries = await work.paper_entries.all()
    assert [each.sha256 for each in entries] == [sha256] * len(team)
    assert '"by":"console"' in (await journal_of(office, "picture_handed_in"))[0]
    by_computer(office, target, shows="paper")
    await office.stage.tick()
    assert len(await states(office, "paper_entries")) == len(team)


async def entered_up_to_the_picture(office: Office, target: str) -> None:
    await office.say("王芳", "/status")
    await office.press("王芳", "【进度】", "代录：")
    for label in (FORM, f"{FORM}：{target}", "今天", "全部正常", "表上没有陈述、申辩", "已签字盖章"):
        await office.press("王芳", "【代录】", label)


async def begin_something_else(office: Office) -> None:
    await office.say("王芳", "/status")
    await office.press("王芳", "【进度】", "代录：")


async def test_paper_that_is_entered_waits_for_its_picture_while_other_things_are_done(
    office: Office,
) -> None:
    drawn, _ = await drawn_round(office)
    await office.confirm()
    target = next(iter(drawn.targets))
    await files_off(office)
    what, how = say("on_paper.what.result", name=target), command("paper", target)
    aside = says("on_paper.aside_for_computer", *ON_OR_OUT, what=what, command=how)
    for _ in range(2):  # the same paper twice
        await entered_up_to_the_picture(office, target)
        watch = Watch(office)
        await begin_something_else(office)
        assert aside in watch.news()["王芳"]
    await office.say("王芳", "/cancel")
    await send_photo(office, "王芳")  # it comes by the computer, set aside or not
    off = say("files.off_asked", number=NUMBER, command=how)
    assert office.sees("王芳")[-1].text.startswith(off)
    await office.press("王芳", f"【代录】{what}", "继续办理")  # and back to the paper, and away again
    assert office.sees("王芳")[-1].text.startswith(say("on_paper.await_picture", what=what, command=how))
    await begin_something_else(office)

    watch = Watch(office)
    by_computer(office, target, shows="paper")
    await office.stage.tick()
    team = drawn.teams[drawn.targets[target]]
    news = watch.news()["王芳"]
    assert (say("on_paper.kept", number=NUMBER, what=what, names="、".join(team)), []) in news
    assert news.count(says("dialogue.answered")) == 2
    assert len(await states(office, "paper_entries")) == len(team)
    watch = Watch(office)
    by_computer(office, target, shows="paper", n=1)
    await office.stage.tick()
    why = say("console.paper_not_awaited", number=NUMBER, name=target)
    refused = say("files.handed_refused", number=NUMBER, name=target, n=1, why=why)
    assert watch.news()["王芳"] == [(refused, [])]
    await office.say("王芳", "/cancel")  # what was begun meanwhile is still open
    assert office.sees("王芳")[-1].text.startswith(say("dialogue.left", topic=say("dialogue.topic.on_paper")))


@under("ordos-education-sport")
async def test_screenshot_of_what_was_sent_on_comes_by_the_computer(office: Office) -> None:
    _, target = await signed_round(office, "演练")
    await files_off(office)
    await publish(office, target)
    await office.press("王芳", "【推送结果】", "填写公布情况")
    shot = say("receipt.shot_by_computer", command=command("receipt", NUMBER))
    assert shot in office.sees("王芳")[-1].text
    await send_photo(office, "王芳")
    off = say("files.off_asked", number=NUMBER, command=command("receipt", NUMBER))
    assert office.sees("王芳")[-1].text.startswith(off)
    sha256 = by_computer(office, NUMBER, shows="receipt")
    await office.stage.tick()
    assert "已公布并推送：已回报截图" in card(office["王芳"], "【推送结果】").text
    assert await states(office, "rounds", "receipt_pictures") == [[sha256]]
    watch = Watch(office)
    by_computer(office, target, shows="receipt")  # the same picture for another entry
    await office.stage.tick()
    why = say("receipt.used", name=NUMBER)
    refused = say("files.handed_refused", number=NUMBER, name=target, n=1, why=why)
    assert watch.news()["王芳"] == [(refused, [])]


async def test_signed_form_of_approval_comes_by_the_computer(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    leader = drawn.teams[1][0]
    approver = approver_of(leader)
    await files_off(office)
    await ask_substitution(office, leader)
    await office.press(approver, "【更换审批】", "同意更换")
    by_computer(office, leader, shows="approval")
    watch = Watch(office)
    await office.stage.tick()
    early = say("console.approval_not_awaited", number=NUMBER, name=leader)
    refused = say("files.handed_refused", number=NUMBER, name=leader, n=1, why=early)
    assert (refused, []) in watch.news()["王芳"]

    assert await office.press(approver, "【审批备案表】", ATTACH) == "已收到"
    asked = say("change.await_paper", command=command("approval", leader))
    assert office.sees(approver)[-1].text.startswith(asked)
    await send_photo(office, approver)
    off = say("files.off_asked", number=NUMBER, command=command("approval", leader))
    assert office.sees(approver)[-1].text.startswith(off)
    assert await states(office, "requests", "papers") == [[]]

    for _ in range(2):  # as after a crash
        sha256 = by_computer(office, leader, shows="approval")
        await office.stage.tick()
    assert card(office[approver], say("change.archived", n=1))
    assert await states(office, "requests", "papers") == [[sha256]]
    assert len(await journal_of(office, "change_archived")) == 1


async def test_paper_is_not_taken_before_the_questions_are_answered(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    name = drawn.people[0]
    await office.say("王芳", "/status")
    await office.press("王芳", "【进度】", "代录：")
    for label in ("更换申请", f"更换申请：{name}", "今天", "本批次全部任务", "因病"):
        await office.press("王芳", "", label)
    by_computer(office, name, shows="paper")  # the question that is open awaits the words of the request
    watch = Watch(office)
    await office.stage.tick()
    early = say("console.paper_not_awaited", number=NUMBER, name=name)
    refused = say("files.handed_refused", number=NUMBER, name=name, n=1, why=early)
    assert (refused, []) in watch.news()["王芳"]


async def test_screenshot_of_what_was_entered_before_a_correction_does_not_show_the_correction(
    office: Office,
) -> None:
    leader, partner, target = await sign_record(office)
    await files_off(office)
    by_computer(office, target, shows="receipt")
    await office.stage.tick()
    await answer(office, leader, target, "申请更正")
    await office.say(leader, "漏记")
    await office.press(partner, "【申请更正】", "同意更正")
    approver = next(
        name for name in ("赵批", "孙批") if any("批准更正" in str(m.buttons) for m in office.sees(name))
    )
    await office.press(approver, "【申请更正】", "批准更正")
    await answer(office, leader, target, "提交记录")
    await office.press(partner, "【共同签字】", "签字确认")

    watch = Watch(office)
    by_computer(office, target, shows="receipt")
    await office.stage.tick()
    why = say("console.receipt_old", name=target)
    refused = say("files.handed_refused", number=NUMBER, n=1, name=target, why=why)
    assert (refused, []) in watch.news()["王芳"]
    by_computer(office, target, shows="receipt", n=1)
    await office.stage.tick()
    assert len(await journal_of(office, "receipt_entered")) == 2


@under("changli-education-2017")
async def test_one_screenshot_does_not_show_both_that_a_report_is_public_and_that_it_was_sent(
    office: Office,
) -> None:
    _, target = await signed_round(office)
    await files_off(office)
    await publish(office, target)
    await office.press("王芳", "【执法检查报告】", "填写公布情况")
    for n, (state, pictures) in enumerate((("open", 1), ("open", 1), ("settled", 2))):
        by_computer(office, NUMBER, shows="receipt", n=max(0, n - 1))  # the second is the first
        await office.stage.tick()
        async with office.stage.service.database.reading() as work:
            (owed,) = await work.deadlines.all(kind="report")
            (opened,) = await work.rounds.all()
        assert (owed.state, len(opened.receipt_pictures)) == (state, pictures)
