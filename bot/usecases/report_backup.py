"""A backup that failed: the lead office is told the same day, because nobody looks at a console."""

from bot.domain.people import Role
from bot.usecases.act import Act


async def report_failed_backup(act: Act, folder: str, why: str) -> None:
    """Tell every holder of the lead office, once a day."""
    holders, _ = await act.holders(Role.LEAD_OFFICE)
    for person in holders:
        key = f"backup_failed:{act.today.isoformat()}:{person.id}"
        await act.notify("backup.failed", person, key=key, folder=folder, why=why)
