"""The commands that need no token and no network: demo and play."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.app.console import Faulty
from bot.cli.saying import said, stop
from bot.regulations import profile_keys

_DEFAULT = "quyang-education-2023"
Profile = Annotated[str, typer.Option(help="The regulation to play by.")]


def demo(
    profile: Profile = _DEFAULT,
    register: Annotated[Path | None, typer.Option(help="Play on this register of targets.")] = None,
    out: Annotated[Path, typer.Option(help="Where to write what the round leaves.")] = Path("demo-output"),
    every: Annotated[bool, typer.Option("--all", help="Play all, each in its own folder.")] = False,
) -> None:
    """Play a whole round without hands, on a stand-in for Telegram, and list what it wrote."""
    _known(profile)
    if register is not None and not register.is_file():
        raise stop("console.no_file", path=register)
    for each in profile_keys() if every else [profile]:
        _play(each, register, out / each if every else out)


def _play(profile: str, register: Path | None, out: Path) -> None:
    """Play one round and list its files."""
    from demo.office import NoTargetsError  # noqa: PLC0415 - only here is the playground needed
    from demo.play import play_demo  # noqa: PLC0415

    try:
        files = asyncio.run(play_demo(profile, register, out, typer.echo))
    except Faulty as faulty:
        typer.echo("\n".join(faulty.lines))
        raise stop("console.faulty", n=len(faulty.lines), path=register) from None
    except NoTargetsError:
        raise stop("console.no_targets", path=register) from None
    except TimeoutError:  # an OSError too, and no fault of any file
        raise stop("console.demo_too_slow") from None
    except OSError as error:
        raise stop("console.file_unwritable", path=out, why=error.strerror) from None
    typer.echo(said("console.demo_done", n=len(files)))
    for path in files:
        typer.echo(f"  {path}")


def play(
    profile: Profile = _DEFAULT,
    port: Annotated[int, typer.Option(help="The page's port on this machine.")] = 8765,
) -> None:
    """Open the same bureau as a page, where one person can be everybody and move the clock."""
    from demo.open_page import open_page  # noqa: PLC0415 - only here is the playground needed

    _known(profile)
    try:
        asyncio.run(
            open_page(profile, port, lambda address: typer.echo(said("console.page", address=address)))
        )
    except OSError:
        raise stop("console.port", port=port) from None


def _known(profile: str) -> None:
    if profile not in profile_keys():
        raise stop("console.unknown_profile", why=", ".join(profile_keys()))
