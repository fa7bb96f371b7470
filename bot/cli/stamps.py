"""`shuangsuiji journal stamps`: the time stamps of the journal's heads, checked and written out."""

from pathlib import Path
from typing import Annotated

import typer

from bot.app.console import verify_journal
from bot.app.stamping import Stamped, stamps_of
from bot.cli.journal import reading
from bot.cli.saying import said, stop
from bot.cli.stamped import require_stamps, roots_of, tell_stamps


def stamps(
    root: Annotated[Path, typer.Option(help="The authority's root certificates, PEM.")],
    out: Annotated[
        Path | None, typer.Option(help="A folder for statements and replies, as openssl ts reads them.")
    ] = None,
) -> None:
    """Check the stamps of the journal's heads; exit status 1 where one does not hold."""
    roots_of(root)
    found = reading(verify_journal)
    if not found.is_whole:
        raise stop("console.stamps_of_broken")
    require_stamps(found.lost)
    held = reading(stamps_of)
    tell_stamps(held, root)
    if out is not None:
        _write(held, out)


def _write(held: list[Stamped], folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for each in held:
            (folder / f"head-{each.size}.txt").write_bytes(each.statement)
            (folder / f"head-{each.size}.tsr").write_bytes(each.reply)
    except OSError as error:
        raise stop("console.file_unwritable", path=folder, why=error.strerror or error) from None
    typer.echo(said("console.stamps_written", n=len(held), path=folder))
