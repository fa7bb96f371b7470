"""`shuangsuiji documents`: what there is, a template to edit, its check, and the papers of a round."""

from bot.app import open_database
from bot.domain.people import Person
from bot.domain.register_rows import Inspector, ItemList, Target
from bot.domain.rounds import Attempt, AttemptState, Inspection, InspectionState, Round, RoundState
from storage.documents.laying import lay_out
from storage.documents.markup import read_source
from tests.cli.console import PROFILE, Console

NUMBER = "SSJ-2026-0001"


async def make_round(console: Console) -> None:
    """One confirmed target of a team of one, drawn by the group's dice."""
    database = await open_database(f"sqlite+aiosqlite:///{console.folder}/data/shuangsuiji.db")
    async with database.writing() as work:
        person = await work.people.add(Person(name="甲一", unit="城关学区"))
        await work.inspectors.add(Inspector(number="001", name="甲一", person_id=person.id, licensed=True))
        listed = await work.item_lists.add(ItemList(items=[], digest="", made_at="2026-09-01T00:00:00Z"))
        terms = {"profile": PROFILE, "scope": "", "share_bp": 500, "team_count": 1, "reason": ""}
        held = {"item_list_id": listed.id, "coordinator_id": 1, "chat_id": 1}
        opened = await work.rounds.add(Round(number=NUMBER, state=RoundState.INSPECTING, **terms, **held))
        target = await work.targets.add(Target(number="N1", name="河湾小学"))
        codes = {"commitment": "c" * 64, "result_hash": "d" * 64, "result": {"picked": ["N1"]}}
        frozen = {"plan": {"entropy": {"kind": "slot"}}, "targets": [], "inspectors": [], "conflicts": []}
        numbers = {"round_id": opened.id, "draw": NUMBER, "attempt": 1, "state": AttemptState.STANDING}
        await work.attempts.add(Attempt(**numbers, **frozen, **codes))
        place = {"round_id": opened.id, "target_id": target.id, "target_key": target.key, "team": 1}
        await work.inspections.add(Inspection(state=InspectionState.CONFIRMED, **place))
    await database.close()


async def test_documents_of_a_round_are_written_for_their_owner(office: Console):
    await make_round(office)
    run = await office.run("documents", "write", "notice", "--round", NUMBER, "--out", "papers")
    assert (run.status, run.err) == (0, "")
    files = sorted((office.folder / "papers").iterdir())
    assert [path.name for path in files] == ["notice-N1.docx", "notice-N1.pdf"]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    runs = [
        await office.run("documents", "write", "letter", "--round", NUMBER, "--out", "papers"),
        await office.run("documents", "write", "notice", "--round", NUMBER, "--target", "N2", "--out", "x"),
    ]
    assert [(each.status, each.err.split("。")[0]) for each in runs] == [
        (1, "没有名为 letter 的文书"),
        (1, "没有找到 N2"),
    ]


async def test_template_is_handed_out_and_an_edited_one_is_checked(office: Console):
    run = await office.run("documents", "template", "notice", "notice.docx")
    assert run.status == 0
    assert (await office.run("documents", "check", "notice.docx")).out.startswith("notice.docx：可以使用。")
    folder = office.folder / "data" / "templates"
    folder.mkdir()
    (folder / "order.docx").write_bytes(lay_out(read_source("%page letter\n%left {{ target_phone }}")))
    run = await office.run("documents", "check")
    assert (run.status, run.err) == (1, "模板“order”中有本文书没有的字段：target_phone。\n")
