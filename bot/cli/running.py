"""The console with one command: `shuangsuiji run`."""

from bot.cli import office
from bot.cli.console import console

app = console()
app.command()(office.run)
