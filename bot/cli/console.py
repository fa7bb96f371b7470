"""The console without its commands."""

import typer


def console() -> typer.Typer:
    """Return it, ready to be given commands."""
    made = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    made.callback()(_shuangsuiji)
    return made


def _shuangsuiji() -> None:
    """双随机、一公开 inspections, drawn so that anybody can recompute them."""
