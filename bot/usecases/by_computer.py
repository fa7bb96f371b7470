"""How a picture is handed in at the computer, where a round's photos and files do not go through the chat."""

from enum import StrEnum
from typing import Any

from bot.domain.rounds import Round


class Shows(StrEnum):
    """What a picture from the computer shows for the bot to go on with.

    An entry that was made, the signed paper of an entry on behalf, or a signed form of approval and filing.
    """

    RECEIPT = "receipt"
    PAPER = "paper"
    APPROVAL = "approval"


def command(number: str, name: str, shows: Shows) -> dict[str, str]:
    """Return the text of the command that hands in a picture of this name's receipt or paper."""
    return {"key": f"files.command.{shows}", "number": number, "name": name}


def shot(opened: Round, name: str) -> dict[str, Any]:
    """Return the text of how a screenshot comes: in the chat, or where the round takes no files otherwise."""
    if opened.takes_files:
        return {"key": "receipt.shot"}
    return {"key": "receipt.shot_by_computer", "command": command(opened.number, name, Shows.RECEIPT)}
