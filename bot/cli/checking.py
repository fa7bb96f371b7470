"""`shuangsuiji recompute` and `shuangsuiji verify`: they need no token, database or network."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.saying import said, stop

if TYPE_CHECKING:
    from bot.domain.draw.verification import Check

BundleFile = Annotated[Path, typer.Argument(metavar="BUNDLE.json", help="The published bundle of a draw.")]
Code = Annotated[str | None, typer.Option(help="This code as an observer kept it from the group.")]

NOT_A_BUNDLE, NOTHING_JUDGED = 1, 2


def _read(bundle: Path) -> bytes:
    try:
        return bundle.read_bytes()
    except OSError as error:
        raise stop("console.bundle_unreadable", NOTHING_JUDGED, path=bundle) from error


def _line(check: "Check") -> str:
    """Return the line of a check: its code, the verdict, and what it looks at."""
    verdict, says = said(f"console.verdict.{check.verdict}"), said(f"console.check.{check.code}")
    return f"{check.code:<17} {verdict}  {says}" + (f" ({check.detail})" if check.detail else "")


def recompute(bundle: BundleFile) -> None:
    """Print the result that the bundle's inputs have, as canonical JSON on one line."""
    from bot.domain.draw.bytes import Rejected, dumps, loads  # noqa: PLC0415
    from bot.domain.draw.recompute import recompute as compute  # noqa: PLC0415

    try:
        typer.echo(dumps(compute(loads(_read(bundle)))))
    except Rejected as error:
        raise stop("console.bundle_without_result", NOT_A_BUNDLE, path=bundle, code=error.code) from error


def verify(
    bundle: BundleFile,
    *,
    commitment: Code = None,
    entropy: Code = None,
    result_hash: Code = None,
    vacancy: Code = None,
    school: Annotated[str | None, typer.Option(help="The id of a target: its ticket, place and why.")] = None,
    previous: Annotated[str, typer.Option(help="The signature before, of a chained drand beacon.")] = "",
) -> None:
    """Print each check of the bundle; exit status 0 if all pass, 1 if any fails, else 2.

    Without the observer's codes the copy cannot be judged, and the status is at best 2.
    """
    from bot.cli.own_ticket import about_school  # noqa: PLC0415
    from bot.cli.platform_list import about_list, find_school  # noqa: PLC0415
    from bot.domain.draw.bytes import loads  # noqa: PLC0415
    from bot.domain.draw.examined import ObserversCopy  # noqa: PLC0415
    from bot.domain.draw.verification import exit_status, throw_gaps  # noqa: PLC0415
    from bot.domain.draw.verification import verify as examine  # noqa: PLC0415
    from storage.beacons import check_beacon  # noqa: PLC0415

    codes = [code and code.strip().lower() for code in (commitment, entropy, result_hash, vacancy)]
    raw = _read(bundle)
    checks = examine(raw, ObserversCopy(*codes), partial(check_beacon, previous=previous.strip().lower()))
    is_list = any(check.code == "platform" for check in checks)
    if is_list:
        typer.echo("\n".join(about_list(loads(raw))))
    for check in checks:
        typer.echo(_line(check))
    is_thrown = any(check.code == "transcript" and check.verdict == "pass" for check in checks)
    if is_thrown and (gaps := throw_gaps(loads(raw)["transcript"])):
        typer.echo(said("verify.throw_gaps", gaps=gaps))
    if school is not None and is_list:
        typer.echo(find_school(loads(raw), school))
    elif school is not None and checks[0].verdict == "pass":
        typer.echo("\n".join(about_school(loads(raw), checks, school)))
    if checks[0].verdict == "fail":
        typer.echo(said("console.not_a_bundle", path=bundle), err=True)
    raise typer.Exit(exit_status(checks))
