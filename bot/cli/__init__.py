"""The console: `shuangsuiji COMMAND`."""

import sys


def main() -> None:
    """Run the command that the console was given; the bot, which stays for months, loads no other."""
    if sys.argv[1:2] == ["run"]:
        from bot.cli.running import app  # noqa: PLC0415 - one or the other
    else:
        from bot.cli.commands import app  # noqa: PLC0415 - one or the other
    app()
