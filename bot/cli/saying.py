"""What the console says, in the operator's language."""

import os

import typer

from locales import LANGUAGES, render_key


def said(key: str, **params: object) -> str:
    """Return the text of a key; SHUANGSUIJI_LANGUAGE chooses the language, zh_CN by default."""
    language = os.environ.get("SHUANGSUIJI_LANGUAGE", LANGUAGES[0])
    values = {name: str(value) for name, value in params.items()}
    return render_key(language if language in LANGUAGES else LANGUAGES[0], key, **values)


def stop(key: str, status: int = 1, **params: object) -> typer.Exit:
    """Say one sentence on the error stream, and return the exit to raise."""
    typer.echo(said(key, **params), err=True)
    return typer.Exit(status)
