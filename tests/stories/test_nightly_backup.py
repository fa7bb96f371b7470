"""The backup of every night: one a day, after two o'clock; a failed one is said to the lead office."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app.nightly import NightlyBackup
from tests.stories.office import Office

MIDNIGHT = datetime(2026, 9, 22, 0, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def _nightly(office: Office, folder: Path) -> NightlyBackup:
    data = office.stage.data_dir
    service = office.stage.service
    paths = (data / "shuangsuiji.db", data, folder)
    return NightlyBackup(service.database, service.desk.bot_act, office.stage.clock, paths)


async def test_one_backup_a_day_is_written_after_two(office: Office, tmp_path: Path) -> None:
    nightly, written = _nightly(office, tmp_path / "backups"), []
    for hour in range(50):
        office.stage.clock.move_to(MIDNIGHT + timedelta(hours=hour))
        if await nightly.run_if_due():
            written.append(hour)
    assert written == [2, 26]
    names = sorted(path.name for path in (tmp_path / "backups").iterdir())
    assert names == ["shuangsuiji-20260922-020000.zip", "shuangsuiji-20260923-020000.zip"]


async def test_failed_backup_is_told_to_the_lead_office_once(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.write_text("a file where the folder should be", encoding="utf-8")
    nightly = _nightly(office, folder)
    office.stage.clock.move_to(MIDNIGHT + timedelta(hours=3))
    assert [await nightly.run_if_due() for _ in range(3)] == [False] * 3
    office.stage.service.outbox.news.ring()
    await office.stage.settle()
    said = [m.text for m in office.sees("张敏") if m.text.startswith("【备份失败】")]
    assert len(said) == 1
    assert said[0].startswith(f"【备份失败】今天的自动备份没有成功。\n目录：{folder}\n原因：")
    for name in ("王芳", "周审", "赵批"):
        assert not [m for m in office.sees(name) if m.text.startswith("【备份失败】")]
