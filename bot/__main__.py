"""Entry point: `python -m bot` is `shuangsuiji`."""

from bot.cli import main

main()
