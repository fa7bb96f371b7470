"""The console's commands: `shuangsuiji recompute` and `shuangsuiji verify`.

Modules are imported inside the commands, so that a verifier needs no token, database or network.
"""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False)

BundleFile = Annotated[Path, typer.Argument(metavar="BUNDLE.json", help="The published bundle of a draw.")]
Code = Annotated[str | None, typer.Option(help="This code as an observer kept it from the group.")]

NOT_A_BUNDLE, NOTHING_JUDGED = 1, 2
VERDICTS = {"pass": "通过", "fail": "不通过", "undecided": "无法判断"}


@app.callback()
def _shuangsuiji() -> None:
    """双随机、一公开 inspections, drawn so that anybody can recompute them."""


def _stop(sentence: str, status: int) -> typer.Exit:
    typer.echo(sentence, err=True)
    return typer.Exit(status)


def _read(bundle: Path) -> bytes:
    try:
        return bundle.read_bytes()
    except OSError as error:
        sentence = f"Cannot read {bundle}: give the path of a bundle that was downloaded whole."
        raise _stop(sentence, NOTHING_JUDGED) from error


@app.command()
def recompute(bundle: BundleFile) -> None:
    """Print the result that the bundle's inputs have, as canonical JSON on one line."""
    from bot.domain.draw.bytes import Rejected, dumps, loads  # noqa: PLC0415
    from bot.domain.draw.recompute import recompute as compute  # noqa: PLC0415

    try:
        typer.echo(dumps(compute(loads(_read(bundle)))))
    except Rejected as error:
        sentence = (
            f"{bundle} gives no result ({error.code}): download the bundle again, then run verify on it."
        )
        raise _stop(sentence, NOT_A_BUNDLE) from error


@app.command()
def verify(
    bundle: BundleFile,
    commitment: Code = None,
    entropy: Code = None,
    result: Code = None,
    vacancy: Code = None,
) -> None:
    """Print each check of the bundle; exit status 0 if all pass, 1 if any fails, else 2.

    Without the observer's codes the copy cannot be judged, and the status is at best 2.
    """
    from bot.domain.draw.checks import ObserversCopy  # noqa: PLC0415
    from bot.domain.draw.verification import exit_status  # noqa: PLC0415
    from bot.domain.draw.verification import verify as examine  # noqa: PLC0415

    codes = [code and code.strip().lower() for code in (commitment, entropy, result, vacancy)]
    checks = examine(_read(bundle), ObserversCopy(*codes))
    for check in checks:
        typer.echo(f"{check.code} {VERDICTS[check.verdict]}" + (f" ({check.detail})" if check.detail else ""))
    if checks[0].verdict == "fail":
        typer.echo(f"{bundle} is no bundle: download the published file again, unchanged.", err=True)
    raise typer.Exit(exit_status(checks))


def main() -> None:
    """Run the command that the console was given."""
    app()
