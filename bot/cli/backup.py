"""`shuangsuiji backup` and `shuangsuiji restore`: one file that holds the office, and the way back."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.app import SystemClock
from bot.app.backup import CheckedBackup, back_up, check_backup
from bot.cli.saying import said, stop
from bot.cli.working import console_settings, working
from storage.backups.archive import BackupError, restore_backup

_DEFAULT_FOLDER = Path("backups")


def backup(
    out: Annotated[Path, typer.Option(help="The folder for backups.")] = _DEFAULT_FOLDER,
) -> None:
    """Write a backup, also while the bot runs; it is restored in a temporary folder and checked."""
    settings = console_settings()
    if (database := settings.database_file) is None:
        raise stop("console.backup_sqlite_only", path=settings.database_shown)
    with working(settings, is_reading=True):
        try:
            checked = asyncio.run(back_up(database, settings.data_dir, out, SystemClock().now()))
        except BackupError as error:
            raise _damaged(database, error) from None
        except OSError as error:
            raise stop("console.file_unwritable", path=out, why=error.strerror or error) from None
    _say("console.backed_up", checked, checked.path)


def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
) -> None:
    """Bring an office back from a backup, into a data folder that is still empty."""
    settings = console_settings()
    if not file.is_file():
        raise stop("console.no_file", path=file)
    with working(settings):
        try:
            checked = asyncio.run(check_backup(file))
            restore_backup(file, settings.data_dir)
        except FileExistsError:
            raise stop("console.restore_not_empty", path=settings.data_dir) from None
        except BackupError as error:
            raise _damaged(file, error) from None
    _say("console.restored", checked, settings.data_dir)


def _damaged(path: Path, error: BackupError) -> typer.Exit:
    code, part = error.args
    return stop("console.backup_damaged", path=path, why=said(f"console.backup_fault.{code}", part=part))


def _say(key: str, checked: CheckedBackup, path: Path) -> None:
    at = checked.made_at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    size = f"{checked.path.stat().st_size / 1_000_000:.1f}"
    typer.echo(
        said(
            key, path=path, at=at, size=size, files=checked.files, entries=checked.entries, head=checked.head
        )
    )
