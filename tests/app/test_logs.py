"""The token is in no log, repr or exception, however it gets there."""

import logging
import re
import sys

import pytest
import structlog

from bot.gateway import BotApi
from bot.settings import SettingsError, read_settings
from tests.captured_logs import captured_logs
from tests.cli.console import TOKEN

KEY = "-".join(["K3YS"] * 13)


@pytest.fixture
def logs():
    """What is written to the logs that `run` sets up."""
    with captured_logs(TOKEN, KEY) as written:
        yield written


def test_no_log_line_holds_the_secret_key(logs):
    structlog.get_logger().warning(f"settings {KEY}", key=KEY, all={"secret_key": KEY, "token": TOKEN})
    assert (KEY in logs.getvalue(), TOKEN in logs.getvalue(), "settings" in logs.getvalue()) == (
        False,
        False,
        True,
    )


def _fail():
    raise RuntimeError(f"https://api.telegram.org/bot{TOKEN}/getMe")


def test_no_log_line_holds_the_token(logs):
    with pytest.raises(RuntimeError) as caught:
        _fail()
    error, words = caught.value, f"event {TOKEN}"
    log = structlog.get_logger()
    log.info(words, value=TOKEN, nested={"deep": [TOKEN]}, error=error)
    log.error("incident", exc_info=error)
    foreign = logging.getLogger("another.library")
    foreign.debug("Set Bot API URL: %s", f"http://127.0.0.1/bot{TOKEN}")
    foreign.error("failed", exc_info=error)
    logging.getLogger("httpx").info("POST https://api.telegram.org/bot%s/getMe", TOKEN)
    logging.getLogger("aiosqlite").debug("a phone number")
    sys.excepthook(RuntimeError, error, error.__traceback__)
    assert TOKEN not in logs.getvalue()
    assert re.findall(r'event="?(\w+)', logs.getvalue()) == ["event", "incident", "Set", "failed", "stopped"]


def test_no_repr_holds_the_token():
    settings = read_settings(token=TOKEN, _env_file=None)
    api = BotApi.at(settings)
    assert TOKEN not in f"{settings!r} {settings} {api!r} {api}"


def test_no_exception_of_the_settings_holds_what_was_given():
    with pytest.raises(SettingsError) as caught:
        read_settings(token=f"{TOKEN} ", api_url=TOKEN, database_url=TOKEN, _env_file=None)
    assert str(caught.value) == "SHUANGSUIJI_DATABASE_URL, SHUANGSUIJI_TOKEN, SHUANGSUIJI_API_URL"
    assert TOKEN not in f"{caught.value!r} {caught.value.__context__!r} {caught.value.__cause__!r}"
