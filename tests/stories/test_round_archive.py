"""A round that has ended goes into one file, which holds whatever is done to it, or says what was done."""

import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from bot.app.archives.checking import check_archive
from bot.app.archives.making import NoArchive
from bot.app.on_demand import make_round_archive, write_results
from bot.app.site.exports import NoPlace
from bot.domain.archive import CONTENTS, INDEX, SIGNATURE
from bot.domain.publication.places import Place
from bot.domain.round_rows import OF_INSPECTION, OF_ROUND, OF_ROW
from bot.usecases.people.turn_delegations import rounds_of
from storage.archives import ArchiveError, pack
from tests.site.html_reader import read
from tests.stories.acts import enter_receipt, publish
from tests.stories.kept import kept
from tests.stories.office import Office
from tests.stories.test_follow_up import found
from tests.stories.test_round_publication import NOTE, PHONE
from tests.stories.wording import NUMBER, read_result

Change = Callable[[dict[str, bytes]], object]


@kept
async def close(office: Office) -> None:
    """Publish the other result and enter both: the round is closed, one finding is still followed up."""
    drawn = read_result(office)
    bad, good = drawn.of(1)
    await publish(office, good)
    leader = drawn.teams[1][0]
    await enter_receipt(office, leader, bad, "PT-1")
    await enter_receipt(office, leader, good, "PT-2")


async def archive(office: Office, name: str = "a.zip") -> Path:
    path = office.stage.data_dir / name
    await make_round_archive(office.stage.service.database, office.stage.data_dir, NUMBER, path)
    return path


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


DAY = date(2026, 10, 9)


async def test_archive_of_a_closed_round_holds_everything_and_is_the_same_each_time(office: Office) -> None:
    drawn, _, _ = await found(office)
    with pytest.raises(NoArchive, match="not_ended"):
        await archive(office)
    await close(office)
    async with office.stage.service.database.reading() as work:
        act, coordinator = office.stage.service.desk.bot_act(work), await work.people.one(name="王芳")
        assert coordinator is not None
        # Who follows in her post gets the round as long as a finding of it is followed up.
        assert [each.number for each in await rounds_of(act, coordinator)] == [NUMBER]
    path = await archive(office)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_bytes() == (await archive(office, "b.zip")).read_bytes()

    checked = check_archive(path)
    assert (checked.index.round, checked.index.state, checked.index.unsettled) == (NUMBER, "closed", 1)
    assert (checked.draws, checked.index.missing) == (1, ())
    files = contents(path)
    folders = {name.split("/")[0] for name in files}
    wanted = {"冻结前核对", "draws", "现场材料", "journal", "批次材料", "rows", "文书"}
    assert folders == wanted | {INDEX, SIGNATURE, CONTENTS}
    contents_name_every_file(files, drawn.of(1)[0])
    rows = {"rounds", "targets", "item_lists", "deadlines", "words", "people", *OF_ROW}
    assert {each[5:-5] for each in files if each.startswith("rows/")} == rows | {*OF_ROUND, *OF_INSPECTION}
    assert {each["kind"] for each in json.loads(files["rows/site_steps.json"])} == {
        "arrived",
        "shown",
        "told",
    }
    words = [each["text"] for each in json.loads(files["rows/words.json"])]
    names = {each["name"] for each in json.loads(files["rows/people.json"])}
    assert (NOTE in words, set(drawn.teams[1]) <= names) == (True, True)
    assert "逐条对照规定" in "".join(
        data.decode() for name, data in files.items() if name.startswith("冻结前核对/")
    )
    whole = path.read_bytes()
    accounts = [str(office[name].id).encode() for name in drawn.people]
    assert [each for each in (PHONE.encode(), b"0001\xe5\x86\x80", *accounts) if each in whole] == []
    whatever_is_changed_is_found(path)
    await exported(office, drawn.of(1)[0])


def contents_name_every_file(files: dict[str, bytes], target: str) -> None:
    """An archivist finds each file by its name; letters that were never written are not in the archive."""
    page = read(files[CONTENTS])
    shown = " ".join(page.texts)
    assert page.all_faults() == []
    assert {unquote(link) for link in page.links} == files.keys() - {INDEX, SIGNATURE, CONTENTS}
    assert [
        each for each in (target, "现场笔录", "照片 1 张 校园安全", "抽取记录") if each not in shown
    ] == []
    assert [name for name in files if name.startswith(("文书/案件移送函", "文书/责令改正通知书"))] == []
    assert [name for name in files if name.startswith("现场材料/") and "." not in name] == []


async def exported(office: Office, bad: str) -> None:
    """The credit system gets what is public, as a table and as JSON; a place that no text names gets none."""
    store, folder = office.stage.service.database, office.stage.data_dir
    assert await write_results(store, folder / "r.json", Place.CREDIT, NUMBER, DAY) == (2, 0)
    sent = json.loads((folder / "r.json").read_text("utf-8"))
    rows = {each["target_name"]: each for each in sent["results"]}
    assert (sent["place"], len(rows)) == ("河北省市场主体信用信息公示系统", 2)
    term = {"calendar_days": 1095, "ground": "规定未写明，按抽查系统预设"}
    assert (sent["exported_on"], sent["adverse_public_for"]) == ("2026-10-09", term)
    assert rows[bad]["follow_ups"] == [{"item": "校园安全", "measure": "", "outcome": "正在处理"}]
    assert "第二十三条" in rows[bad]["uses"]
    assert NOTE not in json.dumps(sent, ensure_ascii=False)
    assert await write_results(store, folder / "r.xlsx", Place.CREDIT, "", DAY) == (2, 0)
    cells = [c for row in load_workbook(folder / "r.xlsx").active.iter_rows(values_only=True) for c in row]
    title = "青禾县教育和体育局（演示）抽查检查结果（报送河北省市场主体信用信息公示系统，2026-10-09导出）"
    assert (cells[0], "公示期限届满日（抽查系统预设）" in cells) == (title, True)
    assert (bad in cells, "不正常事项" in cells, NOTE in cells) == (True, True, False)
    with pytest.raises(NoPlace):
        await write_results(store, folder / "r.json", Place.CITY, "", DAY)


def altered(path: Path, change: Change, *, is_packed: bool = True) -> Path:
    """Return a copy of the archive in which something was done."""
    files = contents(path)
    change(files)
    target = path.with_name("altered.zip")
    if is_packed:
        pack(target, files)
    else:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
            for name, data in files.items():
                file.writestr(name, data)
    return target


def code_of(path: Path) -> str:
    with pytest.raises(ArchiveError) as caught:
        check_archive(path)
    return str(caught.value.args[0])


def _turn(name: str) -> Change:
    def change(files: dict[str, bytes]) -> None:
        path = next(each for each in files if each.startswith(name))
        files[path] = bytes([files[path][0] ^ 1]) + files[path][1:]

    return change


def _flipped(whole: bytes, at: int) -> bytes:
    """Return the archive with one bit wrong, in what its form says and none of its files."""
    changed = bytearray(whole)
    changed[at] ^= 1
    return bytes(changed)


def whatever_is_changed_is_found(path: Path) -> None:
    for folder in ("rows/answers", "现场材料/", "draws/", "批次材料/", "journal/entries", "文书/"):
        assert code_of(altered(path, _turn(folder))) == "damaged"
    assert code_of(altered(path, lambda files: files.pop("rows/answers.json"))) == "missing"
    assert code_of(altered(path, lambda files: files.update({"rows/more.json": b"[]"}))) == "foreign"
    assert code_of(altered(path, lambda files: files.update({"../evil": b""}))) == "unsafe"
    assert code_of(altered(path, lambda files: files.update({"/evil": b""}))) == "unsafe"
    assert code_of(altered(path, dict, is_packed=False)) == "unsafe"
    assert code_of(altered(path, lambda files: files.update({SIGNATURE: b"{}"}))) == "signature"
    with pytest.raises(ArchiveError, match="signature"):
        check_archive(path, key="0" * 64)

    def also_the_index(files: dict[str, bytes]) -> None:
        index = json.loads(files[INDEX])
        index["unsettled"] = 0
        files[INDEX] = json.dumps(index).encode()

    assert code_of(altered(path, also_the_index)) == "signature"
    whole = path.read_bytes()
    for size in (0, 30, len(whole) // 2, len(whole) - 10):
        cut = path.with_name("cut.zip")
        cut.write_bytes(whole[:size])
        # A form within it is a .zip too: what is left may look like one, and is none of ours.
        assert code_of(cut) in ("not_an_archive", "unsafe", "missing")
    for spoilt in (
        whole + b"more",
        b"more" + whole,
        *(_flipped(whole, at) for at in (10, -1, -12, -30, -60)),
    ):
        cut.write_bytes(spoilt)
        assert code_of(cut) in ("damaged", "not_an_archive", "foreign", "unsafe")
    twice = path.with_name("twice.zip")
    shutil.copy(path, twice)
    with zipfile.ZipFile(twice, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr(INDEX, b"{}")
    assert code_of(twice) == "unsafe"
