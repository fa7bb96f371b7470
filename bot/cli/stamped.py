"""What the console says of the time stamps of heads, be they in the database or in an archive."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.app.stamping import Stamped
from bot.cli.saying import said, stop
from bot.domain.deadlines import SHANGHAI
from bot.domain.journal.heads import LostStamp
from storage.timestamps import StampError, has_client, is_about, roots_in, stamped_at

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

Root = Annotated[
    Path | None,
    typer.Option(help="The root certificates of the time-stamping authority, PEM: checks its stamps."),
]


def roots_of(path: Path) -> "list[Certificate]":
    """Return the certificates of a file; stop where there are none, or no client to use them."""
    if not has_client():
        raise stop("console.no_stamp_client")
    try:
        return roots_in(path.read_bytes())
    except (OSError, ValueError) as error:
        raise stop("console.bad_root", path=path, why=error) from None


def require_stamps(lost: Sequence[LostStamp]) -> None:
    """Stop at the first stamp that the journal tells of and that is not there as it came."""
    for each in lost:
        raise stop("console.stamp_lost", n=each.entry, size=each.size)


def tell_stamps(held: Sequence[Stamped], root: Path | None) -> None:
    """Say of each stamp that it holds, or that there is none; stop at the first that does not hold.

    Without the authority's certificates only what each stamp is about is checked, and that is said.
    """
    if not held:
        typer.echo(said("console.unstamped"))
    elif root is None:
        for each in held:
            if not is_about(each.reply, each.statement):
                raise stop("console.stamp_foreign", n=each.size)
        typer.echo(said("console.stamps_unchecked", n=len(held), last=held[-1].size))
    else:
        _check(held, roots_of(root))


def _check(held: Sequence[Stamped], roots: "Sequence[Certificate]") -> None:
    for each in held:
        try:
            at = stamped_at(each.reply, each.statement, roots)
        except StampError as error:
            raise stop("console.stamp_bad", n=each.size, why=error) from None
        typer.echo(said("console.stamped", n=each.size, at=f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"))
    typer.echo(said("console.stamps_checked", n=len(held)))
