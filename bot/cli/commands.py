"""All commands of the console."""

from bot.cli import backup, checking, doctor, evidence, office, registers, rehearsal, route, stamps
from bot.cli.archive import archive
from bot.cli.console import console
from bot.cli.documents import documents
from bot.cli.journal import journal
from bot.cli.site import site

app = console()
app.command()(office.init)
app.command()(office.key)
app.command()(office.run)
app.command("import")(office.import_register)
app.command()(registers.undo)
app.command()(registers.export)
app.command()(registers.template)
app.command()(route.route)
app.command()(evidence.evidence)
app.command()(backup.backup)
app.command()(backup.restore)
app.command()(doctor.doctor)
app.command()(rehearsal.demo)
app.command()(rehearsal.play)
app.command()(checking.recompute)
app.command()(checking.verify)
journal.command("stamps")(stamps.stamps)
app.add_typer(journal, name="journal")
app.add_typer(site, name="site")
app.add_typer(documents, name="documents")
app.add_typer(archive, name="archive")
