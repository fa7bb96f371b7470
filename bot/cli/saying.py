"""What the console says, in the operator's language."""

import os
from functools import cache

import typer

from bot.settings import SettingsError, read_console_settings
from locales import LANGUAGES, render_key


@cache
def language() -> str:
    """Return the language that SHUANGSUIJI_LANGUAGE names, such as en or en_US.UTF-8; zh_CN by default."""
    try:
        chosen = read_console_settings().language
    except SettingsError:  # which is said later, in the language that the environment names
        chosen = os.environ.get("SHUANGSUIJI_LANGUAGE", "")
    return next((each for each in LANGUAGES if chosen.startswith(each)), LANGUAGES[0])


def said(key: str, **params: object) -> str:
    """Return the text of a key in the operator's language."""
    return render_key(language(), key, **{name: str(value) for name, value in params.items()})


def stop(key: str, status: int = 1, **params: object) -> typer.Exit:
    """Say one sentence on the error stream, and return the exit to raise."""
    typer.echo(said(key, **params), err=True)
    return typer.Exit(status)
