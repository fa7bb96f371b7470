"""A setting of the office: one row per name, written anew when it changes."""

from bot.domain.people import Setting
from bot.domain.ports import UnitOfWork


async def keep_setting(work: UnitOfWork, name: str, value: str) -> None:
    """Keep this value under this name, in the place of the one before."""
    known = await work.settings.one(name=name)
    if known is None:
        await work.settings.add(Setting(name=name, value=value))
    else:
        await work.settings.change(known, value=value)
