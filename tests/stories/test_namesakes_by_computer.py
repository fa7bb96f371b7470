"""Pictures from the computer for one of two of one name: schools by their code, people by their number."""

from demo.stage import card
from tests.stories.acts import publish
from tests.stories.ledger import states
from tests.stories.office import INSPECTORS, Office
from tests.stories.test_follow_up import found
from tests.stories.test_pictures_by_computer import by_computer, command, files_off
from tests.stories.test_round_recusal import approver_of
from tests.stories.test_substitution import ATTACH, ask_substitution
from tests.stories.watch import Watch
from tests.stories.wording import FORM, NUMBER, drawn_round, say


async def test_signed_paper_of_one_of_two_with_one_name_is_asked_for_by_its_code(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    await office.confirm()
    target, other = list(drawn.targets)[:2]
    await files_off(office)
    await office.say("王芳", "/status")
    await office.press("王芳", "【进度】", "代录：")
    for label in (FORM, f"{FORM}：{target}", "今天", "全部正常", "表上没有陈述、申辩"):
        await office.press("王芳", "【代录】", label)
    async with office.stage.service.database.writing() as work:
        rows = {each.name: each for each in await work.targets.all()}
        await work.targets.change(rows[other], name=target)
    await office.press("王芳", "【代录】", "已签字盖章")
    assert command("paper", rows[target].key) in office.sees("王芳")[-1].text
    sha256 = by_computer(office, rows[target].key, shows="paper")
    await office.stage.tick()
    async with office.stage.service.database.writing() as work:
        entries = await work.paper_entries.all()
        await work.targets.change(rows[other], name=other)
    assert {each.sha256 for each in entries} == {sha256}


async def test_form_about_one_of_two_people_with_one_name_is_asked_for_with_the_number(
    office: Office,
) -> None:
    drawn, _ = await drawn_round(office)
    leader, other = drawn.teams[1][0], next(each for each in INSPECTORS if each not in drawn.teams[1])
    approver = approver_of(leader)
    await files_off(office)
    await ask_substitution(office, leader)
    await office.press(approver, "【更换审批】", "同意更换")
    async with office.stage.service.database.writing() as work:
        namesake = await work.people.one(name=other)
        assert namesake is not None
        await work.people.change(namesake, name=leader)
        person = next(each for each in await work.people.all(name=leader) if each.id != namesake.id)
        line = await work.inspectors.one(person_id=person.id)
    assert line is not None
    apart = f"{leader} {line.number}"
    await office.press(approver, "【审批备案表】", ATTACH)
    assert command("approval", apart) in office.sees(approver)[-1].text
    watch = Watch(office)
    by_computer(office, leader, shows="approval")
    await office.stage.tick()
    early = say("console.approval_not_awaited", number=NUMBER, name=leader)
    refused = say("files.handed_refused", number=NUMBER, name=leader, n=1, why=early)
    assert (refused, []) in watch.news()["王芳"]
    sha256 = by_computer(office, apart, shows="approval")
    await office.stage.tick()
    assert await states(office, "requests", "papers") == [[sha256]]
    async with office.stage.service.database.writing() as work:
        await work.people.change(await work.people.get(namesake.id), name=other)


async def test_one_of_two_with_one_name_is_meant_by_its_code(office: Office) -> None:
    drawn, bad, _ = await found(office)
    good = drawn.of(1)[1]
    await files_off(office)
    await publish(office, good)
    async with office.stage.service.database.writing() as work:
        one, two = [await work.targets.one(name=each) for each in (bad, good)]
        assert one is not None
        assert two is not None
        await work.targets.change(two, name=bad)
    watch = Watch(office)
    by_computer(office, bad, shows="receipt")
    await office.stage.tick()
    codes = "、".join(each.key for each in sorted((one, two), key=lambda each: each.id))
    why = say("console.many_targets", number=NUMBER, name=bad, codes=codes)
    refused = say("files.handed_refused", number=NUMBER, n=1, name=bad, why=why)
    assert (refused, []) in watch.news()["王芳"]

    leader = drawn.teams[1][0]
    await office.stage.presses(office[leader], card(office[leader], "【平台录入】"), "填写平台编号")
    asked = office.sees(leader)[-1].text
    (mine,) = [each for each in (one, two) if command("receipt", each.key) in asked]
    by_computer(office, mine.key, shows="receipt")
    await office.stage.tick()
    async with office.stage.service.database.writing() as work:
        entered = {each.target_key for each in await work.inspections.all() if each.has_receipt}
        await work.targets.change(two, name=good)
    assert entered == {mine.key}
