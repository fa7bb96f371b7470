"""/import: how to send a register."""

from bot.domain.permissions import Action
from bot.usecases.act import Act


async def show_import(act: Act) -> None:
    """Say which files are read and which columns never go through the chat."""
    act.permit(Action.IMPORT)
    await act.reply("import.how")
