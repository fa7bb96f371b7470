"""The sizes that Telegram enforces, and what it says when one is passed."""

import re
from http import HTTPStatus
from typing import Any

from playground.errors import ApiError

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
CALLBACK_DATA_BYTES = 64
BUTTONS_IN_A_ROW = 8
BUTTONS_IN_ALL = 100
UPLOAD_BYTES = 50 * 1024 * 1024
PHOTO_BYTES = 10 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024
TOAST_CHARACTERS = 200
ALBUM_ITEMS = (2, 10)
DELETABLE_SECONDS = 48 * 3600
PRIVATE_DICE_KEPT_SECONDS = 24 * 3600
COMMANDS = 100
COMMAND_DESCRIPTION_CHARACTERS = 256
START_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_ACTIONS = {
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
}
_URL = re.compile(r"(https?://[^\s/]+\.[^\s]+|tg://\S+)", re.IGNORECASE)


def utf16_units(text: str) -> int:
    """The length of a text as Telegram counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def check_text(text: str) -> None:
    """Refuses a text that is empty or too long; `text` is what remains after its entities were parsed."""
    if not text:
        raise ApiError.bad_request("message text is empty")
    if utf16_units(text) > TEXT_UNITS:
        raise ApiError.bad_request("message is too long")


def check_caption(caption: str) -> None:
    """Refuses a caption that is too long."""
    if utf16_units(caption) > CAPTION_UNITS:
        raise ApiError.bad_request("message caption is too long")


def check_keyboard(rows: list[list[dict[str, Any]]]) -> None:
    """Refuses an inline keyboard that Telegram would refuse."""
    if sum(len(row) for row in rows) > BUTTONS_IN_ALL or any(len(row) > BUTTONS_IN_A_ROW for row in rows):
        raise ApiError.bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button)


def _check_button(button: dict[str, Any]) -> None:
    prefix = "can't parse inline keyboard button: "
    if not button.get("text"):
        raise ApiError.bad_request(f'{prefix}Field "text" must be a non-empty String')
    if not _ACTIONS & button.keys():
        raise ApiError.bad_request(f"{prefix}Text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= CALLBACK_DATA_BYTES:
        raise ApiError.bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not _URL.fullmatch(url):
        raise ApiError.bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def check_upload(size: int) -> None:
    """Refuses a file of `size` bytes that is over what a bot may upload."""
    if size > UPLOAD_BYTES:
        raise ApiError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Request Entity Too Large")


def check_photo(size: int) -> None:
    """Refuses a photo of `size` bytes that is over what a bot may upload as a photo."""
    check_upload(size)
    if size > PHOTO_BYTES:
        raise ApiError.bad_request(
            f"file of size {size} bytes is too big for a photo; the maximum size is {PHOTO_BYTES} bytes"
        )


def check_commands(commands: list[dict[str, str]]) -> None:
    """Refuses a command menu that Telegram would refuse."""
    if len(commands) > COMMANDS:
        raise ApiError.bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command["command"]):
            raise ApiError.bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= COMMAND_DESCRIPTION_CHARACTERS:
            raise ApiError.bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
