"""`shuangsuiji documents`: every document as .docx and PDF, and the templates that the office may edit."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.app import NotInitialised, SystemClock, office_of
from bot.app.on_demand import archivist_of
from bot.app.papers.catalogue import DOCUMENTS, About, Named, NoSubject, Wanted, is_asked_for
from bot.app.papers.documents import Desk
from bot.app.papers.entry_table import entry_table_name, write_entry_table
from bot.cli.saying import said, stop
from bot.cli.working import console_settings, reading_database, working
from bot.domain.deadlines import SHANGHAI
from bot.domain.documents.cases import ReentrySheet
from bot.domain.documents.document import Document
from bot.domain.profiles.profile import Profile
from bot.settings import ConsoleSettings
from storage.documents.checking import check_template
from storage.documents.filling import ENDING, TEMPLATE_FOLDER, TemplateFault, our_template
from storage.documents.pdf import UnsetText, has_pdf
from storage.documents.reading import Unshown
from storage.files import write_atomically

_OF_THE_YEAR = (About.YEAR, About.APPROVAL)
"""What there is without a round: of approvals those of the plan."""
documents = typer.Typer(no_args_is_help=True, help="Documents, and their templates.")


@documents.command("list")
def show() -> None:
    """Say which documents there are, and what each is about: of an office those that its regulation has."""
    profile = _profile_in_force()
    form = profile.names.form.value if profile else said("console.the_form")
    for name, (_, about) in DOCUMENTS.items():
        if profile and not is_asked_for(name, profile):
            continue
        title = said(f"document.name.{name}", the_form=form)
        typer.echo(f"{name:<12} {title}（{said(f'document.about.{about}')}）")


@documents.command()
def write(
    name: Annotated[str, typer.Argument(help="Which document; `documents list` names them.")],
    *,
    out: Annotated[Path, typer.Option(help="The folder to write into.")],
    number: Annotated[str, typer.Option("--round", help="The round, such as SSJ-2026-0001.")] = "",
    target: Annotated[
        str, typer.Option(help="The target's code or number; all of the round without it.")
    ] = "",
    person: Annotated[str, typer.Option(help="The inspector's number; all of the round without it.")] = "",
    year: Annotated[
        int, typer.Option(help="The year of a yearly document or a plan; this one without it.")
    ] = 0,
) -> None:
    """Write a document as .docx, and as PDF where the extra `pdf` is installed.

    Of the platform's entry sheets a table of the round (.xlsx) stands beside them.
    """
    settings = console_settings()
    _kind(name)
    if not number and DOCUMENTS[name][1] not in _OF_THE_YEAR:
        raise stop("console.round_wanted", name=name)
    with working(settings, is_reading=True):
        found = asyncio.run(_documents(settings, Wanted(name, number, target, person, year)))
        if not found:
            raise stop("console.no_subject", name=number or name)
        desk = Desk(templates_of(settings), settings.fonts)
        unset = [words for stem, each in found if (words := _written(desk, out / stem, each))]
        sheets = [each for _, each in found if isinstance(each, ReentrySheet)]
        if sheets:
            write_entry_table(out / entry_table_name(number), sheets)
    n = len(found) * (2 if has_pdf() else 1) - len(unset) + bool(sheets)
    typer.echo(said("console.documents_written", n=n, path=out))
    if not has_pdf():
        typer.echo(said("console.no_pdf"))
    for words in unset:
        typer.echo(words, err=True)
    if unset:
        raise typer.Exit(1)


@documents.command()
def template(
    name: Annotated[str, typer.Argument(help="Which document.")],
    file: Annotated[Path, typer.Argument(help="Where to write the .docx.")],
) -> None:
    """Write our template of a document, to be edited and then kept as DATA/templates/NAME.docx."""
    _kind(name)
    if file.suffix.lower() != ENDING:
        raise stop("console.not_docx", path=file)
    try:
        write_atomically(file, our_template(name))
    except OSError as error:
        raise stop("console.file_unwritable", path=file, why=error.strerror or error) from None
    place = templates_of(console_settings()) / f"{name}{ENDING}"
    typer.echo(said("console.document_template", path=file, place=place))


@documents.command()
def check(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Templates; the office's own without it.")
    ] = None,
) -> None:
    """Check edited templates before they are used: a field that is not there is named."""
    found = files or sorted(templates_of(console_settings()).glob(f"*{ENDING}"))
    for path in found:
        if not path.is_file():
            raise stop("console.no_file", path=path)
        try:
            unused = check_template(path.read_bytes(), _kind(path.stem))
        except (TemplateFault, Unshown, UnsetText) as fault:
            raise _stopped(path.stem, fault) from None
        typer.echo(said("console.template_good", path=path))
        if unused:
            typer.echo(said("console.template_unused", fields="、".join(unused)))
    typer.echo(said("console.templates_checked", n=len(found)))


def _profile_in_force() -> Profile | None:
    """Return the regulation of the office, None where none is made yet."""
    settings = console_settings()
    if settings.database_file and not settings.database_file.exists():
        return None
    with working(settings, is_reading=True):
        return asyncio.run(_profile(settings))


async def _profile(settings: ConsoleSettings) -> Profile | None:
    async with reading_database(settings) as database, database.reading() as work:
        try:
            return (await office_of(work)).profile
        except NotInitialised:
            return None


def templates_of(settings: ConsoleSettings) -> Path:
    """Return where the office keeps its own templates."""
    return settings.data_dir / TEMPLATE_FOLDER


def _kind(name: str) -> type[Document]:
    if name not in DOCUMENTS:
        raise stop("console.no_document", name=name, names="、".join(DOCUMENTS))
    return DOCUMENTS[name][0]


def _written(desk: Desk, stem: Path, document: Document) -> str:
    """Write the document; return "", or why it has no PDF: a rare character does not stop the others."""
    try:
        desk.write(stem, document)
    except UnsetText as fault:
        return said("document.fault.character", template=stem.name, field=fault)
    except (TemplateFault, Unshown) as fault:
        raise _stopped(document.name, fault) from None
    except OSError as error:
        raise stop("console.file_unwritable", path=stem.parent, why=error.strerror or error) from None
    return ""


def _stopped(name: str, fault: TemplateFault | Unshown | UnsetText) -> typer.Exit:
    """Say what is wrong with a template or a text."""
    if isinstance(fault, TemplateFault):
        return stop(f"document.fault.{fault.code}", template=fault.template, field=fault.field)
    why = "unshown" if isinstance(fault, Unshown) else "character"
    return stop(f"document.fault.{why}", template=name, field=fault)


async def _documents(settings: ConsoleSettings, wanted: Wanted) -> list[Named]:
    try:
        async with reading_database(settings) as database, database.reading() as work:
            archivist = await archivist_of(work, _moment(wanted.year), settings.site, settings.calendar)
            if not is_asked_for(wanted.name, archivist.act.office.profile):
                raise stop("console.document_unasked", name=said(f"document.name.{wanted.name}"))
            return await archivist.documents(wanted)
    except NoSubject as missing:
        raise stop("console.no_subject", name=missing) from None


def _moment(year: int) -> datetime:
    """Return now, or the end of a year that is over."""
    now = SystemClock().now()
    is_over = 0 < year < now.astimezone(SHANGHAI).year
    return datetime(year, 12, 31, 15, tzinfo=UTC) if is_over else now
