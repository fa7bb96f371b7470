"""现场文书: whoever sits on an inspection gets its papers in private, filled from what is known, to print."""

from docx import Document

from storage.documents.laying import lay_out
from storage.documents.markup import read_source
from tests.stories.acts import accept
from tests.stories.attempts import NUMBER
from tests.stories.office import Office
from tests.stories.wording import drawn_round


async def test_team_gets_the_papers_of_its_target(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    leader, partner = drawn.teams[1]
    await office.confirm()
    await accept(office, leader, partner)
    target = drawn.of(1)[0]
    own = office.stage.data_dir / "templates"
    own.mkdir()
    (own / "service.docx").write_bytes(lay_out(read_source("%page form\n%left 本局：{{ target_name }}")))
    (own / "order.docx").write_bytes(lay_out(read_source("%page form\n%left {{ target_phone }}")))

    for who, title, first in (
        (leader, "随机抽查检查通知书", "随机抽查检查通知书"),
        (partner, "送达回证", f"本局：{target}"),
        (leader, "责令改正通知书", "责令改正通知书"),
        (leader, "联合抽查表", "联合抽查表"),
    ):
        await office.say(who, "/duty")
        await office.press(who, "【现场文书】请选择检查对象", f"文书：{target}")
        await office.press(who, f"【现场文书】{target}：请选择文书", title)
        sent = office.sees(who)[-1]
        assert sent.text.startswith(f"【现场文书】{NUMBER} {target}\n《{title}》已按现有记录生成")
        (path,) = (office.stage.data_dir / "rounds").rglob(sent.json["document"]["file_name"])
        paper = Document(str(path))
        assert paper.paragraphs[0].text == first
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert cells[cells.index("检查对象") + 1] == target
    assert cells[cells.index("检查结论") + 1] == ""

    others = [name for name in drawn.people if name not in (leader, partner)]
    told = [m.text for name in others for m in office.sees(name)]
    assert [text for text in told if target in text and "文书" in text] == []
